/**
 * Layers that merge several tensors, and their functions in lower case. Sources: layers/merging in Keras 2 and 3, `merge` in
 * engine/topology.py of Keras 1.
 */
import { argumentForm } from '../../diagnostics/argument-form.ts';
import { axisOutOfRange } from '../../diagnostics/axis-out-of-range.ts';
import { broadcastMismatch } from '../../diagnostics/broadcast-mismatch.ts';
import { matmulMismatch } from '../../diagnostics/matmul-mismatch.ts';
import { equal } from '../../dim/compare.ts';
import { type Dim, int, unknown } from '../../dim/dim.ts';
import { broadcast } from '../../shape/broadcast.ts';
import type { Shape } from '../../shape/shape.ts';
import { type Arg, type TensorArg, tensorArg, toDim, unknownTensor } from '../argument.ts';
import type { Check } from '../check.ts';
import { ofType } from '../common/contents.ts';
import { concatRule } from '../common/join.ts';
import { defineOp, type Op } from '../op.ts';
import { anything, flag, integers, readIntegers, tensors } from '../parameter.ts';
import { any, applied, docs, keras, layer } from './declare.ts';

type Tensors = readonly TensorArg[] | undefined;

/** Merged element by element: axes of length 1 stretch; a missing axis is put behind the batch (`_Merge._compute_elemwise_op_output_shape`). */
function elementwise(op: string, list: Tensors, check: Check, exactly?: number): TensorArg {
  if (!list) return unknownTensor;
  if (exactly !== undefined ? list.length !== exactly : list.length === 0) {
    check.report(argumentForm, { op, problem: `takes ${exactly ?? 'some'} inputs, got ${list.length}` }, { argument: 'inputs' });
    return unknownTensor;
  }
  return list.reduce((left: TensorArg, right: TensorArg, at: number): TensorArg => {
    if (!left.shape || !right.shape) return ofType(undefined, left.dtype);
    // Of tensors of several ranks, `compute_output_shape` and the computation agree only where the batch is the first axis of all.
    if (left.shape.length !== right.shape.length) return ofType(undefined, left.dtype);
    const result = broadcast(left.shape, right.shape);
    if ('shape' in result) return ofType(withBatch(result.shape, left.shape), left.dtype);
    check.report(broadcastMismatch, { op, left: left.shape, right: right.shape, clash: result.clash }, { argument: 'inputs', item: at });
    return ofType(undefined, left.dtype);
  });
}

/** Of two batches that have no number the first one's name does: a model's inputs are of one batch. */
const withBatch = (merged: Shape, left: Shape): Shape => (merged[0]?.kind === 'unknown' && left[0] ? merged.with(0, left[0]) : merged);

interface Merging {
  readonly name: string;
  readonly word: string;
  readonly summary: string;
  readonly exactly?: number;
}

const mergings: readonly Merging[] = [
  { name: 'Add', word: 'add', summary: 'The sum of tensors of one shape.' },
  { name: 'Subtract', word: 'subtract', summary: 'The difference of two tensors of one shape.', exactly: 2 },
  { name: 'Multiply', word: 'multiply', summary: 'The product of tensors of one shape, element by element.' },
  { name: 'Average', word: 'average', summary: 'The mean of tensors of one shape, element by element.' },
  { name: 'Maximum', word: 'maximum', summary: 'The greatest of tensors of one shape, element by element.' },
  { name: 'Minimum', word: 'minimum', summary: 'The least of tensors of one shape, element by element.' },
];

const pair = { x: '8 4 4 3', y: '8 4 4 3' };

