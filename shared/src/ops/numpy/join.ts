/** Arrays put together. Source: numpy/_core/shape_base.py, numpy/lib/_shape_base_impl.py, _function_base_impl.py. */
import { add, subtract } from '../../dim/arithmetic.ts';
import { int, unknown } from '../../dim/dim.ts';
import { elementCount } from '../../shape/shape.ts';
import { type Arg, listArg, type TensorArg, tensorArg, toTensor, unknownArg } from '../argument.ts';
import { readAxis } from '../common/axis.ts';
import { ofType } from '../common/contents.ts';
import { concatRule, parts, stackRule } from '../common/join.ts';
import { defineOp, type Op } from '../op.ts';
import { anything, integer, tensor } from '../parameter.ts';
import { anyOf, arrayOf, atLeast, docs, flat, given, numpy } from './declare.ts';

const axis0 = () => integer().default('0');

/** An array is the list of its slices; those of one that is long nobody lists. */
function listed(arg: Arg | undefined): readonly TensorArg[] | undefined {
  if (arg?.kind === 'list') {
    const read = arg.items.map(arrayOf);
    return read.every(item => item?.shape) ? (read as readonly TensorArg[]) : undefined;
  }
  const [length, ...rest] = arg?.kind === 'tensor' ? (arg.shape ?? []) : [];
  return length?.kind === 'int' && length.value > 0 && length.value <= 64
    ? Array<TensorArg>(length.value).fill(ofType(rest, undefined))
    : undefined;
}

const concatenate = defineOp({
  ...numpy,
  name: 'np.concatenate',
  aliases: ['concat'],
  summary: 'Arrays put together along an axis.',
  docs: docs('concatenate'),
  params: { arrays: parts().alias('seq'), axis: anything('int', { kind: 'integers' }).default('0'), ...anyOf('out dtype casting') },
  shape({ arrays, axis }, check) {
    if (arrays?.kind === 'tensor') {
      const items = listed(arrays);
      if (!items) return unknownArg;
      return axis?.kind === 'number' ? concatRule(listArg(items), axis.dim, { values: 'arrays', axis: 'axis' }, check) : unknownArg;
    }
    if (axis?.kind === 'none') {
      const items = listed(arrays);
      return items ? ofType([items.map(item => elementCount(item.shape ?? [])).reduce(add, int(0))], undefined) : unknownArg;
    }
    return axis?.kind === 'number' ? concatRule(arrays, axis.dim, { values: 'arrays', axis: 'axis' }, check) : unknownArg;
  },
  examples: [
    { call: 'np.concatenate([x, y])', given: { x: '4 3', y: '5 3' }, gives: '9 3' },
    { call: 'np.concatenate([x, y], axis=None)', given: { x: '4 3', y: '5 3' }, gives: '27' },
    { call: 'np.concatenate((x, y), axis=1)', given: { x: '4 3', y: '5 3' }, reports: 'concat-mismatch' },
    { call: 'np.concatenate((x, x), axis=2)', given: { x: '4 3' }, reports: 'axis-out-of-range' },
  ],
});

const stack = defineOp({
  ...numpy,
  name: 'np.stack',
  summary: 'Arrays of one shape put together along a new axis.',
  docs: docs('stack'),
  params: { arrays: parts(), axis: axis0(), ...anyOf('out dtype casting') },
  shape({ arrays, axis }, check) {
    const several = arrays?.kind === 'tensor' ? listed(arrays) : undefined;
    if (arrays?.kind === 'tensor' && !several) return unknownArg;
    return stackRule(several ? listArg(several) : arrays, axis, { values: 'arrays', axis: 'axis' }, check);
  },
  examples: [
    { call: 'np.stack([x, x], axis=-1)', given: { x: '4 3' }, gives: '4 3 2' },
    { call: 'np.stack([x, y])', given: { x: '4 3', y: '4 5' }, reports: 'concat-mismatch' },
  ],
});

/** Arrays of too few axes get more before they are put together. */
interface Stacks {
  readonly word: string;
  readonly aliases?: readonly string[];
  readonly axis: (first: TensorArg) => number;
  readonly widen: (item: TensorArg) => TensorArg;
  readonly examples: Op['examples'];
}

const stacked = ({ word, aliases = [], axis, widen, examples }: Stacks): Op =>
  defineOp({
    ...numpy,
    name: `np.${word}`,
    aliases,
    summary: 'Arrays put together after they got axes enough.',
    docs: docs(word),
    params: { tup: parts(), ...anyOf('dtype casting') },
    shape({ tup }, check) {
      const items = listed(tup)?.map(widen);
      const [first] = items ?? [];
      if (!items || !first) return unknownArg;
      return concatRule(listArg(items), int(axis(first)), { values: 'tup', axis: 'tup' }, check);
    },
    examples,
  });

/** At least three axes: a vector stands in the middle, a matrix in front. */
export function atLeast3(item: TensorArg): TensorArg {
  const { shape, dtype } = item;
  if (!shape || shape.length > 2) return item;
  const [first = int(1), second = int(1)] = shape;
  return ofType(shape.length === 2 ? [first, second, int(1)] : [int(1), first, int(1)], dtype);
}

