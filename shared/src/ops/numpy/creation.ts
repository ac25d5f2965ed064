/** Arrays made from nothing and from lists. Source: numpy/_core/numeric.py, function_base.py. */
import { int, unknown } from '../../dim/dim.ts';
import { sameShape } from '../../shape/shape.ts';
import { type Arg, listArg, type TensorArg, tensorArg, toDim, toTensor, unknownArg } from '../argument.ts';
import { filled, ofType } from '../common/contents.ts';
import { rangeRule } from '../common/sequence.ts';
import { toShape } from '../common/shape-argument.ts';
import { defineOp, type Op } from '../op.ts';
import { anything, dtype, type Integers, integers, tensor } from '../parameter.ts';
import { anyOf, arrayOf, atLeast, dimOf, docs, given, numpy } from './declare.ts';

const shape = () => integers('int | int[]');
const typed = () => dtype().optional();

const uniform = (word: 'zeros' | 'ones' | 'empty', value: number | undefined): readonly Op[] => [
  defineOp({
    ...numpy,
    name: `np.${word}`,
    summary: value === undefined ? 'An array that holds anything.' : `An array whose elements are all ${value}.`,
    docs: docs(word),
    params: { shape: shape(), dtype: typed(), ...anyOf('order device like') },
    shape: ({ shape, dtype }, check) => ofType(toShape(shape), check.given.has('dtype') ? dtype : 'float64'),
    compute: (_, shape) => (value === undefined ? undefined : filled(shape, value)),
    examples: [
      { call: `np.${word}((2, 3))`, gives: '2 3' },
      { call: `np.${word}(4)`, gives: '4' },
    ],
  }),
  defineOp({
    ...numpy,
    name: `np.${word}_like`,
    summary: 'An array of the shape of another.',
    docs: docs(`${word}_like`),
    params: { a: tensor().alias('prototype'), dtype: typed(), ...anyOf('order subok'), shape: shape().optional(), ...anyOf('device') },
    shape(args, check) {
      const { a, dtype, shape } = args as unknown as {
        readonly a: TensorArg;
        readonly dtype: string | undefined;
        readonly shape: Integers;
      };
      return check.given.has('shape')
        ? ofType(toShape(shape), check.given.has('dtype') ? dtype : a.dtype)
        : ofType(a.shape, check.given.has('dtype') ? dtype : a.dtype);
    },
    examples: [{ call: `np.${word}_like(x)`, given: { x: '2 3' }, gives: '2 3' }],
  }),
];

const full = defineOp({
  ...numpy,
  name: 'np.full',
  summary: 'An array that repeats one value.',
  docs: docs('full'),
  params: { shape: shape(), fill_value: anything('number'), dtype: typed(), ...anyOf('order device like') },
  shape: ({ shape, dtype }) => ofType(toShape(shape), dtype),
  examples: [{ call: 'np.full((2, 3), 7)', gives: '2 3' }],
});

/** Whether all items of a list have one shape, certainly: of others older releases make arrays of objects. */
function isEven(value: Arg): boolean {
  if (value.kind !== 'list') return true;
  const shapes = value.items.map(item => (isEven(item) ? arrayOf(item)?.shape : undefined));
  const [first] = shapes;
  return shapes.every(shape => shape && first && sameShape(shape, first) === 'yes');
}

/** Lists become arrays; anything else that is not known may be anything. */
const asArray = (value: Arg | undefined): TensorArg | undefined => {
  const read = value && isEven(value) ? arrayOf(value) : undefined;
  if (!read?.shape) return undefined;
  return read.dtype === undefined && read.elements ? { ...read, dtype: 'int64' } : read;
};

/** An element type that is stated counts, also where nobody knows which it is. */
const retyped = ({ dtype: _, ...array }: TensorArg, dtype: string | undefined): TensorArg =>
  dtype === undefined ? array : { ...array, dtype };

