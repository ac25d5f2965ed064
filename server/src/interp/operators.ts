/** Unary and binary operators, on numbers, text, lists and tensors. */

import type { BinaryOperator, CompareExpr, CompareOperator, Expr, UnaryExpr } from '#server/ir/ir.ts';
import { not } from '#shared/dim/compare.ts';
import { operatorOp } from '#shared/ops/registry.ts';
import { mergedRecords } from './builtins/record.ts';
import { printf } from './builtins/text.ts';
import { numberOf, textOf } from './coerce.ts';
import { decide } from './decide.ts';
import type { Dialect } from './dialect.ts';
import { eachOf, listOf } from './join.ts';
import { counted, inverted, isNumeric, negated, onNumbers, onOpenNumbers, openNumber, perhapsDim } from './numbers.ts';
import { callOp } from './op-call.ts';
import { floatText } from './python-numbers.ts';
import { reasonOf } from './reasons.ts';
import type { Frame, Run } from './run.ts';
import { callComparison, callOperator } from './special-methods.ts';
import { compare } from './truth.ts';
import { flagValue, type ListValue, none, numberValue, textValue, toNumber, unknownValue, type Value } from './value.ts';

/** A list longer than this is not built. */
const MAX_ITEMS = 100_000;

export function unary(expr: UnaryExpr, run: Run, frame: Frame): Value {
  const value = run.evaluate(expr.operand, frame);
  const converted = isNumeric(value) ? undefined : frame.module.language === 'python' ? toNumber(value) : numberOf(value);
  const number = converted === undefined ? value : numberValue(converted);
  switch (expr.operator) {
    case 'not': {
      const answer = not(decide(value, expr.operand, frame, run));
      return flagValue(answer === 'unknown' ? undefined : answer === 'yes');
    }
    case 'void':
      return none;
    case 'typeof':
      return textValue(typeOf(value));
    case '+':
      return isNumeric(number) || number.kind === 'tensor' ? number : openNumber('unary +', perhapsDim(number));
    case '-':
      if (number.kind === 'tensor')
        return { kind: 'tensor', framework: number.framework, shape: number.shape, ...(number.dtype ? { dtype: number.dtype } : {}) };
      return negated(number);
    case '~':
      return inverted(number, frame.module.dialect);
  }
}

function typeOf(value: Value): string | undefined {
  switch (value.kind) {
    case 'number':
    case 'float':
      return 'number';
    case 'text':
      return 'string';
    case 'flag':
      return 'boolean';
    case 'function':
    case 'class':
    case 'op':
    case 'builtin':
      return 'function';
    case 'list':
    case 'record':
    case 'tensor':
    case 'instance':
      return 'object';
    case 'none':
      return value.is === 'either' ? undefined : value.is === 'null' ? 'object' : 'undefined';
    default:
      return undefined;
  }
}

export function binary(operator: BinaryOperator, left: Value, right: Value, run: Run, frame: Frame, expr: Expr): Value {
  const own = callOperator(operator, left, right, frame, expr.span, run);
  if (own) return own;
  if (left.kind === 'tensor' || right.kind === 'tensor') return onTensors(operator, left, right, run, frame, expr);
  const { dialect } = frame.module;
  const [a, b] = [counted(left), counted(right)];
  if (isNumeric(a) && isNumeric(b)) return onNumbers(operator, a, b, dialect);
  const open = onOpenNumbers(operator, a, b, dialect);
  if (open) return open;
  if (dialect.language === 'javascript') return onConverted(operator, left, right, dialect);
  if (operator === '+' && (left.kind === 'text' || right.kind === 'text')) return concatenateText(left, right);
  if (operator === '+' && left.kind === 'list' && right.kind === 'list') return concatenateLists(left, right);
  if (operator === '|' && left.kind === 'record' && right.kind === 'record') return mergedRecords(left, right);
  if (operator === '*') {
    if (left.kind === 'list') return repeat(left, right);
    if (right.kind === 'list') return repeat(right, left);
    const [text, times] = left.kind === 'text' ? [left, right] : [right, left];
    const count = toNumber(times);
    if (text.kind === 'text')
      return textValue(
        text.text !== undefined && count !== undefined && count * text.text.length < MAX_ITEMS
          ? text.text.repeat(Math.max(count, 0))
          : undefined,
      );
  }
  if (operator === '%' && left.kind === 'text')
    return textValue(left.text === undefined ? undefined : printf(left.text, formatValues(right)));
  return unknownValue(reasonOf(left) ?? reasonOf(right) ?? `operator ${operator}`);
}

/** What stands right of a printf-style `%`: a tuple gives several values. */
function formatValues(value: Value): readonly Value[] {
  return value.kind === 'list' && value.type === 'tuple' && 'known' in value.items.current ? value.items.current.known : [value];
}

