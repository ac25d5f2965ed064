/** What runs cells: a call of one, `dynamic_rnn`, `static_rnn` and both ways at once. Source: python/ops/rnn.py. */
import { argumentForm } from '../../../diagnostics/argument-form.ts';
import { rankMismatch } from '../../../diagnostics/rank-mismatch.ts';
import { type Dim, unknown } from '../../../dim/dim.ts';
import { type Arg, listArg, type TensorArg, toTensor, tupleArg, unknownArg, unknownTensor } from '../../argument.ts';
import type { Check } from '../../check.ts';
import { defineOp, type Op } from '../../op.ts';
import { anything, flag, ignored, integer, type Params, tensor } from '../../parameter.ts';
import { docsV1, tensorflow } from '../declare.ts';
import { type Cell, cellOf, dimsOf, pairOf, type Size, sumOf, tensorsOfSize, unknownCell } from './cell.ts';
import { root } from './cells.ts';

const shared = { ...tensorflow, api: 'v1' } as const;
const several = (words: string): Params => Object.fromEntries(words.split(' ').map(word => [word, ignored('any')]));
const cellParam = () => anything('RNNCell');
const read = (arg: Arg | undefined): Cell => cellOf(arg) ?? unknownCell;

/** The batch, and the time between: `steps` more axes than the cell itself takes. */
function leadOf(inputs: TensorArg, cell: Cell, steps: 0 | 1, argument: string, check: Check): readonly Dim[] {
  const rank = dimsOf(cell.output)?.length;
  const { shape } = inputs;
  if (!shape) return Array<Dim>(steps + 1).fill(unknown);
  const wanted = rank === undefined ? undefined : rank + 1 + steps;
  if (wanted !== undefined && shape.length !== wanted) check.report(rankMismatch, { argument, wanted, got: shape }, { argument });
  return shape.length > steps ? shape.slice(0, steps + 1) : Array<Dim>(steps + 1).fill(unknown);
}

const output = (size: Size, lead: readonly Dim[]): Arg => {
  const result = tensorsOfSize(size, lead);
  return result.kind === 'unknown' ? unknownTensor : result;
};

const called = defineOp({
  ...shared,
  // What a call of a layer takes besides goes on to `call`.
  complete: false,
  name: `tf.${root}.RNNCell.call`,
  summary: 'One step: the output and the next state.',
  docs: docsV1('nn/rnn_cell/RNNCell'),
  params: { cell: cellParam(), inputs: tensor('[batch, features]'), state: anything('Tensor | Tensor[]'), scope: ignored('VariableScope') },
  shape({ cell: given, inputs }, check) {
    const cell = read(given);
    const lead = leadOf(inputs, cell, 0, 'inputs', check);
    return tupleArg([output(cell.output, lead), tensorsOfSize(cell.state, lead)]);
  },
  examples: [
    { call: `tf.${root}.GRUCell(4)(tf.ones([8, 5]), tf.ones([8, 4]))[1]`, gives: '8 4', under: 'v1' },
    { call: `tf.${root}.GRUCell(4)(tf.ones([8, 5, 3]), tf.ones([8, 4]))`, reports: 'rank-mismatch', under: 'v1' },
  ],
});

const zeroState = defineOp({
  ...shared,
  name: `tf.${root}.RNNCell.zero_state`,
  summary: 'A state of zeros for a batch of that size.',
  docs: docsV1('nn/rnn_cell/RNNCell'),
  params: { cell: cellParam(), batch_size: integer(), dtype: anything('dtype') },
  shape: ({ cell, batch_size }) => tensorsOfSize(read(cell).state, [batch_size]),
  examples: [{ call: `tf.${root}.GRUCell(4).zero_state(8, tf.float32)`, gives: '8 4', under: 'v1' }],
});

const stateTuple = defineOp({
  ...shared,
  listed: false,
  name: `tf.${root}.LSTMStateTuple`,
  summary: 'The state of an LSTM cell: what it remembers, and its output.',
  docs: docsV1('nn/rnn_cell/LSTMStateTuple'),
  params: { c: anything('Tensor'), h: anything('Tensor') },
  shape: ({ c = unknownArg, h = unknownArg }) => pairOf(c, h),
  examples: [{ call: `tf.${root}.LSTMStateTuple(tf.ones([8, 4]), tf.ones([8, 2])).h`, gives: '8 2', under: 'v1' }],
});

const trailing = {
  ...several('initial_state dtype parallel_iterations swap_memory'),
  time_major: flag().default('False'),
  ...several('scope'),
};

