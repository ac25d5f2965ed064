/** `LSTM`, `GRU`, `SimpleRNN`, `ConvLSTM`. Sources: layers/rnn in Keras 2 and 3. */
import { type Dim, int, unknown } from '../../dim/dim.ts';
import { type Arg, listArg, tensorArg, unknownArg } from '../argument.ts';
import type { Check } from '../check.ts';
import { axesOf } from '../conv/axes.ts';
import { outputOf, slideAll } from '../conv/slide.ts';
import type { LayerOp } from '../op.ts';
import { anything, flag, oneTensor } from '../parameter.ts';
import { any, applied, ignoredOnes, layer } from './declare.ts';
import { checkReuse } from './reuse.ts';
import {
  checkFits,
  dataFormatParam,
  imageAxes,
  joinImage,
  notNegative,
  paddingParam,
  perAxis,
  readCount,
  readDataFormat,
  readPadding,
  readPerAxis,
} from './window-arguments.ts';

const ways = {
  return_sequences: flag().default('False'),
  return_state: flag().default('False'),
  ...ignoredOnes(
    'activation recurrent_activation use_bias kernel_initializer recurrent_initializer bias_initializer unit_forget_bias dropout recurrent_dropout go_backwards stateful unroll implementation reset_after time_major consume_less inner_init forget_bias_init inner_activation dropout_W dropout_U W_regularizer U_regularizer b_regularizer kernel_regularizer recurrent_regularizer bias_regularizer init weights',
  ),
};
const call = { inputs: oneTensor('[batch, steps, features]'), ...applied, initial_state: any(), constants: any() };

/** The last output or all of them, and after it the states, if asked for. */
function answer(
  sequence: readonly Dim[],
  last: readonly Dim[],
  states: number,
  { return_sequences, return_state }: { readonly return_sequences: boolean | undefined; readonly return_state: boolean | undefined },
): Arg {
  if (return_state === undefined) return unknownArg;
  const output = return_sequences === undefined ? tensorArg(undefined) : tensorArg(return_sequences ? sequence : last);
  return return_state ? listArg([output, ...Array.from({ length: states }, () => tensorArg(last))]) : output;
}

const recurrent = (word: string, states: number, summary: string): LayerOp =>
  layer({
    name: `keras.layers.${word}`,
    aliases: [`layers.CuDNN${word}`],
    summary,
    params: { units: anything('int', { kind: 'integers' }).alias('output_dim'), ...ways },
    order: 'units activation recurrent_activation use_bias',
    call,
    construct: ({ units }, check) => void readCount(`keras.layers.${word}`, 'units', units, check),
    shape({ units, inputs: { shape }, return_sequences, return_state }, check) {
      const { N, T, C } = axesOf('N T C', shape, { argument: 'inputs', wanted: 3 }, check);
      checkReuse(C, first => first.at(-1), check);
      const out = readCount(`keras.layers.${word}`, 'units', units, check);
      return answer([N, T, out], [N, out], states, { return_sequences, return_state });
    },
    examples: [
      { call: `keras.layers.${word}(32)`, on: '8 20 16', gives: '8 32' },
      { call: `keras.layers.${word}(32, return_sequences=True)`, on: '8 20 16', gives: '8 20 32' },
      { call: `keras.layers.${word}(32)`, on: '8 16', reports: 'rank-mismatch' },
    ],
  });

function convolved(spatial: 1 | 2 | 3): LayerOp {
  const name = `keras.layers.ConvLSTM${spatial}D`;
  const [on, gives] = [
    { 1: '2 5 16 3', 2: '2 5 16 16 3', 3: '2 5 8 16 16 3' }[spatial],
    { 1: '2 5 16 8', 2: '2 5 16 16 8', 3: '2 5 8 16 16 8' }[spatial],
  ];
  const window = (args: Readonly<Record<string, Arg | undefined>>, check: Check) => {
    const reading = { op: name, spatial, check };
    return {
      kernel: readPerAxis(reading, 'kernel_size', args.kernel_size),
      strides: readPerAxis(reading, 'strides', args.strides, int(1)),
      dilations: readPerAxis(reading, 'dilation_rate', args.dilation_rate, int(1)),
      padding: Array(spatial).fill(readPadding(reading, args.padding, ['valid', 'same'])),
    };
  };
  return layer({
    name,
    summary: 'An LSTM whose weights are filters that slide over images.',
    params: {
      filters: anything('int', { kind: 'integers' }).alias('nb_filter'),
      kernel_size: perAxis(spatial),
      strides: perAxis(spatial).default('1').alias('subsample'),
      padding: paddingParam('valid', 'same'),
      data_format: dataFormatParam(),
      dilation_rate: perAxis(spatial).default('1'),
      ...ways,
    },
    order: 'filters kernel_size strides padding data_format dilation_rate',
    call: { ...call, inputs: oneTensor('[batch, steps, h, w, channels]') },
    construct: (args, check) => void window(args as never, check),
    shape(args, check) {
      const { inputs, filters, data_format, return_sequences, return_state } = args as unknown as {
        inputs: { shape: readonly Dim[] | undefined };
        filters: Arg;
        data_format: Arg;
        return_sequences: boolean | undefined;
        return_state: boolean | undefined;
      };
      const slides = window(args as never, check);
      const channelsFirst = readDataFormat(data_format, check);
      const axes = imageAxes(inputs.shape, spatial + 1, false, check);
      if (!axes || channelsFirst === undefined) return unknownArg;
      const [N, T] = [axes.N[0] ?? unknown, axes.S[0] ?? unknown];
      // Behind the steps, channels come first or last.
      const cells = channelsFirst ? [...axes.S.slice(2), axes.C] : axes.S.slice(1);
      const slid = slideAll(cells, slides, check);
      checkFits(slid, 'kernel_size', check);
      const S = slid.map(outputOf).map(notNegative);
      const C = readCount(name, 'filters', filters, check);
      const last = joinImage({ N: [N], S, C }, channelsFirst);
      return answer([N, T, ...last.slice(1)], last, 2, { return_sequences, return_state });
    },
    examples: [
      { call: `${name}(8, 3, padding='same', return_sequences=True)`, on, gives },
      { call: `${name}(8, 3)`, on: '5 4', reports: 'rank-mismatch' },
    ],
  });
}

export const recurrentLayers: readonly LayerOp[] = [
  recurrent('LSTM', 2, 'Goes through a sequence with a long and a short memory.'),
  recurrent('GRU', 1, 'Goes through a sequence with a gated memory.'),
  recurrent('SimpleRNN', 1, 'Goes through a sequence; every output goes into the next step.'),
  convolved(1),
  convolved(2),
  convolved(3),
];
