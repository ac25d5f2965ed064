/** Tensors made from sizes and data: torch.zeros, torch.tensor, torch.arange. Sources: aten/src/ATen/native/TensorFactories.cpp. */
import { type Dim, int } from '../../dim/dim.ts';
import type { Shape } from '../../shape/shape.ts';
import { type Arg, listArg, type TensorArg, tensorArg, toTensor, unknownTensor } from '../argument.ts';
import type { Check } from '../check.ts';
import { filled, literalType, ofType } from '../common/contents.ts';
import { eyeData, eyeShape, rangeRule } from '../common/sequence.ts';
import { toShape } from '../common/shape-argument.ts';
import { defineOp, type Op } from '../op.ts';
import { anything, dtype, type Integers, ignored, integer, integers, readIntegers, tensor } from '../parameter.ts';
import { docs, plain, torch } from './declare.ts';

/** What every function that makes a tensor takes by keyword. */
const factory = {
  out: ignored('Tensor'),
  dtype: dtype().optional(),
  layout: ignored('torch.layout'),
  device: ignored('torch.device'),
  requires_grad: ignored('bool'),
  pin_memory: ignored('bool'),
  generator: ignored('torch.Generator'),
  names: ignored('str[]'),
  memory_format: ignored('torch.memory_format'),
} as const;

/** Word → what all its elements are, where that is known. */
const uniform: Readonly<Record<string, number | undefined>> = { zeros: 0, ones: 1, empty: undefined, rand: undefined, randn: undefined };

const summaryOf = (value: number | undefined): string =>
  value === undefined ? 'A tensor of the given size.' : `A tensor whose elements are all ${value}.`;

const sized = Object.entries(uniform).map(([word, value]) =>
  defineOp({
    ...torch,
    name: `torch.${word}`,
    summary: summaryOf(value),
    docs: docs(`torch.${word}`),
    params: { size: integers('int...'), ...factory },
    order: 'size',
    rest: 'size',
    shape: ({ size, dtype }, check) => ofType(sizeOf(size, check), dtype),
    ...(value === undefined ? {} : { compute: (_: unknown, shape: readonly number[]) => filled(shape, value) }),
    examples: [
      { call: `torch.${word}(2, 3)`, gives: '2 3' },
      { call: `torch.${word}([2, 3, 4])`, gives: '2 3 4' },
      { call: `torch.${word}(5)`, gives: '5' },
      { call: `torch.${word}(x.size())`, given: { x: '2 3' }, gives: '2 3' },
    ],
  }),
);

/** Lengths that nothing tells get names: the first is mostly a batch. */
function sizeOf(size: Integers, check: Check): Shape | undefined {
  const shape = size?.kind === 'none' ? undefined : toShape(size);
  return shape?.map((dim, at) => (dim.kind === 'unknown' ? check.fresh(at === 0 ? 'N' : 'K') : dim));
}

const like = ['zeros', 'ones', 'empty', 'rand', 'randn', 'full', 'randint'].map(word =>
  defineOp({
    ...torch,
    name: `torch.${word}_like`,
    summary: 'A tensor of the same size as another.',
    docs: docs(`torch.${word}_like`),
    params: { input: tensor(), ...plain(word === 'full' ? 'fill_value' : word === 'randint' ? 'low high' : ''), ...factory },
    shape: args => {
      const { input, dtype } = args as unknown as { readonly input: TensorArg; readonly dtype: string | undefined };
      return ofType(input.shape, dtype ?? input.dtype);
    },
    examples: [
      { call: `torch.${word}_like(x${word.startsWith('full') || word === 'randint' ? ', 3' : ''})`, given: { x: '2 3' }, gives: '2 3' },
    ],
  }),
);

