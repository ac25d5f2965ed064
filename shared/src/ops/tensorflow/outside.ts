/** What passes values to and from other code: Python functions, variables, NumPy; and what only bundles tensors. */
import { argumentForm } from '../../diagnostics/argument-form.ts';
import { type Shape, sameShape, showShape } from '../../shape/shape.ts';
import { type Arg, listArg, type TensorArg, tensorArg, toTensor, unknownTensor } from '../argument.ts';
import type { Check } from '../check.ts';
import { ofType } from '../common/contents.ts';
import type { Op } from '../op.ts';
import { anything, flag, tensor } from '../parameter.ts';
import { name, op, words } from './declare.ts';

/** What comes out of other code: tensors of the types that are named, of no shape that is known. Nothing for an empty list. */
function ofTypes(types: Arg | undefined): Arg {
  if (types?.kind === 'list') return listArg(types.items.map(ofTypes));
  return types?.kind === 'text' ? ofType(undefined, types.text) : { kind: 'unknown' };
}

const python = (path: string, api?: 'v1'): Op =>
  op(path, {
    ...(api ? { api } : {}),
    summary: 'What a Python function returns when the program runs; its shape is not known before.',
    // The others may be used as decorators.
    params: {
      ...words(api ? 'func! inp!' : 'func inp'),
      Tout: anything('dtype | dtype[]'),
      ...words('stateful name'),
    },
    order: `func inp Tout ${path === 'py_function' ? '' : 'stateful '}name`,
    shape: ({ Tout }) => ofTypes(Tout),
    examples: [{ call: `tf.${path}(lambda a: a, [x], tf.float32)`, given: { x: '2 3' }, ...(api ? { under: api } : {}) }],
  });

/** The same tensors, one by one. */
const same = (arg: Arg | undefined): Arg =>
  arg?.kind === 'list' ? listArg(arg.items.map(item => (item.kind === 'none' ? item : bare(item)))) : arg ? bare(arg) : { kind: 'unknown' };

function bare(arg: Arg): Arg {
  const { shape, dtype } = toTensor(arg) ?? unknownTensor;
  return ofType(shape, dtype);
}

const tuple = op('tuple', {
  summary: 'The same tensors, once all of them are there.',
  params: { tensors: anything('Tensor[]', { kind: 'shape' }), ...words('control_inputs name') },
  order: { legacy: 'tensors name control_inputs', v1: 'tensors name control_inputs', v2: 'tensors control_inputs name' },
  shape: ({ tensors }) => same(tensors),
  examples: [{ call: 'tf.tuple([x, y])[1]', given: { x: '2 3', y: '4' }, gives: '4' }],
});

const identities = op('identity_n', {
  summary: 'The same tensors under other names.',
  params: { input: anything('Tensor[]', { kind: 'shape' }), name: name() },
  shape: ({ input }) => same(input),
  examples: [{ call: 'tf.identity_n([x, y])[1]', given: { x: '2 3', y: '4' }, gives: '4' }],
});

const shapes = op('shape_n', {
  summary: 'The shapes of several tensors.',
  params: { input: anything('Tensor[]', { kind: 'shape' }), ...words('out_type name') },
  shape({ input }) {
    if (input?.kind !== 'list') return { kind: 'unknown' };
    return listArg(
      input.items.map(item => {
        const { shape } = toTensor(item) ?? unknownTensor;
        return tensorArg(shape && [{ kind: 'int', value: shape.length }], { dtype: 'int32', ...(shape ? { elements: shape } : {}) });
      }),
    );
  },
  examples: [{ call: 'tf.shape_n([x, y])[0]', given: { x: '2 3', y: '4' }, gives: '2' }],
});

const clipped = op('clip_by_global_norm', {
  summary: 'Tensors scaled down together so that their common norm is not above a limit, and that norm.',
  params: { t_list: anything('Tensor[]', { kind: 'shape' }), ...words('clip_norm! use_norm name') },
  shape: ({ t_list }) => listArg([same(t_list), ofType([], 'float32')]),
  examples: [{ call: 'tf.clip_by_global_norm([x, y], 1.0)[0][1]', given: { x: '2 3', y: '4' }, gives: '4' }],
});

const bitcast = op('bitcast', {
  summary: 'The same bytes as another element type; the shape is followed where the types are of one size.',
  params: { input: tensor(), type: anything('dtype'), name: name() },
  shape({ input, type }) {
    const to = type?.kind === 'text' ? type.text : undefined;
    const [before, after] = [input.dtype, to].map(word => /\d+$/.exec(word ?? '')?.[0]);
    return ofType(before !== undefined && before === after ? input.shape : undefined, to);
  },
  examples: [{ call: 'tf.bitcast(x, tf.int32)', given: { x: '2 3' }, gives: '2 3' }],
});