function elementwiseOps({ name, word, summary, exactly }: Merging): readonly Op[] {
  const [as, of] = [`keras.layers.${name}`, `keras.layers.${word}`];
  return [
    layer({
      name: as,
      summary,
      params: {},
      call: { inputs: tensors(), ...applied },
      shape: ({ inputs }, check) => elementwise(as, inputs, check, exactly),
      examples: [
        { call: `${as}()`, on: '8 4 4 3, 8 4 4 3', gives: '8 4 4 3' },
        { call: `${as}()`, on: '8 4 4 3, 8 1 1 3', gives: '8 4 4 3' },
        { call: `${as}()`, on: '8 4 4 3, 8 4 4 5', reports: 'broadcast-mismatch' },
      ],
    }),
    defineOp({
      ...keras,
      name: of,
      graph: 'layer',
      summary,
      docs: docs(`layers/${word}`),
      params: { inputs: tensors(), name: any() },
      shape: ({ inputs }, check) => elementwise(of, inputs, check, exactly),
      examples: [
        { call: `${of}([x, y])`, given: pair, gives: '8 4 4 3' },
        { call: `${of}([x, y])`, given: { x: '8 4 4 3', y: '8 4 4 5' }, reports: 'broadcast-mismatch' },
      ],
    }),
  ];
}

const axisParam = () => anything('int', { kind: 'integers' }).default('-1').alias('concat_axis');
const axisOf = (axis: Arg | undefined): Dim => (!axis || axis.kind === 'none' ? int(-1) : (toDim(axis) ?? unknown));
const list = () => anything('Tensor[]', { kind: 'shape' });
const joined = { values: 'inputs', axis: 'axis' };

const concatenateLayer = layer({
  name: 'keras.layers.Concatenate',
  summary: 'Tensors put together along an axis; their other axes agree.',
  params: { axis: axisParam() },
  call: { inputs: list(), ...applied },
  shape: ({ axis, inputs }, check) => concatRule(inputs, axisOf(axis), joined, check),
  examples: [
    { call: 'keras.layers.Concatenate()', on: '8 4 4 3, 8 4 4 5', gives: '8 4 4 8' },
    { call: 'keras.layers.Concatenate(axis=1)', on: '8 4 4 3, 8 5 4 3', gives: '8 9 4 3' },
    { call: 'keras.layers.Concatenate()', on: '8 4 4 3, 8 5 4 5', reports: 'concat-mismatch' },
  ],
});

const concatenate = defineOp({
  ...keras,
  name: 'keras.layers.concatenate',
  graph: 'layer',
  summary: 'Tensors put together along an axis; their other axes agree.',
  docs: docs('layers/concatenate'),
  params: { inputs: list().alias('tensors', 'xs'), axis: axisParam(), name: any() },
  shape: ({ axis, inputs }, check) => concatRule(inputs, axisOf(axis), joined, check),
  examples: [
    { call: 'keras.layers.concatenate([x, y])', given: { x: '8 4 4 3', y: '8 4 4 5' }, gives: '8 4 4 8' },
    { call: 'keras.layers.concatenate([x, y], axis=-1)', given: { x: '8 4 4 3', y: '8 5 4 5' }, reports: 'concat-mismatch' },
  ],
});

/** Batched product over one axis of each; all others stay, those of the second behind those of the first. */
function dot(op: string, inputs: Tensors, axes: Arg | undefined, check: Check): TensorArg {
  const [a, b, more] = inputs ?? [];
  if (!a?.shape || !b?.shape || more) return unknownTensor;
  const read = readIntegers(axes);
  const items = read?.kind === 'one' ? [read.dim, read.dim] : read?.kind === 'many' ? read.items : [];
  const at = items.map((item, i) => {
    const shape = (i === 0 ? a : b).shape ?? [];
    const rank = shape.length;
    // Negative ones go around as often as it takes.
    if (typeof item === 'object' && item.kind === 'int' && item.value >= rank)
      check.report(axisOutOfRange, { argument: 'axes', axis: item.value, shape, count: rank }, { argument: 'axes' });
    return typeof item === 'object' && item.kind === 'int'
      ? item.value < 0
        ? ((item.value % rank) + rank) % rank
        : item.value
      : undefined;
  });
  const [left, right] = at;
  if (at.length !== 2 || left === undefined || right === undefined) return unknownTensor;
  const [x, y] = [a.shape[left], b.shape[right]];
  if (!x || !y || left === 0 || right === 0) return unknownTensor;
  if (equal(x, y) === 'no') {
    check.report(matmulMismatch, { left: a.shape, right: b.shape, inner: [x, y] }, { argument: 'axes' });
    return unknownTensor;
  }
  const rest: Shape = [...a.shape.filter((_, i) => i !== left), ...b.shape.filter((_, i) => i !== right && i !== 0)];
  void op;
  return ofType(rest.length === 1 ? [...rest, int(1)] : rest, a.dtype);
}

