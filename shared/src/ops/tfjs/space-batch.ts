/** `tf.spaceToBatchND`, `tf.batchToSpaceND`: blocks of cells become items of the batch, and back. Sources: tfjs-core/src/ops/space_to_batch_nd.ts, batch_to_space_nd.ts. */
import { unevenSplit } from '../../diagnostics/uneven-split.ts';
import { add, floorDivide, multiply, product, subtract } from '../../dim/arithmetic.ts';
import { divides } from '../../dim/compare.ts';
import { type Dim, int, unknown } from '../../dim/dim.ts';
import { showShape } from '../../shape/shape.ts';
import { type Arg, type TensorArg, tensorArg } from '../argument.ts';
import type { Check } from '../check.ts';
import { ofType } from '../common/contents.ts';
import { type Pair, readPairs } from '../common/pad.ts';
import { defineOp, type Op } from '../op.ts';
import { anything, type Integers, integers, tensor } from '../parameter.ts';
import { chained, checkRankFrom, docs, literalType, refuse, tfjs } from './declare.ts';

interface Blocks {
  readonly block: readonly Dim[];
  readonly pairs: readonly Pair[];
}

/** One number per spatial axis, and a pair for each: undefined when they do not go together. */
function readBlocks(
  op: string,
  x: TensorArg,
  blockShape: Integers,
  pairs: Arg | undefined,
  name: string,
  check: Check,
): Blocks | undefined {
  const block = blockShape?.kind === 'many' ? blockShape.items.map(item => (typeof item === 'string' ? unknown : item)) : undefined;
  if (!block || !checkRankFrom('x', x, 1 + block.length, check)) return undefined;
  const read = readPairs(pairs) ?? block.map((): Pair => [unknown, unknown]);
  if (read.length === block.length) return { block, pairs: read };
  refuse(op, name, `takes a pair in ${name} for each of ${block.length} axes, got ${read.length}`, check);
  return undefined;
}

const spaceToBatchND = defineOp({
  ...tfjs,
  ...chained('spaceToBatchND'),
  name: 'tf.spaceToBatchND',
  summary: 'Pads, then spreads the cells of every block over as many items of the batch.',
  docs: docs('spaceToBatchND'),
  params: { x: tensor('[n, …]'), blockShape: integers('number[]'), paddings: anything('pairs') },
  shape({ x, blockShape, paddings }, check) {
    const blocks = readBlocks('spaceToBatchND', x, blockShape, paddings, 'paddings', check);
    if (!x.shape || !blocks) return tensorArg(undefined);
    const { block, pairs } = blocks;
    const padded = x.shape.map((dim, axis) => (pairs[axis - 1] ?? []).reduce<Dim>(add, dim));
    const uneven = block.findIndex((size, at) => divides(size, padded[at + 1] as Dim) === 'no');
    if (uneven >= 0) {
      const into = block[uneven];
      const problem = `cuts axis ${uneven + 1} of ${showShape(padded)} into blocks of ${into?.kind === 'int' ? into.value : '?'}: nothing may be left over`;
      refuse('spaceToBatchND', 'blockShape', problem, check);
    }
    return ofType(
      padded.map((dim, axis) =>
        axis === 0 ? multiply(dim, product(block)) : block[axis - 1] ? floorDivide(dim, block[axis - 1] as Dim) : dim,
      ),
      literalType(x),
    );
  },
  examples: [
    { call: 'tf.spaceToBatchND(x, [2, 2], [[0, 0], [0, 0]])', given: { x: '1 4 6 3' }, gives: '4 2 3 3' },
    { call: 'x.spaceToBatchND([2, 2], [[1, 0], [0, 2]])', given: { x: '1 3 4 1' }, gives: '4 2 3 1' },
    { call: 'tf.spaceToBatchND(x, [2, 2], [[0, 0], [0, 0]])', given: { x: '1 3 4 1' }, reports: 'argument-form' },
    { call: 'tf.spaceToBatchND(x, [2, 2], [[0, 0]])', given: { x: '1 4 4 1' }, reports: 'argument-form' },
    { call: 'tf.spaceToBatchND(x, [2, 2], [[0, 0], [0, 0]])', given: { x: '4 4' }, reports: 'rank-mismatch' },
  ],
});

const batchToSpaceND = defineOp({
  ...tfjs,
  ...chained('batchToSpaceND'),
  name: 'tf.batchToSpaceND',
  summary: 'Items of the batch become blocks of cells; then the borders are cut off.',
  docs: docs('batchToSpaceND'),
  params: { x: tensor('[n, …]'), blockShape: integers('number[]'), crops: anything('pairs') },
  shape({ x, blockShape, crops }, check) {
    const blocks = readBlocks('batchToSpaceND', x, blockShape, crops, 'crops', check);
    if (!x.shape || !blocks) return tensorArg(undefined);
    const { block, pairs } = blocks;
    const cells = product(block);
    if (cells.kind === 'int' && cells.value > 0 && divides(cells, x.shape[0] as Dim) === 'no')
      check.report(unevenSplit, { shape: x.shape, axis: 0, into: cells.value }, { argument: 'blockShape' });
    return ofType(
      x.shape.map((dim, axis) => {
        if (axis === 0) return floorDivide(dim, cells);
        const [before, after] = pairs[axis - 1] ?? [int(0), int(0)];
        return block[axis - 1] ? subtract(subtract(multiply(dim, block[axis - 1] as Dim), before), after) : dim;
      }),
      literalType(x),
    );
  },
  examples: [
    { call: 'tf.batchToSpaceND(x, [2, 2], [[0, 0], [0, 0]])', given: { x: '4 2 3 3' }, gives: '1 4 6 3' },
    { call: 'x.batchToSpaceND([2, 2], [[1, 0], [0, 2]])', given: { x: '8 2 3 1' }, gives: '2 3 4 1' },
    { call: 'tf.batchToSpaceND(x, [2, 2], [[0, 0], [0, 0]])', given: { x: '3 2 3 1' }, reports: 'uneven-split' },
    { call: 'tf.batchToSpaceND(x, [2], [[0, 0], [0, 0]])', given: { x: '4 2 3 1' }, reports: 'argument-form' },
  ],
});

export const spaceBatch: readonly Op[] = [spaceToBatchND, batchToSpaceND];
