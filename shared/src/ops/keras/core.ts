/** `Dense`, `Embedding` and the layers that rearrange axes. Sources: layers/core and layers/reshaping in Keras 2 and 3. */
import { argumentForm } from '../../diagnostics/argument-form.ts';
import { rankMismatch } from '../../diagnostics/rank-mismatch.ts';
import { reshapeSize } from '../../diagnostics/reshape-size.ts';
import { floorDivide, product, wholeQuotient } from '../../dim/arithmetic.ts';
import { divides, equal } from '../../dim/compare.ts';
import { type Dim, int, unknown } from '../../dim/dim.ts';
import { elementCount, type Shape } from '../../shape/shape.ts';
import { type Arg, tensorArg } from '../argument.ts';
import type { Check } from '../check.ts';
import { axesOf } from '../conv/axes.ts';
import type { LayerOp } from '../op.ts';
import { anything, type Integers, integers, oneTensor } from '../parameter.ts';
import { activation, applied, ignoredOnes, layer, shapeOf } from './declare.ts';
import { checkReuse } from './reuse.ts';
import { dataFormatParam, readCount } from './window-arguments.ts';

const dense = layer({
  name: 'keras.layers.Dense',
  aliases: ['layers.TimeDistributedDense'],
  summary: 'Every output is a weighted sum of the last axis.',
  params: {
    units: anything('int', { kind: 'integers' }).alias('output_dim'),
    activation: activation(),
    use_bias: anything('bool', { kind: 'flag' }).default('True').hidden(),
    ...ignoredOnes(
      'kernel_initializer bias_initializer kernel_regularizer bias_regularizer activity_regularizer kernel_constraint bias_constraint init W_regularizer b_regularizer W_constraint b_constraint bias weights',
    ),
  },
  call: { inputs: oneTensor('[…, features]'), ...applied },
  construct: ({ units }, check) => void readCount('keras.layers.Dense', 'units', units, check),
  shape({ units, inputs: { shape } }, check) {
    const out = readCount('keras.layers.Dense', 'units', units, check);
    if (!shape) return undefined;
    if (shape.length < 2) {
      check.report(rankMismatch, { argument: 'inputs', wanted: 'at least 2', got: shape }, { argument: 'inputs' });
      return [...shape.slice(0, -1), out];
    }
    checkReuse(shape.at(-1) as Dim, first => first.at(-1), check);
    return [...shape.slice(0, -1), out];
  },
  examples: [
    { call: 'keras.layers.Dense(10)', on: '8 784', gives: '8 10' },
    { call: "keras.layers.Dense(64, activation='relu')", on: '8 20 16', gives: '8 20 64' },
    { call: 'keras.layers.Dense(10)', on: '784', reports: 'rank-mismatch' },
    { call: 'keras.layers.Dense(-10)', on: '8 784', reports: 'argument-form' },
  ],
});

const flatten = layer({
  name: 'keras.layers.Flatten',
  summary: 'One axis of all that is in an item of the batch.',
  params: { data_format: dataFormatParam() },
  call: { inputs: oneTensor(), ...applied },
  shape({ inputs: { shape } }, check) {
    if (!shape) return [unknown, check.fresh('features')];
    const [batch, ...rest] = shape;
    return batch ? [batch, elementCount(rest)] : undefined;
  },
  examples: [
    { call: 'keras.layers.Flatten()', on: '8 7 7 64', gives: '8 3136' },
    { call: 'keras.layers.Flatten()', on: '8', gives: '8 1' },
  ],
});

const reshape = layer({
  name: 'keras.layers.Reshape',
  summary: 'The same elements of every item of the batch in another shape; one dim may be −1, for the rest.',
  params: { target_shape: integers('int[]').alias('dims') },
  call: { inputs: oneTensor(), ...applied },
  construct({ target_shape }, check) {
    const inferred = target_shape?.kind === 'many' ? target_shape.items.filter(item => typeof item === 'object' && isRest(item)).length : 0;
    if (inferred < 2) return;
    check.report(argumentForm, { op: 'keras.layers.Reshape', problem: `can infer one dim, not ${inferred}` }, { argument: 'target_shape' });
  },
  shape({ target_shape, inputs: { shape } }, check) {
    const to = targetOf(target_shape);
    if (!to) return undefined;
    if (!shape) return [unknown, ...to.map(dim => (isRest(dim) ? unknown : dim))];
    const [batch, ...from] = shape;
    return batch ? [batch, ...reshaped(from, to, check)] : undefined;
  },
  examples: [
    { call: 'keras.layers.Reshape((7, 7, 128))', on: '8 6272', gives: '8 7 7 128' },
    { call: 'keras.layers.Reshape((-1, 4))', on: '8 6 6', gives: '8 9 4' },
    { call: 'keras.layers.Reshape((7, 7, 64))', on: '8 6272', reports: 'reshape-size' },
    { call: 'keras.layers.Reshape((-1, 5))', on: '8 6 6', reports: 'reshape-size' },
    { call: 'keras.layers.Reshape((-1, 2, -1))', on: '8 6 6', reports: 'argument-form' },
  ],
});

const isRest = (dim: Dim): boolean => dim.kind === 'int' && dim.value === -1;

