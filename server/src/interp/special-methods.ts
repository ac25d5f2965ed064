/** What operators and statements of Python call on objects: `__getitem__`, `__add__`, `__enter__`. */

import type { BinaryOperator, Span } from '#server/ir/ir.ts';
import { memberOf } from './mro.ts';
import { type Frame, positionalArguments, type Run } from './run.ts';
import type { Value } from './value.ts';

/** Undefined where the object's class, as far as it can be seen, has no such method. */
export function callSpecial(object: Value, name: string, args: readonly Value[], frame: Frame, span: Span, run: Run): Value | undefined {
  if (object.kind !== 'instance' || frame.module.language !== 'python') return undefined;
  const method = memberOf(object.class, name);
  return method?.kind === 'function' ? run.call({ ...method, self: object }, positionalArguments(...args), { frame, span }) : undefined;
}

const names: Partial<Record<BinaryOperator, string>> = {
  '+': 'add',
  '-': 'sub',
  '*': 'mul',
  '/': 'truediv',
  '//': 'floordiv',
  '%': 'mod',
  '**': 'pow',
  '@': 'matmul',
  '<<': 'lshift',
  '>>': 'rshift',
  '&': 'and',
  '|': 'or',
  '^': 'xor',
};

/** `a + b` where either is an object; undefined where neither has a method for it. */
export function callOperator(operator: BinaryOperator, left: Value, right: Value, frame: Frame, span: Span, run: Run): Value | undefined {
  const name = names[operator];
  if (name === undefined) return undefined;
  return callSpecial(left, `__${name}__`, [right], frame, span, run) ?? callSpecial(right, `__r${name}__`, [left], frame, span, run);
}

/** `a += b` where `a` is an object that does this by itself. */
export function callInPlace(operator: BinaryOperator, left: Value, right: Value, frame: Frame, span: Span, run: Run): Value | undefined {
  const name = names[operator];
  return name === undefined ? undefined : callSpecial(left, `__i${name}__`, [right], frame, span, run);
}
