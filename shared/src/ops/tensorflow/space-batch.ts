/** The exchange of space for batch, by which dilated convolutions are computed. Sources: SpaceToBatchShapeHelper in array_ops.cc, spacetobatch_op.cc. */
import { argumentForm } from '../../diagnostics/argument-form.ts';
import { rankMismatch } from '../../diagnostics/rank-mismatch.ts';
import { unevenSplit } from '../../diagnostics/uneven-split.ts';
import { add, floorDivide, multiply, product, subtract } from '../../dim/arithmetic.ts';
import { divides, less } from '../../dim/compare.ts';
import { type Dim, int, unknown } from '../../dim/dim.ts';
import type { Shape } from '../../shape/shape.ts';
import type { Arg, TensorArg } from '../argument.ts';
import type { Check } from '../check.ts';
import { ofType } from '../common/contents.ts';
import { type Pair, readPairs } from '../common/pad.ts';
import type { Op } from '../op.ts';
import { anything, type Integers, integers, tensor } from '../parameter.ts';
import { name, op } from './declare.ts';

/** One number per spatial axis; undefined while not even their count is known. */
const blocksOf = (block: Integers, count: number | undefined): readonly Dim[] | undefined => {
  if (block?.kind === 'many') return block.items.map(item => (typeof item === 'string' ? unknown : item));
  // One number stands for height and width in the ops that take it.
  return block?.kind === 'one' && count !== undefined ? Array<Dim>(count).fill(block.dim) : undefined;
};

interface Exchange {
  readonly path: string;
  /** The parameters of the tensor, the blocks and the pairs. */
  readonly block: string;
  readonly pairs: string;
  /** Only images are taken: "must have rank 4". */
  readonly image?: boolean;
}

interface Read {
  readonly shape: Shape;
  readonly blocks: readonly Dim[];
  readonly pairs: readonly Pair[];
}

function read(
  { path, block, pairs, image = false }: Exchange,
  input: TensorArg,
  blocks: readonly Dim[] | undefined,
  given: Arg | undefined,
  check: Check,
): Read | undefined {
  const listed = readPairs(given);
  const { shape } = input;
  if (!shape || !blocks) return undefined;
  const form = (problem: string, argument: string) => check.report(argumentForm, { op: `tf.${path}`, problem }, { argument });
  if (image && shape.length !== 4) {
    check.report(rankMismatch, { argument: 'input', wanted: 4, got: shape }, { argument: 'input' });
    return undefined;
  }
  if (shape.length < blocks.length + 1) {
    check.report(rankMismatch, { argument: 'input', wanted: `at least ${blocks.length + 1}`, got: shape }, { argument: 'input' });
    return undefined;
  }
  if (listed && listed.length !== blocks.length) {
    form(`needs a pair in ${pairs} for each of the ${blocks.length} blocked axes, got ${listed.length}`, pairs);
    return undefined;
  }
  if (blocks.some(dim => less(dim, int(1)) === 'yes')) {
    form(`takes a ${block} of numbers above 0`, block);
    return undefined;
  }
  if (listed?.some(pair => pair.some(dim => less(dim, int(0)) === 'yes'))) {
    form(`takes no negative ${pairs}`, pairs);
    return undefined;
  }
  return listed && { shape, blocks, pairs: listed };
}

function toBatch(how: Exchange, input: TensorArg, blocks: readonly Dim[] | undefined, given: Arg | undefined, check: Check): TensorArg {
  const all = read(how, input, blocks, given, check);
  if (!all) return ofType(undefined, input.dtype);
  const { shape, pairs } = all;
  const lengths = all.blocks.map((block, at) => {
    const padded = (pairs[at] as Pair).reduce<Dim>(add, shape[at + 1] ?? unknown);
    if (divides(block, padded) === 'no' && block.kind === 'int')
      check.report(unevenSplit, { shape: shape.with(at + 1, padded), axis: at + 1, into: block.value }, { argument: 'input' });
    return floorDivide(padded, block);
  });
  const [batch = unknown] = shape;
  return ofType([multiply(batch, product(all.blocks)), ...lengths, ...shape.slice(lengths.length + 1)], input.dtype);
}

function fromBatch(how: Exchange, input: TensorArg, blocks: readonly Dim[] | undefined, given: Arg | undefined, check: Check): TensorArg {
  const all = read(how, input, blocks, given, check);
  if (!all) return ofType(undefined, input.dtype);
  const { shape, pairs } = all;
  const count = product(all.blocks);
  const [batch = unknown] = shape;
  if (divides(count, batch) === 'no' && count.kind === 'int')
    check.report(unevenSplit, { shape, axis: 0, into: count.value }, { argument: 'input' });
  const lengths = all.blocks.map((block, at) => {
    const whole = multiply(shape[at + 1] ?? unknown, block);
    const left = (pairs[at] as Pair).reduce<Dim>(subtract, whole);
    if (less(left, int(0)) === 'yes')
      check.report(argumentForm, { op: `tf.${how.path}`, problem: `crops more of axis ${at + 1} than there is` }, { argument: how.pairs });
    return left;
  });
  return ofType([floorDivide(batch, count), ...lengths, ...shape.slice(lengths.length + 1)], input.dtype);
}

