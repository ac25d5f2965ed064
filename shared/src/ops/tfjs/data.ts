/** Data sets: `tf.data`. Sources: tfjs-data/src/dataset.ts, readers.ts. */
import { argumentForm } from '../../diagnostics/argument-form.ts';
import { int } from '../../dim/dim.ts';
import { type Arg, type StreamArg, streamArg, toTensor, unknownArg } from '../argument.ts';
import { batched, batchLength, eitherElement, fewer, stream, without } from '../common/streams.ts';
import { defineOp, type Op } from '../op.ts';
import type { FrameworkPack } from '../pack.ts';
import { anything, flag, ignored, integer } from '../parameter.ts';
import { docs, refuse, tfjs } from './declare.ts';

const asStream = (arg: Arg | undefined): StreamArg | undefined => (arg?.kind === 'stream' ? arg : undefined);

const method = (word: string) =>
  ({
    ...tfjs,
    name: `tf.data.Dataset.${word}`,
    method: { names: [word], only: true, of: 'stream' },
    listed: false,
    docs: docs(`data.Dataset.${word}`),
  }) as const;

const array = defineOp({
  ...tfjs,
  name: 'tf.data.array',
  listed: false,
  summary: 'A data set of the items of an array.',
  docs: docs('data.array'),
  params: { items: anything('any[]', { kind: 'hidden' }) },
  shape({ items }) {
    if (items?.kind !== 'list') return streamArg(unknownArg);
    return streamArg(items.items.length > 0 ? items.items.reduce(eitherElement) : unknownArg, int(items.items.length));
  },
  examples: [{ call: 'tf.data.array([[1, 2], [3, 4]])' }],
});

/** Numbers and arrays become tensors when elements are put together. */
function tensors(element: Arg): Arg {
  if (element.kind === 'record')
    return { kind: 'record', entries: Object.fromEntries(Object.entries(element.entries).map(([key, item]) => [key, tensors(item)])) };
  if (element.kind === 'list' && element.items.some(item => item.kind === 'tensor' || item.kind === 'record'))
    return { ...element, items: element.items.map(tensors) };
  return toTensor(element) ?? unknownArg;
}

const batch = defineOp({
  ...method('batch'),
  summary: 'Elements put together into batches; the last one may be smaller.',
  params: { dataset: stream(), batchSize: integer(), smallLastBatch: flag().default('true') },
  shape({ dataset, batchSize, smallLastBatch }, check) {
    const from = asStream(dataset);
    if (!from) return unknownArg;
    if (batchSize.kind === 'int' && batchSize.value <= 0)
      refuse('data.Dataset.batch', 'batchSize', `takes a positive batchSize, got ${batchSize.value}`, check);
    const { length, count } = batchLength({ size: batchSize, drops: smallLastBatch === false, count: from.count }, check);
    return streamArg(batched(tensors(from.element), length), count);
  },
  examples: [{ call: 'tf.data.array([1, 2, 3, 4]).batch(2)' }, { call: 'tf.data.array([1, 2, 3, 4]).batch(0)', reports: 'argument-form' }],
});

const kept = (word: string, params: string): Op =>
  defineOp({
    ...method(word),
    summary: 'A data set of the same elements.',
    params: { dataset: stream(), ...Object.fromEntries(params.split(' ').map(name => [name, ignored('any')])) },
    shape({ dataset }: { readonly dataset: Arg | undefined }, check) {
      // "`Dataset.shuffle()` requires bufferSize to be specified."
      if (!check.given.has('bufferSize')) check.report(argumentForm, { op: `tf.data.Dataset.${word}`, problem: 'needs bufferSize' }, {});
      return dataset ?? unknownArg;
    },
    examples: [
      { call: `tf.data.array([1, 2, 3, 4]).${word}(2)` },
      { call: `tf.data.array([1, 2, 3, 4]).${word}()`, reports: 'argument-form' },
    ],
  });

const counted = (word: 'take' | 'skip' | 'repeat'): Op =>
  defineOp({
    ...method(word),
    summary: 'A data set of the same elements, another number of them.',
    params: { dataset: stream(), count: integer() },
    shape({ dataset, count }) {
      const from = asStream(dataset);
      if (!from) return unknownArg;
      const left = word === 'take' ? fewer(from.count, count) : word === 'skip' ? without(from.count, count) : undefined;
      return streamArg(from.element, left);
    },
    examples: [{ call: `tf.data.array([1, 2, 3, 4]).${word}(2)` }],
  });

const zip = defineOp({
  ...tfjs,
  name: 'tf.data.zip',
  listed: false,
  summary: 'Data sets side by side, in an array or an object.',
  docs: docs('data.zip'),
  params: { datasets: anything('Dataset[] | object', { kind: 'hidden' }) },
  shape({ datasets }, check) {
    // "The argument to zip() must be an object or array."
    if (datasets?.kind === 'number' || datasets?.kind === 'text' || datasets?.kind === 'none' || !check.given.has('datasets'))
      refuse('data.zip', 'datasets', 'takes data sets in an array or an object', check);
    const element = (arg: Arg): Arg =>
      arg.kind === 'list'
        ? { kind: 'list', items: arg.items.map(element) }
        : arg.kind === 'record'
          ? { kind: 'record', entries: Object.fromEntries(Object.entries(arg.entries).map(([key, item]) => [key, element(item)])) }
          : (asStream(arg)?.element ?? unknownArg);
    const counts = datasets?.kind === 'list' ? datasets.items : datasets?.kind === 'record' ? Object.values(datasets.entries) : [];
    return datasets
      ? streamArg(
          element(datasets),
          counts.map(each => asStream(each)?.count).reduce((a, b) => fewer(a, b), asStream(counts[0])?.count),
        )
      : unknownArg;
  },
  examples: [
    { call: 'tf.data.zip([tf.data.array([1, 2, 3, 4]), tf.data.array([1, 2])])' },
    { call: 'tf.data.zip()', reports: 'argument-form' },
  ],
});

const unknownSource = (word: string, params: string): Op =>
  defineOp({
    ...tfjs,
    name: `tf.data.${word}`,
    listed: false,
    summary: 'A data set of elements that are not known before the program runs.',
    docs: docs(`data.${word}`),
    params: Object.fromEntries(params.split(' ').map(name => [name, ignored('any')])),
    shape: () => streamArg(unknownArg),
    examples: [{ call: `tf.data.${word}(${word === 'csv' ? `'a.csv'` : 'function* () {}'})` }],
  });

export const dataOps: readonly Op[] = [
  array,
  zip,
  unknownSource('csv', 'source csvConfig'),
  unknownSource('generator', 'generator'),
  unknownSource('func', 'f'),
  batch,
  kept('shuffle', 'bufferSize seed reshuffleEachIteration'),
  kept('prefetch', 'bufferSize'),
  counted('take'),
  counted('skip'),
  counted('repeat'),
];

export const streams: NonNullable<FrameworkPack['streams']> = {
  map: { kind: 'maps' },
  mapAsync: { kind: 'maps' },
  filter: { kind: 'tests' },
  forEachAsync: { kind: 'visits' },
  iterator: { kind: 'same' },
};
