/** `tf.layers.dense`, `flatten`, `reshape`, `permute`, `repeatVector`, `embedding`, `inputLayer`. Sources: tfjs-layers/src/layers/core.ts, embeddings.ts. */
import { argumentForm } from '../../../diagnostics/argument-form.ts';
import { rankMismatch } from '../../../diagnostics/rank-mismatch.ts';
import { product } from '../../../dim/arithmetic.ts';
import { type Dim, int, toNumber, unknown } from '../../../dim/dim.ts';
import { tensorArg } from '../../argument.ts';
import { isOpen, withSettled } from '../../check.ts';
import { ofType } from '../../common/contents.ts';
import { reshapeRule } from '../../common/reshape.ts';
import { axesOf } from '../../conv/axes.ts';
import type { LayerOp } from '../../op.ts';
import { anything, flag, type Integers, ignored, integer, integers } from '../../parameter.ts';
import { checkDefined, checkReuse, input, layer, named, sizeOf, statedInput } from './layer.ts';
import * as options from './window-options.ts';

const initial = {
  kernelInitializer: ignored('string | Initializer'),
  biasInitializer: ignored('string | Initializer'),
  kernelConstraint: ignored('string | Constraint'),
  biasConstraint: ignored('string | Constraint'),
  kernelRegularizer: ignored('string | Regularizer'),
  biasRegularizer: ignored('string | Regularizer'),
  activityRegularizer: ignored('string | Regularizer'),
};

const dense = layer({
  word: 'dense',
  summary: 'Every output is a weighted sum of all inputs along the last axis.',
  params: {
    units: anything('int', { kind: 'integers' }),
    activation: options.activationOption(),
    useBias: flag().default('true'),
    inputDim: anything('int', { kind: 'integers' }).optional(),
    ...initial,
  },
  call: { inputs: input('[N, …, in]') },
  ignores: { unit: 'units', outputDim: 'units', bias: 'useBias' },
  stated(args, check) {
    const stated = statedInput(args, check);
    const { inputDim, batchSize } = args;
    if (stated || inputDim?.kind === 'none' || args.inputShape?.kind !== 'none') return stated;
    return named([sizeOf(batchSize), sizeOf(inputDim)], check);
  },
  construct: ({ units }, check) => void options.readCount('tf.layers.dense', 'units', units, check),
  shape({ units, inputs }, check) {
    const count = options.readCount('tf.layers.dense', 'units', units, check);
    const { shape } = inputs;
    if (!shape) return undefined;
    if (shape.length < 2) {
      check.report(rankMismatch, { argument: 'inputs', wanted: 'at least 2', got: shape }, { argument: 'inputs' });
      return undefined;
    }
    checkReuse(shape.at(-1) as Dim, first => first.at(-1), check);
    return ofType([...shape.slice(0, -1), count], 'float32');
  },
  examples: [
    { call: "tf.layers.dense({units: 10, activation: 'softmax'})", on: '8 784', gives: '8 10' },
    { call: 'tf.layers.dense({units: 10})', on: '8 5 784', gives: '8 5 10' },
    { call: 'tf.layers.dense({units: 10})', on: '784', reports: 'rank-mismatch' },
    { call: 'tf.layers.dense({})', on: '8 784', reports: 'argument-form' },
    { call: 'tf.layers.dense({units: 2.5})', on: '8 784', reports: 'argument-form' },
  ],
});

const flatten = layer({
  word: 'flatten',
  summary: 'All axes behind the batch become one.',
  params: { dataFormat: options.formatOption() },
  call: { inputs: input('[N, …]') },
  shape({ inputs }, check) {
    const { shape } = inputs;
    if (!shape) return [check.fresh('N'), check.fresh('C')];
    const [N, ...rest] = shape;
    // `TimeDistributed` calls the layer past the check of its input.
    if (N && shape.length === 2 && check.within === 'wrapped') return ofType(shape, inputs.dtype);
    if (!N || shape.length < 3) {
      check.report(rankMismatch, { argument: 'inputs', wanted: 'at least 3', got: shape }, { argument: 'inputs' });
      return [N ?? unknown, ...rest];
    }
    checkDefined(rest, 'every axis but the batch', check);
    const count = product(rest);
    return ofType([N, count.kind === 'unknown' ? check.fresh('C') : count], inputs.dtype);
  },
  examples: [
    { call: 'tf.layers.flatten()', on: '8 7 7 64', gives: '8 3136' },
    { call: 'tf.layers.flatten()', on: '8 7', reports: 'rank-mismatch' },
  ],
});

