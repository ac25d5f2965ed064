/** Where tensors come from outside: placeholders, variables. */
import { type Arg, tensorArg, toTensor, unknownTensor } from '../argument.ts';
import { literalType, ofType } from '../common/contents.ts';
import { toShape } from '../common/shape-argument.ts';
import { defineOp, type Op } from '../op.ts';
import { anything, dtype, flag, ignored, integers, tensor } from '../parameter.ts';
import { docs, docsV1, name, tensorflow } from './declare.ts';
import { openAxis } from './open-axes.ts';

const placeholder = defineOp({
  ...tensorflow,
  name: 'tf.placeholder',
  api: 'v1',
  summary: 'A tensor that is fed when the graph runs; `None` stands for a dim that is known only then.',
  docs: docsV1('placeholder'),
  params: { dtype: dtype(), shape: integers('(int | None)[]').optional(), name: name() },
  shape: ({ dtype, shape }, check) => ({ ...ofType(toShape(shape, openAxis(check)), dtype), isPlaceholder: true }),
  examples: [
    { call: 'tf.placeholder(tf.float32, [8, 28, 28, 1])', gives: '8 28 28 1', under: 'v1' },
    { call: 'tf.placeholder(tf.float32, [None, 784])', gives: 'N 784', under: 'v1' },
  ],
});

const placeholderWithDefault = defineOp({
  ...tensorflow,
  name: 'tf.placeholder_with_default',
  api: 'v1',
  summary: 'A tensor that may be fed when the graph runs, and otherwise has the given value.',
  docs: docsV1('placeholder_with_default'),
  params: { input: tensor(), shape: integers('(int | None)[]'), name: name() },
  shape: ({ input, shape }, check) => ({ ...ofType(toShape(shape, openAxis(check)), literalType(input)), isPlaceholder: true }),
  examples: [{ call: 'tf.placeholder_with_default(tf.zeros([2, 3]), [2, 3])', gives: '2 3', under: 'v1' }],
});

const variable = defineOp({
  ...tensorflow,
  name: 'tf.Variable',
  summary: 'A tensor that keeps its shape and whose values change; it starts with the initial value.',
  docs: docs('Variable'),
  params: {
    initial_value: anything('Tensor', { kind: 'shape' }),
    trainable: ignored('bool'),
    collections: ignored('str[]'),
    validate_shape: flag().default('True'),
    caching_device: ignored('str'),
    name: name(),
    variable_def: ignored('VariableDef'),
    dtype: dtype().optional(),
    expected_shape: ignored('int[]'),
    import_scope: ignored('str'),
    constraint: ignored('function'),
    use_resource: ignored('bool'),
    synchronization: ignored('VariableSynchronization'),
    aggregation: ignored('VariableAggregation'),
    shape: integers('(int | None)[]').optional(),
    experimental_enable_variable_lifting: ignored('bool'),
  },
  order: {
    legacy:
      'initial_value trainable collections validate_shape caching_device name variable_def dtype expected_shape import_scope constraint',
    v1: 'initial_value trainable collections validate_shape caching_device name variable_def dtype expected_shape import_scope constraint use_resource synchronization aggregation shape',
    v2: 'initial_value trainable validate_shape caching_device name variable_def dtype import_scope constraint synchronization aggregation shape experimental_enable_variable_lifting',
  },
  shape({ initial_value, dtype, shape, validate_shape }) {
    const value = (initial_value && toTensor(initial_value)) ?? unknownTensor;
    const type = dtype ?? literalType(value);
    if (shape?.kind !== 'none') return ofType(toShape(shape), type);
    if (validate_shape !== true) return ofType(undefined, type);
    // Its elements may change, so no shape is read from them; the data shown is the initial one.
    return tensorArg(value.shape, { ...(type === undefined ? {} : { dtype: type }), ...(value.data ? { data: value.data } : {}) });
  },
  examples: [
    { call: 'tf.Variable(tf.zeros([3, 3, 1, 8]))', gives: '3 3 1 8' },
    { call: 'tf.Variable([1.0, 2.0], name="bias")', gives: '2' },
  ],
});

const getVariable = defineOp({
  ...tensorflow,
  name: 'tf.get_variable',
  api: 'v1',
  summary: 'The variable of that name in the current scope, made on first use; its shape is given or that of a constant initializer.',
  docs: docsV1('get_variable'),
  params: {
    name: anything('str'),
    shape: integers('int[]').optional(),
    dtype: dtype().optional(),
    initializer: anything('Tensor | function').optional(),
    ...Object.fromEntries(
      [
        'regularizer',
        'trainable',
        'collections',
        'caching_device',
        'partitioner',
        'validate_shape',
        'use_resource',
        'custom_getter',
        'constraint',
        'synchronization',
        'aggregation',
      ].map(word => [word, ignored('any')]),
    ),
  },
  order:
    'name shape dtype initializer regularizer trainable collections caching_device partitioner validate_shape use_resource custom_getter constraint synchronization aggregation',
  shape({ shape, dtype, initializer }) {
    if (shape && shape.kind !== 'none') return ofType(toShape(shape), dtype ?? 'float32');
    const value = holdsValues(initializer) ? toTensor(initializer) : undefined;
    return ofType(value?.shape, dtype ?? (value && literalType(value)) ?? 'float32');
  },
  examples: [
    { call: 'tf.get_variable("w", [3, 3, 1, 8])', gives: '3 3 1 8', under: 'v1' },
    { call: 'tf.get_variable("b", initializer=tf.zeros([8]))', gives: '8', under: 'v1' },
  ],
});

const holdsValues = (arg: Arg | undefined): arg is Arg =>
  arg?.kind === 'tensor' || arg?.kind === 'list' || arg?.kind === 'number' || arg?.kind === 'float';

export const variables: readonly Op[] = [placeholder, placeholderWithDefault, variable, getVariable];