/** `x.new_zeros(2, 3)`: a tensor of the type of another. */
const ofTypeOf = ['new_zeros', 'new_ones', 'new_empty', 'new'].map(word =>
  defineOp({
    ...torch,
    name: `torch.Tensor.${word}`,
    method: { names: [word], only: true },
    summary: 'A tensor of the given size and of the type of this one.',
    docs: docs(`torch.Tensor.${word}`),
    params: { input: tensor(), size: anything('int | int[]'), more: anything('int...'), ...factory },
    order: 'input size more',
    rest: 'more',
    shape: ({ input, size, more, dtype }, check) => {
      const all = more && size ? listArg([size, ...itemsOf(more)]) : size;
      return ofType(word === 'new' && !more ? legacy(all).shape : sizeOf(readIntegers(all), check), dtype ?? input.dtype);
    },
    examples: [{ call: `x.${word}(4, 5)`, given: { x: '2 3' }, gives: '4 5' }],
  }),
);

const newFull = defineOp({
  ...torch,
  name: 'torch.Tensor.new_full',
  method: { names: ['new_full'], only: true },
  summary: 'A tensor of the given size that repeats one value.',
  docs: docs('torch.Tensor.new_full'),
  params: { input: tensor(), size: integers('int[]'), ...plain('fill_value'), ...factory },
  shape: args => toShape((args as unknown as { readonly size: Integers }).size),
  examples: [{ call: 'x.new_full((4, 5), 1.0)', given: { x: '2 3' }, gives: '4 5' }],
});

/** `torch.Tensor(2, 3)` is of that size, `torch.Tensor([2, 3])` holds those numbers. */
function legacy(data: Arg | undefined): TensorArg {
  if (!data || data.kind === 'none') return tensorArg([int(0)]);
  if (data.kind === 'number') return tensorArg([data.dim]);
  if (data.kind === 'unknown') return unknownTensor;
  if (data.kind === 'list' && data.isShape) return tensorArg(toShape(readIntegers(data)));
  return tensorArg(toTensor(data)?.shape);
}

const types = ['', 'Float', 'Double', 'Half', 'Long', 'Int', 'Short', 'Byte', 'Char', 'Bool'].map(type => `${type}Tensor`);

const constructors = types.map(type =>
  defineOp({
    ...torch,
    name: `torch.${type}`,
    aliases: [`cuda.${type}`],
    summary: 'A tensor of the size given as numbers, or one that holds the list given.',
    docs: 'https://docs.pytorch.org/docs/stable/tensors.html',
    params: { data: anything('int | list'), more: anything('int...'), device: ignored('torch.device') },
    order: 'data more',
    rest: 'more',
    shape: ({ data, more }, check) =>
      more && data ? tensorArg(sizeOf(readIntegers(listArg([data, ...itemsOf(more)])), check)) : legacy(data),
    examples: [
      { call: `torch.${type}(2, 3)`, gives: '2 3' },
      { call: `torch.${type}([2, 3, 4])`, gives: '3' },
      { call: `torch.${type}(5)`, gives: '5' },
      { call: `torch.${type}(x.size())`, given: { x: '2 3' }, gives: '2 3' },
    ],
  }),
);

const itemsOf = (arg: Arg): readonly Arg[] => (arg.kind === 'list' ? arg.items : [arg]);

const literals = (['tensor', 'as_tensor', 'from_numpy', 'asarray'] as const).map(word =>
  defineOp({
    ...torch,
    name: `torch.${word}`,
    summary: 'A tensor that holds what a list or an array holds.',
    docs: docs(`torch.${word}`),
    params: { data: tensor(), dtype: dtype().optional(), device: ignored('torch.device'), requires_grad: ignored('bool') },
    shape: ({ data, dtype }) => {
      const type = dtype ?? literalType(data);
      return tensorArg(data.shape, { ...data, ...(type === undefined ? {} : { dtype: type }) });
    },
    examples: [
      { call: `torch.${word}([[1, 2, 3], [4, 5, 6]])`, gives: '2 3' },
      { call: `torch.${word}(7)`, gives: '' },
    ],
  }),
);

const full = defineOp({
  ...torch,
  name: 'torch.full',
  summary: 'A tensor of the given size that repeats one value.',
  docs: docs('torch.full'),
  params: { size: integers('int[]'), ...plain('fill_value'), ...factory },
  order: 'size fill_value',
  shape: (args, check) => sizeOf((args as unknown as { readonly size: Integers }).size, check),
  examples: [{ call: 'torch.full((2, 3), 1.5)', gives: '2 3' }],
});

