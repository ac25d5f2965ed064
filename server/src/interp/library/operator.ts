/** Python's operators as functions. */
import type { BinaryOperator, CompareOperator } from '#server/ir/ir.ts';
import { at, type Builtin } from '../builtins/types.ts';
import { listOf } from '../join.ts';
import { keyOf } from '../keys.ts';
import { binary } from '../operators.ts';
import type { CallSite, Run } from '../run.ts';
import { compare } from '../truth.ts';
import { flagValue, numberValue, textValue, toNumber, unknownValue, type Value } from '../value.ts';
import { type LibraryModule, libraryObject } from './library.ts';

const computes =
  (operator: BinaryOperator): Builtin =>
  (args, site, run) => {
    const [left, right] = [at(args, 0), at(args, 1)];
    return left && right
      ? binary(operator, left, right, run, site.frame, site.expr ?? { kind: 'none', span: site.span })
      : unknownValue('an operator');
  };

const compares =
  (operator: CompareOperator): Builtin =>
  (args, site) => {
    const [left, right] = [at(args, 0), at(args, 1)];
    const answer = left && right ? compare(operator, left, right, site.frame.module.dialect) : 'unknown';
    return flagValue(answer === 'unknown' ? undefined : answer === 'yes');
  };

const getter =
  (kind: string): Builtin =>
  args =>
    libraryObject(
      `operator.${kind}`,
      listOf(
        'tuple',
        args.positional.map(({ value }) => value),
      ),
    );

const asked = (getter: Value): readonly Value[] =>
  getter.kind === 'builtin' && getter.receiver?.kind === 'list' && 'known' in getter.receiver.items.current
    ? getter.receiver.items.current.known
    : [];

const collects =
  (one: (object: Value, key: Value, site: CallSite, run: Run) => Value): Builtin =>
  (args, site, run, receiver) => {
    const object = at(args, 0);
    if (!object) return unknownValue('a getter');
    const found = asked(receiver).map(key => one(object, key, site, run));
    return found.length === 1 && found[0] ? found[0] : listOf('tuple', found);
  };

function itemOf(object: Value, key: Value): Value {
  if (object.kind === 'list' && 'known' in object.items.current) {
    const position = toNumber(key);
    return (position === undefined ? undefined : object.items.current.known.at(position)) ?? unknownValue('an item');
  }
  const name = keyOf(key, { language: 'python' });
  return (object.kind === 'record' && name !== undefined ? object.entries.current.known.get(name) : undefined) ?? unknownValue('an item');
}

export const operator: LibraryModule = {
  language: 'python',
  name: 'operator',
  functions: {
    add: computes('+'),
    sub: computes('-'),
    mul: computes('*'),
    truediv: computes('/'),
    floordiv: computes('//'),
    mod: computes('%'),
    pow: computes('**'),
    concat: computes('+'),
    neg: (args, site, run) =>
      computes('-')({ ...args, positional: [{ value: numberValue(0) }, ...args.positional] }, site, run, textValue('')),
    eq: compares('=='),
    ne: compares('!='),
    lt: compares('<'),
    le: compares('<='),
    gt: compares('>'),
    ge: compares('>='),
    getitem: args => {
      const [object, key] = [at(args, 0), at(args, 1)];
      return object && key ? itemOf(object, key) : unknownValue('an item');
    },
    itemgetter: getter('ItemGetter'),
    attrgetter: getter('AttributeGetter'),
  },
  objects: {
    ItemGetter: { call: collects(itemOf) },
    AttributeGetter: {
      call: collects((object, key, site, run) =>
        key.kind === 'text' && key.text !== undefined && !key.text.includes('.')
          ? run.attribute(object, key.text, site.frame, site.span)
          : unknownValue('an attribute'),
      ),
    },
  },
};