const dotAxes = () => anything('int | int[2]', { kind: 'integers' });

const dotLayer = layer({
  name: 'keras.layers.Dot',
  summary: 'The dot products of two tensors along an axis of each.',
  params: { axes: dotAxes(), normalize: any() },
  call: { inputs: tensors(), ...applied },
  shape: ({ axes, inputs }, check) => dot('keras.layers.Dot', inputs, axes, check),
  examples: [
    { call: 'keras.layers.Dot(axes=(1, 2))', on: '8 10 5, 8 4 10', gives: '8 5 4' },
    { call: 'keras.layers.Dot(axes=-1)', on: '8 5, 8 5', gives: '8 1' },
    { call: 'keras.layers.Dot(axes=1)', on: '8 10 5, 8 4 10', reports: 'matmul-mismatch' },
    { call: 'keras.layers.Dot(axes=2)', on: '8 5, 8 5', reports: 'axis-out-of-range' },
  ],
});

const dotFunction = defineOp({
  ...keras,
  name: 'keras.layers.dot',
  graph: 'layer',
  summary: 'The dot products of two tensors along an axis of each.',
  docs: docs('layers/dot'),
  params: { inputs: tensors(), axes: dotAxes(), normalize: any(), name: any() },
  shape: ({ axes, inputs }, check) => dot('keras.layers.dot', inputs, axes, check),
  examples: [
    { call: 'keras.layers.dot([x, y], axes=1)', given: { x: '8 5', y: '8 5' }, gives: '8 1' },
    { call: 'keras.layers.dot([x, y], axes=1)', given: { x: '8 5', y: '8 6' }, reports: 'matmul-mismatch' },
  ],
});

const modes: Readonly<Record<string, string>> = { sum: 'sum', mul: 'mul', ave: 'ave', max: 'max' };

const merge = defineOp({
  ...keras,
  name: 'keras.layers.merge',
  graph: 'layer',
  summary: 'Several tensors merged in the way that `mode` says (Keras 1).',
  docs: docs('layers'),
  params: {
    inputs: list(),
    mode: anything('str', { kind: 'choice', words: ['sum', 'mul', 'concat', 'ave', 'cos', 'dot', 'max'], open: true }).default("'sum'"),
    concat_axis: anything('int', { kind: 'integers' }).default('-1'),
    dot_axes: anything('int').default('-1'),
    output_shape: any(),
    output_mask: any(),
    arguments: any(),
    name: any(),
    normalize: flag().default('False'),
    axes: integers('int').optional().hidden(),
  },
  order: 'inputs mode concat_axis dot_axes output_shape output_mask arguments name',
  shape({ inputs, mode, concat_axis }, check) {
    const word = mode?.kind === 'text' ? mode.text : undefined;
    if (word === 'concat') return concatRule(inputs, axisOf(concat_axis), { values: 'inputs', axis: 'concat_axis' }, check);
    if (word === undefined || !Object.hasOwn(modes, word) || inputs?.kind !== 'list') return unknownTensor;
    const all = inputs.items.map(item => (item.kind === 'tensor' ? item : tensorArg(undefined)));
    return elementwise('keras.layers.merge', all, check);
  },
  examples: [
    { call: "keras.layers.merge([x, y], mode='concat', concat_axis=-1)", given: { x: '8 4 4 3', y: '8 4 4 5' }, gives: '8 4 4 8' },
    { call: "keras.layers.merge([x, y], mode='sum')", given: pair, gives: '8 4 4 3' },
    { call: "keras.layers.merge([x, y], mode='concat')", given: { x: '8 4 4 3', y: '8 5 4 5' }, reports: 'concat-mismatch' },
  ],
});

export const merges: readonly Op[] = [...mergings.flatMap(elementwiseOps), concatenateLayer, concatenate, dotLayer, dotFunction, merge];
