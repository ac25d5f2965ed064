/** What operators and statements of Python call on objects: `__getitem__`, `__add__`, `__enter__`. */

import type { BinaryOperator, CompareOperator, Span } from '#server/ir/ir.ts';
import { memberOf } from './mro.ts';
import { type Frame, positionalArguments, type Run } from './run.ts';
import { truth } from './truth.ts';
import { flagValue, type Value } from './value.ts';

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

const comparisons: Partial<Record<CompareOperator, readonly [string, string]>> = {
  '==': ['__eq__', '__eq__'],
  '!=': ['__ne__', '__ne__'],
  '<': ['__lt__', '__gt__'],
  '<=': ['__le__', '__ge__'],
  '>': ['__gt__', '__lt__'],
  '>=': ['__ge__', '__le__'],
};

/** `a == b`, `a in b` where an object's class says what that means. */
export function callComparison(
  operator: CompareOperator,
  [left, right]: readonly Value[],
  frame: Frame,
  span: Span,
  run: Run,
): Value | undefined {
  if (!left || !right || (left.kind !== 'instance' && right.kind !== 'instance')) return undefined;
  const answer = (value: Value | undefined, negated: boolean): Value | undefined => {
    const said = value && truth(value, frame.module.dialect);
    return said && (said === 'unknown' ? flagValue(undefined) : flagValue((said === 'yes') !== negated));
  };
  if (operator === 'in' || operator === 'not in')
    return answer(callSpecial(right, '__contains__', [left], frame, span, run), operator === 'not in');
  const [name, mirrored] = comparisons[operator] ?? [];
  if (name === undefined || mirrored === undefined) return undefined;
  const own = callSpecial(left, name, [right], frame, span, run) ?? callSpecial(right, mirrored, [left], frame, span, run);
  // `!=` is the opposite of `==` where nothing else is said.
  return own ?? (operator === '!=' ? answer(callSpecial(left, '__eq__', [right], frame, span, run), true) : undefined);
}

/** `a += b` where `a` is an object that does this by itself. */
export function callInPlace(operator: BinaryOperator, left: Value, right: Value, frame: Frame, span: Span, run: Run): Value | undefined {
  const name = names[operator];
  return name === undefined ? undefined : callSpecial(left, `__i${name}__`, [right], frame, span, run);
}
