/** Layers that take several tensors: `tf.layers.add` and its like, `concatenate`, `dot`. Source: tfjs-layers/src/layers/merge.ts. */
import { argumentForm } from '../../../diagnostics/argument-form.ts';
import { matmulMismatch } from '../../../diagnostics/matmul-mismatch.ts';
import { rankMismatch } from '../../../diagnostics/rank-mismatch.ts';
import { maximum } from '../../../dim/arithmetic.ts';
import { equal } from '../../../dim/compare.ts';
import { type Dim, int, unknown } from '../../../dim/dim.ts';
import type { Shape } from '../../../shape/shape.ts';
import { type Arg, type TensorArg, toTensor, unknownTensor } from '../../argument.ts';
import { type Check, isOpen, withSettled } from '../../check.ts';
import { readAxis } from '../../common/axis.ts';
import { broadcastShapes } from '../../common/elementwise.ts';
import { concatRule, parts } from '../../common/join.ts';
import type { LayerOp } from '../../op.ts';
import { flag, integer, integers } from '../../parameter.ts';
import { layer } from './layer.ts';

/** The tensors of the list; undefined when even their number is unknown. */
function readInputs(op: string, inputs: Arg | undefined, check: Check): readonly TensorArg[] | undefined {
  const items = inputs?.kind === 'list' ? inputs.items : inputs?.kind === 'tensor' ? [inputs] : undefined;
  if (items && items.length < 2) {
    check.report(argumentForm, { op, problem: `needs an array of at least 2 tensors, got ${items.length}` }, { argument: 'inputs' });
    return undefined;
  }
  return items?.map(item => toTensor(item) ?? unknownTensor);
}

/** The batch belongs to all: "Can not merge tensors with different batch sizes". */
function sharedBatch(op: string, batches: readonly Dim[], check: Check): Dim {
  const known = batches.filter(dim => dim.kind === 'int');
  const [first = batches.find(dim => dim.kind !== 'unknown') ?? unknown] = known;
  const other = known.find(dim => equal(dim, first) === 'no');
  if (other && first.kind === 'int' && other.kind === 'int') {
    const problem = `needs tensors of one batch size, got ${first.value} and ${other.value}`;
    check.report(argumentForm, { op, problem }, { argument: 'inputs' });
  }
  return first;
}

/** Of dims that are all open the greatest remains, since whichever is another must be 1. */
const leftOpen = (dim: Dim, of: readonly Dim[]): Dim => (dim.kind === 'unknown' && of.every(isOpen) ? of.reduce(maximum) : dim);

const elementwise = (word: string, summary: string): LayerOp => {
  const op = `tf.layers.${word}`;
  return layer({
    word,
    summary,
    params: {},
    call: { inputs: parts() },
    shape({ inputs }, check) {
      const shapes = readInputs(op, inputs, check)?.map(({ shape }) => shape);
      if (!shapes?.length || shapes.some(shape => !shape || shape.length === 0)) return undefined;
      const known = shapes as readonly Shape[];
      const batch = sharedBatch(
        op,
        known.map(shape => shape[0] as Dim),
        check,
      );
      const merged = (shapes: readonly Shape[], told: Check) =>
        shapes.reduce<Shape | undefined>((all, next) => broadcastShapes(all, next, { op, at: 'inputs' }, told), []);
      const rest = merged(
        known.map(shape => shape.slice(1)),
        check,
      );
      // What is left open until data comes, but can only be one number.
      if (check.sound)
        merged(
          known.map(shape => shape.slice(1).map(withSettled)),
          check,
        );
      const aligned = known.map(shape => shape.slice(1)).map(shape => rest && [...Array<undefined>(rest.length - shape.length), ...shape]);
      return (
        rest && [
          batch,
          ...rest.map((dim, axis) =>
            leftOpen(
              dim,
              aligned.flatMap(shape => shape?.[axis] ?? []),
            ),
          ),
        ]
      );
    },
    examples: [
      { call: `${op}()`, on: '8 4 4 3,8 4 4 3', gives: '8 4 4 3' },
      { call: `${op}({name: 'merged'})`, on: '8 4 4 3,8 1 1 3', gives: '8 4 4 3' },
      { call: `${op}()`, on: '8 4 4 3,8 5 5 3', reports: 'broadcast-mismatch' },
      { call: `${op}()`, on: '8 4,9 4', reports: 'argument-form' },
    ],
  });
};

