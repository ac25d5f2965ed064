/** Data sets that come with Keras. Sources: datasets/*.py. */
import { type Dim, int } from '../../../dim/dim.ts';
import { type Arg, toDim, tupleArg } from '../../argument.ts';
import type { Check } from '../../check.ts';
import { ofType } from '../../common/contents.ts';
import { defineOp, type Op } from '../../op.ts';
import { anything } from '../../parameter.ts';
import { docs, ignoredOnes, keras } from '../declare.ts';

interface DataSet {
  readonly name: string;
  readonly train: number;
  readonly test: number;
  /** Of one item. */
  readonly shape: readonly number[];
  /** Of one label. */
  readonly label?: readonly number[];
  /** Items are lists of their own lengths; those longer than `maxlen` are left out. */
  readonly ragged?: boolean;
  readonly dtype?: string;
  /** Arguments that decide how many there are: with them, nobody knows. */
  readonly decided?: string;
}

const fetched = 'it is fetched; the shape is the documented one';

const sets: readonly DataSet[] = [
  { name: 'mnist', train: 60000, test: 10000, shape: [28, 28] },
  { name: 'fashion_mnist', train: 60000, test: 10000, shape: [28, 28] },
  { name: 'cifar10', train: 50000, test: 10000, shape: [32, 32, 3], label: [1] },
  { name: 'cifar100', train: 50000, test: 10000, shape: [32, 32, 3], label: [1] },
  { name: 'imdb', train: 25000, test: 25000, shape: [], ragged: true, decided: 'maxlen' },
  { name: 'reuters', train: 8982, test: 2246, shape: [], ragged: true, decided: 'maxlen test_split' },
  { name: 'boston_housing', train: 404, test: 102, shape: [13], dtype: 'float64', decided: 'test_split' },
];

/** What any of them takes; `nb_words` is `num_words` in Keras 1. */
const ignoredByAll = 'path nb_words num_words skip_top maxlen test_split seed start_char oov_char index_from label_mode version';

const halves = (train: Dim, test: Dim, part: (count: Dim) => readonly Arg[]): Arg =>
  tupleArg([train, test].map(count => tupleArg(part(count))));

const loader = ({ name, train, test, shape, label = [], ragged, dtype = 'uint8', decided = '' }: DataSet): Op =>
  defineOp({
    ...keras,
    name: `keras.datasets.${name}.load_data`,
    tensors: 'numpy',
    summary: 'Items and labels, for training and for testing.',
    docs: docs(`datasets/${name}/load_data`),
    params: ignoredOnes(ignoredByAll),
    complete: 'keywords',
    notRun: fetched,
    shape(_args: unknown, check: Check) {
      const isOpen = decided.split(' ').some(word => check.given.has(word));
      const [first, second] = isOpen ? [check.fresh('N'), check.fresh('N')] : [int(train), int(test)];
      return halves(first, second, count => [
        ofType([count, ...shape.map(int)], ragged ? 'object' : dtype),
        ofType([count, ...label.map(int)], ragged ? 'int64' : dtype),
      ]);
    },
    examples: [
      { call: `keras.datasets.${name}.load_data()[0][0]`, gives: [train, ...shape].join(' ') },
      { call: `keras.datasets.${name}.load_data(test_spilt=0.2)`, reports: 'argument-form' },
    ],
  });

/** Houses and districts of California: the small version has the first 600. */
const california = defineOp({
  ...keras,
  name: 'keras.datasets.california_housing.load_data',
  tensors: 'numpy',
  summary: 'Items and labels, for training and for testing.',
  docs: 'https://keras.io/api/datasets/california_housing/',
  params: { version: anything("'large' | 'small'").default("'large'"), ...ignoredOnes('path test_split seed') },
  order: 'version path test_split seed',
  complete: 'keywords',
  notRun: fetched,
  shape({ version }, check) {
    const which = version?.kind === 'text' ? version.text : undefined;
    const sizes = check.given.has('test_split')
      ? undefined
      : which === 'large'
        ? [16512, 4128]
        : which === 'small'
          ? [480, 120]
          : undefined;
    const [train, test] = sizes?.map(int) ?? [check.fresh('N'), check.fresh('N')];
    return train && test ? halves(train, test, count => [ofType([count, int(8)], 'float32'), ofType([count], 'float32')]) : undefined;
  },
  examples: [
    { call: 'keras.datasets.california_housing.load_data()[0][0]', gives: '16512 8' },
    { call: "keras.datasets.california_housing.load_data(size='small')", reports: 'argument-form' },
  ],
});

export const dataSets: readonly Op[] = [...sets.map(loader), california];

export const given = (arg: Arg | undefined): arg is Arg => arg !== undefined && arg.kind !== 'none';
/** An integer that is stated; a name of its own where nobody knows it. */
export const stated = (arg: Arg | undefined, name: string, check: Check): Dim => {
  const dim = given(arg) ? toDim(arg) : undefined;
  return dim && dim.kind !== 'unknown' ? dim : check.fresh(name);
};
