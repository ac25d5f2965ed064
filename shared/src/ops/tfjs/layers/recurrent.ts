/** Recurrent layers and their cells. Sources: tfjs-layers/src/layers/recurrent.ts, convolutional_recurrent.ts. */
import { argumentForm } from '../../../diagnostics/argument-form.ts';
import type { Dim } from '../../../dim/dim.ts';
import { join, split } from '../../../shape/pattern.ts';
import type { Shape } from '../../../shape/shape.ts';
import { type Arg, listArg, type TensorArg, tensorArg, toTensor, unknownTensor } from '../../argument.ts';
import type { Check } from '../../check.ts';
import { axesOf } from '../../conv/axes.ts';
import { outputOf, slideAll } from '../../conv/slide.ts';
import type { LayerOp, Result } from '../../op.ts';
import { anything, flag, ignored, type Param, type Params, tensor } from '../../parameter.ts';
import { checkRank } from '../declare.ts';
import { convOptions, convSlips, needsKernel, readWindow } from './conv.ts';
import { checkReuseOf, layer } from './layer.ts';
import * as options from './window-options.ts';

/** A sequence, or a list that begins with one: the initial states follow. */
const sequence = (axes: string): Param<TensorArg> => ({
  ...tensor(axes),
  read: arg => (arg?.kind === 'list' ? arg.items[0] && toTensor(arg.items[0]) : arg && toTensor(arg)) ?? unknownTensor,
});

const returning = { returnSequences: flag().default('false'), returnState: flag().default('false') };

const names = (list: string): Params =>
  Object.fromEntries(
    list
      .split(' ')
      .filter(Boolean)
      .map(name => [name, ignored('any')]),
  );

const cellOptions =
  'activation useBias kernelInitializer recurrentInitializer biasInitializer kernelRegularizer recurrentRegularizer biasRegularizer kernelConstraint recurrentConstraint biasConstraint dropout recurrentDropout dropoutFunc';
const layerOptions = 'goBackwards stateful unroll activityRegularizer inputDim inputLength';
/** What some kinds take besides. */
const own: Readonly<Record<string, string>> = {
  lstm: 'recurrentActivation unitForgetBias implementation',
  gru: 'recurrentActivation implementation resetAfter',
  simpleRNN: '',
};

interface Returning {
  readonly returnSequences: boolean | undefined;
  readonly returnState: boolean | undefined;
}

/** "Cannot set properties of undefined (setting 'kerasMask')", once data comes: what a sequence without steps gives. */
function checkSteps(N: Dim | undefined, T: Dim | undefined, check: Check): void {
  if (T?.kind !== 'int' || T.value !== 0) return;
  const severity = N?.kind === 'int' ? 'error' : 'warning';
  check.report(argumentForm, { op: 'the layer', problem: 'runs over at least one step, got none' }, { argument: 'inputs' }, { severity });
}

/** The output of the last step or of all, and the states when they are asked for. */
function returned(N: Dim, T: Dim, features: Shape, states: number | undefined, { returnSequences, returnState }: Returning): Result {
  const last = [N, ...features];
  const output = returnSequences === undefined ? undefined : returnSequences ? [N, T, ...features] : last;
  if (returnState === undefined) return { kind: 'unknown' };
  if (!returnState) return output;
  return states === undefined ? { kind: 'unknown' } : listArg([tensorArg(output), ...Array<Arg>(states).fill(tensorArg(last))]);
}

const kinds = [
  { word: 'lstm', states: 2, summary: 'Long short-term memory over a sequence.' },
  { word: 'gru', states: 1, summary: 'Gated recurrent units over a sequence.' },
  { word: 'simpleRNN', states: 1, summary: 'A dense layer of the input and of its own last output, over a sequence.' },
] as const;

const recurrent = ({ word, states, summary }: (typeof kinds)[number]): LayerOp => {
  const op = `tf.layers.${word}`;
  return layer({
    word,
    rank: 3,
    summary,
    params: {
      units: anything('int', { kind: 'integers' }),
      ...returning,
      ...names(`${cellOptions} ${own[word]} ${layerOptions} cell`),
    },
    call: { inputs: sequence('[N, T, C]'), kwargs: ignored('object') },
    ignores: { unit: 'units', returnSequence: 'returnSequences' },
    construct: ({ units }, check) => void options.readCount(op, 'units', units as Arg | undefined, check),
    shape(args, check) {
      const { inputs, units, returnSequences, returnState } = args as Returning & { inputs: TensorArg; units: Arg | undefined };
      const count = options.readCount(op, 'units', units, check);
      const { N, T } = axesOf('N T C', inputs.shape, { argument: 'inputs', wanted: 3 }, check);
      if (check.sound) checkReuseOf(inputs, 1, check);
      checkSteps(N, T, check);
      return returned(N, T, [count], states, { returnSequences, returnState });
    },
    examples: [
      { call: `${op}({units: 16})`, on: '8 20 4', gives: '8 16' },
      { call: `${op}({units: 16, returnSequences: true})`, on: '8 20 4', gives: '8 20 16' },
      { call: `${op}({units: 16})`, on: '8 20', reports: 'rank-mismatch' },
      { call: `${op}({})`, on: '8 20 4', reports: 'argument-form' },
    ],
  });
};

