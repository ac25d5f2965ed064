/**
 * What an assertion says of the values in it holds from there on: `assert x.shape == (8, 28, 28, 1)`, `assert x.dim() == 4 and x.shape[1] == 3`,
 * `assert n == 4`. An assertion that is certain to fail ends the way.
 */
import type { Expr } from '#server/ir/ir.ts';
import { equal } from '#shared/dim/compare.ts';
import { type Dim, symbol } from '#shared/dim/dim.ts';
import type { Framework } from '#shared/ops/versions.ts';
import { decide } from './decide.ts';
import { frameworkOf } from './open-attributes.ts';
import type { Flow, Frame, Run } from './run.ts';
import { type Hole, type TensorValue, toNumber, type Value } from './value.ts';

export function assertion(test: Expr, frame: Frame, run: Run): Flow {
  const answer = decide(run.evaluate(test, frame), test, frame, run);
  if (answer === 'no') return { falls: false, raises: true };
  // Inside a `try` it may fail, and then it says nothing.
  if (answer === 'unknown' && !frame.guarded && frame.module.language === 'python') run.recorder.silently(() => assume(test, frame, run));
  return { falls: true };
}

function assume(test: Expr, frame: Frame, run: Run): void {
  if (test.kind === 'logical' && test.operator === 'and') {
    assume(test.left, frame, run);
    assume(test.right, frame, run);
    return;
  }
  if (test.kind !== 'compare') return;
  // `a == b == c`
  for (const [at, operator] of test.operators.entries()) {
    const [left, right] = [test.operands[at], test.operands[at + 1]];
    if (operator !== '==' || !left || !right) continue;
    assumeEqual(left, right, frame, run);
    assumeEqual(right, left, frame, run);
  }
}

function assumeEqual(left: Expr, right: Expr, frame: Frame, run: Run): void {
  const ranked = rankedTensor(left);
  const whole = ranked ?? shapedTensor(left);
  if (whole) {
    const said = isSimple(right) ? run.evaluate(right, frame) : undefined;
    const rank = ranked ? said && toNumber(said) : undefined;
    const dims = rank === undefined ? said && dimsOf(said) : Array<undefined>(Math.min(Math.max(rank, 0), 16)).fill(undefined);
    if (dims) refineShape(whole, dims, frame, run);
    return;
  }
  const axis = axisOf(left);
  if (axis && isSimple(right)) return refineDim(axis.tensor, axis.index, run.evaluate(right, frame), frame, run);
  if (left.kind !== 'name' || !isSimple(right)) return;
  const [value, other] = [run.evaluate(left, frame), run.evaluate(right, frame)];
  const isOpen = value.kind === 'unknown' || (value.kind === 'number' && value.dim.kind !== 'int');
  if (isOpen && toNumber(other) !== undefined && other.kind !== 'flag') run.assign(left, other, frame);
}

/** Evaluating it once more changes nothing. */
function isSimple(expr: Expr): boolean {
  switch (expr.kind) {
    case 'name':
    case 'number':
    case 'string':
    case 'boolean':
    case 'none':
      return true;
    case 'attribute':
      return isSimple(expr.object);
    case 'subscript':
      return isSimple(expr.object) && expr.indices.every(isSimple);
    case 'sequence':
      return expr.items.every(isSimple);
    case 'unary':
      return isSimple(expr.operand);
    case 'binary':
      return isSimple(expr.left) && isSimple(expr.right);
    case 'call':
      return shapedTensor(expr) !== undefined || rankedTensor(expr) !== undefined;
    default:
      return false;
  }
}

/** `x` of `x.shape`, `x.size()`, `x.get_shape().as_list()`, `list(x.shape)`. */
function shapedTensor(expr: Expr): Expr | undefined {
  if (expr.kind === 'attribute') return expr.name === 'shape' ? expr.object : undefined;
  if (expr.kind !== 'call') return undefined;
  const { callee, args } = expr;
  const [only, more] = args;
  if (callee.kind === 'name' && (callee.name === 'list' || callee.name === 'tuple'))
    return only && !more ? shapedTensor(only.value) : undefined;
  if (callee.kind !== 'attribute' || only) return undefined;
  if (callee.name === 'size' || callee.name === 'get_shape') return callee.object;
  return callee.name === 'as_list' ? shapedTensor(callee.object) : undefined;
}