const array = defineOp({
  ...numpy,
  name: 'np.array',
  aliases: ['asarray', 'asanyarray', 'ascontiguousarray', 'asfortranarray', 'asfarray', 'asarray_chkfinite', 'copy', 'require'],
  summary: 'An array of numbers, nested lists or other arrays.',
  docs: docs('array'),
  params: {
    object: anything('array', { kind: 'shape' }).alias('a'),
    dtype: typed(),
    ...anyOf('copy order subok'),
    ndmin: anything('int').default('0'),
    ...anyOf('ndmax requirements device like'),
  },
  order: 'object dtype',
  shape(args, check) {
    const { object, dtype, ndmin } = args as {
      readonly object: Arg | undefined;
      readonly dtype: string | undefined;
      readonly ndmin: Arg | undefined;
    };
    const array = asArray(object);
    const read = array && check.given.has('dtype') ? retyped(array, dtype) : array;
    const least = check.given.has('ndmin') ? dimOf(ndmin) : int(0);
    return read && least.kind === 'int' ? atLeast(read, least.value) : unknownArg;
  },
  examples: [
    { call: 'np.array([[1, 2, 3], [4, 5, 6]])', gives: '2 3' },
    { call: 'np.array([x, x])', given: { x: '4 5' }, gives: '2 4 5' },
    { call: 'np.array(x, ndmin=3)', given: { x: '4 5' }, gives: '1 4 5' },
  ],
});

const arange = defineOp({
  ...numpy,
  name: 'np.arange',
  summary: 'The numbers from `start` on, before `stop`.',
  docs: docs('arange'),
  params: {
    start: anything('number').alias('start_or_stop'),
    stop: anything('number').optional(),
    step: anything('number').optional(),
    dtype: typed(),
    ...anyOf('device like'),
  },
  shape({ start, stop, step }, check) {
    const given = (arg: Arg | undefined): arg is Arg => arg !== undefined && arg.kind !== 'none';
    const zero: Arg = { kind: 'number', dim: int(0) };
    const one: Arg = { kind: 'number', dim: int(1) };
    const [from, to] = given(stop) ? [start, stop] : [zero, start];
    const [a, b, c] = [from, to, given(step) ? step : one].map(arg => arg && toTensor(arg));
    if (!a || !b || !c) return tensorArg([unknown]);
    const isWhole =
      [from, to].every(arg => arg?.kind === 'number') && (!given(step) || step.kind === 'number') && !check.given.has('dtype');
    return ofType(rangeRule(a, b, c, undefined).shape, isWhole ? 'int64' : undefined);
  },
  examples: [
    { call: 'np.arange(5)', gives: '5' },
    { call: 'np.arange(2, 8, 2)', gives: '3' },
  ],
});

const linspace = defineOp({
  ...numpy,
  name: 'np.linspace',
  aliases: ['logspace', 'geomspace'],
  summary: 'So many numbers at equal distances.',
  docs: docs('linspace'),
  params: {
    start: anything('number'),
    stop: anything('number'),
    num: anything('int').default('50'),
    ...anyOf('endpoint retstep base dtype axis device'),
  },
  shape({ start, stop, num }, check) {
    if (check.given.has('retstep')) return unknownArg;
    // Between arrays every point is an array.
    if ([start, stop].some(arg => arg?.kind !== 'number' && arg?.kind !== 'float')) return unknownArg;
    return tensorArg([(num && toDim(num)) ?? unknown]);
  },
  examples: [{ call: 'np.linspace(0, 1, 11)', gives: '11' }],
});

const eye = defineOp({
  ...numpy,
  name: 'np.eye',
  aliases: ['identity'],
  summary: 'Ones on the diagonal.',
  docs: docs('eye'),
  params: { N: anything('int').alias('n'), M: anything('int').optional(), ...anyOf('k dtype order device like') },
  shape: ({ N, M }) => {
    const rows = (N && toDim(N)) ?? unknown;
    return [rows, M && M.kind !== 'none' ? (toDim(M) ?? unknown) : rows];
  },
  examples: [{ call: 'np.eye(3)', gives: '3 3' }],
});

/** Numbers from a file or a buffer, nobody knows how many unless it is said. */
const counted = (word: string, params: string, count: string | undefined, of: string): Op =>
  defineOp({
    ...numpy,
    name: `np.${word}`,
    summary: 'A row of numbers that come from elsewhere.',
    docs: docs(word),
    params: { ...anyOf(params), ...(count ? { [count]: anything('int').default('-1') } : {}), ...anyOf('sep offset like') },
    order: `${params} ${count ?? ''}`.trim(),
    shape(args, check) {
      const stated = count ? dimOf((args as Readonly<Record<string, Arg | undefined>>)[count]) : unknown;
      return tensorArg([stated.kind === 'unknown' || (stated.kind === 'int' && stated.value < 0) ? check.fresh('N') : stated]);
    },
    examples: [{ call: `np.${word}(${of})`, gives: 'N' }],
  });

