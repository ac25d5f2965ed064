/** Python's built-in functions that have to do with objects, their classes and attributes. */

import type { Answer } from '#shared/dim/compare.ts';
import { viewOf } from '../attribute-views.ts';
import { attributeCell, deletedAttribute, forgetAttributes, mayHaveAny } from '../classes.ts';
import { recordOf } from '../join.ts';
import { isCallable, isInstanceOf, isSubclass, typeOf } from '../kinds.ts';
import { entriesOfNamespace } from '../library/argparse.ts';
import { setLibraryAttribute } from '../library/index.ts';
import { hasForeignBase, memberOf } from '../mro.ts';
import type { Scope } from '../scope.ts';
import { type FunctionValue, flagValue, none, unknownValue, type Value } from '../value.ts';
import { at, type Builtin } from './types.ts';

const flagOf = (answer: Answer): Value => flagValue(answer === 'unknown' ? undefined : answer === 'yes');

/** `property(f)`, `staticmethod(f)`: by call or as a decorator. A property with a setter is not followed. */
export const bindingOf =
  (binding: NonNullable<FunctionValue['binding']>): Builtin =>
  args => {
    const [callee, more] = args.positional.map(({ value }) => value);
    return callee?.kind === 'function' && !more && args.named.size === 0 ? { ...callee, binding } : unknownValue('a property');
  };

/** The variables of a function as they are now. */
function variablesOf({ values }: Scope): Value {
  // One that is not known may not have been set.
  const known = values.filter(([, value]) => value.kind !== 'unknown');
  return recordOf({ known: new Map(known), open: known.length < values.length });
}

export const objectFunctions: Readonly<Record<string, Builtin>> = {
  isinstance: args => flagOf(isInstanceOf(at(args, 0) ?? none, at(args, 1) ?? unknownValue('a type'))),
  issubclass: args => flagOf(isSubclass(at(args, 0) ?? none, at(args, 1) ?? unknownValue('a type'))),
  callable: args => flagOf(isCallable(at(args, 0) ?? unknownValue('no argument'))),
  type: args => (args.positional.length === 1 ? typeOf(at(args, 0) ?? none) : unknownValue('a type')),
  // At the top these are the module's own, and what is written to them comes to be a variable.
  locals: (_args, site) =>
    site.frame.scope.function.parent ? variablesOf(site.frame.scope.function) : unknownValue('variables as a dict'),
  delattr: (args, _site, run) => {
    const [object, name] = [at(args, 0), at(args, 1)];
    if (object?.kind !== 'instance') return none;
    if (name?.kind === 'text' && name.text !== undefined) run.trail.write(attributeCell(object.attributes, name.text), deletedAttribute);
    else forgetAttributes(object, run);
    return none;
  },
  vars: args => {
    const object = at(args, 0);
    if (object?.kind === 'instance') return viewOf(object);
    return (object && entriesOfNamespace(object)) ?? unknownValue('attributes as a dict');
  },
  getattr: (args, site, run) => {
    const [object, name, fallback] = [at(args, 0), at(args, 1), at(args, 2)];
    if (!object || name?.kind !== 'text' || name.text === undefined) return unknownValue('getattr');
    const value = run.attribute(object, name.text, site.frame, site.span);
    const certain =
      object.kind === 'instance' &&
      !object.open &&
      !hasForeignBase(object.class) &&
      !memberOf(object.class, name.text) &&
      !memberOf(object.class, '__getattr__') &&
      !mayHaveAny(object) &&
      !object.attributes.value(name.text);
    return value.kind === 'unknown' && fallback && certain ? fallback : value;
  },
  setattr: (args, _site, run) => {
    const [object, name, value] = [at(args, 0), at(args, 1), at(args, 2)];
    const known = name?.kind === 'text' ? name.text : undefined;
    if (object?.kind === 'builtin') setLibraryAttribute(object, known, value ?? unknownValue('setattr'), run);
    if (object?.kind !== 'instance' && object?.kind !== 'class') return none;
    if (known !== undefined && value) run.trail.write(attributeCell(object.attributes, known), value);
    else if (object.kind === 'instance') forgetAttributes(object, run);
    return none;
  },
  hasattr: args => {
    const [object, name] = [at(args, 0), at(args, 1)];
    if (object?.kind !== 'instance' || name?.kind !== 'text' || name.text === undefined) return flagValue(undefined);
    if (object.attributes.value(name.text) || memberOf(object.class, name.text)) return flagValue(true);
    const certain = !object.open && !hasForeignBase(object.class) && !memberOf(object.class, '__getattr__') && !mayHaveAny(object);
    return flagValue(certain ? false : undefined);
  },
};