/** A cell takes one step: its layer is `tf.layers.rnn({ cell })`. */
const cell = ({ word, states, summary }: (typeof kinds)[number]): LayerOp => {
  const op = `tf.layers.${word}Cell`;
  return layer({
    word: `${word}Cell`,
    summary: `One step. ${summary}`,
    params: { units: anything('int', { kind: 'integers' }), ...names(`${cellOptions} ${own[word]}`) },
    call: { inputs: sequence('[N, C]') },
    construct: ({ units }, check) => void options.readCount(op, 'units', units as Arg | undefined, check),
    shape(args, check) {
      const { inputs, units } = args as { inputs: TensorArg; units: Arg | undefined };
      const count = options.readCount(op, 'units', units, check);
      const { N } = axesOf('N C', inputs.shape, { argument: 'inputs', wanted: 2 }, check);
      return listArg(Array<Arg>(states + 1).fill(tensorArg([N, count])));
    },
    examples: [
      { call: `${op}({units: 16})` },
      { call: `${op}({})`, reports: 'argument-form' },
      { call: `${op}({units: 0})`, reports: 'argument-form' },
    ],
  });
};

const rnn = layer({
  word: 'rnn',
  rank: 3,
  summary: 'Runs a cell over a sequence.',
  params: { cell: anything('RNNCell'), ...returning, ...names(layerOptions) },
  call: { inputs: sequence('[N, T, C]'), kwargs: ignored('object'), step: anything('step').hidden() },
  construct: (_, check) => options.needs('tf.layers.rnn', 'cell', check),
  wraps: { argument: 'cell', gives: 'step', states: 'stateSize', enter: shape => shape && split('N T *F', shape) && shape.toSpliced(1, 1) },
  shape(args, check) {
    const { inputs, step, returnSequences, ...rest } = args as Returning & {
      inputs: TensorArg;
      step: Arg | undefined;
      cell: Arg | undefined;
    };
    // Of several cells the step is that of the last, and the states are those of all.
    const returnState = rest.cell?.kind === 'list' && rest.returnState !== false ? undefined : rest.returnState;
    if (!checkRank('inputs', inputs, [3], check)) return { kind: 'unknown' };
    checkReuseOf(inputs, 1, check);
    const axes = inputs.shape && split('N T *F', inputs.shape);
    checkSteps(axes?.N, axes?.T, check);
    const states = step?.kind === 'list' ? step.items.slice(1) : [];
    const [first] = step?.kind === 'list' ? step.items : [];
    if (!axes || first?.kind !== 'tensor' || !first.shape) return { kind: 'unknown' };
    return returned(axes.N, axes.T, first.shape.slice(1), states.length, { returnSequences, returnState });
  },
  examples: [
    { call: 'tf.layers.rnn({cell: tf.layers.lstmCell({units: 16}), returnSequences: true})', on: '8 20 4', gives: '8 20 16' },
    { call: 'tf.layers.rnn({cell: tf.layers.lstmCell({units: 16})})', on: '8 4', reports: 'rank-mismatch' },
    { call: 'tf.layers.rnn({units: 16})', on: '8 20 4', reports: 'argument-form' },
  ],
});

const convLstm = 'tf.layers.convLstm2d';

const convLstm2d = layer({
  word: 'convLstm2d',
  rank: 5,
  summary: 'Long short-term memory whose products are convolutions, over a sequence of images.',
  params: {
    filters: anything('int', { kind: 'integers' }),
    ...convOptions(2),
    ...returning,
    ...names(
      `recurrentActivation unitForgetBias recurrentInitializer recurrentRegularizer recurrentConstraint dropout recurrentDropout ${layerOptions}`,
    ),
  },
  call: { inputs: sequence('[N, T, H, W, C]'), kwargs: ignored('object') },
  ignores: convSlips,
  construct(args, check) {
    options.readCount(convLstm, 'filters', args.filters as Arg | undefined, check);
    needsKernel(convLstm, args as never, check);
    readWindow(convLstm, 2, args as never, check);
  },
  shape(args, check) {
    const { inputs, filters, dataFormat, returnSequences, returnState, ...rest } = args as Returning & {
      inputs: TensorArg;
      filters: Arg | undefined;
      dataFormat: string | undefined;
    };
    const first = options.readFormat(dataFormat, check);
    const layout = first ? ('N T C S:2' as const) : ('N T S:2 C' as const);
    const count = options.readCount(convLstm, 'filters', filters, check);
    const { N, T, S } = axesOf(layout, inputs.shape, { argument: 'inputs', wanted: 5 }, check);
    if (check.sound) checkReuseOf(inputs, check.first ? 3 : 1, check);
    checkSteps(N, T, check);
    const axes = slideAll(S, readWindow(convLstm, 2, { ...rest, dataFormat } as never, check), check);
    options.checkFits(axes, check, 'kernelSize');
    const features = join(first ? 'C S:2' : 'S:2 C', { C: count, S: axes.map(outputOf) });
    return returned(N, T, features, 2, { returnSequences, returnState });
  },
  examples: [
    { call: "tf.layers.convLstm2d({filters: 16, kernelSize: 3, padding: 'same'})", on: '2 5 8 8 3', gives: '2 8 8 16' },
    { call: 'tf.layers.convLstm2d({filters: 16, kernelSize: 3, returnSequences: true})', on: '2 5 8 8 3', gives: '2 5 6 6 16' },
    { call: 'tf.layers.convLstm2d({filters: 16, kernelSize: 3})', on: '2 8 8 3', reports: 'rank-mismatch' },
  ],
});

export const recurrentLayers: readonly LayerOp[] = [...kinds.map(recurrent), ...kinds.map(cell), rnn, convLstm2d];
