/** TensorFlow Datasets. What an element is like stands in the catalogue: https://www.tensorflow.org/datasets/catalog/overview. */
import { type Dim, int } from '../../dim/dim.ts';
import { type Arg, listArg, streamArg, tensorArg, toDim, tupleArg, unknownArg } from '../argument.ts';
import type { Check } from '../check.ts';
import { batched, batchLength } from '../common/streams.ts';
import { defineOp, type Op } from '../op.ts';
import type { FrameworkPack } from '../pack.ts';
import { anything, flag, ignored } from '../parameter.ts';

const notRun = 'its data sets are fetched; their shapes are those of the catalogue';
const own = { framework: 'tfds', listed: false, notRun } as const;
const docs = 'https://www.tensorflow.org/datasets/api_docs/python/tfds/load';
const any = () => ignored('any');

interface DataSet {
  /** Height, width and channels; `any` where every picture has its own size. Without one, an element is a text. */
  readonly image?: readonly (number | 'any')[];
  readonly splits: Readonly<Record<string, number>>;
}

const plane = [28, 28, 1];
const colours = [32, 32, 3];
const photo = ['any', 'any', 3] as const;

const sets: Readonly<Record<string, DataSet>> = {
  mnist: { image: plane, splits: { train: 60000, test: 10000 } },
  fashion_mnist: { image: plane, splits: { train: 60000, test: 10000 } },
  kmnist: { image: plane, splits: { train: 60000, test: 10000 } },
  cifar10: { image: colours, splits: { train: 50000, test: 10000 } },
  cifar100: { image: colours, splits: { train: 50000, test: 10000 } },
  svhn_cropped: { image: colours, splits: { train: 73257, test: 26032, extra: 531131 } },
  cats_vs_dogs: { image: photo, splits: { train: 23262 } },
  tf_flowers: { image: photo, splits: { train: 3670 } },
  rock_paper_scissors: { image: [300, 300, 3], splits: { train: 2520, test: 372 } },
  horses_or_humans: { image: [300, 300, 3], splits: { train: 1027, test: 256 } },
  imdb_reviews: { splits: { train: 25000, test: 25000, unsupervised: 50000 } },
};

/** `mnist`, `mnist:3.*.*`; another configuration (`imdb_reviews/subwords8k`) is like something else. */
function setOf(name: Arg | undefined): DataSet | undefined {
  const word = name?.kind === 'text' ? name.text?.split(':')[0] : undefined;
  return word !== undefined && Object.hasOwn(sets, word) ? sets[word] : undefined;
}

function elementOf({ image }: DataSet, supervised: boolean, check: Check): Arg {
  const input = image
    ? tensorArg(
        image.map((dim, axis): Dim => (dim === 'any' ? check.fresh(['H', 'W', 'C'][axis] ?? 'd') : int(dim))),
        { dtype: 'uint8' },
      )
    : tensorArg([], { dtype: 'string' });
  const label = tensorArg([], { dtype: 'int64' });
  return supervised ? tupleArg([input, label]) : { kind: 'record', entries: { [image ? 'image' : 'text']: input, label } };
}

interface Wanted {
  readonly set: DataSet;
  readonly element: Arg;
  readonly batch: Arg | undefined;
}

/** A part of the data; of all of it the number of elements is known. */
function partOf(split: Arg, { set, element, batch }: Wanted, check: Check): Arg {
  if (split.kind === 'list') return listArg(split.items.map(item => partOf(item, { set, element, batch }, check)));
  const word = split.kind === 'text' ? split.text : undefined;
  const total = word !== undefined && Object.hasOwn(set.splits, word) ? set.splits[word] : undefined;
  const count = total === undefined ? undefined : int(total);
  if (!batch || batch.kind === 'none') return streamArg(element, count);
  const size = toDim(batch);
  if (!size) return unknownArg;
  // Everything at once.
  if (size.kind === 'int' && size.value === -1) return batched(element, count ?? check.fresh('N'));
  const { length, count: batches } = batchLength({ size, drops: false, count }, check);
  return streamArg(batched(element, length), batches);
}

const load = defineOp({
  ...own,
  name: 'tfds.load',
  summary: 'A data set of the catalogue: elements are dicts, or pairs of input and label.',
  docs,
  params: {
    name: anything('str'),
    split: anything('str | str[]').optional(),
    data_dir: any(),
    batch_size: anything('int', { kind: 'integers' }).optional(),
    ...{ shuffle_files: any(), download: any() },
    as_supervised: flag().default('False'),
    decoders: any(),
    read_config: any(),
    with_info: flag().default('False'),
    ...{ builder_kwargs: any(), download_and_prepare_kwargs: any(), as_dataset_kwargs: any(), try_gcs: any() },
    ...{ file_format: any(), in_memory: any() },
  },
  complete: true,
  shape({ name, split, batch_size, as_supervised, with_info }, check) {
    const set = setOf(name);
    const isOpen = as_supervised === undefined || with_info === undefined || check.given.has('decoders');
    if (isOpen) return unknownArg;
    const wanted = set && { set, element: elementOf(set, as_supervised, check), batch: batch_size };
    const data = (): Arg => {
      if (!wanted) return unknownArg;
      if (split && split.kind !== 'none') return partOf(split, wanted, check);
      const parts = Object.keys(wanted.set.splits).map(word => [word, partOf({ kind: 'text', text: word }, wanted, check)] as const);
      return { kind: 'record', entries: Object.fromEntries(parts) };
    };
    return with_info ? tupleArg([data(), unknownArg]) : data();
  },
  examples: [
    { call: "next(iter(tfds.load('mnist', split='train', as_supervised=True)))[0]", gives: '28 28 1' },
    { call: "next(iter(tfds.load('cifar10')['test'].batch(50)))['image']", gives: '50 32 32 3' },
    { call: "tfds.load('mnist', split='test', batch_size=-1)['image']", gives: '10000 28 28 1' },
    { call: "tfds.load('mnist', supervised=True)", reports: 'argument-form' },
  ],
});

const asNumpy = defineOp({
  ...own,
  name: 'tfds.as_numpy',
  tensors: 'numpy',
  summary: 'The same elements as arrays of NumPy.',
  docs: 'https://www.tensorflow.org/datasets/api_docs/python/tfds/as_numpy',
  params: { dataset: anything('Dataset', { kind: 'hidden' }), graph: any() },
  complete: true,
  shape: ({ dataset }) => dataset ?? unknownArg,
  examples: [
    { call: "next(iter(tfds.as_numpy(tfds.load('mnist', split='train'))))['image']", gives: '28 28 1' },
    { call: "tfds.as_numpy(tfds.load('mnist'), batch_size=2)", reports: 'argument-form' },
  ],
});

export const tfds: FrameworkPack = {
  name: 'tfds',
  language: 'python',
  prefix: 'tfds',
  modules: { tensorflow_datasets: '' },
  tensors: 'tensorflow',
  ops: [load, asNumpy] satisfies readonly Op[],
  idioms: {},
  dtypes: [],
  sample: {
    imports: 'import tensorflow as tf\nimport tensorflow_datasets as tfds',
    ones: dims => `tf.ones(${dims})`,
    apply: (layer, inputs) => `${layer}(${inputs.join(', ')})`,
  },
};
