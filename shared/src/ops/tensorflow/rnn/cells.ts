/** Cells: `tf.nn.rnn_cell.*`, `tf.contrib.rnn.*`. Sources: python/ops/rnn_cell_impl.py, contrib/rnn/python/ops/rnn_cell.py. */
import { add } from '../../../dim/arithmetic.ts';
import { type Dim, unknown } from '../../../dim/dim.ts';
import { type Arg, toDim, unknownArg } from '../../argument.ts';
import { needs } from '../../needs.ts';
import { defineOp, type Op } from '../../op.ts';
import { anything, flag, ignored, integer, type Params } from '../../parameter.ts';
import { docsV1, tensorflow } from '../declare.ts';
import { type Cell, cellArg, cellOf, imageOf, numberOf, pairOf, sumOf, unknownCell } from './cell.ts';

export const root = 'nn.rnn_cell';
/** Keywords go on to the base class of layers. */
const shared = { ...tensorflow, complete: false, api: 'v1', listed: false } as const;
const several = (words: string): Params =>
  Object.fromEntries(
    words
      .split(' ')
      .filter(Boolean)
      .map(word => [word, ignored('any')]),
  );
const optionalDim = () => anything('int', { kind: 'integers' }).optional();
const given = (arg: Arg | undefined): Dim | undefined => (!arg || arg.kind === 'none' ? undefined : (toDim(arg) ?? unknown));
/** A cell seen through what a call of it gives: 8 items of 5 features. */
const applied = (cell: string) => `${cell}(tf.ones([8, 5]), tf.ones([8, 4]))[0]`;

const inContrib = 'was in tf.contrib.rnn, which TensorFlow 2 does not have';
const ofContrib =
  'UGRNNCell GRUBlockCell GRUBlockCellV2 CoupledInputForgetGateLSTMCell LayerNormBasicLSTMCell LSTMBlockCell InputProjectionWrapper OutputProjectionWrapper'.split(
    ' ',
  );
const ran = (word: string) => (ofContrib.includes(word) ? { notRun: inContrib } : {});

/** The state is the output. */
const simple = (word: string, rest: string, first = 'num_units'): Op =>
  defineOp({
    ...shared,
    name: `tf.${root}.${word}`,
    ...ran(word),
    summary: 'A cell of a recurrent network whose state is its output.',
    docs: docsV1('nn/rnn_cell/GRUCell'),
    params: { [first]: integer(), ...several(rest) },
    shape(args, check) {
      needs(`tf.${root}.${word}`, [first], check);
      const size = numberOf((args as Record<string, Dim>)[first] ?? unknown);
      return cellArg(`${root}.${word}`, { output: size, state: size });
    },
    examples: [
      { call: applied(`tf.${root}.${word}(4)`), gives: '8 4', under: 'v1' },
      { call: `tf.${root}.${word}()`, reports: 'argument-form', under: 'v1' },
    ],
  });

/** A state of two parts: what the cell remembers, and its output. `always`: there is no flag for it. */
const longShort = (word: string, before: string, after: string, { projects = false, always = false } = {}): Op =>
  defineOp({
    ...shared,
    name: `tf.${root}.${word}`,
    ...ran(word),
    summary: 'A cell of a recurrent network that remembers: its state is a pair, `c` and `h`.',
    docs: docsV1('nn/rnn_cell/LSTMCell'),
    params: {
      num_units: integer(),
      ...several(before),
      ...(projects ? { num_proj: optionalDim() } : {}),
      ...several(after.split('state_is_tuple')[0] ?? ''),
      ...(always ? {} : { state_is_tuple: flag().default('True') }),
      ...several(after.split('state_is_tuple')[1] ?? ''),
    },
    shape(args, check) {
      needs(`tf.${root}.${word}`, ['num_units'], check);
      const { num_units, num_proj, state_is_tuple } = args as unknown as {
        readonly num_units: Dim;
        readonly num_proj?: Arg;
        readonly state_is_tuple?: boolean;
      };
      const output = given(num_proj) ?? num_units;
      const pair = always || state_is_tuple;
      const state = pair ? pairOf(numberOf(num_units), numberOf(output)) : pair === false ? numberOf(add(num_units, output)) : unknownArg;
      return cellArg(`${root}.${word}`, { output: numberOf(output), state });
    },
    examples: [
      { call: `tf.${root}.${word}(4)(tf.ones([8, 5]), tf.${root}.${word}(4).zero_state(8, tf.float32))[0]`, gives: '8 4', under: 'v1' },
      { call: `tf.${root}.${word}(4).zero_state(8, tf.float32).h`, gives: '8 4', under: 'v1' },
      { call: `tf.${root}.${word}()`, reports: 'argument-form', under: 'v1' },
    ],
  });

