/** Reducing axes: sum, mean, max, argmax, topk. Sources: aten/src/ATen/native/ReduceOps.cpp, Sorting.cpp. */
import { argumentForm } from '../../diagnostics/argument-form.ts';
import { type Dim, int } from '../../dim/dim.ts';
import type { Reduction } from '../../kernel/execute/reduce.ts';
import { broadcast } from '../../shape/broadcast.ts';
import type { Shape } from '../../shape/shape.ts';
import { type Arg, listArg, type TensorArg, tensorArg, toDim, unknownArg } from '../argument.ts';
import type { Check } from '../check.ts';
import { readAxis } from '../common/axis.ts';
import { reduceData, reduceRule } from '../common/reduce.ts';
import { defineOp, type Op } from '../op.ts';
import { anything, flag, type Integers, integer, integers, readIntegers, tensor } from '../parameter.ts';
import { docs, plain, torch } from './declare.ts';

/** No axes in a list means all of them. */
const axesOf = (given: Integers): Integers => (given?.kind === 'many' && given.items.length === 0 ? { kind: 'none' } : given);

/** "dim 0 appears multiple times in the list of dims". */
function checkRepeated({ shape }: TensorArg, dim: Integers, op: string, check: Check): void {
  if (!shape || dim?.kind !== 'many') return;
  const axes = dim.items.flatMap(item =>
    typeof item !== 'string' && item.kind === 'int' ? [item.value < 0 ? item.value + shape.length : item.value] : [],
  );
  if (new Set(axes).size < axes.length) check.report(argumentForm, { op, problem: 'names an axis twice in dim' }, { argument: 'dim' });
}

const dims = () => integers('int | int[]').alias('axis').optional();
const keepdim = () => flag().alias('keepdims').default('False');

/** Word → how the elements of a small tensor are reduced, where that is followed. */
const reductions: Readonly<Record<string, Reduction | undefined>> = {
  sum: 'sum',
  mean: 'mean',
  prod: 'product',
  amax: 'max',
  amin: 'min',
  all: undefined,
  any: undefined,
  nansum: undefined,
  logsumexp: undefined,
  count_nonzero: undefined,
};

const reducing = Object.entries(reductions).map(([word, how]) =>
  defineOp({
    ...torch,
    name: `torch.${word}`,
    method: { names: [word] },
    summary: 'Reduces axes, all of them by default.',
    docs: docs(`torch.${word}`),
    params: { input: tensor(), dim: dims(), keepdim: keepdim(), ...plain('dtype') },
    shape(args, check) {
      const dim = axesOf(args.dim as Integers);
      checkRepeated(args.input as TensorArg, dim, `torch.${word}`, check);
      return reduceRule(how, args.input as TensorArg, dim, args.keepdim as boolean | undefined, 'dim', check);
    },
    ...(how
      ? {
          compute: args =>
            reduceData(how, args['input'] as TensorArg, axesOf(args['dim'] as Integers), args['keepdim'] as boolean | undefined),
        }
      : {}),
    examples: [
      { call: `x.${word}(1)`, given: { x: '8 3 5' }, gives: '8 5' },
      {
        call: `torch.${word}(x, dim=-1${word === 'count_nonzero' ? '' : ', keepdim=True'})`,
        given: { x: '8 3 5' },
        gives: word === 'count_nonzero' ? '8 3' : '8 3 1',
      },
      { call: `x.${word}(${word === 'logsumexp' ? '(0, 1, 2)' : ''})`, given: { x: '8 3 5' }, gives: '' },
      { call: `x.${word}(3)`, given: { x: '8 3 5' }, reports: 'axis-out-of-range' },
    ],
  }),
);

/** Their second positional argument is an axis or something else, as releases differ: only axes that are named count. */
const spread = ['std', 'var'].map(word =>
  defineOp({
    ...torch,
    name: `torch.${word}`,
    method: { names: [word] },
    summary: 'How far elements are from their mean, along axes.',
    docs: docs(`torch.${word}`),
    params: {
      input: tensor(),
      dim: anything('int | int[]').alias('axis'),
      unbiased: anything('bool'),
      keepdim: keepdim(),
      ...plain('correction'),
    },
    order: 'input dim unbiased keepdim',
    shape(args, check) {
      const {
        input,
        dim,
        keepdim: keep,
      } = args as unknown as { readonly input: TensorArg; readonly dim: Arg | undefined; readonly keepdim: boolean | undefined };
      // `x.std(False)` is about the bias.
      const axes = dim?.kind === 'flag' ? undefined : dim;
      return reduceRule(undefined, input, axesOf(readIntegers(axes)), keep, 'dim', check);
    },
    examples: [
      { call: `x.${word}(0)`, given: { x: '8 3' }, gives: '3' },
      { call: `torch.${word}(x, dim=1, keepdim=True)`, given: { x: '8 3' }, gives: '8 1' },
      { call: `x.${word}()`, given: { x: '8 3' }, gives: '' },
    ],
  }),
);