const asColumn = (item: TensorArg): TensorArg => {
  const { shape, dtype } = item;
  return shape && shape.length < 2 ? ofType([shape[0] ?? int(1), int(1)], dtype) : item;
};

const append = defineOp({
  ...numpy,
  name: 'np.append',
  summary: 'Values put behind those of an array; without an axis all in one row.',
  docs: docs('append'),
  params: { arr: anything('array', { kind: 'shape' }), values: anything('array', { kind: 'shape' }), axis: anything('int').optional() },
  shape({ arr, values, axis }, check) {
    const [a, b] = [arrayOf(arr), arrayOf(values)];
    if (!a?.shape || !b?.shape) return unknownArg;
    if (!given(axis)) return tensorArg([add(elementCount(a.shape), elementCount(b.shape))]);
    return axis.kind === 'number' ? concatRule(listArg([a, b]), axis.dim, { values: 'values', axis: 'axis' }, check) : unknownArg;
  },
  examples: [
    { call: 'np.append(x, y, axis=0)', given: { x: '4 3', y: '1 3' }, gives: '5 3' },
    { call: 'np.append(x, 5)', given: { x: '4 3' }, gives: '13' },
    { call: 'np.append(x, y, axis=0)', given: { x: '4 3', y: '1 2' }, reports: 'concat-mismatch' },
  ],
});

/** One place more or less where a single one is named; otherwise nobody counts. */
const edited = (word: 'insert' | 'delete'): Op =>
  defineOp({
    ...numpy,
    name: `np.${word}`,
    summary: word === 'insert' ? 'Values put in along an axis.' : 'Without what stands at some places along an axis.',
    docs: docs(word),
    params: {
      arr: tensor(),
      obj: anything('int | int[]'),
      ...(word === 'insert' ? { values: anything('array', { kind: 'shape' }) } : {}),
      axis: anything('int').optional(),
    },
    shape(args, check) {
      const { arr, obj, values, axis } = args as { readonly arr: TensorArg } & Readonly<Record<'obj' | 'values' | 'axis', Arg | undefined>>;
      const from = given(axis) ? arr : flat(arr);
      const at = from.shape && (given(axis) ? axis.kind === 'number' && readAxis(axis.dim, from.shape, 'axis', check) : 0);
      if (!from.shape || typeof at !== 'number') return unknownArg;
      const along = from.shape[at] ?? unknown;
      const isSingle = obj?.kind === 'number' && (word === 'delete' || (values && toTensor(values)?.shape?.length === 0));
      const length = !isSingle ? check.fresh('N') : word === 'insert' ? add(along, int(1)) : subtract(along, int(1));
      return ofType(from.shape.with(at, length), from.dtype);
    },
    examples: [
      word === 'insert'
        ? { call: 'np.insert(x, 0, 7, axis=1)', given: { x: '4 3' }, gives: '4 4' }
        : { call: 'np.delete(x, 0, axis=1)', given: { x: '4 3' }, gives: '4 2' },
      {
        call: word === 'insert' ? 'np.insert(x, 0, 7, axis=2)' : 'np.delete(x, 0, axis=2)',
        given: { x: '4 3' },
        reports: 'axis-out-of-range',
      },
    ],
  });

export const joinOps: readonly Op[] = [
  concatenate,
  stack,
  stacked({
    word: 'vstack',
    aliases: ['row_stack'],
    axis: () => 0,
    widen: item => atLeast(item, 2),
    examples: [
      { call: 'np.vstack([x, y])', given: { x: '4 3', y: '3' }, gives: '5 3' },
      { call: 'np.vstack([x, y])', given: { x: '4 3', y: '4' }, reports: 'concat-mismatch' },
    ],
  }),
  stacked({
    word: 'hstack',
    axis: first => (first.shape?.length === 1 ? 0 : 1),
    widen: item => atLeast(item, 1),
    examples: [
      { call: 'np.hstack([x, y])', given: { x: '3 4', y: '3 5' }, gives: '3 9' },
      { call: 'np.hstack([x, y])', given: { x: '3', y: '5' }, gives: '8' },
      { call: 'np.hstack([x, y])', given: { x: '3 4', y: '5 4' }, reports: 'concat-mismatch' },
    ],
  }),
  stacked({
    word: 'dstack',
    axis: () => 2,
    widen: atLeast3,
    examples: [
      { call: 'np.dstack([x, x])', given: { x: '4 3' }, gives: '4 3 2' },
      { call: 'np.dstack([x, y])', given: { x: '4 3', y: '3 4' }, reports: 'concat-mismatch' },
    ],
  }),
  stacked({
    word: 'column_stack',
    axis: () => 1,
    widen: asColumn,
    examples: [
      { call: 'np.column_stack([x, y])', given: { x: '4', y: '4 2' }, gives: '4 3' },
      { call: 'np.column_stack([x, y])', given: { x: '4', y: '5' }, reports: 'concat-mismatch' },
    ],
  }),
  append,
  edited('insert'),
  edited('delete'),
];
