/** `tf.linalg`, and complex numbers. Sources: tfjs-core/src/ops/linalg/*.ts, complex.ts. */
import { minimum } from '../../dim/arithmetic.ts';
import { equal, less } from '../../dim/compare.ts';
import type { Dim } from '../../dim/dim.ts';
import { sameShape, showShape } from '../../shape/shape.ts';
import { listArg, toTensor, unknownTensor } from '../argument.ts';
import { ofType } from '../common/contents.ts';
import { defineOp, type Op } from '../op.ts';
import { anything, flag, integer, tensor } from '../parameter.ts';
import { checkRankFrom, docs, literalType, refuse, tfjs } from './declare.ts';

const bandPart = defineOp({
  ...tfjs,
  name: 'tf.linalg.bandPart',
  summary: 'Matrices with zeros outside a band around the diagonal.',
  docs: docs('linalg.bandPart'),
  params: { a: tensor('[…, m, n]'), numLower: integer(), numUpper: integer() },
  shape({ a, numLower, numUpper }, check) {
    if (!checkRankFrom('a', a, 2, check) || !a.shape) return undefined;
    const [m, n] = a.shape.slice(-2) as [Dim, Dim];
    if (less(m, numLower) === 'yes') refuse('linalg.bandPart', 'numLower', 'takes a numLower of at most the number of rows', check);
    if (less(n, numUpper) === 'yes') refuse('linalg.bandPart', 'numUpper', 'takes a numUpper of at most the number of columns', check);
    return ofType(a.shape, literalType(a));
  },
  examples: [
    { call: 'tf.linalg.bandPart(x, 1, -1)', given: { x: '2 4 4' }, gives: '2 4 4' },
    { call: 'tf.linalg.bandPart(x, 1, -1)', given: { x: '4' }, reports: 'rank-mismatch' },
    { call: 'tf.linalg.bandPart(x, 5, 1)', given: { x: '4 4' }, reports: 'argument-form' },
  ],
});

const gramSchmidt = defineOp({
  ...tfjs,
  name: 'tf.linalg.gramSchmidt',
  summary: 'Vectors made orthogonal and of length 1.',
  docs: docs('linalg.gramSchmidt'),
  params: { xs: anything('Tensor [n, m] | Tensor[]', { kind: 'shape' }) },
  shape({ xs }, check) {
    if (xs?.kind === 'list') return listArg(xs.items.map(item => toTensor(item) ?? unknownTensor));
    const all = tensor().read(xs);
    if (!checkRankFrom('xs', all, 2, check)) return undefined;
    const [n, m] = all.shape ?? [];
    if (n && m && less(m, n) === 'yes') refuse('linalg.gramSchmidt', 'xs', 'takes at most as many vectors as they have elements', check);
    return ofType(all.shape, literalType(all));
  },
  examples: [
    { call: 'tf.linalg.gramSchmidt(x)', given: { x: '2 3' }, gives: '2 3' },
    { call: 'tf.linalg.gramSchmidt(x)', given: { x: '2 3 4' }, gives: '2 3 4' },
    { call: 'tf.linalg.gramSchmidt(x)', given: { x: '3 2' }, reports: 'argument-form' },
    { call: 'tf.linalg.gramSchmidt(x)', given: { x: '3' }, reports: 'rank-mismatch' },
  ],
});

const qr = defineOp({
  ...tfjs,
  name: 'tf.linalg.qr',
  summary: 'A matrix as the product of an orthogonal and a triangular one.',
  docs: docs('linalg.qr'),
  params: { x: tensor('[…, m, n]'), fullMatrices: flag().default('false') },
  shape({ x, fullMatrices }, check) {
    if (!checkRankFrom('x', x, 2, check) || !x.shape || fullMatrices === undefined) return listArg([unknownTensor, unknownTensor]);
    const [m, n] = x.shape.slice(-2) as [Dim, Dim];
    const outer = x.shape.slice(0, -2);
    // The results of all matrices are arranged as x is, which only square ones allow.
    if (outer.length > 0 && equal(m, n) === 'no') refuse('linalg.qr', 'x', 'takes a batch of square matrices only', check);
    const k = fullMatrices ? m : minimum(m, n);
    return listArg([ofType([...outer, m, k], 'float32'), ofType([...outer, k, n], 'float32')]);
  },
  examples: [
    { call: 'tf.linalg.qr(x)[0]', given: { x: '4 3' }, gives: '4 3' },
    { call: 'tf.linalg.qr(x)[1]', given: { x: '4 3' }, gives: '3 3' },
    { call: 'tf.linalg.qr(x, true)[1]', given: { x: '4 3' }, gives: '4 3' },
    { call: 'tf.linalg.qr(x)[0]', given: { x: '2 3 3' }, gives: '2 3 3' },
    { call: 'tf.linalg.qr(x)', given: { x: '2 4 3' }, reports: 'argument-form' },
    { call: 'tf.linalg.qr(x)', given: { x: '4' }, reports: 'rank-mismatch' },
  ],
});

const complex = defineOp({
  ...tfjs,
  name: 'tf.complex',
  summary: 'Complex numbers from their real and imaginary parts.',
  docs: docs('complex'),
  params: { real: tensor(), imag: tensor() },
  shape({ real, imag }, check) {
    if (real.shape && imag.shape && sameShape(real.shape, imag.shape) === 'no')
      refuse('complex', 'imag', `needs two tensors of one shape, got ${showShape(real.shape)} and ${showShape(imag.shape)}`, check);
    return ofType(real.shape ?? imag.shape, 'complex64');
  },
  examples: [
    { call: 'tf.complex(x, y)', given: { x: '2 3', y: '2 3' }, gives: '2 3' },
    { call: 'tf.complex(x, y)', given: { x: '2 3', y: '3' }, reports: 'argument-form' },
  ],
});

const part = (word: 'real' | 'imag'): Op =>
  defineOp({
    ...tfjs,
    name: `tf.${word}`,
    summary: `The ${word === 'real' ? 'real' : 'imaginary'} parts of complex numbers.`,
    docs: docs(word),
    params: { input: tensor() },
    shape: ({ input }) => ofType(input.shape, 'float32'),
    examples: [{ call: `tf.${word}(tf.complex(x, y))`, given: { x: '2 3', y: '2 3' }, gives: '2 3' }],
  });

export const linalgOps: readonly Op[] = [bandPart, gramSchmidt, qr, complex, part('real'), part('imag')];
