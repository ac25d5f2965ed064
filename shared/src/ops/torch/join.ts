/** Putting tensors together and taking them apart: cat, stack, split, chunk. Sources: aten/src/ATen/native/TensorShape.cpp. */
import { ceilDivide, wholeQuotient } from '../../dim/arithmetic.ts';
import { type Dim, int, toNumber, unknown } from '../../dim/dim.ts';
import { type Arg, listArg, type TensorArg, tensorArg, unknownArg } from '../argument.ts';
import { readAxis } from '../common/axis.ts';
import { concatRule, parts, splitRule, stackRule, unstackRule } from '../common/join.ts';
import { defineOp, type Op } from '../op.ts';
import { anything, integer, readIntegers, tensor } from '../parameter.ts';
import { docs, torch } from './declare.ts';

/** More results than this are not listed one by one. */
const MAX_PARTS = 256;

/** A vector without elements is passed over, whatever the others are. */
const isEmpty = (arg: Arg): boolean => {
  const [length, more] = arg.kind === 'tensor' ? (arg.shape ?? []) : [];
  return !more && length?.kind === 'int' && length.value === 0;
};

const cat = defineOp({
  ...torch,
  name: 'torch.cat',
  aliases: ['concat', 'concatenate'],
  summary: 'Joins tensors along an axis that there is.',
  docs: docs('torch.cat'),
  params: { tensors: parts(), dim: integer().alias('axis').default('0') },
  shape({ tensors, dim }, check) {
    const kept = tensors?.kind === 'list' ? { ...tensors, items: tensors.items.filter(item => !isEmpty(item)) } : tensors;
    return concatRule(kept, dim, { values: 'tensors', axis: 'dim' }, check);
  },
  examples: [
    { call: 'torch.cat([x, y], 1)', given: { x: '8 3 5', y: '8 4 5' }, gives: '8 7 5' },
    { call: 'torch.cat((x, x))', given: { x: '8 3' }, gives: '16 3' },
    { call: 'torch.cat([x, y], dim=1)', given: { x: '8 3 5', y: '8 4 6' }, reports: 'concat-mismatch' },
    { call: 'torch.cat([x, y], 1)', given: { x: '8 3', y: '8 3 5' }, reports: 'concat-mismatch' },
    { call: 'torch.cat([x, x], 2)', given: { x: '8 3' }, reports: 'axis-out-of-range' },
  ],
});

const stack = defineOp({
  ...torch,
  name: 'torch.stack',
  summary: 'Joins tensors along a new axis.',
  docs: docs('torch.stack'),
  params: { tensors: parts(), dim: integer().default('0') },
  shape: ({ tensors, dim }, check) => stackRule(tensors, dim, { values: 'tensors', axis: 'dim' }, check),
  examples: [
    { call: 'torch.stack([x, x, x])', given: { x: '8 5' }, gives: '3 8 5' },
    { call: 'torch.stack([x, x], dim=-1)', given: { x: '8 5' }, gives: '8 5 2' },
    { call: 'torch.stack([x, y])', given: { x: '8 5', y: '8 6' }, reports: 'concat-mismatch' },
  ],
});

const sides = (
  [
    ['vstack', 0, 2],
    ['hstack', 1, 1],
  ] as const
).map(([word, axis]) =>
  defineOp({
    ...torch,
    name: `torch.${word}`,
    summary: axis === 0 ? 'Joins tensors one below the other.' : 'Joins tensors side by side.',
    docs: docs(`torch.${word}`),
    params: { tensors: parts() },
    shape({ tensors }, check) {
      const items = tensors?.kind === 'list' ? tensors.items : [];
      const flat = items.some(item => item.kind !== 'tensor' || !item.shape || item.shape.length < 2);
      return flat ? undefined : concatRule(tensors, int(axis), { values: 'tensors', axis: 'tensors' }, check);
    },
    examples: [{ call: `torch.${word}([x, x])`, given: { x: '8 5' }, gives: axis === 0 ? '16 5' : '8 10' }],
  }),
);

