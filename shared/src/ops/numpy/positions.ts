/** Positions in arrays, as arrays. Source: numpy/lib/_twodim_base_impl.py, _index_tricks_impl.py. */
import { int, unknown } from '../../dim/dim.ts';
import { type TensorArg, tensorArg, tupleArg, unknownArg } from '../argument.ts';
import { optionalDim } from '../common/sequence.ts';
import { toShape } from '../common/shape-argument.ts';
import type { Op } from '../op.ts';
import { anything, type Integers, integer, integers, tensor } from '../parameter.ts';
import { anyOf, plain, whole } from './declare.ts';

/** Positions of a triangle or diagonal: one array for each axis. */
const triangle = (word: 'tril_indices' | 'triu_indices'): Op =>
  whole(word, {
    summary: 'Where a triangle of a matrix is, as rows and columns.',
    params: { n: integer(), k: integer().default('0'), m: anything('int').optional() },
    shape({ n, k, m }) {
      const columns = optionalDim(m) ?? n;
      if (n.kind !== 'int' || columns.kind !== 'int' || k.kind !== 'int') return unknownArg;
      let count = 0;
      for (let row = 0; row < Math.min(n.value, 4096); row++) {
        const below = Math.max(0, Math.min(columns.value, row + k.value + (word === 'tril_indices' ? 1 : 0)));
        count += word === 'tril_indices' ? below : columns.value - below;
      }
      const one = tensorArg(n.value > 4096 ? [unknown] : [int(count)], { dtype: 'int64' });
      return tupleArg([one, one]);
    },
    examples: [
      { call: `np.${word}(3)[0]`, gives: '6' },
      { call: `np.${word}(4, 1)[0]`, gives: word === 'tril_indices' ? '13' : '6' },
    ],
  });

const diagIndices = whole('diag_indices', {
  summary: 'Where the diagonal of an array is.',
  params: { n: integer(), ndim: integer().default('2') },
  shape({ n, ndim }) {
    if (ndim.kind !== 'int' || ndim.value > 16) return unknownArg;
    return tupleArg(Array.from({ length: ndim.value }, () => tensorArg([n], { dtype: 'int64' })));
  },
  examples: [{ call: 'np.diag_indices(3)[0]', gives: '3' }],
});

const ravelled = whole('unravel_index', {
  summary: 'Positions in a row as positions in a shape: one array for each axis.',
  params: {
    indices: tensor(), // Called dims before NumPy 1.21.
    shape: integers('int[]').alias('dims'),
    ...anyOf('order'),
  },
  shape(args) {
    const [of, to] = [(args.indices as TensorArg).shape, toShape(args.shape as Integers)];
    return of && to ? tupleArg(to.map(() => plain(tensorArg(of, { dtype: 'int64' })))) : unknownArg;
  },
  examples: [{ call: 'np.unravel_index(np.array([5, 7]), (3, 4))[0]', gives: '2' }],
});

const meshOfRows = whole('ix_', {
  summary: 'Rows and columns as indices of a part of an array.',
  params: { args: anything('array', { kind: 'shape' }) },
  rest: 'args',
  order: 'args',
  shape: () => unknownArg,
  examples: [{ call: 'np.ix_([0, 1], [1, 2, 3])' }],
});

export const positionOps: readonly Op[] = [triangle('tril_indices'), triangle('triu_indices'), diagIndices, ravelled, meshOfRows];
