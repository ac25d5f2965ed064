/**
 * MNIST as the tutorials of TensorFlow 1 read it: flat images unless `reshape=False`, classes as numbers unless `one_hot=True`.
 * Source: contrib/learn/python/learn/datasets/mnist.py.
 */
import { subtract } from '../../dim/arithmetic.ts';
import { type Dim, int } from '../../dim/dim.ts';
import { type Arg, numberArg, tensorArg } from '../argument.ts';
import { defineOp, type Op } from '../op.ts';
import type { FrameworkPack } from '../pack.ts';
import { anything, ignored, integer } from '../parameter.ts';
import { tensorflow } from './declare.ts';

const part = 'examples.tutorials.mnist.DataSet';
const images = 60000;
const testImages = 10000;

/** `undefined`: the flag is not known. */
interface Form {
  readonly one_hot: boolean | undefined;
  readonly reshape: boolean | undefined;
}

const dataSet = (count: Dim, { one_hot, reshape }: Form): Arg => ({
  kind: 'record',
  object: part,
  entries: {
    images: tensorArg(reshape === undefined ? undefined : reshape ? [count, int(784)] : [count, int(28), int(28), int(1)], {
      dtype: 'float32',
    }),
    labels: tensorArg(one_hot === undefined ? undefined : one_hot ? [count, int(10)] : [count], { dtype: one_hot ? 'float64' : 'uint8' }),
    num_examples: numberArg(count),
  },
});

const dataSets = (validation: Dim, form: Form): Arg => ({
  kind: 'record',
  object: 'examples.tutorials.mnist.Datasets',
  entries: {
    train: dataSet(subtract(int(images), validation), form),
    validation: dataSet(validation, form),
    test: dataSet(int(testImages), form),
  },
});

/** What Python takes for true; undefined where it is not known. */
function truth(arg: Arg | undefined): boolean | undefined {
  switch (arg?.kind) {
    case 'flag':
      return arg.value;
    case 'none':
      return false;
    case 'list':
      return arg.items.length > 0;
    case 'number':
      return arg.dim.kind === 'int' ? arg.dim.value !== 0 : undefined;
    default:
      return undefined;
  }
}

const places = ['examples.tutorials.mnist.input_data', 'contrib.learn.datasets.mnist', 'contrib.learn.python.learn.datasets.mnist'];
const docs = 'https://github.com/tensorflow/tensorflow/blob/v1.15.0/tensorflow/contrib/learn/python/learn/datasets/mnist.py';
const common = { ...tensorflow, api: 'v1', tensors: 'numpy', listed: false, docs } as const;

const readDataSets = defineOp({
  ...common,
  name: `tf.${places[0]}.read_data_sets`,
  notRun: 'TensorFlow 2 does not have it; its arrays are those of MNIST',
  aliases: places.slice(1).map(place => `${place}.read_data_sets`),
  summary: 'MNIST in three parts, each with images, labels and `next_batch`.',
  params: {
    train_dir: ignored('str'),
    fake_data: anything('bool', { kind: 'flag' }).default('False'),
    one_hot: anything('bool', { kind: 'flag' }).default('False'),
    dtype: ignored('dtype'),
    reshape: anything('bool', { kind: 'flag' }).default('True'),
    validation_size: integer().default('5000'),
    seed: ignored('int'),
    source_url: ignored('str'),
  },
  shape: ({ fake_data, one_hot, reshape, validation_size }) =>
    truth(fake_data) === false ? dataSets(validation_size, { one_hot: truth(one_hot), reshape: truth(reshape) }) : { kind: 'unknown' },
  examples: [
    { call: `tf.${places[0]}.read_data_sets("data").train.images`, gives: '55000 784' },
    { call: `tf.${places[0]}.read_data_sets("data", one_hot=True).train.next_batch(64)[1]`, gives: '64 10' },
    { call: `tf.${places[0]}.read_data_sets("data", reshape=False).test.images`, gives: '10000 28 28 1' },
    { call: `tf.${places[0]}.read_data_sets("data", reshape=[]).train.images`, gives: '55000 28 28 1' },
    { call: `tf.${places[0]}.read_data_sets("data").validation.labels`, gives: '5000' },
  ],
});

const loadMnist = defineOp({
  ...common,
  name: 'tf.contrib.learn.datasets.mnist.load_mnist',
  notRun: 'TensorFlow 2 does not have it; its arrays are those of MNIST',
  aliases: ['contrib.learn.python.learn.datasets.mnist.load_mnist'],
  summary: 'MNIST in three parts: flat images, classes as numbers.',
  params: { train_dir: ignored('str') },
  shape: () => dataSets(int(5000), { one_hot: false, reshape: true }),
  examples: [{ call: 'tf.contrib.learn.datasets.mnist.load_mnist().train.labels', gives: '55000' }],
});

export const tutorialData: readonly Op[] = [readDataSets, loadMnist];

/** The end of one round and the beginning of the next make one batch, so that it is always whole. */
export const tutorialMembers: NonNullable<FrameworkPack['members']> = { next_batch: { kind: 'takes-items', from: ['images', 'labels'] } };

export const tutorialClasses: NonNullable<FrameworkPack['classes']> = { [part]: {}, 'examples.tutorials.mnist.Datasets': {} };