/** `x` of `len(x.shape)`, `x.ndim`, `x.dim()`, `x.shape.rank`. */
function rankedTensor(expr: Expr): Expr | undefined {
  if (expr.kind === 'attribute') {
    if (expr.name === 'ndim') return expr.object;
    return expr.name === 'rank' || expr.name === 'ndims' ? shapedTensor(expr.object) : undefined;
  }
  if (expr.kind !== 'call') return undefined;
  const { callee, args } = expr;
  const [only, more] = args;
  if (callee.kind === 'name' && callee.name === 'len') return only && !more ? shapedTensor(only.value) : undefined;
  return callee.kind === 'attribute' && !only && (callee.name === 'dim' || callee.name === 'ndimension') ? callee.object : undefined;
}

/** `x.shape[1]`, `x.size(1)`. */
function axisOf(expr: Expr): { readonly tensor: Expr; readonly index: Expr } | undefined {
  if (expr.kind === 'subscript') {
    const [index, more] = expr.indices;
    const tensor = shapedTensor(expr.object);
    return tensor && index && !more && index.kind !== 'slice' ? { tensor, index } : undefined;
  }
  if (expr.kind !== 'call' || expr.callee.kind !== 'attribute' || expr.callee.name !== 'size') return undefined;
  const [only, more] = expr.args;
  return only && !more ? { tensor: expr.callee.object, index: only.value } : undefined;
}

/** One per axis; undefined for an axis of which nothing is said. */
type Dims = readonly (Dim | undefined)[];

function dimsOf(value: Value): Dims | undefined {
  const items = value.kind === 'list' && value.type !== 'set' ? value.items.current : undefined;
  if (!items || !('known' in items) || items.known.length > 16) return undefined;
  return items.known.map(item => (item.kind === 'number' && item.dim.kind !== 'unknown' ? item.dim : undefined));
}

interface Subject {
  readonly shape: readonly Dim[] | undefined;
  readonly framework: Framework;
  readonly value: Value;
  readonly hole?: Hole;
}

function subjectOf(expr: Expr, frame: Frame, run: Run): Subject | undefined {
  if (!isSimple(expr)) return undefined;
  const value = run.evaluate(expr, frame);
  if (value.kind === 'tensor')
    return { shape: value.shape, framework: value.framework, value, ...(value.hole ? { hole: value.hole } : {}) };
  const framework = frameworkOf(frame.module);
  return value.kind === 'unknown' && value.hole && framework ? { shape: undefined, framework, value, hole: value.hole } : undefined;
}

function refineShape(expr: Expr, dims: Dims, frame: Frame, run: Run): void {
  const subject = subjectOf(expr, frame, run);
  if (!subject || (subject.shape && subject.shape.length !== dims.length)) return;
  const shape = dims.map((dim, axis): Dim => {
    const before = subject.shape?.[axis];
    if (before && (before.kind === 'int' || !dim)) return before;
    return dim ?? symbol(`d${axis}`, { id: `d${axis}@${frame.module.path}:${expr.span.start}#${run.fresh()}` });
  });
  hold(expr, subject, shape, frame, run);
}

function refineDim(expr: Expr, index: Expr, value: Value, frame: Frame, run: Run): void {
  const subject = subjectOf(expr, frame, run);
  const at = toNumber(run.evaluate(index, frame));
  if (!subject?.shape || at === undefined || value.kind !== 'number' || value.dim.kind === 'unknown') return;
  const axis = at < 0 ? subject.shape.length + at : at;
  const before = subject.shape[axis];
  if (!before || before.kind === 'int' || equal(before, value.dim) === 'yes') return;
  hold(expr, subject, subject.shape.with(axis, value.dim), frame, run);
}

function hold(expr: Expr, { value, framework, hole }: Subject, shape: readonly Dim[], frame: Frame, run: Run): void {
  const site = { path: frame.module.path, span: expr.span };
  const tensor: TensorValue = value.kind === 'tensor' ? { ...value, shape, site } : { kind: 'tensor', framework, shape, site };
  if (hole) run.trail.write(hole, tensor);
  else if (expr.kind === 'name') run.assign(expr, tensor, frame);
}