/** "Cannot assign value to variable: Shape mismatch", in a graph "Dimension 0 in both shapes must be equal". */
function assigned(path: string, variable: TensorArg, value: TensorArg, check: Check): TensorArg {
  const clash = variable.shape && value.shape && sameShape(variable.shape, value.shape) === 'no';
  if (clash) {
    const problem = `has a value ${showShape(value.shape)} for a variable of shape ${showShape(variable.shape)}`;
    check.report(argumentForm, { op: path, problem }, { argument: 'value' });
  }
  return ofType(variable.shape ?? (value.shape as Shape | undefined), variable.dtype);
}

/** Functions of TensorFlow 1, and methods of variables in all of it. */
const assign = (word: 'assign' | 'assign_add' | 'assign_sub'): readonly Op[] => [
  op(word, {
    api: 'v1',
    summary: 'The variable with its new value.',
    params: { ref: tensor(), value: tensor(), validate_shape: flag().default('True'), ...words('use_locking name') },
    order: word === 'assign' ? 'ref value validate_shape use_locking name' : 'ref value use_locking name',
    shape: ({ ref, value, validate_shape }, check) =>
      validate_shape === true ? assigned(`tf.${word}`, ref, value, check) : ofType(undefined, ref.dtype),
    examples: [
      { call: `tf.${word}(tf.Variable([1.0, 2.0]), [3.0, 4.0])`, gives: '2' },
      { call: `tf.${word}(tf.Variable([1.0, 2.0]), [3.0, 4.0, 5.0])`, reports: 'argument-form' },
    ],
  }),
  op(`Variable.${word}`, {
    method: { names: [word], only: true },
    listed: false,
    summary: 'The variable with its new value.',
    params: { variable: tensor(), value: word === 'assign' ? tensor() : tensor().alias('delta'), ...words('use_locking name read_value') },
    shape: ({ variable, value }, check) => assigned(word, variable, value, check),
    examples: [
      { call: `tf.Variable([1.0, 2.0]).${word}([3.0, 4.0])`, gives: '2' },
      { call: `tf.Variable([1.0, 2.0]).${word}([3.0, 4.0, 5.0])`, reports: 'argument-form' },
    ],
  }),
];

/** What a variable or tensor holds, as a tensor or as an array. */
const held = (word: string, more = '', tensors?: 'numpy'): Op =>
  op(`Tensor.${word}`, {
    method: { names: [word], only: true },
    listed: false,
    ...(tensors ? { tensors } : {}),
    summary: tensors ? 'The values as a NumPy array.' : 'The value of the variable.',
    params: { input: tensor(), ...words(more) },
    shape: ({ input: { shape, dtype } }) => ofType(shape, dtype),
    examples: [{ call: `tf.Variable(tf.ones([2, 3])).${word}()`, gives: '2 3' }],
  });

/** Methods that change some slices of a variable and give the variable. */
const changed = (word: string, params: string, example: string): Op =>
  op(`Variable.${word}`, {
    method: { names: [word], only: true },
    listed: false,
    summary: 'The variable with some of its slices changed.',
    params: { variable: tensor(), ...words(params) },
    shape: ({ variable: { shape, dtype } }) => ofType(shape, dtype),
    examples: [{ call: `tf.Variable(tf.ones([3, 4])).${word}(${example})`, gives: '3 4' }],
  });

const bySlices = (word: string): Op =>
  changed(`scatter_${word}`, 'sparse_delta! use_locking name', 'tf.IndexedSlices(tf.ones([2, 4]), [0, 2])');
const byIndices = (word: string): Op => changed(`scatter_nd_${word}`, 'indices! updates! name', '[[0], [2]], tf.ones([2, 4])');

const sparseRead = op('Variable.sparse_read', {
  method: { names: ['sparse_read'], only: true },
  listed: false,
  summary: 'Slices along the first axis.',
  params: { variable: tensor(), indices: tensor(), ...words('name') },
  shape: ({ variable: { shape, dtype }, indices }) => ofType(shape && indices.shape && [...indices.shape, ...shape.slice(1)], dtype),
  examples: [{ call: 'tf.Variable(tf.ones([3, 4])).sparse_read([0, 2])', gives: '2 4' }],
});

export const outsideOps: readonly Op[] = [
  python('py_func', 'v1'),
  python('py_function'),
  python('numpy_function'),
  tuple,
  identities,
  shapes,
  clipped,
  bitcast,
  ...(['assign', 'assign_add', 'assign_sub'] as const).flatMap(assign),
  ...['add', 'sub', 'update', 'max', 'min', 'mul', 'div'].map(bySlices),
  ...['add', 'sub', 'update', 'max', 'min'].map(byIndices),
  sparseRead,
  held('numpy', '', 'numpy'),
  held('read_value'),
  held('value'),
  held('initialized_value'),
];
