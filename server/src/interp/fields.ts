/**
 * Fields: names of a class body that are the parameters of its constructor, in order, those of the bases first. So it is with dataclasses, attrs,
 * named tuples and the classes of frameworks whose protocol says so. The constructor is made as code would write it, so that a call of it, a
 * subclass's `super().__init__(…)` and a class that nothing makes an object of are what they are for any other class.
 */
import type { ClassStmt, Expr, FunctionDefinition, Parameter, Span, Stmt } from '#server/ir/ir.ts';
import { isObjectOf, libraryObject } from './library/library.ts';
import { memberOf, mroOf } from './mro.ts';
import { protocolOf } from './protocol.ts';
import type { Run } from './run.ts';
import { Scope } from './scope.ts';
import type { ClassValue, FunctionValue, Value } from './value.ts';

export interface Field {
  readonly name: string;
  readonly fallback?: Value;
  /** Makes the default, anew for each object. */
  readonly factory?: Value;
  /** As the default is written. */
  readonly written?: Expr;
  readonly keywordOnly: boolean;
  /** `init=False`: the constructor does not take it. */
  readonly isParameter: boolean;
  /** `InitVar`: given on to `__post_init__` and not kept. */
  readonly isPassedOn: boolean;
  readonly annotation?: string;
  readonly span: Span;
}

export interface FieldRules {
  /** Only names that hold what `field()`, `attr.ib()` make are fields. */
  readonly marked?: boolean;
  readonly keywordOnly?: boolean;
  /** Makes no constructor. */
  readonly noConstructor?: boolean;
  /** Objects are tuples. */
  readonly tuple?: boolean;
}

/** What `field(default=…)` gives, until the class is made. */
export const FIELD = 'dataclasses.Field';
export const fieldMarker = (state: Value): Value => libraryObject(FIELD, state);

/** Where the constructor of a named tuple is kept; no member of the user's can have this name. */
const tupleMaker = '*new';
export const tupleMakerOf = (of: ClassValue): FunctionValue | undefined => {
  const maker = memberOf(of, tupleMaker);
  return maker?.kind === 'function' ? maker : undefined;
};

/** The fields of the class, with those of its bases. */
export function fieldsOf(of: ClassValue): readonly Field[] {
  for (const each of mroOf(of)) if (each.fields) return each.fields;
  return [];
}

/** The class with fields and the constructor that takes them. */
export function withFields(of: ClassValue, rules: FieldRules, run: Run): ClassValue {
  const own = ownFields(of, rules);
  const fields = new Map(
    mroOf(of)
      .slice(1)
      .toReversed()
      .flatMap(({ fields = [] }) => fields)
      .map(field => [field.name, field]),
  );
  // A field that a base has too keeps its place.
  for (const field of own) fields.set(field.name, field);
  return classOfFields(of, [...fields.values()], rules, run);
}

/** The class with just these fields. */
export function classOfFields(of: ClassValue, fields: readonly Field[], rules: FieldRules, run: Run): ClassValue {
  const members = new Map(of.members);
  for (const field of fields) {
    if (!isObjectOf(members.get(field.name), FIELD)) continue;
    if (field.fallback) members.set(field.name, field.fallback);
    else members.delete(field.name);
  }
  const made: ClassValue = { ...of, fields, members };
  if (rules.tuple) members.set(tupleMaker, maker(made, fields, true, run));
  else if (!rules.noConstructor && !of.members.has('__init__') && !hasUnseenFields(of))
    members.set('__init__', maker(made, fields, false, run));
  return made;
}

/** Base classes that bring no fields; of others nobody knows which they bring. */
const fieldless: ReadonlySet<string> = new Set([
  'object',
  'Generic',
  'Protocol',
  'ABC',
  'Hashable',
  'Sized',
  'Iterable',
  'Mapping',
  'Callable',
]);

const hasUnseenFields = (of: ClassValue): boolean =>
  mroOf(of).some(({ bases, statement }) =>
    bases.some((base, at) => base.kind !== 'class' && base.kind !== 'namespace' && !fieldless.has(nameOf(statement, at))),
  );

function nameOf({ bases }: ClassStmt, at: number): string {
  const base = bases.filter(({ name }) => name === undefined)[at]?.value;
  const named = base?.kind === 'subscript' ? base.object : base;
  return named?.kind === 'name' || named?.kind === 'attribute' ? named.name : '';
}

