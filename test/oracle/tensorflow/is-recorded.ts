import type { Op } from '#shared/ops/op.ts';

/**
 * Two convolutions have recordings of their own, tf.layers and the cells of recurrent networks went away with 2.16, queues wait for somebody who runs them, pictures for a file, and
 * `tf.gradients` for a graph;
 * what only reads a shape makes no tensor to record. Some ops say themselves why they cannot be run.
 */
export const isRecorded = (op: Op): boolean =>
  !/^tf\.(nn\.conv2d(_transpose)?$|nn\.(rnn_cell\.|\w+_rnn$)|layers\.|train\.|image\.decode_|io\.read_file|gradients$|Tensor\.|Variable\.)/.test(
    op.name,
  ) &&
  op.listed !== false &&
  op.notRun === undefined;