/** Pieces of one length, the last of which may be shorter. */
function pieces(input: TensorArg, at: number | undefined, length: Dim): Arg {
  const { shape } = input;
  if (!shape || at === undefined) return unknownArg;
  const whole = shape[at] as Dim;
  const times = wholeQuotient(whole, length);
  if (times?.kind === 'int' && times.value > 0 && times.value <= MAX_PARTS)
    return listArg(Array<Arg>(times.value).fill(tensorArg(shape.with(at, length))));
  const [total, each] = [toNumber(whole), toNumber(length)];
  if (total === undefined || each === undefined || each <= 0) return unknownArg;
  const count = Math.max(Math.ceil(total / each), 1);
  if (count > MAX_PARTS) return unknownArg;
  return listArg(Array.from({ length: count }, (_, i) => tensorArg(shape.with(at, int(Math.min(each, total - i * each))))));
}

const split = defineOp({
  ...torch,
  name: 'torch.split',
  method: { names: ['split'] },
  summary: 'Pieces of a length, or of the lengths given.',
  docs: docs('torch.split'),
  params: { tensor: tensor(), split_size_or_sections: anything('int | int[]').alias('split_size'), dim: integer().default('0') },
  shape({ tensor: input, split_size_or_sections, dim }, check): Arg {
    const into = readIntegers(split_size_or_sections);
    if (into?.kind === 'many') return splitRule(input, into, dim, { into: 'split_size_or_sections', axis: 'dim' }, check);
    if (into?.kind !== 'one' || !input.shape) return unknownArg;
    return pieces(input, readAxis(dim, input.shape, 'dim', check), into.dim);
  },
  examples: [
    { call: 'torch.split(x, 2)[2]', given: { x: '5 3' }, gives: '1 3' },
    { call: 'x.split([1, 2], dim=1)[1]', given: { x: '5 3' }, gives: '5 2' },
    { call: 'x.split([1, 1], dim=1)', given: { x: '5 3' }, reports: 'uneven-split' },
  ],
});

const chunk = defineOp({
  ...torch,
  name: 'torch.chunk',
  method: { names: ['chunk'] },
  summary: 'At most so many pieces of one length.',
  docs: docs('torch.chunk'),
  params: { input: tensor(), chunks: integer(), dim: integer().default('0') },
  shape({ input, chunks, dim }, check): Arg {
    const at = input.shape && readAxis(dim, input.shape, 'dim', check);
    const count = toNumber(chunks);
    if (count === undefined || count < 1 || count > MAX_PARTS) return unknownArg;
    const whole = at === undefined ? undefined : input.shape?.[at];
    if (whole?.kind === 'int') return pieces(input, at, ceilDivide(whole, chunks));
    // So many, if the axis is long enough: how else would they be told apart.
    const length = (whole && wholeQuotient(whole, chunks)) ?? unknown;
    const part = tensorArg(input.shape && at !== undefined ? input.shape.with(at, length) : undefined);
    return listArg(Array<Arg>(count).fill(part));
  },
  examples: [
    { call: 'torch.chunk(x, 2, dim=1)[0]', given: { x: '8 6' }, gives: '8 3' },
    { call: 'x.chunk(3)[2]', given: { x: '5 3' }, gives: '1 3' },
  ],
});

const unbind = defineOp({
  ...torch,
  name: 'torch.unbind',
  method: { names: ['unbind'] },
  summary: 'One tensor per position along an axis.',
  docs: docs('torch.unbind'),
  params: { input: tensor(), dim: integer().default('0') },
  shape: ({ input, dim }, check) => unstackRule(input, unknown, dim, 'dim', check),
  examples: [{ call: 'x.unbind(1)[0]', given: { x: '8 3 5' }, gives: '8 5' }],
});

const narrow = defineOp({
  ...torch,
  name: 'torch.narrow',
  method: { names: ['narrow'] },
  summary: 'A stretch of an axis.',
  docs: docs('torch.narrow'),
  params: { input: tensor(), dim: integer(), start: integer(), length: integer() },
  shape({ input: { shape }, dim, length }, check) {
    if (!shape) return undefined;
    const at = readAxis(dim, shape, 'dim', check);
    if (at === undefined) return shape.map(() => unknown);
    return shape.with(at, length);
  },
  examples: [{ call: 'x.narrow(1, 0, 2)', given: { x: '8 5' }, gives: '8 2' }],
});

export const joins: readonly Op[] = [cat, stack, ...sides, split, chunk, unbind, narrow];
