/** Data sets that come with Keras, and `to_categorical`. Sources: datasets/*.py, utils/np_utils.py. */
import { type Dim, int, unknown } from '../../dim/dim.ts';
import { listArg, toDim } from '../argument.ts';
import { ofType } from '../common/contents.ts';
import { defineOp, type Op } from '../op.ts';
import { anything, tensor } from '../parameter.ts';
import { docs, ignoredOnes, keras } from './declare.ts';

interface DataSet {
  readonly name: string;
  readonly train: number;
  readonly test: number;
  /** Of one item. */
  readonly shape: readonly number[];
  /** Of one label. */
  readonly label?: readonly number[];
  /** Items are lists of their own lengths. */
  readonly ragged?: boolean;
}

const sets: readonly DataSet[] = [
  { name: 'mnist', train: 60000, test: 10000, shape: [28, 28] },
  { name: 'fashion_mnist', train: 60000, test: 10000, shape: [28, 28] },
  { name: 'cifar10', train: 50000, test: 10000, shape: [32, 32, 3], label: [1] },
  { name: 'cifar100', train: 50000, test: 10000, shape: [32, 32, 3], label: [1] },
  { name: 'imdb', train: 25000, test: 25000, shape: [], ragged: true },
];

const loader = ({ name, train, test, shape, label = [], ragged }: DataSet): Op =>
  defineOp({
    ...keras,
    name: `keras.datasets.${name}.load_data`,
    tensors: 'numpy',
    summary: 'Items and labels, for training and for testing.',
    docs: docs(`datasets/${name}/load_data`),
    params: ignoredOnes('path num_words skip_top maxlen seed start_char oov_char index_from label_mode'),
    shape: () => {
      const part = (count: number) =>
        listArg([
          ofType([int(count), ...shape.map(int)], ragged ? 'object' : 'uint8'),
          ofType([int(count), ...label.map(int)], ragged ? 'int64' : 'uint8'),
        ]);
      return listArg([part(train), part(test)]);
    },
    examples: [{ call: `keras.datasets.${name}.load_data()[0][0]`, gives: [train, ...shape].join(' ') }],
  });

const toCategorical = defineOp({
  ...keras,
  name: 'keras.utils.to_categorical',
  tensors: 'numpy',
  summary: 'A row with a single 1 for every number of a class.',
  docs: docs('utils/to_categorical'),
  params: {
    y: tensor().alias('x'),
    num_classes: anything('int', { kind: 'integers' }).optional().alias('nb_classes'),
    ...ignoredOnes('dtype'),
  },
  order: 'y num_classes dtype',
  shape({ y: { shape }, num_classes }) {
    if (!shape) return undefined;
    // A last axis of 1 is dropped.
    const last = shape.at(-1);
    const labels = last?.kind === 'int' && last.value === 1 && shape.length > 1 ? shape.slice(0, -1) : shape;
    const count: Dim = num_classes && num_classes.kind !== 'none' ? (toDim(num_classes) ?? unknown) : unknown;
    return ofType([...labels, count], 'float32');
  },
  examples: [
    { call: 'keras.utils.to_categorical(x, 10)', given: { x: '8' }, gives: '8 10' },
    { call: 'keras.utils.to_categorical(x, 10)', given: { x: '8 1' }, gives: '8 10' },
  ],
});

export const dataOps: readonly Op[] = [...sets.map(loader), toCategorical];