const reshape = layer({
  word: 'reshape',
  summary: 'The same elements in another shape; the batch stays. A null or negative number stands for whatever is left.',
  params: { targetShape: integers('number[]') },
  call: { inputs: input('[N, …]') },
  ignores: { shape: 'targetShape', target: 'targetShape' },
  construct({ targetShape }, check) {
    if (targetShape?.kind === 'none' && !check.given.has('targetShape')) options.reportMissing('tf.layers.reshape', 'targetShape', check);
  },
  shape({ inputs, targetShape }, check) {
    // A scalar has no batch to keep.
    if (inputs.shape?.length === 0)
      return reshapeRule(inputs, leftOpen(targetShape), { op: 'tf.layers.reshape', argument: 'targetShape' }, check);
    const [N = check.fresh('N'), ...rest] = inputs.shape ?? [];
    const asOpen = [N, ...rest].some(isOpen);
    const inner = ofType(inputs.shape ? rest.map(withSettled) : undefined, inputs.dtype);
    const { shape } = reshapeRule(inner, leftOpen(targetShape), { op: 'tf.layers.reshape', argument: 'targetShape' }, check);
    const items = targetShape?.kind === 'many' ? targetShape.items : [];
    // What is left over is not computed before the batch is known.
    const left = (axis: number) => asOpen && (items[axis] === 'none' || (typeof items[axis] === 'object' && isNegative(items[axis])));
    return ofType(
      shape && [
        N,
        ...shape.map((dim, axis) =>
          left(axis) && !isOpen(dim)
            ? check.open(`D${axis + 1}`, toNumber(dim))
            : dim.kind === 'unknown'
              ? check.fresh(`D${axis + 1}`)
              : dim,
        ),
      ],
      inputs.dtype,
    );
  },
  examples: [
    { call: 'tf.layers.reshape({targetShape: [7, 7, 64]})', on: '8 3136', gives: '8 7 7 64' },
    { call: 'tf.layers.reshape({targetShape: [-1, 64]})', on: '8 7 7 64', gives: '8 49 64' },
    { call: 'tf.layers.reshape({targetShape: [null, 64]})', on: '8 7 7 64', gives: '8 49 64' },
    { call: 'tf.layers.reshape({targetShape: [7, 7, 32]})', on: '8 3136', reports: 'reshape-size' },
  ],
});

const leftOpen = (target: Integers): Integers =>
  target?.kind === 'many'
    ? {
        kind: 'many',
        items: target.items.map(item => (item === 'none' || (typeof item === 'object' && isNegative(item)) ? int(-1) : item)),
      }
    : target;

const isNegative = (dim: Dim): boolean => dim.kind === 'int' && dim.value < 0;

const permute = layer({
  word: 'permute',
  summary: 'The axes behind the batch in another order; they are counted from 1.',
  params: { dims: integers('number[]') },
  call: { inputs: input('[N, …]') },
  construct({ dims }, check) {
    const op = 'tf.layers.permute';
    if (dims?.kind === 'none' && !check.given.has('dims')) options.reportMissing(op, 'dims', check);
    const order = orderOf(dims);
    if (!order) return;
    const wanted = order.map((_, at) => at + 1);
    if (wanted.every(axis => order.includes(axis))) return;
    check.report(
      argumentForm,
      { op, problem: `takes dims that name each of ${wanted.join(', ')} once, got [${order.join(', ')}]` },
      { argument: 'dims' },
    );
  },
  shape({ inputs, dims }, check) {
    const order = orderOf(dims);
    const { shape } = inputs;
    if (!shape || !order) return ofType(order && [check.fresh('N'), ...order.map(axis => check.fresh(`D${axis}`))], inputs.dtype);
    if (shape.length !== order.length + 1) {
      check.report(rankMismatch, { argument: 'inputs', wanted: order.length + 1, got: shape }, { argument: 'inputs' });
      return undefined;
    }
    return ofType([shape[0] as Dim, ...order.map(axis => shape[axis] ?? unknown)], inputs.dtype);
  },
  examples: [
    { call: 'tf.layers.permute({dims: [2, 1]})', on: '8 10 64', gives: '8 64 10' },
    { call: 'tf.layers.permute({dims: [3, 1, 2]})', on: '8 4 5 3', gives: '8 3 4 5' },
    { call: 'tf.layers.permute({dims: [0, 1]})', on: '8 10 64', reports: 'argument-form' },
    { call: 'tf.layers.permute({dims: [2, 1]})', on: '8 4 5 3', reports: 'rank-mismatch' },
  ],
});