const fullLike = defineOp({
  ...numpy,
  name: 'np.full_like',
  summary: 'An array of the shape of another, that repeats one value.',
  docs: docs('full_like'),
  params: { a: tensor(), ...anyOf('fill_value'), dtype: typed(), ...anyOf('order subok'), shape: shape().optional(), ...anyOf('device') },
  order: 'a fill_value dtype',
  shape(args, check) {
    const { a, dtype, shape } = args as unknown as { readonly a: TensorArg; readonly dtype: string | undefined; readonly shape: Integers };
    return check.given.has('shape') ? ofType(toShape(shape), dtype) : ofType(a.shape, check.given.has('dtype') ? dtype : a.dtype);
  },
  examples: [{ call: 'np.full_like(x, 7)', given: { x: '2 3' }, gives: '2 3' }],
});

/** Every axis of coordinates stretched over all others; the first two change places unless told otherwise. */
const meshgrid = defineOp({
  ...numpy,
  name: 'np.meshgrid',
  summary: 'The coordinates of all points of a grid.',
  docs: docs('meshgrid'),
  params: {
    xi: anything('array...', { kind: 'shape' }),
    ...anyOf('copy'),
    sparse: anything('bool').optional(),
    indexing: anything("'xy' | 'ij'").default("'xy'"),
  },
  rest: 'xi',
  order: 'xi',
  shape({ xi, sparse, indexing }) {
    const read = (xi?.kind === 'list' ? xi.items : []).map(item => arrayOf(item)?.shape);
    const word = indexing?.kind === 'text' ? indexing.text : undefined;
    if (read.length < 2 || read.some(shape => !shape || shape.length > 1) || word === undefined || given(sparse)) return unknownArg;
    const lengths = read.map(shape => shape?.[0] ?? int(1));
    const [first = int(1), second = int(1), ...rest] = lengths;
    const dims = word === 'xy' ? [second, first, ...rest] : lengths;
    return listArg(lengths.map(() => tensorArg(dims)));
  },
  examples: [
    { call: 'np.meshgrid(x, y)[0]', given: { x: '4', y: '3' }, gives: '3 4' },
    { call: "np.meshgrid(x, y, indexing='ij')[1]", given: { x: '4', y: '3' }, gives: '4 3' },
  ],
});

const indices = defineOp({
  ...numpy,
  name: 'np.indices',
  summary: 'The coordinates of all points of a grid, in one array.',
  docs: docs('indices'),
  params: { dimensions: shape(), dtype: typed(), ...anyOf('sparse') },
  shape({ dimensions }, check) {
    const dims = toShape(dimensions);
    return dims && !check.given.has('sparse') ? [int(dims.length), ...dims] : unknownArg;
  },
  examples: [{ call: 'np.indices((4, 3))', gives: '2 4 3' }],
});

const tri = defineOp({
  ...numpy,
  name: 'np.tri',
  summary: 'Ones below the diagonal.',
  docs: docs('tri'),
  params: { N: anything('int'), M: anything('int').optional(), ...anyOf('k dtype like') },
  shape: ({ N, M }) => [dimOf(N), given(M) ? dimOf(M) : dimOf(N)],
  examples: [{ call: 'np.tri(3, 4)', gives: '3 4' }],
});

export const creation: readonly Op[] = [
  ...uniform('zeros', 0),
  ...uniform('ones', 1),
  ...uniform('empty', undefined),
  full,
  array,
  arange,
  linspace,
  eye,
  fullLike,
  meshgrid,
  indices,
  tri,
  counted('fromiter', 'iter dtype', 'count', '[1, 2], float'),
  counted('frombuffer', 'buffer dtype', 'count', "b'1234', 'uint8'"),
  counted('fromfile', 'file dtype', 'count', "'a.bin', 'uint8'"),
  counted('fromstring', 'string dtype', 'count', "'1 2', sep=' '"),
];