/** [batch, time, …], or [time, batch, …]. */
function overTime(cell: Cell, inputs: TensorArg, timeMajor: boolean | undefined, check: Check): readonly [Arg, Arg] {
  const lead = leadOf(inputs, cell, 1, 'inputs', check);
  const batch = (timeMajor === undefined ? undefined : lead[timeMajor ? 1 : 0]) ?? unknown;
  return [output(cell.output, lead), tensorsOfSize(cell.state, [batch])];
}

const dynamic = defineOp({
  ...shared,
  name: 'tf.nn.dynamic_rnn',
  summary: 'Runs a cell over all steps of a sequence: the outputs of all steps, and the last state.',
  docs: docsV1('nn/dynamic_rnn'),
  params: { cell: cellParam(), inputs: tensor('[batch, time, features]'), ...several('sequence_length'), ...trailing } as Params,
  shape: (args, check) =>
    tupleArg(overTime(read(args.cell as Arg | undefined), args.inputs as TensorArg, args.time_major as boolean | undefined, check)),
  examples: [
    { call: `tf.nn.dynamic_rnn(tf.${root}.GRUCell(4), x, dtype=tf.float32)[0]`, given: { x: '8 5 3' }, gives: '8 5 4', under: 'v1' },
    {
      call: `tf.nn.dynamic_rnn(tf.${root}.GRUCell(4), x, dtype=tf.float32, time_major=True)[1]`,
      given: { x: '8 5 3' },
      gives: '5 4',
      under: 'v1',
    },
    {
      call: `tf.nn.dynamic_rnn(tf.${root}.LSTMCell(4, num_proj=2), x, dtype=tf.float32)[1].h`,
      given: { x: '8 5 3' },
      gives: '8 2',
      under: 'v1',
    },
    {
      call: `tf.nn.dynamic_rnn(tf.${root}.GRUCell(4), x, dtype=tf.float32)[0]`,
      given: { x: '8 5' },
      reports: 'rank-mismatch',
      under: 'v1',
    },
  ],
});

const bidirectionalDynamic = defineOp({
  ...shared,
  name: 'tf.nn.bidirectional_dynamic_rnn',
  summary: 'Runs one cell forwards and one backwards: both outputs, and both last states.',
  docs: docsV1('nn/bidirectional_dynamic_rnn'),
  params: {
    cell_fw: cellParam(),
    cell_bw: cellParam(),
    inputs: tensor('[batch, time, features]'),
    ...several('sequence_length initial_state_fw initial_state_bw dtype parallel_iterations swap_memory'),
    time_major: flag().default('False'),
    ...several('scope'),
  } as Params,
  shape(args, check) {
    const { cell_fw, cell_bw, inputs, time_major } = args as unknown as {
      readonly cell_fw?: Arg;
      readonly cell_bw?: Arg;
      readonly inputs: TensorArg;
      readonly time_major: boolean | undefined;
    };
    const [forwards, backwards] = [overTime(read(cell_fw), inputs, time_major, check), overTime(read(cell_bw), inputs, time_major, check)];
    return tupleArg([tupleArg([forwards[0], backwards[0]]), tupleArg([forwards[1], backwards[1]])]);
  },
  examples: [
    {
      call: `tf.concat(tf.nn.bidirectional_dynamic_rnn(tf.${root}.GRUCell(4), tf.${root}.GRUCell(6), x, dtype=tf.float32)[0], 2)`,
      given: { x: '8 5 3' },
      gives: '8 5 10',
      under: 'v1',
    },
  ],
});

/** One tensor per step; a tensor is not taken apart. */
function steps(inputs: Arg | undefined, op: string, check: Check): readonly TensorArg[] | undefined {
  if (inputs?.kind === 'tensor') {
    const problem = 'needs a list of tensors, one for every step, got a tensor: take it apart with tf.unstack';
    check.report(argumentForm, { op, problem }, { argument: 'inputs' });
  }
  return inputs?.kind === 'list' ? inputs.items.map(item => toTensor(item) ?? unknownTensor) : undefined;
}

