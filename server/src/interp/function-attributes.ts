/** Attributes of functions: JavaScript's `bind`, `call` and `apply`, and what a partial application keeps in Python. */

import type { Span } from '#server/ir/ir.ts';
import { iterate } from './bind.ts';
import { listOf, recordOf } from './join.ts';
import { type Arguments, type CallSite, type Frame, type ModuleContext, noArguments, positionalArguments, type Run } from './run.ts';
import {
  type BuiltinValue,
  type FunctionValue,
  none,
  type PartialValue,
  type RecordValue,
  textValue,
  unknownValue,
  type Value,
} from './value.ts';

export function functionAttribute(of: FunctionValue | PartialValue, name: string, { language }: ModuleContext): Value | undefined {
  if (language === 'typescript') return isCaller(name) ? { kind: 'builtin', name: `function.${name}`, receiver: of } : undefined;
  if (of.kind === 'function') return name === '__name__' ? textValue(of.definition.name) : undefined;
  switch (name) {
    case 'func':
      return of.callee;
    case 'args':
      return listOf(
        'tuple',
        of.args.positional.map(({ value }) => value),
      );
    case 'keywords':
      return recordOf({ known: new Map([...of.args.named].map(([key, { value }]) => [key, value])), open: of.args.open });
    default:
      return undefined;
  }
}

const isCaller = (name: string): boolean => name === 'bind' || name === 'call' || name === 'apply';

/** `f.bind(self, 1)`, `f.call(self, 1)`, `f.apply(self, [1])`; also of the language's own functions: `Math.max.apply(null, list)`. */
export function callerOf(of: Value, name: string): BuiltinValue | undefined {
  return isCaller(name) ? { kind: 'builtin', name: `function.${name}`, receiver: of } : undefined;
}

/** Undefined for any other method. */
export function callFunctionMethod({ name, receiver }: BuiltinValue, args: Arguments, site: CallSite, run: Run): Value | undefined {
  if (!receiver || !name.startsWith('function.')) return undefined;
  const [self = { value: none }, ...positional] = args.positional;
  const callee = withSelf(receiver, self.value);
  const at = { frame: site.frame, span: site.span };
  switch (name) {
    case 'function.bind':
      return { kind: 'partial', callee, args: { positional, named: new Map(), open: args.open } };
    case 'function.call':
      return run.call(callee, { positional, named: new Map(), open: args.open }, at);
    default: {
      const items = positional[0] ? iterate(positional[0].value) : { known: [] };
      if (args.open || !('known' in items)) return run.call(callee, { positional: [], named: new Map(), open: true }, at);
      return run.call(callee, positionalArguments(...items.known), at);
    }
  }
}

/** What was bound once stays so, and arrow functions have the `this` of where they stand. */
function withSelf(callee: Value, self: Value): Value {
  if (callee.kind !== 'function' || callee.definition.isArrow) return callee;
  const { self: _, ...free } = callee;
  return self.kind === 'none' ? free : { ...free, self };
}

/** A `partialmethod` of an object. */
export const boundPartial = (method: PartialValue, self: Value): Value => ({
  ...method,
  callee:
    method.callee.kind === 'function'
      ? { ...method.callee, self }
      : method.callee.kind === 'partial'
        ? boundPartial(method.callee, self)
        : unknownValue('a method made of something unknown'),
});

/** The entries of an object as whoever copies them finds them: getters are run. `taken`: those that are not copied. */
export function settledEntries(
  record: RecordValue,
  frame: Frame,
  span: Span,
  run: Run,
  taken: ReadonlySet<string> = new Set(),
): ReadonlyMap<string, Value> {
  const settled = new Map([...record.entries.current.known].filter(([name]) => !taken.has(name)));
  if (![...settled.values()].some(isComputed)) return settled;
  const settle = (value: Value): Value =>
    value.kind === 'unknown' && value.getter ? run.call({ ...value.getter, self: record }, noArguments, { frame, span }) : value;
  // A getter may change what comes after it.
  for (const name of settled.keys()) settled.set(name, settle(record.entries.current.known.get(name) ?? none));
  return settled;
}

const isComputed = (value: Value): boolean => value.kind === 'unknown' && value.getter !== undefined;