const convolved = (word: string, spatial: number | undefined): Op => {
  const name = `tf.${root}.${word}`;
  const example = spatial ?? 2;
  const image = Array(example).fill(7).join(', ');
  return defineOp({
    ...shared,
    name,
    notRun: inContrib,
    summary: 'A cell that remembers images: its products are convolutions of padding SAME.',
    docs: 'https://www.tensorflow.org/versions/r1.15/api_docs/python/tf/contrib/rnn/ConvLSTMCell',
    params: {
      ...(spatial === undefined ? { conv_ndims: ignored('int') } : { name: ignored('str') }),
      input_shape: anything('int[]', { kind: 'integers' }),
      output_channels: integer(),
      kernel_shape: anything('int[]', { kind: 'integers' }),
      ...several('use_bias'),
      skip_connection: flag().default('False'),
      ...several('forget_bias initializers'),
      ...(spatial === undefined ? { name: ignored('str') } : {}),
    },
    ...(spatial === undefined
      ? {}
      : { order: 'name input_shape output_channels kernel_shape use_bias skip_connection forget_bias initializers' }),
    shape({ input_shape, output_channels, skip_connection }, check) {
      needs(name, ['input_shape', 'output_channels', 'kernel_shape'], check);
      if (input_shape?.kind !== 'list') return cellArg(`${root}.${word}`, unknownCell);
      const dims = input_shape.items.map(item => toDim(item) ?? unknown);
      const space = dims.slice(0, -1);
      const state = imageOf([...space, output_channels]);
      const total = skip_connection === false ? output_channels : skip_connection ? add(output_channels, dims.at(-1) ?? unknown) : unknown;
      return cellArg(`${root}.${word}`, { output: imageOf([...space, total]), state: pairOf(state, state) });
    },
    examples: [
      {
        call: `tf.nn.dynamic_rnn(${name}(${spatial === undefined ? `conv_ndims=2, ` : ''}input_shape=[${image}, 3], output_channels=16, kernel_shape=[${Array(example).fill(3).join(', ')}]), tf.ones([8, 5, ${image}, 3]), dtype=tf.float32)[0]`,
        gives: `8 5 ${image.replaceAll(',', '')} 16`,
        under: 'v1',
      },
      {
        call: `${name}(${spatial === undefined ? `conv_ndims=2, ` : ''}input_shape=[${image}, 3], output_channels=16)`,
        reports: 'argument-form',
        under: 'v1',
      },
    ],
  });
};

const multi = defineOp({
  ...shared,
  name: `tf.${root}.MultiRNNCell`,
  summary: 'Cells one above the other: the output of each is the input of the next.',
  docs: docsV1('nn/rnn_cell/MultiRNNCell'),
  params: { cells: anything('RNNCell[]'), state_is_tuple: flag().default('True') },
  shape({ cells, state_is_tuple }, check) {
    needs(`tf.${root}.MultiRNNCell`, ['cells'], check);
    const all = cells?.kind === 'list' ? cells.items.map(cellOf) : [];
    if (all.length === 0 || cells?.kind !== 'list') return cellArg(`${root}.MultiRNNCell`, unknownCell);
    const states = all.map(cell => cell?.state ?? unknownArg);
    const state: Arg = state_is_tuple
      ? { kind: 'list', items: states, isTuple: true }
      : state_is_tuple === false
        ? sumOf(states)
        : unknownArg;
    return cellArg(`${root}.MultiRNNCell`, { output: all.at(-1)?.output ?? unknownArg, state });
  },
  examples: [
    {
      call: `tf.nn.dynamic_rnn(tf.${root}.MultiRNNCell([tf.${root}.BasicLSTMCell(4), tf.${root}.GRUCell(6)]), tf.ones([8, 5, 3]), dtype=tf.float32)[0]`,
      gives: '8 5 6',
      under: 'v1',
    },
    {
      call: `tf.nn.dynamic_rnn(tf.${root}.MultiRNNCell([tf.${root}.BasicLSTMCell(4), tf.${root}.GRUCell(6)]), tf.ones([8, 5, 3]), dtype=tf.float32)[1][0].c`,
      gives: '8 4',
      under: 'v1',
    },
    { call: `tf.${root}.MultiRNNCell()`, reports: 'argument-form', under: 'v1' },
  ],
});