/** Along an axis two tensors, values and positions; of all elements one; of two tensors the greater of each pair. */
const extremes = (['max', 'min'] as const).map(word =>
  defineOp({
    ...torch,
    name: `torch.${word}`,
    method: { names: [word] },
    summary: `The ${word === 'max' ? 'greatest' : 'least'} element; along an axis, also where it is.`,
    docs: docs(`torch.${word}`),
    params: { input: tensor(), dim: anything('int | Tensor').alias('axis', 'other'), keepdim: keepdim() },
    shape({ input, dim, keepdim: keep }, check): Arg {
      if (!dim) return reduceRule(word, input, { kind: 'none' }, false, 'dim', check);
      if (dim.kind === 'tensor') return tensorArg(broadcasted(input.shape, dim.shape));
      if (dim.kind !== 'number') return unknownArg;
      const reduced = reduceRule(undefined, input, { kind: 'one', dim: dim.dim }, keep, 'dim', check);
      return listArg([reduced, tensorArg(reduced.shape, { dtype: 'int64' })]);
    },
    compute: ({ input, dim, keepdim: keep }) => (dim ? undefined : reduceData(word, input, { kind: 'none' }, keep)),
    examples: [
      { call: `x.${word}(1)[1]`, given: { x: '8 3' }, gives: '8' },
      { call: `torch.${word}(x, 1, keepdim=True)[0]`, given: { x: '8 3' }, gives: '8 1' },
      { call: `x.${word}()`, given: { x: '8 3' }, gives: '' },
      { call: `torch.${word}(x, y)`, given: { x: '8 3', y: '3' }, gives: '8 3' },
      { call: `x.${word}(2)`, given: { x: '8 3' }, reports: 'axis-out-of-range' },
    ],
  }),
);

function broadcasted(a: Shape | undefined, b: Shape | undefined): Shape | undefined {
  const both = a && b && broadcast(a, b);
  return both && 'shape' in both ? both.shape : undefined;
}

/** `x.median()`, `x.mode()`: without an axis one differs from the other. */
const withPositions = (['median', 'mode', 'kthvalue', 'cummax', 'cummin'] as const).map(word =>
  defineOp({
    ...torch,
    name: `torch.${word}`,
    method: { names: [word] },
    summary: 'Values along an axis, and where they are.',
    docs: docs(`torch.${word}`),
    params: { input: tensor(), ...(word === 'kthvalue' ? plain('k') : {}), dim: anything('int'), keepdim: keepdim() },
    shape(args, check): Arg {
      const {
        input,
        dim,
        keepdim: keep,
      } = args as unknown as { readonly input: TensorArg; readonly dim: Arg | undefined; readonly keepdim: boolean | undefined };
      if (word === 'median' && !dim) return tensorArg([]);
      const along = dim ? toDim(dim) : int(-1);
      if (!along) return unknownArg;
      const result = word.startsWith('cum')
        ? tensorArg(input.shape)
        : reduceRule(undefined, input, { kind: 'one', dim: along }, keep, 'dim', check);
      return listArg([result, tensorArg(result.shape, { dtype: 'int64' })]);
    },
    examples: [
      {
        call: `torch.${word}(x, ${word === 'kthvalue' ? '2, ' : ''}1)[0]`,
        given: { x: '8 3' },
        gives: word.startsWith('cum') ? '8 3' : '8',
      },
    ],
  }),
);

const positions = (['argmax', 'argmin'] as const).map(word =>
  defineOp({
    ...torch,
    name: `torch.${word}`,
    method: { names: [word] },
    summary: `Where the ${word === 'argmax' ? 'greatest' : 'least'} element is, along an axis or in all.`,
    docs: docs(`torch.${word}`),
    params: { input: tensor(), dim: integers('int').alias('axis').optional(), keepdim: keepdim() },
    shape: ({ input, dim, keepdim: keep }, check) => ({ ...reduceRule(undefined, input, dim, keep, 'dim', check), dtype: 'int64' }),
    examples: [
      { call: `x.${word}(1)`, given: { x: '8 10' }, gives: '8' },
      { call: `torch.${word}(x, dim=1, keepdim=True)`, given: { x: '8 10' }, gives: '8 1' },
      { call: `x.${word}()`, given: { x: '8 10' }, gives: '' },
    ],
  }),
);

