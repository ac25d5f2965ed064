/** Products: matmul, mm, bmm, einsum. Sources: aten/src/ATen/native/LinearAlgebra.cpp, Linear.cpp. */
import { batchMismatch } from '../../diagnostics/batch-mismatch.ts';
import { matmulMismatch } from '../../diagnostics/matmul-mismatch.ts';
import { rankMismatch } from '../../diagnostics/rank-mismatch.ts';
import { equal } from '../../dim/compare.ts';
import { type Dim, int } from '../../dim/dim.ts';
import type { Shape } from '../../shape/shape.ts';
import { type Arg, type TensorArg, tensorArg } from '../argument.ts';
import type { Check } from '../check.ts';
import { matmulData, matmulRule } from '../common/matmul.ts';
import { defineOp, type Op } from '../op.ts';
import { anything, tensor } from '../parameter.ts';
import { docs, plain, torch } from './declare.ts';

const plainly = { a: false, b: false } as const;

/** A vector counts as a row on the left and as a column on the right; its axis is gone from the result. */
function multiply(a: TensorArg, b: TensorArg, check: Check): TensorArg {
  if (!a.shape || !b.shape) return tensorArg(undefined);
  const [left, right] = [a.shape, b.shape];
  if (left.length === 0 || right.length === 0) {
    const [argument, got] = left.length === 0 ? ['input', left] : ['other', right];
    check.report(rankMismatch, { argument: argument as string, wanted: 'at least 1', got: got as Shape }, { argument: argument as string });
    return tensorArg(undefined);
  }
  const [row, column] = [left.length === 1, right.length === 1];
  const rows = row ? tensorArg([int(1), ...left]) : a;
  const columns = column ? tensorArg([...right, int(1)]) : b;
  const { shape } = matmulRule(rows, columns, plainly, ['input', 'other'], { op: 'torch.matmul', at: 'other' }, check);
  if (!shape) return tensorArg(undefined);
  const kept = column ? shape.slice(0, -1) : shape;
  return tensorArg(row ? kept.toSpliced(column ? -1 : -2, 1) : kept);
}

const matmul = defineOp({
  ...torch,
  name: 'torch.matmul',
  aliases: ['linalg.matmul'],
  method: { names: ['matmul'] },
  operator: '@',
  summary: 'The matrix product over the last two axes; axes before them broadcast.',
  docs: docs('torch.matmul'),
  params: { input: tensor('[…, m, k]'), other: tensor('[…, k, n]') },
  shape: ({ input, other }, check) => multiply(input, other, check),
  compute: ({ input, other }) =>
    input.shape && other.shape && Math.min(input.shape.length, other.shape.length) > 1 ? matmulData(input, other, plainly) : undefined,
  examples: [
    { call: 'x @ w', given: { x: '8 784', w: '784 10' }, gives: '8 10' },
    { call: 'torch.matmul(x, w)', given: { x: '4 8 784', w: '784 10' }, gives: '4 8 10' },
    { call: 'x.matmul(v)', given: { x: '8 784', v: '784' }, gives: '8' },
    { call: 'torch.matmul(x, w)', given: { x: '8 784', w: '100 10' }, reports: 'matmul-mismatch' },
  ],
});

/** Both of exactly this rank. */
function strict(a: TensorArg, b: TensorArg, names: readonly [string, string], rank: number, op: string, check: Check): TensorArg {
  for (const [argument, { shape }] of [
    [names[0], a],
    [names[1], b],
  ] as const) {
    if (!shape || shape.length === rank) continue;
    check.report(rankMismatch, { argument, wanted: rank, got: shape }, { argument });
    return tensorArg(undefined);
  }
  if (rank === 3 && a.shape && b.shape && equal(a.shape[0] as Dim, b.shape[0] as Dim) === 'no') {
    check.report(
      batchMismatch,
      { argument: names[1], output: b.shape[0] as Dim, input: a.shape[0] as Dim, silent: false },
      { argument: names[1] },
    );
    return tensorArg(undefined);
  }
  return matmulRule(a, b, plainly, names, { op, at: names[1] }, check);
}

const ranked = (
  [
    ['mm', 'mat2', 2],
    ['bmm', 'mat2', 3],
  ] as const
).map(([word, second, rank]) => {
  const outer = rank === 3 ? '4 ' : '';
  return defineOp({
    ...torch,
    name: `torch.${word}`,
    method: { names: [word] },
    summary: rank === 2 ? 'The product of two matrices.' : 'The products of matrices, pair by pair.',
    docs: docs(`torch.${word}`),
    params: { input: tensor(), [second]: tensor() },
    shape: (args, check) => strict(args['input'] as TensorArg, args[second] as TensorArg, ['input', second], rank, `torch.${word}`, check),
    examples: [
      { call: `torch.${word}(x, w)`, given: { x: `${outer}8 5`, w: `${outer}5 3` }, gives: `${outer}8 3` },
      { call: `x.${word}(w)`, given: { x: `${outer}8 5`, w: `${outer}4 3` }, reports: 'matmul-mismatch' },
      { call: `x.${word}(w)`, given: { x: '2 3 8 5', w: `${outer}5 3` }, reports: 'rank-mismatch' },
    ],
  });
});