function targetOf(target: Integers): Shape | undefined {
  if (!target || target.kind === 'none' || target.kind === 'bad') return undefined;
  // A None stands for −1 in Keras 2.
  const items = target.kind === 'one' ? [target.dim] : target.items;
  return items.map(item => (item === 'none' ? int(-1) : item === 'bad' ? unknown : item));
}

function reshaped(from: Shape, to: Shape, check: Check): Shape {
  const rest = to.filter(isRest).length;
  const wanted = product(to.filter(dim => !isRest(dim)));
  const elements = elementCount(from);
  const blank = to.map(dim => (isRest(dim) ? unknown : dim));
  if (rest > 1) return blank;
  const fits = rest === 0 ? equal(elements, wanted) : divides(wanted, elements);
  if (fits === 'no') check.report(reshapeSize, { from, to, elements, wanted, inferred: rest === 1 }, { argument: 'target_shape' });
  if (rest === 0 || fits === 'no') return blank;
  const inferred = wholeQuotient(elements, wanted) ?? floorDivide(elements, wanted);
  return to.map(dim => (isRest(dim) ? inferred : dim));
}

const permute = layer({
  name: 'keras.layers.Permute',
  summary: 'The axes of every item of the batch in another order, counted from 1.',
  params: { dims: integers('int[]') },
  call: { inputs: oneTensor(), ...applied },
  construct({ dims }, check) {
    if (dims?.kind !== 'many') return;
    const numbers = dims.items.map(item => (typeof item === 'object' && item.kind === 'int' ? item.value : Number.NaN));
    if (numbers.some(Number.isNaN) || numbers.toSorted((a, b) => a - b).every((n, at) => n === at + 1)) return;
    const problem = `takes each of 1 to ${numbers.length} once in dims, got (${numbers.join(', ')})`;
    check.report(argumentForm, { op: 'keras.layers.Permute', problem }, { argument: 'dims' });
  },
  shape({ dims, inputs: { shape } }, check) {
    if (dims?.kind !== 'many') return shape?.map((dim, axis) => (axis === 0 ? dim : unknown));
    const rank = dims.items.length + 1;
    if (shape && shape.length !== rank) {
      check.report(rankMismatch, { argument: 'inputs', wanted: rank, got: shape }, { argument: 'inputs' });
      return [shape[0] ?? unknown, ...dims.items.map(() => unknown)];
    }
    return [
      shape?.[0] ?? unknown,
      ...dims.items.map(item => (typeof item === 'object' && item.kind === 'int' ? (shape?.[item.value] ?? unknown) : unknown)),
    ];
  },
  examples: [
    { call: 'keras.layers.Permute((2, 1))', on: '8 10 64', gives: '8 64 10' },
    { call: 'keras.layers.Permute((0, 1))', on: '8 10 64', reports: 'argument-form' },
    { call: 'keras.layers.Permute((2, 1))', on: '8 10 64 3', reports: 'rank-mismatch' },
  ],
});

const repeatVector = layer({
  name: 'keras.layers.RepeatVector',
  summary: 'A sequence of so many copies.',
  params: { n: anything('int', { kind: 'integers' }) },
  call: { inputs: oneTensor('[batch, features]'), ...applied },
  shape({ n, inputs: { shape } }, check) {
    const { N, C } = axesOf('N C', shape, { argument: 'inputs', wanted: 2 }, check);
    return [N, readCount('keras.layers.RepeatVector', 'n', n, check), C];
  },
  examples: [
    { call: 'keras.layers.RepeatVector(5)', on: '8 32', gives: '8 5 32' },
    { call: 'keras.layers.RepeatVector(5)', on: '8 4 32', reports: 'rank-mismatch' },
  ],
});

const embedding = layer({
  name: 'keras.layers.Embedding',
  summary: 'A vector in the place of every index.',
  params: {
    input_dim: anything('int', { kind: 'integers' }),
    output_dim: anything('int', { kind: 'integers' }),
    ...ignoredOnes('embeddings_initializer embeddings_regularizer activity_regularizer embeddings_constraint mask_zero weights'),
    input_length: anything('int | int[]').optional(),
  },
  order: 'input_dim output_dim',
  call: { inputs: oneTensor(), ...applied },
  stated(args, check) {
    const { input_shape, batch_input_shape, input_length, batch_size } = args as unknown as Record<string, Arg | undefined>;
    if (batch_input_shape && batch_input_shape.kind !== 'none') return shapeOf(batch_input_shape, check, true);
    const given = [input_shape, input_length].find(arg => arg && arg.kind !== 'none');
    // Without one, sequences of any length.
    return shapeOf(given ?? { kind: 'list', items: [{ kind: 'none' }] }, check, false, batch_size);
  },
  shape: ({ output_dim, inputs: { shape } }, check) => {
    const out = readCount('keras.layers.Embedding', 'output_dim', output_dim, check);
    return shape ? tensorArg([...shape, out]) : undefined;
  },
  examples: [{ call: 'keras.layers.Embedding(10000, 64)', on: '8 20', gives: '8 20 64' }],
});

export const coreLayers: readonly LayerOp[] = [dense, flatten, reshape, permute, repeatVector, embedding];