/** Cells around a cell; `changed` says what becomes of its sizes. */
const around = (word: string, rest: Params, summary: string, changed: (cell: Cell, args: Record<string, unknown>) => Cell): Op =>
  defineOp({
    ...shared,
    name: `tf.${root}.${word}`,
    ...ran(word),
    summary,
    docs: docsV1('nn/rnn_cell/DropoutWrapper'),
    params: { cell: anything('RNNCell'), ...rest } as Params,
    shape(args, check) {
      needs(`tf.${root}.${word}`, ['cell'], check);
      return cellArg(`${root}.${word}`, changed(cellOf(args.cell as Arg | undefined) ?? unknownCell, args));
    },
    examples: [
      {
        call: applied(
          `tf.${root}.${word}(tf.${root}.GRUCell(4)${word === 'DeviceWrapper' ? ', "/cpu:0"' : Object.keys(rest)[0] === 'output_size' || word.startsWith('Input') ? ', 6' : ''})`,
        ),
        gives: Object.keys(rest)[0] === 'output_size' ? '8 6' : '8 4',
        under: 'v1',
      },
      { call: `tf.${root}.${word}()`, reports: 'argument-form', under: 'v1' },
    ],
  });

const same = (cell: Cell): Cell => cell;
const drops = 'input_keep_prob output_keep_prob state_keep_prob variational_recurrent input_size dtype seed dropout_state_filter_visitor';

export const cells: readonly Op[] = [
  simple('BasicRNNCell', 'activation reuse name dtype'),
  simple('GRUCell', 'activation reuse kernel_initializer bias_initializer name dtype'),
  simple('UGRNNCell', 'initializer forget_bias activation reuse'),
  simple('GRUBlockCell', 'cell_size reuse name'),
  simple('GRUBlockCellV2', 'reuse name'),
  longShort('BasicLSTMCell', 'forget_bias', 'state_is_tuple activation reuse name dtype'),
  longShort(
    'LSTMCell',
    'use_peepholes cell_clip initializer',
    'proj_clip num_unit_shards num_proj_shards forget_bias state_is_tuple activation reuse name dtype',
    { projects: true },
  ),
  longShort(
    'CoupledInputForgetGateLSTMCell',
    'use_peepholes initializer',
    'proj_clip num_unit_shards num_proj_shards forget_bias state_is_tuple activation reuse layer_norm norm_gain norm_shift',
    { projects: true },
  ),
  longShort(
    'LayerNormBasicLSTMCell',
    'forget_bias input_size activation layer_norm norm_gain norm_shift dropout_keep_prob dropout_prob_seed reuse',
    '',
    { always: true },
  ),
  longShort('LSTMBlockCell', 'forget_bias cell_clip use_peephole dtype reuse name', '', { always: true }),
  convolved('ConvLSTMCell', undefined),
  convolved('Conv1DLSTMCell', 1),
  convolved('Conv2DLSTMCell', 2),
  convolved('Conv3DLSTMCell', 3),
  multi,
  around('DropoutWrapper', several(drops), 'The same cell; while training some numbers become 0.', same),
  around('ResidualWrapper', several('residual_fn'), 'The cell with its input added to its output.', same),
  around('DeviceWrapper', several('device'), 'The same cell on a device of its own.', same),
  around('InputProjectionWrapper', several('num_proj activation input_size reuse'), 'The cell behind a dense layer.', same),
  around(
    'OutputProjectionWrapper',
    { output_size: integer(), ...several('activation reuse') },
    'The cell before a dense layer.',
    (cell, { output_size }) => ({ ...cell, output: numberOf((output_size as Dim | undefined) ?? unknown) }),
  ),
];
