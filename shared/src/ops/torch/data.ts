/** Data sets and loaders: `torch.utils.data`. Sources: torch/utils/data/{dataset,dataloader}.py, _utils/collate.py. */
import { type Arg, listArg, type StreamArg, streamArg, tensorArg, toDim, toTensor, tupleArg, unknownArg } from '../argument.ts';
import { batched, batchLength, checkLengths, lengthOf, lengthsOf, stream, unbatched } from '../common/streams.ts';
import { defineOp, type Op } from '../op.ts';
import type { FrameworkPack } from '../pack.ts';
import { anything, flag } from '../parameter.ts';
import { plain, torch } from './declare.ts';

const docs = 'https://docs.pytorch.org/docs/stable/data.html';

const asStream = (arg: Arg | undefined): StreamArg | undefined => (arg?.kind === 'stream' ? arg : undefined);

const tensorDataset = defineOp({
  ...torch,
  name: 'torch.utils.data.TensorDataset',
  listed: false,
  summary: 'A data set of the slices of tensors along their first axis.',
  docs,
  params: { tensors: anything('Tensor', { kind: 'shape' }) },
  rest: 'tensors',
  shape({ tensors }, check) {
    const whole = tupleArg((tensors?.kind === 'list' ? tensors.items : [tensors ?? unknownArg]).map(item => toTensor(item) ?? unknownArg));
    checkLengths(lengthsOf(whole), { called: 'tensor', parameter: () => 'tensors' }, check);
    return streamArg(unbatched(whole), lengthOf(whole));
  },
  examples: [
    {
      call: 'next(iter(torch.utils.data.DataLoader(torch.utils.data.TensorDataset(x), 4)))[0]',
      given: { x: '8 3 32 32' },
      gives: '4 3 32 32',
    },
  ],
});

/** What the elements of a batch become: arrays and numbers tensors, tuples lists. */
function collated(element: Arg): Arg {
  switch (element.kind) {
    case 'list':
      return listArg(element.items.map(collated));
    case 'record':
      return { kind: 'record', entries: Object.fromEntries(Object.entries(element.entries).map(([key, item]) => [key, collated(item)])) };
    case 'number':
    case 'float':
    case 'flag':
      return tensorArg([]);
    case 'tensor':
      return element;
    default:
      return unknownArg;
  }
}

const given = (arg: Arg | undefined): arg is Arg => arg !== undefined && arg.kind !== 'none';

const dataLoader = defineOp({
  ...torch,
  name: 'torch.utils.data.DataLoader',
  aliases: ['utils.data.dataloader.DataLoader'],
  listed: false,
  summary: 'Gives the elements of a data set in batches.',
  docs,
  params: {
    dataset: stream(),
    batch_size: anything('int').default('1'),
    shuffle: flag().optional(),
    sampler: anything('Sampler', { kind: 'hidden' }).optional(),
    batch_sampler: anything('Sampler', { kind: 'hidden' }).optional(),
    ...plain('num_workers'),
    collate_fn: anything('function', { kind: 'hidden' }).optional(),
    ...plain('pin_memory'),
    drop_last: flag().default('False'),
    ...plain('timeout worker_init_fn multiprocessing_context generator prefetch_factor persistent_workers pin_memory_device in_order'),
  },
  order:
    'dataset batch_size shuffle sampler batch_sampler num_workers collate_fn pin_memory drop_last timeout worker_init_fn multiprocessing_context generator',
  shape({ dataset, batch_size, sampler, batch_sampler, collate_fn, drop_last }, check) {
    const from = asStream(dataset);
    if (!from || given(collate_fn)) return streamArg(unknownArg);
    if (given(batch_sampler)) return streamArg(batched(collated(from.element), check.fresh('N')));
    if (!given(batch_size)) return streamArg(collated(from.element), from.count);
    const size = toDim(batch_size) ?? check.fresh('N');
    const { length, count } = batchLength({ size, drops: drop_last, count: given(sampler) ? undefined : from.count }, check);
    return streamArg(batched(collated(from.element), length), count);
  },
  examples: [
    {
      call: 'next(iter(torch.utils.data.DataLoader(torch.utils.data.TensorDataset(x), batch_size=4)))[0]',
      given: { x: '8 28' },
      gives: '4 28',
    },
  ],
});

const randomSplit = defineOp({
  ...torch,
  name: 'torch.utils.data.random_split',
  listed: false,
  summary: 'The elements of a data set dealt out to several.',
  docs,
  params: { dataset: stream(), lengths: anything('int[] | float[]'), ...plain('generator') },
  shape({ dataset, lengths }) {
    const from = asStream(dataset);
    if (!from || lengths?.kind !== 'list') return unknownArg;
    return listArg(lengths.items.map(length => streamArg(from.element, length.kind === 'number' ? length.dim : undefined)));
  },
  examples: [
    { call: 'torch.utils.data.random_split(torch.utils.data.TensorDataset(x), [6, 2])[0][0][0]', given: { x: '8 28' }, gives: '28' },
  ],
});

const subset = defineOp({
  ...torch,
  name: 'torch.utils.data.Subset',
  aliases: ['utils.data.dataset.Subset'],
  listed: false,
  summary: 'Some elements of a data set.',
  docs,
  params: { dataset: stream(), ...plain('indices') },
  shape: ({ dataset }) => streamArg(asStream(dataset)?.element ?? unknownArg),
  examples: [{ call: 'torch.utils.data.Subset(torch.utils.data.TensorDataset(x), [6, 2])[0][0]', given: { x: '8 28' }, gives: '28' }],
});

export const dataOps: readonly Op[] = [tensorDataset, dataLoader, randomSplit, subset];

const ownElements = { holds: 'stream' } as const;

/** What users derive their data sets from. */
export const dataClasses: NonNullable<FrameworkPack['classes']> = Object.fromEntries(
  ['utils.data.Dataset', 'utils.data.IterableDataset', 'utils.data.dataset.Dataset', 'utils.data.dataset.IterableDataset'].map(path => [
    path,
    ownElements,
  ]),
);
