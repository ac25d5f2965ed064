import { add, floorDivide, minimum, multiply, subtract } from '../../dim/arithmetic.ts';
import { type Dim, int } from '../../dim/dim.ts';
import { type Arg, type TensorArg, tensorArg, tupleArg, unknownArg } from '../argument.ts';
import { readAxis } from '../common/axis.ts';
import { ofType } from '../common/contents.ts';
import { leastSquaresRule } from '../common/matrix.ts';
import { optionalDim } from '../common/sequence.ts';
import type { Op } from '../op.ts';
import { anything, integer, tensor } from '../parameter.ts';
import { anyOf, plain, whole } from './declare.ts';

const half = (length: Dim): Dim => add(floorDivide(length, int(2)), int(1));

/** From half of the frequencies, or to it. */
const halved = (word: 'irfft' | 'hfft' | 'ihfft'): Op =>
  whole(`fft.${word}`, {
    summary: word === 'ihfft' ? 'Half of the frequencies of a symmetric signal.' : 'Real numbers from half of the frequencies.',
    params: { a: tensor(), n: anything('int').optional(), axis: integer().default('-1'), ...anyOf('norm out') },
    shape(args, check) {
      const { shape } = args.a as TensorArg;
      const at = shape && readAxis(args.axis as Dim, shape, 'axis', check);
      const own = at === undefined ? undefined : shape?.[at];
      const asked = optionalDim(args.n as Arg | undefined);
      if (!shape || at === undefined || !own) return unknownArg;
      return tensorArg(shape.with(at, word === 'ihfft' ? half(asked ?? own) : (asked ?? multiply(int(2), subtract(own, int(1))))));
    },
    examples: [
      { call: `np.fft.${word}(x)`, given: { x: '3 4' }, gives: word === 'ihfft' ? '3 3' : '3 6' },
      { call: `np.fft.${word}(x, axis=2)`, given: { x: '3 4' }, reports: 'axis-out-of-range' },
    ],
  });

const frequencies = (word: 'fftfreq' | 'rfftfreq'): Op =>
  whole(`fft.${word}`, {
    summary: 'The frequencies of a transform of so many numbers.',
    params: { n: integer(), ...anyOf('d device') },
    order: 'n d device',
    shape: args => tensorArg([word === 'fftfreq' ? (args.n as Dim) : half(args.n as Dim)], { dtype: 'float64' }),
    examples: [{ call: `np.fft.${word}(8)`, gives: word === 'fftfreq' ? '8' : '5' }],
  });

const shifted = (word: string): Op =>
  whole(`fft.${word}`, {
    summary: 'The frequencies in another order.',
    params: { x: tensor(), ...anyOf('axes') },
    shape: args => ofType((args.x as TensorArg).shape, (args.x as TensorArg).dtype),
    examples: [{ call: `np.fft.${word}(x)`, given: { x: '3 4' }, gives: '3 4' }],
  });

/** Of each matrix over the last two axes. */
const ofMatrices = (
  word: string,
  params: string,
  gives: (outer: readonly Dim[], rows: Dim, columns: Dim) => Arg,
  example: Op['examples'][number],
): Op => {
  const [first = 'x'] = params.split(' ');
  return whole(`linalg.${word}`, {
    summary: `What ${word} gives of matrices.`,
    // NumPy 1 calls it M.
    params: { [first]: first === 'A' ? tensor().alias('M') : tensor(), ...anyOf(params.split(' ').slice(1).join(' ')) },
    order: params,
    shape(args, check) {
      const { shape } = args[first] as TensorArg;
      const [rows, columns] = shape?.slice(-2) ?? [];
      return shape && rows && columns && !check.given.has('keepdims') ? gives(shape.slice(0, -2), rows, columns) : unknownArg;
    },
    examples: [example],
  });
};

const numbers = (outer: readonly Dim[]): Arg => plain(tensorArg(outer));
const x = { x: '5 3 3' };

const lstsq = whole('linalg.lstsq', {
  summary: 'The best solutions of linear equations, what is left over, the rank and the singular values.',
  params: { a: tensor('[m, n]'), b: tensor('[m] | [m, k]'), ...anyOf('rcond') },
  shape(args, check) {
    const solved = leastSquaresRule(args.a as TensorArg, args.b as TensorArg, check);
    if (!solved) return unknownArg;
    const { shape, rows, columns } = solved;
    return tupleArg([tensorArg(shape), unknownArg, unknownArg, tensorArg([minimum(rows, columns)])]);
  },
  examples: [
    { call: 'np.linalg.lstsq(x, y, rcond=None)[0]', given: { x: '4 3', y: '4 2' }, gives: '3 2' },
    { call: 'np.linalg.lstsq(x, y, rcond=None)', given: { x: '4 3', y: '3 2' }, reports: 'matmul-mismatch' },
  ],
});

export const spectra: readonly Op[] = [
  halved('irfft'),
  halved('hfft'),
  halved('ihfft'),
  frequencies('fftfreq'),
  frequencies('rfftfreq'),
  shifted('fftshift'),
  shifted('ifftshift'),
  ofMatrices('slogdet', 'a', outer => tupleArg([numbers(outer), numbers(outer)]), {
    call: 'np.linalg.slogdet(x)[1]',
    given: x,
    gives: '5',
  }),
  ofMatrices('cond', 'x p', numbers, { call: 'np.linalg.cond(x)', given: x, gives: '5' }),
  ofMatrices('matrix_rank', 'A tol hermitian rtol', numbers, { call: 'np.linalg.matrix_rank(x)', given: x, gives: '5' }),
  ofMatrices('matrix_norm', 'x keepdims ord', numbers, { call: 'np.linalg.matrix_norm(x)', given: x, gives: '5' }),
  ofMatrices('svdvals', 'x', (outer, rows, columns) => tensorArg([...outer, minimum(rows, columns)]), {
    call: 'np.linalg.svdvals(x)',
    given: { x: '4 3' },
    gives: '3',
  }),
  lstsq,
];