const added = (
  [
    ['addmm', 'mat1 mat2', 2],
    ['baddbmm', 'batch1 batch2', 3],
  ] as const
).map(([word, names, rank]) => {
  const [first = '', second = ''] = names.split(' ');
  const outer = rank === 3 ? '4 ' : '';
  return defineOp({
    ...torch,
    name: `torch.${word}`,
    method: { names: [word, `${word}_`] },
    summary: 'A matrix product added to a tensor.',
    docs: docs(`torch.${word}`),
    params: { input: tensor(), [first]: tensor(), [second]: tensor(), ...plain('beta alpha') },
    shape: (args, check) => strict(args[first] as TensorArg, args[second] as TensorArg, [first, second], rank, `torch.${word}`, check),
    examples: [{ call: `torch.${word}(b, x, w)`, given: { b: '3', x: `${outer}8 5`, w: `${outer}5 3` }, gives: `${outer}8 3` }],
  });
});

const dot = defineOp({
  ...torch,
  name: 'torch.dot',
  aliases: ['inner', 'vdot'],
  method: { names: ['dot'] },
  summary: 'The sum of products of two vectors.',
  docs: docs('torch.dot'),
  params: { input: tensor(), tensor: tensor() },
  shape({ input, tensor: other }, check) {
    if (input.shape?.length !== 1 || other.shape?.length !== 1) return undefined;
    const inner = [input.shape[0] as Dim, other.shape[0] as Dim] as const;
    if (equal(...inner) === 'no') check.report(matmulMismatch, { left: input.shape, right: other.shape, inner }, { argument: 'tensor' });
    return [];
  },
  examples: [
    { call: 'torch.dot(x, y)', given: { x: '3', y: '3' }, gives: '' },
    { call: 'torch.dot(x, y)', given: { x: '3', y: '4' }, reports: 'matmul-mismatch' },
  ],
});

const outer = defineOp({
  ...torch,
  name: 'torch.outer',
  aliases: ['ger'],
  method: { names: ['outer', 'ger'] },
  summary: 'All products of the elements of two vectors.',
  docs: docs('torch.outer'),
  params: { input: tensor(), vec2: tensor() },
  shape: ({ input, vec2 }) => (input.shape?.length === 1 && vec2.shape?.length === 1 ? [...input.shape, ...vec2.shape] : undefined),
  examples: [{ call: 'torch.outer(x, y)', given: { x: '3', y: '4' }, gives: '3 4' }],
});

const mv = defineOp({
  ...torch,
  name: 'torch.mv',
  method: { names: ['mv'] },
  summary: 'A matrix times a vector.',
  docs: docs('torch.mv'),
  params: { input: tensor(), vec: tensor() },
  shape({ input, vec }, check) {
    if (input.shape?.length !== 2 || vec.shape?.length !== 1) return undefined;
    const inner = [input.shape[1] as Dim, vec.shape[0] as Dim] as const;
    if (equal(...inner) === 'no') check.report(matmulMismatch, { left: input.shape, right: vec.shape, inner }, { argument: 'vec' });
    return [input.shape[0] as Dim];
  },
  examples: [
    { call: 'torch.mv(x, y)', given: { x: '3 4', y: '4' }, gives: '3' },
    { call: 'torch.mv(x, y)', given: { x: '3 4', y: '3' }, reports: 'matmul-mismatch' },
  ],
});

/** `bij,bjk->bik`, without dots. */
function einsumShape(equation: string, operands: readonly TensorArg[]): Shape | undefined {
  const [inputs, result] = equation.replaceAll(' ', '').split('->');
  if (inputs === undefined || !/^[A-Za-z,]*$/.test(inputs + (result ?? ''))) return undefined;
  const terms = inputs.split(',');
  const dims = new Map<string, Dim>();
  if (terms.length !== operands.length) return undefined;
  terms.forEach((term, at) => {
    const shape = operands[at]?.shape;
    if (shape?.length === term.length)
      [...term].forEach((letter, axis) => {
        const before = dims.get(letter);
        const dim = shape[axis] as Dim;
        // An axis of length 1 stretches.
        if (!before || before.kind === 'unknown' || (before.kind === 'int' && before.value === 1)) dims.set(letter, dim);
      });
  });
  const letters = [...inputs.replaceAll(',', '')];
  const implied = [...new Set(letters)].filter(letter => letters.indexOf(letter) === letters.lastIndexOf(letter)).sort();
  return [...(result ?? implied)].map(letter => dims.get(letter) ?? { kind: 'unknown' });
}

const einsum = defineOp({
  ...torch,
  name: 'torch.einsum',
  summary: 'Products and sums as an equation over named axes says.',
  docs: docs('torch.einsum'),
  params: { equation: anything('str'), operands: anything('Tensor...') },
  rest: 'operands',
  shape({ equation, operands }) {
    if (equation?.kind !== 'text' || equation.text === undefined) return undefined;
    const items: readonly Arg[] = operands?.kind === 'list' ? operands.items : operands ? [operands] : [];
    const tensors = items.map(item => (item.kind === 'tensor' ? item : tensorArg(undefined)));
    return einsumShape(equation.text, tensors);
  },
  examples: [
    { call: "torch.einsum('bij,bjk->bik', x, y)", given: { x: '8 3 4', y: '8 4 5' }, gives: '8 3 5' },
    { call: "torch.einsum('ij->ji', x)", given: { x: '3 4' }, gives: '4 3' },
  ],
});

export const products: readonly Op[] = [matmul, ...ranked, ...added, dot, outer, mv, einsum];
