/** Code that is being typed: nothing can be said against it yet, and what it gives is not what it will give. */
import type { Span, Stmt } from '#server/ir/ir.ts';
import type { CallSite, ModuleContext } from './run.ts';
import { markUnique } from './state/ledger.ts';
import { unknownValue, type Value } from './value.ts';

const within = (outer: Span, { ir }: ModuleContext): boolean =>
  ir.errors.some(error => error.start >= outer.start && error.end <= outer.end);

/** The call lacks its closing parenthesis or holds what could not be read. */
export function isHalfTypedCall({ frame, span, expr }: CallSite): boolean {
  const { module } = frame;
  if (!expr) return false;
  const isClosed = module.text[span.end - 1] === ')';
  // That something else is being typed makes a difference here.
  if (!isClosed) markUnique();
  return module.ir.errors.length > 0 && (!isClosed || within(span, module));
}

/** What the rest of the code may rely on of a value whose statement is being typed. A function that is being written is one all the same. */
export function completed(
  value: Value,
  { value: written, span }: Extract<Stmt, { kind: 'assign' | 'return' }>,
  module: ModuleContext,
): Value {
  return module.ir.errors.length > 0 && written?.kind !== 'function' && within(span, module) ? unknownValue('being typed') : value;
}