const randint = defineOp({
  ...torch,
  name: 'torch.randint',
  summary: 'Random integers.',
  docs: docs('torch.randint'),
  params: { low: anything('int'), high: anything('int | int[]'), size: anything('int[]'), ...factory },
  order: 'low high size',
  // `randint(10, (2, 3))` leaves out `low`.
  shape: ({ high, size }, check) => ofType(sizeOf(readIntegers(size ?? (high?.kind === 'number' ? undefined : high)), check), 'int64'),
  examples: [
    { call: 'torch.randint(0, 10, (2, 3))', gives: '2 3' },
    { call: 'torch.randint(10, (2, 3))', gives: '2 3' },
    { call: 'torch.randint(high=10, size=(4,))', gives: '4' },
  ],
});

const normal = defineOp({
  ...torch,
  name: 'torch.normal',
  summary: 'Random numbers of a normal distribution.',
  docs: docs('torch.normal'),
  params: { mean: tensor(), std: tensor(), size: anything('int[]'), ...factory },
  order: 'mean std size',
  shape: ({ mean, std, size }, check) => {
    if (size) return sizeOf(readIntegers(size), check);
    return mean.shape && mean.shape.length > 0 ? mean.shape : std.shape;
  },
  examples: [
    { call: 'torch.normal(0.0, 1.0, (2, 3))', gives: '2 3' },
    { call: 'torch.normal(x, 1.0)', given: { x: '2 3' }, gives: '2 3' },
  ],
});

const arange = defineOp({
  ...torch,
  name: 'torch.arange',
  summary: 'Numbers from start to end.',
  docs: docs('torch.arange'),
  params: { start: tensor(), end: anything('number'), step: anything('number'), ...factory },
  order: 'start end step',
  shape: ({ start, end, step, dtype }) => {
    const zero = toTensor({ kind: 'number', dim: int(0) }) ?? unknownTensor;
    const one = toTensor({ kind: 'number', dim: int(1) }) ?? unknownTensor;
    const by = step ? (toTensor(step) ?? unknownTensor) : one;
    return end ? rangeRule(start, toTensor(end) ?? unknownTensor, by, dtype) : rangeRule(zero, start, by, dtype);
  },
  examples: [
    { call: 'torch.arange(5)', gives: '5' },
    { call: 'torch.arange(2, 10, 3)', gives: '3' },
  ],
});

const linspace = (['linspace', 'logspace'] as const).map(word =>
  defineOp({
    ...torch,
    name: `torch.${word}`,
    summary: 'Numbers at equal distances.',
    docs: docs(`torch.${word}`),
    params: { ...plain('start end'), steps: integer().default('100'), ...factory },
    order: 'start end steps',
    shape: args => [(args as unknown as { readonly steps: Dim }).steps],
    examples: [{ call: `torch.${word}(0, 1, 5)`, gives: '5' }],
  }),
);

const eye = defineOp({
  ...torch,
  name: 'torch.eye',
  summary: 'An identity matrix.',
  docs: docs('torch.eye'),
  params: { n: integer(), m: anything('int'), ...factory },
  order: 'n m',
  shape: ({ n, m }) => eyeShape(n, m, { kind: 'none' }),
  compute: (_, shape) => eyeData(shape),
  examples: [
    { call: 'torch.eye(3)', gives: '3 3' },
    { call: 'torch.eye(3, 4)', gives: '3 4' },
  ],
});

const randperm = defineOp({
  ...torch,
  name: 'torch.randperm',
  summary: 'Integers below n in random order.',
  docs: docs('torch.randperm'),
  params: { n: integer(), ...factory },
  order: 'n',
  shape: ({ n }) => ofType([n], 'int64'),
  examples: [{ call: 'torch.randperm(5)', gives: '5' }],
});

export const creation: readonly Op[] = [
  ...sized,
  ...like,
  ...ofTypeOf,
  newFull,
  ...constructors,
  ...literals,
  full,
  randint,
  normal,
  arange,
  ...linspace,
  eye,
  randperm,
];
