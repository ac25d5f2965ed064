/** Assignments that compute, as statements and as expressions: `x += 1`, `x ??= y`, `i++`; and in which order their parts run. */
import type { AssignmentExpr, BinaryOperator, Expr, Pattern } from '#server/ir/ir.ts';
import { numberOf } from './coerce.ts';
import { decide } from './decide.ts';
import { either } from './flow.ts';
import { isUnset } from './library/unset-variable.ts';
import { binary } from './operators.ts';
import type { Frame, Run } from './run.ts';
import { Scope } from './scope.ts';
import { numberValue, unknownValue, type Value } from './value.ts';

type Operator = NonNullable<AssignmentExpr['operator']>;

/** A target whose parts have been evaluated, and where they are found. */
interface Place {
  readonly target: Pattern;
  readonly frame: Frame;
}

export function assignment(expr: AssignmentExpr, frame: Frame, run: Run): Value {
  const place = placeOf(expr.target, expr.value, frame, run);
  if (!expr.operator) {
    const value = run.evaluate(expr.value, frame);
    run.assign(place.target, value, place.frame);
    return value;
  }
  const before = held(place, run);
  const after = update(place, expr.operator, before, expr.value, frame, run, expr);
  if (!expr.postfix) return after;
  const number = numberOf(before);
  if (before.kind === 'number' || before.kind === 'float' || before.kind === 'unknown') return before;
  return number === undefined ? unknownValue('a number made of something else') : numberValue(number);
}

/** What the target holds. */
export const held = ({ target, frame }: Place, run: Run): Value =>
  target.kind === 'name' || target.kind === 'attribute' || target.kind === 'subscript'
    ? run.evaluate(target, frame)
    : unknownValue('a pattern');

/** Stores what the operator makes of `before` and the right side, which `&&=` and its like may leave alone. */
function update(place: Place, operator: Operator, before: Value, right: Expr, frame: Frame, run: Run, expr: Expr): Value {
  const assign = (value: Value): Value => {
    run.assign(place.target, value, place.frame);
    return value;
  };
  if (!isLogical(operator)) return assign(binary(operator, before, run.evaluate(right, frame), run, frame, expr));
  const decided = decides(operator, before, frame, expr, run);
  if (decided === 'unknown')
    return either(
      run,
      () => before,
      () => assign(run.evaluate(right, frame)),
    );
  return (decided === 'yes') === (operator !== 'and') ? before : assign(run.evaluate(right, frame));
}

/** `x ??= y` as a statement. */
export function assignLogically(target: Pattern, operator: Exclude<Operator, BinaryOperator>, right: Expr, frame: Frame, run: Run): void {
  const place = placeOf(target, right, frame, run);
  update(place, operator, held(place, run), right, frame, run, right);
}

export const isLogical = (operator: Operator | undefined): operator is Exclude<Operator, BinaryOperator> =>
  operator === 'and' || operator === 'or' || operator === '??';

/** Whether the left side counts as true, or for `??` as something. */
export function decides(
  operator: Exclude<Operator, BinaryOperator>,
  left: Value,
  frame: Frame,
  expr: Expr,
  run: Run,
): 'yes' | 'no' | 'unknown' {
  // A default for a variable of the environment.
  if (operator !== 'and' && isUnset(left)) return 'no';
  if (operator !== '??') return decide(left, expr, frame, run);
  return left.kind === 'none' ? 'no' : left.kind === 'unknown' ? 'unknown' : 'yes';
}

/**
 * JavaScript evaluates what stands in the target before the right side, and once: `a[i++] += i`. So does Python for `+=` and its like. Where that makes a difference, the parts
 * are kept under names of their own.
 */
export function placeOf(target: Pattern, right: Expr, frame: Frame, run: Run, updates = false): Place {
  if ((frame.module.language === 'python' && !updates) || (target.kind !== 'attribute' && target.kind !== 'subscript'))
    return { target, frame };
  const parts = [target.object, ...(target.kind === 'subscript' ? target.indices : [])];
  if (parts.every(isConstant) || !(parts.some(hasEffect) || hasEffect(right))) return { target, frame };
  const scope = new Scope(frame.scope, false);
  const keep = (part: Expr, at: number): Expr => {
    scope.declare(`#${at}`, run.evaluate(part, frame), run.trail);
    return { kind: 'name', name: `#${at}`, span: part.span };
  };
  const [object, ...indices] = parts.map(keep);
  if (!object) return { target, frame };
  return { target: target.kind === 'attribute' ? { ...target, object } : { ...target, object, indices }, frame: { ...frame, scope } };
}

const isConstant = ({ kind }: Expr): boolean => kind === 'number' || kind === 'string';

/** Whether evaluating it may change something. */
function hasEffect(expr: Expr): boolean {
  switch (expr.kind) {
    case 'name':
    case 'number':
    case 'string':
    case 'boolean':
    case 'none':
    case 'function':
      return false;
    case 'attribute':
      return hasEffect(expr.object);
    case 'subscript':
      return hasEffect(expr.object) || expr.indices.some(hasEffect);
    case 'unary':
      return hasEffect(expr.operand);
    case 'binary':
      return hasEffect(expr.left) || hasEffect(expr.right);
    default:
      return true;
  }
}
