/** Python's built-in functions that have to do with objects, their classes and attributes. */

import { attributeCell, forgetAttributes, mayHaveAny } from '../classes.ts';
import { entriesOfNamespace } from '../library/argparse.ts';
import { setLibraryAttribute } from '../library/index.ts';
import { hasForeignBase, memberOf } from '../mro.ts';
import { type FunctionValue, flagValue, none, unknownValue, type Value } from '../value.ts';
import { at, type Builtin } from './types.ts';

const knownItems = (value: Value): readonly Value[] =>
  value.kind === 'list' && 'known' in value.items.current ? value.items.current.known : [];

function isInstance(value: Value | undefined, kind: Value | undefined): Value {
  const kinds = kind?.kind === 'list' ? knownItems(kind) : kind ? [kind] : [];
  // A class of a library may be a kind of dict or list: `collections.OrderedDict`.
  const names = kinds.map(each => (each.kind === 'builtin' && !each.name.includes('.') ? each.name : undefined));
  if (!value || names.length === 0 || names.some(name => name === undefined)) return flagValue(undefined);
  const own: Partial<Record<Value['kind'], readonly string[]>> = {
    number: ['int'],
    float: ['float'],
    text: ['str', 'basestring', 'unicode'],
    flag: ['bool', 'int'],
    record: ['dict'],
  };
  if (value.kind === 'list' && value.type === 'iterator') return flagValue(undefined);
  const types = value.kind === 'list' ? [value.type === 'shape' ? 'TensorShape' : value.type] : own[value.kind];
  return flagValue(types ? types.some(type => names.includes(type)) : value.kind === 'none' || value.kind === 'tensor' ? false : undefined);
}

/** `property(f)`, `staticmethod(f)`: by call or as a decorator. A property with a setter is not followed. */
export const bindingOf =
  (binding: NonNullable<FunctionValue['binding']>): Builtin =>
  args => {
    const [callee, more] = args.positional.map(({ value }) => value);
    return callee?.kind === 'function' && !more && args.named.size === 0 ? { ...callee, binding } : unknownValue('a property');
  };

export const objectFunctions: Readonly<Record<string, Builtin>> = {
  isinstance: args => isInstance(at(args, 0), at(args, 1)),
  callable: args => flagValue(['function', 'class', 'op', 'builtin'].includes(at(args, 0)?.kind ?? '') ? true : undefined),
  vars: (args, _site, run) => {
    const object = at(args, 0);
    if (object?.kind === 'instance') forgetAttributes(object, run);
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