const static_ = defineOp({
  ...shared,
  name: 'tf.nn.static_rnn',
  aliases: ['nn.rnn'],
  summary: 'Runs a cell over a list of steps: a list of outputs, and the last state.',
  docs: docsV1('nn/static_rnn'),
  params: { cell: cellParam(), inputs: anything('Tensor[]'), ...several('initial_state dtype sequence_length scope') } as Params,
  shape(args, check) {
    const cell = read(args.cell as Arg | undefined);
    const list = steps(args.inputs as Arg | undefined, 'tf.nn.static_rnn', check);
    const [first] = list ?? [];
    const lead = leadOf(first ?? unknownTensor, cell, 0, 'inputs', check);
    return tupleArg([list ? listArg(list.map(() => output(cell.output, lead))) : unknownArg, tensorsOfSize(cell.state, lead)]);
  },
  examples: [
    {
      call: `tf.nn.static_rnn(tf.${root}.GRUCell(4), tf.unstack(x, axis=1), dtype=tf.float32)[0][-1]`,
      given: { x: '8 5 3' },
      gives: '8 4',
      under: 'v1',
    },
    { call: `tf.nn.static_rnn(tf.${root}.GRUCell(4), x, dtype=tf.float32)`, given: { x: '8 5 3' }, reports: 'argument-form', under: 'v1' },
  ],
});

const bidirectionalStatic = defineOp({
  ...shared,
  name: 'tf.nn.static_bidirectional_rnn',
  aliases: ['nn.bidirectional_rnn'],
  summary: 'Runs one cell forwards and one backwards over a list of steps: a list of both outputs side by side, and both last states.',
  docs: docsV1('nn/static_bidirectional_rnn'),
  params: {
    cell_fw: cellParam(),
    cell_bw: cellParam(),
    inputs: anything('Tensor[]'),
    ...several('initial_state_fw initial_state_bw dtype sequence_length scope'),
  } as Params,
  shape(args, check) {
    const [one, other] = [read(args.cell_fw as Arg | undefined), read(args.cell_bw as Arg | undefined)];
    const list = steps(args.inputs as Arg | undefined, 'tf.nn.static_bidirectional_rnn', check);
    const [first] = list ?? [];
    const lead = leadOf(first ?? unknownTensor, one, 0, 'inputs', check);
    const both = sumOf([one.output, other.output]);
    return tupleArg([
      list ? listArg(list.map(() => output(both, lead))) : unknownArg,
      tensorsOfSize(one.state, lead),
      tensorsOfSize(other.state, lead),
    ]);
  },
  examples: [
    {
      call: `tf.nn.static_bidirectional_rnn(tf.${root}.GRUCell(4), tf.${root}.GRUCell(6), tf.unstack(x, axis=1), dtype=tf.float32)[0][0]`,
      given: { x: '8 5 3' },
      gives: '8 10',
      under: 'v1',
    },
  ],
});

/** Cells one above the other in each direction, every one over both outputs of those below. */
const stacked = defineOp({
  ...shared,
  name: `tf.${root}.stack_bidirectional_dynamic_rnn`,
  notRun: 'was in tf.contrib.rnn, which TensorFlow 2 does not have',
  summary: 'Layers of cells forwards and backwards: both outputs of the last layer side by side, and the states of all.',
  docs: 'https://www.tensorflow.org/versions/r1.15/api_docs/python/tf/contrib/rnn/stack_bidirectional_dynamic_rnn',
  params: {
    cells_fw: anything('RNNCell[]'),
    cells_bw: anything('RNNCell[]'),
    inputs: tensor('[batch, time, features]'),
    ...several('initial_states_fw initial_states_bw dtype sequence_length parallel_iterations'),
    time_major: flag().default('False'),
    ...several('scope swap_memory'),
  } as Params,
  shape(args, check) {
    const inputs = args.inputs as TensorArg;
    const timeMajor = args.time_major as boolean | undefined;
    const sides = [args.cells_fw, args.cells_bw].map(side =>
      (side as Arg | undefined)?.kind === 'list' ? (side as { items: readonly Arg[] }).items.map(read) : [],
    );
    const last = sides.map(side => side.at(-1) ?? unknownCell);
    const [outputs] = overTime({ output: sumOf(last.map(({ output: size }) => size)), state: unknownArg }, inputs, timeMajor, check);
    const states = sides.map(side =>
      side.length > 0 ? tupleArg(side.map(cell => overTime(cell, inputs, timeMajor, check)[1])) : unknownArg,
    );
    return tupleArg([outputs, ...states]);
  },
  examples: [
    {
      call: `tf.${root}.stack_bidirectional_dynamic_rnn([tf.${root}.GRUCell(4)], [tf.${root}.GRUCell(6)], x, dtype=tf.float32)[0]`,
      given: { x: '8 5 3' },
      gives: '8 5 10',
      under: 'v1',
    },
  ],
});

export const runs: readonly Op[] = [called, zeroState, stateTuple, dynamic, bidirectionalDynamic, static_, bidirectionalStatic, stacked];
