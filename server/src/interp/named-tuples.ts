/** Named tuples: `collections.namedtuple`, classes derived from `typing.NamedTuple` or from either. */

import type { Span } from '#server/ir/ir.ts';
import { iterate } from './bind.ts';
import { classOfFields, type Field, fieldsOf, tupleMakerOf, withFields } from './fields.ts';
import { listOf, recordOf } from './join.ts';
import { memberOf } from './mro.ts';
import { type Arguments, type CallSite, type Frame, noArguments, type Run } from './run.ts';
import { Scope } from './scope.ts';
import { Attributes, type ClassValue, type ListValue, textValue, unknownValue, type Value } from './value.ts';

/** The tuple as one of the class. */
export const namedTuple = (of: ClassValue, made: Value): Value => (made.kind === 'list' ? { ...made, named: of } : made);

/** Whether the class is one of named tuples by what it derives from. */
export const isNamedTuple = (of: ClassValue): boolean =>
  of.statement.bases.some(({ value }) => (value.kind === 'name' || value.kind === 'attribute') && value.name === 'NamedTuple');

export const withTupleFields = (of: ClassValue, run: Run): ClassValue => (isNamedTuple(of) ? withFields(of, { tuple: true }, run) : of);

/** `namedtuple('P', 'a b')`, `namedtuple('P', ['a', 'b'], defaults=[1])`. */
export function makeTupleClass(args: Arguments, site: CallSite, run: Run): Value {
  const [name, listed] = args.positional.map(({ value }) => value);
  const names = namesIn(listed ?? args.named.get('field_names')?.value);
  if (!names || args.open || name?.kind !== 'text') return unknownValue('a named tuple');
  const given = args.named.get('defaults')?.value;
  const defaults =
    given === undefined ? [] : given.kind === 'list' && 'known' in given.items.current ? given.items.current.known : undefined;
  if (!defaults) return unknownValue('a named tuple');
  const { module } = site.frame;
  const fields = names.map((field, at): Field => {
    const fallback = defaults[at - (names.length - defaults.length)];
    return {
      name: field,
      ...(fallback ? { fallback } : {}),
      keywordOnly: false,
      isParameter: true,
      isPassedOn: false,
      span: site.span,
    };
  });
  const base: ClassValue = {
    kind: 'class',
    statement: {
      kind: 'class',
      name: name.text ?? 'tuple',
      nameSpan: site.span,
      bases: [],
      decorators: [],
      body: [],
      methods: [],
      fields: [],
      span: site.span,
    },
    scope: new Scope(undefined, true),
    module,
    bases: [],
    members: new Map(),
    attributes: new Attributes(),
  };
  return classOfFields(base, fields, { tuple: true }, run);
}

/** `'a b'`, `'a, b'`, `['a', 'b']`, and the pairs of `typing.NamedTuple('P', [('a', int)])`. */
function namesIn(value: Value | undefined): readonly string[] | undefined {
  if (value?.kind === 'text') return value.text?.split(/[\s,]+/).filter(Boolean);
  if (value?.kind !== 'list' || !('known' in value.items.current)) return undefined;
  const names = value.items.current.known.map(item => {
    const name = item.kind === 'list' && 'known' in item.items.current ? item.items.current.known[0] : item;
    return name?.kind === 'text' ? name.text : undefined;
  });
  return names.every(name => name !== undefined) ? names : undefined;
}

export function tupleAttribute(tuple: ListValue, of: ClassValue, name: string, frame: Frame, span: Span, run: Run): Value | undefined {
  const items = tuple.items.current;
  const fields = fieldsOf(of);
  const at = fields.findIndex(field => field.name === name);
  if (at >= 0) return 'known' in items ? items.known[at] : unknownValue(`'${name}' of a named tuple`);
  const member = memberOf(of, name);
  if (member?.kind === 'function') {
    if (member.binding === 'static') return member;
    const bound = { ...member, self: member.binding === 'class' ? of : tuple };
    return member.binding === 'getter' ? run.call(bound, noArguments, { frame, span }) : bound;
  }
  if (member) return member;
  return tupleClassAttribute(of, name) ?? ofTuple(tuple, name);
}

const ofTuple = (tuple: Value, name: string): Value | undefined =>
  name === '_replace' || name === '_asdict' ? { kind: 'builtin', name: `namedtuple.${name}`, receiver: tuple } : undefined;

export function tupleClassAttribute(of: ClassValue, name: string): Value | undefined {
  const maker = tupleMakerOf(of);
  if (!maker) return undefined;
  if (name === '_fields')
    return listOf(
      'tuple',
      fieldsOf(of).map(field => textValue(field.name)),
    );
  return name === '_make' ? { kind: 'builtin', name: 'namedtuple._make', receiver: of } : undefined;
}

/** `p._asdict()`. */
export function tupleEntries(tuple: Value): Value {
  if (tuple.kind !== 'list' || !tuple.named || !('known' in tuple.items.current)) return unknownValue('a named tuple as a dict');
  const { known } = tuple.items.current;
  return recordOf({
    known: new Map(fieldsOf(tuple.named).map(({ name }, at) => [name, known[at] ?? unknownValue(`'${name}'`)])),
    open: false,
  });
}

/** `p._replace(a=1)`. */
export function replaced(tuple: Value, args: Arguments): Value {
  if (tuple.kind !== 'list' || !tuple.named || !('known' in tuple.items.current) || args.open) return unknownValue('a named tuple');
  const { known } = tuple.items.current;
  const items = fieldsOf(tuple.named).map(({ name }, at) => args.named.get(name)?.value ?? known[at] ?? unknownValue(`'${name}'`));
  return { ...listOf('tuple', items), named: tuple.named };
}

/** `P._make([1, 2])`. */
export function madeOf(of: Value, items: Value | undefined): Value {
  const source = items ? iterate(items) : undefined;
  if (of.kind !== 'class' || !source || !('known' in source) || source.known.length !== fieldsOf(of).length)
    return unknownValue('a named tuple');
  return { ...listOf('tuple', source.known), named: of };
}
