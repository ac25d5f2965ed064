/**
 * `tf.TensorArray`: tensors of one shape by number. To the interpreter it is a stream whose element is that of all its items, and nothing (`None`) as long as
 * none was written. Source: tensorflow/python/ops/tensor_array_ops.py.
 */
import { argumentForm } from '../../diagnostics/argument-form.ts';
import { multiply } from '../../dim/arithmetic.ts';
import { equal } from '../../dim/compare.ts';
import { type Dim, unknown } from '../../dim/dim.ts';
import { type Shape, showShape } from '../../shape/shape.ts';
import { type Arg, type StreamArg, streamArg, type TensorArg, tensorArg, toDim, unknownArg, unknownTensor } from '../argument.ts';
import type { Check } from '../check.ts';
import { ofType } from '../common/contents.ts';
import { toShape } from '../common/shape-argument.ts';
import { stream } from '../common/streams.ts';
import type { Example, Op, Result } from '../op.ts';
import { anything, dtype, flag, type Integers, integers, type Params, tensor } from '../parameter.ts';
import { completeOp, op, words } from './declare.ts';

const none: Arg = { kind: 'none' };
const given = (arg: Arg | undefined): arg is Arg => arg !== undefined && arg.kind !== 'none';

const tensorArray = completeOp('TensorArray', {
  listed: false,
  summary: 'An array of tensors of one shape, into which a loop writes.',
  params: {
    dtype: dtype(),
    size: anything('int').optional(),
    dynamic_size: flag().default('False'),
    ...words('clear_after_read tensor_array_name handle flow'),
    infer_shape: flag().default('True'),
    element_shape: integers('int[]').optional(),
    ...words('colocate_with_first_write_call name'),
  },
  shape(args, check) {
    const { size, dynamic_size, infer_shape, element_shape } = args as never as {
      readonly size: Arg | undefined;
      readonly dynamic_size: boolean | undefined;
      readonly infer_shape: boolean | undefined;
      readonly element_shape: Integers;
    };
    const type = args.dtype as string | undefined;
    const count = dynamic_size === false && given(size) ? toDim(size) : undefined;
    const stated = toShape(element_shape);
    if (stated) return streamArg(ofType(stated, type), count);
    const isOpen = infer_shape !== true || check.given.has('element_shape') || check.given.has('handle') || check.given.has('flow');
    return streamArg(isOpen ? unknownArg : none, count);
  },
  examples: [
    { call: 'tf.TensorArray(tf.float32, 3).unstack(x).stack()', given: { x: '3 4' }, gives: '3 4' },
    { call: 'tf.TensorArray(tf.float32, size=2, element_shape=[4]).read(0)', gives: '4' },
  ],
});

/** What an item is like once `shape` was written: "Incompatible shape for value". */
function written(array: StreamArg, value: TensorArg, argument: string, check: Check): Arg {
  const { element } = array;
  const to = element.kind === 'tensor' ? element.shape : undefined;
  if (element.kind !== 'tensor') return element.kind === 'none' && value.shape ? ofType(value.shape, value.dtype) : unknownArg;
  if (to && value.shape && clashes(to, value.shape)) {
    const problem = `holds tensors of shape ${showShape(to)}, got ${showShape(value.shape)}`;
    check.report(argumentForm, { op: 'tf.TensorArray', problem }, { argument });
    return unknownArg;
  }
  return element;
}

const clashes = (a: Shape, b: Shape): boolean => a.length !== b.length || a.some((dim, axis) => equal(dim, b[axis] ?? unknown) === 'no');

interface Method<P extends Params> {
  readonly summary: string;
  readonly params: P;
  shape(array: StreamArg, args: Readonly<Record<string, unknown>>, check: Check): Result;
  readonly examples: readonly Example[];
}

const method = <const P extends Params>(word: string, { summary, params, shape, examples }: Method<P>): Op =>
  op(`TensorArray.${word}`, {
    method: { names: [word], only: true, of: 'stream' },
    complete: true,
    summary,
    params: { array: stream(), ...params, ...words('name') } as Params,
    shape(args, check) {
      const { array } = args as { readonly array: Arg | undefined };
      return array?.kind === 'stream' ? shape(array, args, check) : unknownArg;
    },
    examples,
  });

const itemOf = ({ element }: StreamArg): TensorArg => (element.kind === 'tensor' ? element : unknownTensor);
const under = (count: Dim | undefined, { shape, dtype: type }: TensorArg): TensorArg => ofType(shape && [count ?? unknown, ...shape], type);

const made = 'tf.TensorArray(tf.float32, 3)';
const filled = `${made}.unstack(x)`;
const x = { x: '3 4' };