function ownFields(of: ClassValue, rules: FieldRules): readonly Field[] {
  const fields = new Map<string, Field>();
  let keywordOnly = rules.keywordOnly === true;
  for (const statement of of.statement.body) {
    if (statement.kind !== 'assign' || statement.operator) continue;
    const { annotation, value: written } = statement;
    for (const target of statement.targets) {
      if (target.kind !== 'name') continue;
      const held = of.members.get(target.name);
      const marked = isObjectOf(held, FIELD);
      if (rules.marked ? !marked : annotation === undefined) continue;
      if (annotation !== undefined && /^(?:\w+\.)?KW_ONLY$/.test(annotation)) keywordOnly = true;
      else if (annotation === undefined || !/^["']?(?:\w+\.)?ClassVar\b/.test(annotation))
        fields.set(target.name, fieldFrom(target.name, held, written, keywordOnly, annotation, statement.span));
    }
  }
  return [...fields.values()];
}

function fieldFrom(
  name: string,
  held: Value | undefined,
  written: Expr,
  keywordOnly: boolean,
  annotation: string | undefined,
  span: Span,
): Field {
  const marks = isObjectOf(held, FIELD) && held.receiver.kind === 'record' ? held.receiver.entries.current.known : undefined;
  const fallback = marks ? marks.get('default') : held;
  const factory = marks?.get('default_factory');
  const isOff = (mark: string) => marks?.get(mark)?.kind === 'flag' && (marks.get(mark) as { value?: boolean }).value === false;
  const isOn = (mark: string) => marks?.get(mark)?.kind === 'flag' && (marks.get(mark) as { value?: boolean }).value === true;
  return {
    name,
    ...(fallback ? { fallback } : {}),
    ...(factory ? { factory } : {}),
    ...(fallback || factory ? { written } : {}),
    keywordOnly: (keywordOnly && !isOff('kw_only')) || isOn('kw_only'),
    isParameter: !isOff('init'),
    isPassedOn: annotation !== undefined && /^["']?(?:\w+\.)?InitVar\b/.test(annotation),
    ...(annotation === undefined ? {} : { annotation }),
    span,
  };
}

/** Stands for an argument that is to be made by the field's factory. */
const toBeMade: Value = { kind: 'builtin', name: 'dataclasses.MISSING' };

/** `def __init__(self, a, b=1): self.a = a; self.b = b; self.__post_init__()`, or for a tuple `def …(a, b): return (a, b)`. */
function maker(of: ClassValue, fields: readonly Field[], tuple: boolean, run: Run): FunctionValue {
  const { nameSpan: span } = of.statement;
  const name = (text: string): Expr => ({ kind: 'name', name: text, span });
  const own = (attribute: string) => ({ kind: 'attribute', object: name('self'), name: attribute, nameSpan: span, span }) as const;
  const call = (callee: Expr, args: readonly Expr[]): Expr => ({
    kind: 'call',
    callee,
    args: args.map(value => ({ value, span })),
    argsSpan: span,
    span,
  });
  const scope = new Scope(of.scope, false);
  scope.declare('#missing', toBeMade, run.trail);
  const defaults = new Map<number, Value>();
  const params: Parameter[] = tuple ? [] : [{ target: name('self') as Parameter['target'], name: 'self', kind: 'plain', span }];
  const stores: Stmt[] = [];
  // Those that are passed by keyword only come last.
  for (const field of fields.toSorted((a, b) => Number(a.keywordOnly) - Number(b.keywordOnly))) {
    const { factory, fallback } = field;
    const made = `#make ${field.name}`;
    if (factory) scope.declare(made, factory, run.trail);
    if (field.isParameter) {
      if (fallback || factory) defaults.set(params.length, fallback ?? toBeMade);
      params.push({
        target: name(parameterName(field.name, of)) as Parameter['target'],
        name: parameterName(field.name, of),
        nameSpan: field.span,
        ...(field.written ? { fallback: field.written } : {}),
        kind: field.keywordOnly ? 'keyword-only' : 'plain',
        span: field.span,
      });
    }
    if (field.isPassedOn || tuple) continue;
    const given = name(parameterName(field.name, of));
    const value: Expr | undefined = !field.isParameter
      ? factory
        ? call(name(made), [])
        : fallback && own(field.name)
      : factory
        ? {
            kind: 'conditional',
            test: { kind: 'compare', operators: ['is'], operands: [given, name('#missing')], span },
            then: call(name(made), []),
            otherwise: given,
            span,
          }
        : given;
    if (value) stores.push({ kind: 'assign', targets: [own(field.name)], value, span });
  }
  for (const hook of ['__post_init__', '__attrs_post_init__'])
    if (memberOf(of, hook)?.kind === 'function')
      stores.push({
        kind: 'expression',
        value: call(
          own(hook),
          fields.filter(({ isPassedOn }) => isPassedOn).map(field => name(field.name)),
        ),
        span,
      });
  const items = fields.map(field => name(field.name));
  const definition: FunctionDefinition = {
    name: '__init__',
    params,
    body: tuple ? [{ kind: 'return', value: { kind: 'sequence', type: 'tuple', items, span }, span }] : stores,
    decorators: [],
    isAsync: false,
    isGenerator: false,
    isArrow: false,
    span,
  };
  return { kind: 'function', definition, scope, module: of.module, defaults, owner: of };
}

/** attrs takes what is kept as `_x` under the name `x`. */
const parameterName = (name: string, of: ClassValue): string => (of.takesBareNames ? name.replace(/^_+/, '') : name);

/** Of a class that derives from one whose protocol says that its annotated names are the constructor's parameters. */
export const withProtocolFields = (of: ClassValue, run: Run): ClassValue => (protocolOf(of)?.fields ? withFields(of, {}, run) : of);
