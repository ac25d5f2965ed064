/** Batches of TensorFlow 1's input queues: `tf.train.batch`. */
import { argumentForm } from '../../diagnostics/argument-form.ts';
import { type Dim, unknown } from '../../dim/dim.ts';
import { type Arg, listArg, tensorArg, toTensor, unknownArg, unknownTensor } from '../argument.ts';
import type { Check } from '../check.ts';
import { defineOp, type Op } from '../op.ts';
import { anything, flag, ignored, integer } from '../parameter.ts';
import { docsV1, ordered, tensorflow, words } from './declare.ts';

/** Tensors of single examples become tensors of batches; with `enqueue_many` their first axis was the batch already. */
function batched(
  path: string,
  tensors: Arg | undefined,
  size: Dim,
  many: boolean | undefined,
  smaller: boolean | undefined,
  check: Check,
): Arg {
  const batch = smaller === false ? size : smaller === true ? check.fresh('N') : unknown;
  const one = (arg: Arg): Arg => {
    const { shape, dtype } = toTensor(arg) ?? unknownTensor;
    if (!shape || many === undefined) return unknownTensor;
    return tensorArg([batch, ...(many ? shape.slice(1) : shape)], dtype === undefined ? {} : { dtype });
  };
  // What leaves a queue of one component is that tensor, no list of it.
  if (tensors?.kind === 'list')
    return tensors.items.length === 1 ? one(tensors.items[0] ?? unknownTensor) : listArg(tensors.items.map(one));
  if (tensors?.kind === 'record')
    return { kind: 'record', entries: Object.fromEntries(Object.entries(tensors.entries).map(([key, arg]) => [key, one(arg)])) };
  if (tensors?.kind === 'tensor')
    check.report(
      argumentForm,
      { op: `tf.train.${path}`, problem: 'takes a list or dict of tensors, got a tensor' },
      { argument: 'tensors' },
    );
  return unknownArg;
}

const queue = (path: string, between: string): Op =>
  defineOp({
    ...tensorflow,
    name: `tf.train.${path}`,
    api: 'v1',
    summary: 'Takes single examples from a queue, and puts so many of them into a batch.',
    docs: docsV1(`train/${path}`),
    params: {
      tensors: anything('Tensor[]', { kind: 'shape' }),
      batch_size: integer(),
      ...words(between),
      enqueue_many: flag().default('False'),
      shapes: ignored('any'),
      dynamic_pad: ignored('bool'),
      allow_smaller_final_batch: flag().default('False'),
      ...words('shared_name name'),
    },
    order: `tensors batch_size ${ordered(between)} enqueue_many shapes ${path === 'batch' ? 'dynamic_pad ' : ''}allow_smaller_final_batch shared_name name`,
    shape: ({ tensors, batch_size, enqueue_many, allow_smaller_final_batch }, check) =>
      batched(path, tensors as Arg | undefined, batch_size as Dim, enqueue_many, allow_smaller_final_batch, check),
    examples: [
      {
        call: `tf.train.${path}([x], 4${path === 'batch' ? '' : ', 100, 10'})`,
        given: { x: '28 28 1' },
        gives: '4 28 28 1',
        under: 'v1',
      },
      {
        call: `tf.train.${path}([x, y], 4${path === 'batch' ? '' : ', 100, 10'})[1]`,
        given: { x: '28 28 1', y: '3' },
        gives: '4 3',
        under: 'v1',
      },
      {
        call: `tf.train.${path}(x, 4${path === 'batch' ? '' : ', 100, 10'})`,
        given: { x: '28 28' },
        reports: 'argument-form',
        under: 'v1',
      },
    ],
  });

export const queueOps: readonly Op[] = [
  queue('batch', 'num_threads capacity'),
  queue('shuffle_batch', 'capacity! min_after_dequeue! num_threads seed'),
];
