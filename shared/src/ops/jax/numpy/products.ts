/** `jax.numpy`: matrix products. Source: jax/_src/numpy/tensor_contractions.py, einsum.py. */
import { matmulMismatch } from '../../../diagnostics/matmul-mismatch.ts';
import { equal } from '../../../dim/compare.ts';
import { unknown } from '../../../dim/dim.ts';
import { elementCount } from '../../../shape/shape.ts';
import type { Arg, TensorArg } from '../../argument.ts';
import { ofType } from '../../common/contents.ts';
import { einsumRule, operandsOf } from '../../common/einsum.ts';
import { matmulData } from '../../common/matmul.ts';
import { productRule } from '../../common/product.ts';
import { defineOp, type Op } from '../../op.ts';
import { anything, tensor } from '../../parameter.ts';
import { anyOf, docs, jax } from '../declare.ts';

const typed = 'precision preferred_element_type';

const matmul = defineOp({
  ...jax,
  name: 'jax.numpy.matmul',
  operator: '@',
  summary: 'The matrix product over the last two axes; axes before them broadcast.',
  docs: docs('jax.numpy.matmul'),
  params: { a: tensor('[…, m, k]'), b: tensor('[…, k, n]'), ...anyOf(typed) },
  shape(args, check) {
    const { a, b } = args as never as { a: TensorArg; b: TensorArg };
    return productRule(a, b, ['a', 'b'], 'jax.numpy.matmul', check);
  },
  compute(args) {
    const { a, b } = args as never as { a: TensorArg; b: TensorArg };
    return Math.min(a.shape?.length ?? 0, b.shape?.length ?? 0) > 1 ? matmulData(a, b, { a: false, b: false }) : undefined;
  },
  examples: [
    { call: 'x @ w', given: { x: '8 784', w: '784 10' }, gives: '8 10' },
    { call: 'jnp.matmul(x, w)', given: { x: '4 8 784', w: '784 10' }, gives: '4 8 10' },
    { call: 'jnp.matmul(x, w)', given: { x: '8 784', w: '100 10' }, reports: 'matmul-mismatch' },
  ],
});

/** The last axis of a with the last but one of b; the other axes of both stay. */
const dot = defineOp({
  ...jax,
  name: 'jax.numpy.dot',
  method: { names: ['dot'] },
  summary: 'Sums of products over the last axis of a and the last but one of b.',
  docs: docs('jax.numpy.dot'),
  params: { a: tensor(), b: tensor(), ...anyOf(typed) },
  shape(args, check) {
    const { a, b } = args as never as { a: TensorArg; b: TensorArg };
    const dtype = a.dtype ?? b.dtype;
    if (!a.shape || !b.shape) return ofType(undefined, dtype);
    const [left, right] = [a.shape, b.shape];
    if (left.length === 0 || right.length === 0) return ofType([...left, ...right], dtype);
    const at = Math.max(right.length - 2, 0);
    const inner = [left.at(-1) ?? unknown, right[at] ?? unknown] as const;
    if (equal(...inner) === 'no') check.report(matmulMismatch, { left, right, inner }, { argument: 'b' });
    return ofType([...left.slice(0, -1), ...right.toSpliced(at, 1)], dtype);
  },
  examples: [
    { call: 'jnp.dot(x, w)', given: { x: '8 784', w: '784 10' }, gives: '8 10' },
    { call: 'jnp.dot(x, y)', given: { x: '2 3 4', y: '5 4 6' }, gives: '2 3 5 6' },
    { call: 'jnp.dot(x, w)', given: { x: '8 784', w: '100 10' }, reports: 'matmul-mismatch' },
  ],
});

const einsum = defineOp({
  ...jax,
  name: 'jax.numpy.einsum',
  summary: 'Products and sums over axes by their letters.',
  docs: docs('jax.numpy.einsum'),
  params: { subscripts: anything('str'), operands: anything('Tensor...', { kind: 'shape' }), ...anyOf(`out optimize ${typed}`) },
  order: 'subscripts operands',
  rest: 'operands',
  shape(args, check) {
    const { subscripts, operands } = args as never as { subscripts: Arg | undefined; operands: Arg | undefined };
    const equation = subscripts?.kind === 'text' ? subscripts.text : undefined;
    return einsumRule(equation, operandsOf(operands), { op: 'jax.numpy.einsum', equation: 'subscripts', operands: 'operands' }, check);
  },
  examples: [
    { call: "jnp.einsum('bqd,bkd->bqk', x, y)", given: { x: '2 3 4', y: '2 5 4' }, gives: '2 3 5' },
    { call: "jnp.einsum('...ij->...ji', x)", given: { x: '2 3 4' }, gives: '2 4 3' },
    { call: "jnp.einsum('ij,jk', x, y)", given: { x: '2 3', y: '3 4' }, gives: '2 4' },
    { call: "jnp.einsum('ij,jk->ik', x, y)", given: { x: '2 3', y: '4 5' }, reports: 'broadcast-mismatch' },
    { call: "jnp.einsum('ij->ji', x)", given: { x: '2 3 4' }, reports: 'rank-mismatch' },
  ],
});

const outer = defineOp({
  ...jax,
  name: 'jax.numpy.outer',
  summary: 'The product of every element of one with every element of the other.',
  docs: docs('jax.numpy.outer'),
  params: { a: tensor(), b: tensor() },
  shape: ({ a, b }) => [a, b].map(({ shape }) => (shape ? elementCount(shape) : unknown)),
  examples: [{ call: 'jnp.outer(x, y)', given: { x: '2', y: '3' }, gives: '2 3' }],
});

export const products: readonly Op[] = [matmul, dot, einsum, outer];