function orderOf(dims: Integers): readonly number[] | undefined {
  const numbers =
    dims?.kind === 'many' ? dims.items.map(item => (typeof item === 'object' && item.kind === 'int' ? item.value : undefined)) : [];
  return dims?.kind === 'many' && numbers.every(number => number !== undefined) ? (numbers as number[]) : undefined;
}

const repeatVector = layer({
  word: 'repeatVector',
  rank: 2,
  summary: 'Repeats a vector along a new axis.',
  params: { n: integer() },
  construct: (_, check) => options.needs('tf.layers.repeatVector', 'n', check),
  call: { inputs: input('[N, C]') },
  shape({ inputs, n }, check) {
    const { N, C } = axesOf('N C', inputs.shape, { argument: 'inputs', wanted: 2 }, check);
    return [N, n, C];
  },
  examples: [
    { call: 'tf.layers.repeatVector({n: 5})', on: '8 64', gives: '8 5 64' },
    { call: 'tf.layers.repeatVector({n: 5})', on: '8 4 64', reports: 'rank-mismatch' },
    { call: 'tf.layers.repeatVector({})', on: '8 64', reports: 'argument-form' },
  ],
});

const embedding = layer({
  word: 'embedding',
  summary: 'Each index becomes a vector of numbers that are learnt.',
  params: {
    inputDim: anything('int', { kind: 'integers' }),
    outputDim: anything('int', { kind: 'integers' }),
    inputLength: integers('int | int[]').optional(),
    embeddingsInitializer: ignored('string | Initializer'),
    embeddingsRegularizer: ignored('string | Regularizer'),
    activityRegularizer: ignored('string | Regularizer'),
    embeddingsConstraint: ignored('string | Constraint'),
    maskZero: ignored('boolean'),
  },
  call: { inputs: input('[N, …]') },
  stated(args, check) {
    if (args.inputShape?.kind !== 'none' || args.batchInputShape?.kind !== 'none') return statedInput(args, check);
    const { inputLength } = args;
    const lengths = inputLength?.kind === 'many' ? inputLength.items : inputLength?.kind === 'one' ? [inputLength.dim] : ['none' as const];
    return named([sizeOf(args.batchSize), ...lengths], check)?.map((dim, axis) =>
      axis === 1 && lengths[0] === 'none' ? check.open('L') : dim,
    );
  },
  construct({ inputDim, outputDim }, check) {
    options.readCount('tf.layers.embedding', 'inputDim', inputDim, check);
    options.readCount('tf.layers.embedding', 'outputDim', outputDim, check);
  },
  shape({ inputs, outputDim }, check) {
    const size = options.readCount('tf.layers.embedding', 'outputDim', outputDim, check);
    return ofType(inputs.shape && [...inputs.shape, size], 'float32');
  },
  examples: [
    { call: 'tf.layers.embedding({inputDim: 1000, outputDim: 32})', on: '8 20', gives: '8 20 32' },
    { call: 'tf.layers.embedding({inputDim: 1000})', on: '8 20', reports: 'argument-form' },
  ],
});

const inputLayer = layer({
  word: 'inputLayer',
  summary: 'Says what the input of a sequential model is.',
  params: { sparse: ignored('boolean') },
  call: { inputs: input() },
  construct(_, check) {
    // "An InputLayer should be passed either a `batchInputShape` or an `inputShape`."
    if (!check.given.has('inputShape') && !check.given.has('batchInputShape'))
      options.reportMissing('tf.layers.inputLayer', 'inputShape', check);
  },
  shape: ({ inputs }) => tensorArg(inputs.shape, inputs.dtype === undefined ? {} : { dtype: inputs.dtype }),
  examples: [{ call: 'tf.layers.inputLayer({inputShape: [28, 28, 1]})' }, { call: 'tf.layers.inputLayer({})', reports: 'argument-form' }],
});

export const coreLayers: readonly LayerOp[] = [dense, flatten, reshape, permute, repeatVector, embedding, inputLayer];