/** JavaScript turns what stands at an operator into numbers or, for `+`, into text. */
function onConverted(operator: BinaryOperator, left: Value, right: Value, dialect: Dialect): Value {
  if (operator === '+' && (left.kind === 'text' || right.kind === 'text')) return joinedText(textOf(left), textOf(right));
  const [x, y] = [numberOf(left), numberOf(right)];
  return x === undefined || y === undefined
    ? unknownValue(reasonOf(left) ?? reasonOf(right) ?? `operator ${operator}`)
    : onNumbers(operator, numberValue(x), numberValue(y), dialect);
}

function concatenateText(left: Value, right: Value): Value {
  if (left.kind !== right.kind) return unknownValue('text and something else');
  return joinedText(asText(left), asText(right));
}

function joinedText(a: string | undefined, b: string | undefined): Value {
  return textValue(a === undefined || b === undefined || a.length + b.length > MAX_ITEMS ? undefined : a + b);
}

export function asText(value: Value): string | undefined {
  switch (value.kind) {
    case 'text':
      return value.text;
    case 'number':
      return value.dim.kind === 'int' ? String(value.dim.value) : undefined;
    case 'float':
      return value.value === undefined ? undefined : floatText(value.value);
    default:
      return undefined;
  }
}

function concatenateLists(left: ListValue, right: ListValue): Value {
  const [a, b] = [left.items.current, right.items.current];
  // A shape's slice joined with a list is a list: `x.get_shape()[:-1] + [c]`.
  const type = left.type === 'shape' || right.type === 'shape' ? 'shape' : left.type;
  if ('known' in a && 'known' in b) {
    return a.known.length + b.known.length > MAX_ITEMS
      ? listOf(type, { each: unknownValue('a very long list') })
      : listOf(type, [...a.known, ...b.known]);
  }
  const each = [eachOf(a), eachOf(b)].filter(item => item !== undefined);
  return listOf(type, { each: each.length === 1 ? (each[0] as Value) : unknownValue('item of a list of unknown length') });
}

function repeat(list: ListValue, times: Value): Value {
  const count = toNumber(times);
  const items = list.items.current;
  if (count !== undefined && 'known' in items && count * items.known.length <= MAX_ITEMS) {
    return listOf(list.type, Array.from({ length: Math.max(count, 0) }, () => items.known).flat());
  }
  return listOf(list.type, { each: eachOf(items) ?? unknownValue('item of an empty list') });
}

function onTensors(operator: BinaryOperator, left: Value, right: Value, run: Run, frame: Frame, expr: Expr): Value {
  // An array beside a framework's tensor becomes one.
  const tensor = left.kind === 'tensor' && (left.framework !== 'numpy' || right.kind !== 'tensor') ? left : right;
  if (tensor.kind !== 'tensor') return unknownValue(`operator ${operator}`);
  const op = operatorOp(tensor.framework, operator);
  if (!op) return unknownValue(`operator ${operator} on tensors`);
  const args = {
    positional: [left, right].map((value, at) => ({
      value,
      ...(expr.kind === 'binary' ? { span: (at === 0 ? expr.left : expr.right).span } : {}),
    })),
    named: new Map(),
    open: false,
  };
  return callOp({ kind: 'op', op, v1: false }, args, { frame, span: expr.span }, run);
}

/** `a < b <= c`. With one operator on tensors it is an op; where an operand may overload it (an array, a column), nobody knows what comes out. */
export function comparison(expr: CompareExpr, values: readonly Value[], run: Run, frame: Frame): Value {
  const { dialect } = frame.module;
  const [operator, more] = expr.operators;
  const elementwise =
    operator && !more && dialect.language !== 'javascript' ? onComparedTensors(operator, values, expr, run, frame) : undefined;
  if (elementwise) return elementwise;
  const own = operator && !more ? callComparison(operator, values, frame, expr.span, run) : undefined;
  if (own) return own;
  const answers = expr.operators.map((each, at) => compare(each, values[at] as Value, values[at + 1] as Value, dialect));
  const result = flagValue(answers.includes('no') ? false : answers.includes('unknown') ? undefined : true);
  const overloads = dialect.language !== 'javascript' && !expr.operators.every(each => isBoolean.has(each)) && values.some(mayOverload);
  return result.value === undefined && overloads ? unknownValue('a comparison of something unknown') : result;
}

/** These give a boolean whatever is compared. */
const isBoolean: ReadonlySet<CompareOperator> = new Set(['in', 'not in', 'is', 'is not']);

const mayOverload = ({ kind }: Value): boolean => kind === 'unknown' || kind === 'tensor' || kind === 'instance' || kind === 'namespace';

function onComparedTensors(
  operator: CompareOperator,
  values: readonly Value[],
  expr: CompareExpr,
  run: Run,
  frame: Frame,
): Value | undefined {
  const tensor = values.find(value => value.kind === 'tensor');
  const op = tensor && operatorOp(tensor.framework, operator);
  if (!op) return undefined;
  const positional = values.map((value, at) => ({ value, ...(expr.operands[at] ? { span: expr.operands[at].span } : {}) }));
  return callOp({ kind: 'op', op, v1: false }, { positional, named: new Map(), open: false }, { frame, span: expr.span }, run);
}