const write = method('write', {
  summary: 'The array with a tensor in one place.',
  params: { ...words('index!'), value: tensor() },
  shape: (array, { value }, check) => streamArg(written(array, value as TensorArg, 'value', check), array.count),
  examples: [
    { call: `${made}.write(0, x).read(0)`, given: { x: '4' }, gives: '4' },
    { call: 'tf.TensorArray(tf.float32, 3, element_shape=[2]).write(0, x)', given: { x: '4' }, reports: 'argument-form' },
    { call: `${made}.write(0, x).write(1, y)`, given: { x: '4', y: '5' }, reports: 'argument-form' },
  ],
});

const read = method('read', {
  summary: 'The tensor in one place.',
  params: words('index!'),
  shape: array => itemOf(array),
  examples: [
    { call: `${filled}.read(0)`, given: x, gives: '4' },
    { call: `${filled}.read(0, nmae='x')`, given: x, reports: 'argument-form' },
  ],
});

const stack = method('stack', {
  summary: 'All tensors along a new first axis.',
  params: {},
  shape: (array, _, check) => under(array.count ?? check.fresh('N'), itemOf(array)),
  examples: [
    { call: `${filled}.stack()`, given: x, gives: '3 4' },
    { call: `${filled}.stack(nmae='x')`, given: x, reports: 'argument-form' },
  ],
});

const gather = method('gather', {
  summary: 'Some of the tensors along a new first axis.',
  params: { indices: tensor() },
  shape: (array, { indices }) => under((indices as TensorArg).shape?.[0], itemOf(array)),
  examples: [
    { call: `${filled}.gather([0, 1])`, given: x, gives: '2 4' },
    { call: `${filled}.gather([0, 1], nmae='x')`, given: x, reports: 'argument-form' },
  ],
});

const concat = method('concat', {
  summary: 'All tensors put together along their first axis.',
  params: {},
  shape(array, _, check) {
    const { shape, dtype: type } = itemOf(array);
    const [first, ...rest] = shape ?? [];
    if (!shape || !first) return unknownTensor;
    const length = array.count ? multiply(array.count, first) : unknown;
    return ofType([length.kind === 'unknown' ? check.fresh('N') : length, ...rest], type);
  },
  examples: [
    { call: `${filled}.concat()`, given: { x: '3 4 5' }, gives: '12 5' },
    { call: `${filled}.concat(nmae='x')`, given: x, reports: 'argument-form' },
  ],
});

const unstack = method('unstack', {
  summary: 'The array with the slices of a tensor along its first axis.',
  params: { value: tensor() },
  // What was said of the elements before is not compared outside of graphs.
  shape(array, { value }) {
    const { shape, dtype: type } = value as TensorArg;
    return streamArg(shape ? ofType(shape.slice(1), type) : unknownArg, shape?.[0] ?? array.count);
  },
  examples: [
    { call: `${filled}.read(0)`, given: x, gives: '4' },
    { call: `${made}.unstack(x, nmae='x')`, given: x, reports: 'argument-form' },
  ],
});

const scatter = method('scatter', {
  summary: 'The array with the slices of a tensor in some places.',
  params: { ...words('indices!'), value: tensor() },
  shape: (array, { value }, check) => {
    const { shape, dtype: type } = value as TensorArg;
    return streamArg(written(array, ofType(shape?.slice(1), type), 'value', check), array.count);
  },
  examples: [
    { call: `${made}.scatter([2, 0, 1], x).read(0)`, given: x, gives: '4' },
    { call: 'tf.TensorArray(tf.float32, 3, element_shape=[2]).scatter([2, 0, 1], x)', given: x, reports: 'argument-form' },
  ],
});

const split = method('split', {
  summary: 'The array with parts of a tensor along its first axis, each so long.',
  params: { value: tensor(), ...words('lengths!') },
  shape(array, { value }) {
    const { shape, dtype: type } = value as TensorArg;
    const lengths = shape && [unknown, ...shape.slice(1)];
    return streamArg(array.element.kind === 'tensor' ? array.element : ofType(lengths, type), array.count);
  },
  examples: [
    { call: 'tf.TensorArray(tf.float32, 2, infer_shape=False).split(x, [3, 3]).read(0)', given: { x: '6 4' } },
    { call: "tf.TensorArray(tf.float32, 2).split(x, [3, 3], nmae='x')", given: { x: '6 4' }, reports: 'argument-form' },
  ],
});

const size = method('size', {
  summary: 'How many tensors the array holds.',
  params: {},
  shape: ({ count }) => tensorArg([], { dtype: 'int32', ...(count ? { elements: [count] } : {}) }),
  examples: [
    { call: `${filled}.size()`, given: x, gives: '' },
    { call: `${filled}.size(nmae='x')`, given: x, reports: 'argument-form' },
  ],
});

export const tensorArrays: readonly Op[] = [tensorArray, write, read, stack, gather, concat, unstack, scatter, split, size];