const concatenate = layer({
  word: 'concatenate',
  summary: 'Joins tensors along an axis, the last by default; all other dims must be equal.',
  params: { axis: integer().default('-1') },
  call: { inputs: parts() },
  shape({ inputs, axis }, check) {
    const shapes = readInputs('tf.layers.concatenate', inputs, check)?.flatMap(({ shape }) => (shape ? [shape] : [])) ?? [];
    const [first = []] = shapes;
    const rank = shapes[0]?.length;
    const along = axis.kind === 'int' ? (axis.value < 0 ? axis.value + first.length : axis.value) : undefined;
    // Null is not equal to a number, whatever comes.
    const differs = (a: Dim | undefined, b: Dim | undefined) => (isOpen(a) && b?.kind === 'int') || (isOpen(b) && a?.kind === 'int');
    const clash = along === undefined ? -1 : first.findIndex((dim, at) => at !== along && shapes.some(shape => differs(dim, shape[at])));
    if (clash >= 0) {
      const problem = `needs equal dims on axis ${clash}, and the shape of a model's input leaves one of them open`;
      check.report(argumentForm, { op: 'tf.layers.concatenate', problem }, { argument: 'inputs' });
    }
    // `concatenate` in tfjs_backend.ts takes every negative axis for the last, and one behind the last too.
    const last = axis.kind === 'int' && rank !== undefined && (axis.value === rank || axis.value < -1);
    if (last) {
      const problem = `takes axis ${axis.value} for the last, ${rank - 1}, when it computes`;
      check.report(argumentForm, { op: 'tf.layers.concatenate', problem }, { argument: 'axis' }, { severity: 'warning' });
    }
    return concatRule(inputs, last ? int(-1) : axis, { values: 'inputs', axis: 'axis' }, check);
  },
  examples: [
    { call: 'tf.layers.concatenate()', on: '8 4 4 2,8 4 4 3', gives: '8 4 4 5' },
    { call: 'tf.layers.concatenate({axis: 1})', on: '8 4 3,8 5 3', gives: '8 9 3' },
    { call: 'tf.layers.concatenate()', on: '8 4 4 2,8 5 4 2', reports: 'concat-mismatch' },
    { call: 'tf.layers.concatenate({axis: 5})', on: '8 4 4 2,8 4 4 2', reports: 'axis-out-of-range' },
    { call: 'tf.layers.concatenate({axis: -2})', on: '8 4 3,8 4 3', gives: '8 4 6', reports: 'argument-form' },
    { call: 'tf.layers.concatenate({axis: 4})', on: '8 4 4 2,8 4 4 2', gives: '8 4 4 4', reports: 'argument-form' },
  ],
});

const dot = layer({
  word: 'dot',
  summary: 'Products of two tensors, summed up along an axis of each.',
  params: { axes: integers('number | number[2]'), normalize: flag().default('false') },
  call: { inputs: parts() },
  shape({ inputs, axes }, check) {
    const [a, b, more] = readInputs('tf.layers.dot', inputs, check) ?? [];
    // "A `Dot` layer should be called on a list of exactly 2 inputs."
    if (more) check.report(argumentForm, { op: 'tf.layers.dot', problem: 'takes two tensors, got more' }, { argument: 'inputs' });
    const [left, right] = [a?.shape, b?.shape];
    if (!left || !right || !axes || axes.kind === 'none' || axes.kind === 'bad') return undefined;
    for (const shape of [left, right])
      if (shape.length > 3) {
        check.report(rankMismatch, { argument: 'inputs', wanted: 'at most 3', got: shape }, { argument: 'inputs' });
        return undefined;
      }
    const [first, second = first] = axes.kind === 'one' ? [axes.dim] : axes.items;
    if (typeof first !== 'object' || typeof second !== 'object') return undefined;
    const [at, other] = [readAxis(first, left, 'axes', check), readAxis(second, right, 'axes', check)];
    if (at === undefined || other === undefined) return undefined;
    const inner = [left[at] as Dim, right[other] as Dim] as const;
    const [one, two] = inner;
    // Null is not equal to a number.
    const open = (isOpen(one) && two.kind === 'int') || (isOpen(two) && one.kind === 'int');
    if (open || equal(...inner) === 'no') check.report(matmulMismatch, { left, right, inner }, { argument: 'inputs' });
    const result = [...left.toSpliced(at, 1), ...right.toSpliced(other, 1).slice(1)];
    return result.length === 1 ? [...result, int(1)] : result;
  },
  examples: [
    { call: 'tf.layers.dot({axes: 1})', on: '8 10,8 10', gives: '8 1' },
    { call: 'tf.layers.dot({axes: [2, 2]})', on: '8 5 10,8 7 10', gives: '8 5 7' },
    { call: 'tf.layers.dot({axes: 1})', on: '8 4 4 3,8 4 4 3', reports: 'rank-mismatch' },
    { call: 'tf.layers.dot({axes: 1})', on: '8 10,8 11', reports: 'matmul-mismatch' },
    { call: 'tf.layers.dot({axes: 1})', on: '8 10,8 10,8 10', reports: 'argument-form' },
  ],
});

export const mergeLayers: readonly LayerOp[] = [
  elementwise('add', 'The sum of several tensors.'),
  elementwise('average', 'The mean of several tensors.'),
  elementwise('multiply', 'The product of several tensors, element by element.'),
  elementwise('maximum', 'The greatest of the elements of several tensors.'),
  elementwise('minimum', 'The least of the elements of several tensors.'),
  concatenate,
  dot,
];