const topk = defineOp({
  ...torch,
  name: 'torch.topk',
  method: { names: ['topk'] },
  summary: 'The k greatest elements along an axis, and where they are.',
  docs: docs('torch.topk'),
  params: { input: tensor(), k: integer(), dim: integer().default('-1'), ...plain('largest sorted') },
  shape(args, check): Arg {
    const { input, k, dim } = args as unknown as { readonly input: TensorArg; readonly k: Dim; readonly dim: Dim };
    const at = input.shape && readAxis(dim, input.shape, 'dim', check);
    const shape = input.shape && at !== undefined ? input.shape.with(at, k) : undefined;
    return listArg([tensorArg(shape), tensorArg(shape, { dtype: 'int64' })]);
  },
  examples: [
    { call: 'x.topk(3)[0]', given: { x: '8 10' }, gives: '8 3' },
    { call: 'torch.topk(x, 3, 0)[1]', given: { x: '8 10' }, gives: '3 10' },
  ],
});

const sort = defineOp({
  ...torch,
  name: 'torch.sort',
  method: { names: ['sort'] },
  summary: 'Sorted along an axis, and where each element was.',
  docs: docs('torch.sort'),
  params: { input: tensor(), ...plain('dim descending stable') },
  shape: ({ input }): Arg => {
    const { shape } = input as TensorArg;
    return listArg([tensorArg(shape), tensorArg(shape, { dtype: 'int64' })]);
  },
  examples: [{ call: 'x.sort()[0]', given: { x: '8 10' }, gives: '8 10' }],
});

const norm = defineOp({
  ...torch,
  name: 'torch.norm',
  aliases: ['linalg.vector_norm'],
  method: { names: ['norm'] },
  summary: 'The norm along axes, or of all elements.',
  docs: docs('torch.norm'),
  params: { input: tensor(), ...plain('p'), dim: dims(), keepdim: keepdim(), ...plain('out dtype') },
  shape: (args, check) => {
    const {
      input,
      dim,
      keepdim: keep,
    } = args as unknown as { readonly input: TensorArg; readonly dim: Integers; readonly keepdim: boolean | undefined };
    return reduceRule(undefined, input, axesOf(dim), keep, 'dim', check);
  },
  examples: [
    { call: 'x.norm()', given: { x: '8 3' }, gives: '' },
    { call: 'x.norm(2, dim=1)', given: { x: '8 3' }, gives: '8' },
    { call: 'torch.norm(x, p=2, dim=1, keepdim=True)', given: { x: '8 3' }, gives: '8 1' },
  ],
});

const dist = defineOp({
  ...torch,
  name: 'torch.dist',
  method: { names: ['dist'] },
  summary: 'The norm of a difference.',
  docs: docs('torch.dist'),
  params: { input: tensor(), other: tensor(), ...plain('p') },
  shape: () => [],
  examples: [{ call: 'torch.dist(x, x)', given: { x: '8 3' }, gives: '' }],
});

const cdist = defineOp({
  ...torch,
  name: 'torch.cdist',
  summary: 'Distances between the rows of two matrices.',
  docs: docs('torch.cdist'),
  params: { x1: tensor(), x2: tensor(), ...plain('p compute_mode') },
  shape(args) {
    const { x1, x2 } = args as unknown as { readonly x1: TensorArg; readonly x2: TensorArg };
    const [rows, columns] = [x1.shape?.at(-2), x2.shape?.at(-2)];
    const outer = broadcasted(x1.shape?.slice(0, -2), x2.shape?.slice(0, -2));
    return outer && rows && columns ? [...outer, rows, columns] : undefined;
  },
  examples: [{ call: 'torch.cdist(x, y)', given: { x: '8 3', y: '5 3' }, gives: '8 5' }],
});

export const reductionOps: readonly Op[] = [
  ...reducing,
  ...spread,
  ...extremes,
  ...withPositions,
  ...positions,
  topk,
  sort,
  norm,
  dist,
  cdist,
];