const spaceToBatchNd = op('space_to_batch_nd', {
  aliases: ['manip.space_to_batch_nd'],
  summary: 'Blocks of cells become items of the batch, after zeros were added around.',
  params: {
    input: tensor('[batch, …]'),
    block_shape: integers('int[]'),
    paddings: anything('int[][2]', { kind: 'integers' }),
    name: name(),
  },
  shape: ({ input, block_shape, paddings }, check) =>
    toBatch(
      { path: 'space_to_batch_nd', block: 'block_shape', pairs: 'paddings' },
      input,
      blocksOf(block_shape, undefined),
      paddings,
      check,
    ),
  examples: [
    { call: 'tf.space_to_batch_nd(x, [2, 2], [[0, 0], [1, 1]])', given: { x: '1 4 6 3' }, gives: '4 2 4 3' },
    { call: 'tf.space_to_batch_nd(x, [2, 2], [[0, 0], [0, 0]])', given: { x: '1 4 5 3' }, reports: 'uneven-split' },
    { call: 'tf.space_to_batch_nd(x, [2, 2], [[0, 0]])', given: { x: '1 4 4 3' }, reports: 'argument-form' },
    { call: 'tf.space_to_batch_nd(x, [2, 2], [[0, 0], [0, 0]])', given: { x: '4 4' }, reports: 'rank-mismatch' },
  ],
});

const batchToSpaceNd = op('batch_to_space_nd', {
  api: 'v1',
  aliases: ['manip.batch_to_space_nd'],
  summary: 'Items of the batch become blocks of cells, of which those at the ends are cut.',
  params: { input: tensor('[batch, …]'), block_shape: integers('int[]'), crops: anything('int[][2]', { kind: 'integers' }), name: name() },
  shape: ({ input, block_shape, crops }, check) =>
    fromBatch({ path: 'batch_to_space_nd', block: 'block_shape', pairs: 'crops' }, input, blocksOf(block_shape, undefined), crops, check),
  examples: [
    { call: 'tf.batch_to_space_nd(x, [2, 2], [[0, 0], [1, 1]])', given: { x: '4 2 4 3' }, gives: '1 4 6 3' },
    { call: 'tf.batch_to_space_nd(x, [2, 2], [[0, 0], [0, 0]])', given: { x: '3 2 4 3' }, reports: 'uneven-split' },
  ],
});

/** One block for height and width in TensorFlow 1, where the pairs come before it. */
const spaceToBatch = op('space_to_batch', {
  aliases: ['nn.space_to_batch'],
  summary: 'Blocks of cells become items of the batch, after zeros were added around.',
  params: {
    input: tensor('[batch, …]'),
    block_shape: integers('int | int[]').alias('block_size'),
    paddings: anything('int[][2]', { kind: 'integers' }),
    name: name(),
  },
  order: {
    legacy: 'input paddings block_size name',
    v1: 'input paddings block_size name block_shape',
    v2: 'input block_shape paddings name',
  },
  shape: ({ input, block_shape, paddings }, check) =>
    toBatch(
      { path: 'space_to_batch', block: 'block_shape', pairs: 'paddings', image: block_shape?.kind === 'one' },
      input,
      blocksOf(block_shape, 2),
      paddings,
      check,
    ),
  examples: [
    { call: 'tf.space_to_batch(x, [2, 2], [[0, 0], [0, 0]])', given: { x: '1 4 6 3' }, gives: '4 2 3 3', under: 'v2' },
    { call: 'tf.space_to_batch(x, [[0, 0], [0, 0]], 2)', given: { x: '1 4 6 3' }, gives: '4 2 3 3', under: 'v1' },
    { call: 'tf.space_to_batch(x, [2, 2], [[0, 0], [0, 0]])', given: { x: '1 4 5 3' }, reports: 'uneven-split', under: 'v2' },
  ],
});

const batchToSpace = op('batch_to_space', {
  summary: 'Items of the batch become blocks of cells, of which those at the ends are cut.',
  params: {
    input: tensor('[batch, …]'),
    block_shape: integers('int | int[]').alias('block_size'),
    crops: anything('int[][2]', { kind: 'integers' }),
    name: name(),
  },
  order: { legacy: 'input crops block_size name', v1: 'input crops block_size name block_shape', v2: 'input block_shape crops name' },
  shape: ({ input, block_shape, crops }, check) =>
    fromBatch(
      { path: 'batch_to_space', block: 'block_shape', pairs: 'crops', image: block_shape?.kind === 'one' },
      input,
      blocksOf(block_shape, 2),
      crops,
      check,
    ),
  examples: [
    { call: 'tf.batch_to_space(x, [2, 2], [[0, 0], [0, 0]])', given: { x: '4 2 3 3' }, gives: '1 4 6 3', under: 'v2' },
    { call: 'tf.batch_to_space(x, [[0, 0], [0, 0]], 2)', given: { x: '4 2 3 3' }, gives: '1 4 6 3', under: 'v1' },
    { call: 'tf.batch_to_space(x, [2, 2], [[0, 0], [0, 0]])', given: { x: '2 2 3 3' }, reports: 'uneven-split', under: 'v2' },
  ],
});

export const spaceBatchOps: readonly Op[] = [spaceToBatchNd, batchToSpaceNd, spaceToBatch, batchToSpace];
