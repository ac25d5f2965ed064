/** Layers around another layer. Source: tfjs-layers/src/layers/wrappers.ts. */
import { rankMismatch } from '../../../diagnostics/rank-mismatch.ts';
import { multiply } from '../../../dim/arithmetic.ts';
import { type Dim, int } from '../../../dim/dim.ts';
import { type Arg, listArg, type TensorArg, tensorArg, unknownTensor } from '../../argument.ts';
import type { LayerOp } from '../../op.ts';
import { anything, ignored, type Param, tensor } from '../../parameter.ts';
import { compareFromFront, input, layer, onlyOne } from './layer.ts';
import { needs } from './window-options.ts';

/** The initial states may follow. */
const sequence = (axes: string): Param<TensorArg> => ({ ...tensor(axes), read: arg => (arg && onlyOne(arg)) ?? unknownTensor });

const timeDistributed = layer({
  word: 'timeDistributed',
  summary: 'Applies a layer to every step of a sequence.',
  params: { layer: anything('Layer') },
  construct: (_, check) => needs('tf.layers.timeDistributed', 'layer', check),
  call: { inputs: input('[N, T, …]'), kwargs: ignored('object'), step: anything('step').hidden() },
  wraps: {
    argument: 'layer',
    gives: 'step',
    unchecked: true,
    enter: shape => (shape && shape.length >= 3 ? shape.toSpliced(1, 1) : undefined),
  },
  shape({ inputs, step }, check) {
    const { shape } = inputs;
    if (shape && shape.length < 3)
      check.report(rankMismatch, { argument: 'inputs', wanted: 'at least 3', got: shape }, { argument: 'inputs' });
    // `build` notes the whole shape, batch and steps included.
    else if (shape) compareFromFront(shape, check);
    const inner = step?.kind === 'tensor' ? step.shape : undefined;
    const [N, T] = shape ?? [];
    return N && T && inner && [N, T, ...inner.slice(1)];
  },
  examples: [
    { call: 'tf.layers.timeDistributed({layer: tf.layers.dense({units: 16})})', on: '8 20 4', gives: '8 20 16' },
    {
      call: 'tf.layers.timeDistributed({layer: tf.layers.conv2d({filters: 16, kernelSize: 3})})',
      on: '2 5 8 8 3',
      gives: '2 5 6 6 16',
    },
    { call: 'tf.layers.timeDistributed({layer: tf.layers.dense({units: 16})})', on: '8 4', reports: 'rank-mismatch' },
    { call: 'tf.layers.timeDistributed({})', on: '8 20 4', reports: 'argument-form' },
  ],
});

const doubled = (arg: Arg | undefined): Arg =>
  arg?.kind === 'tensor' && arg.shape && arg.shape.length > 0
    ? tensorArg(arg.shape.with(-1, multiply(arg.shape.at(-1) as Dim, int(2))))
    : { kind: 'unknown' };

const bidirectional = layer({
  word: 'bidirectional',
  summary: 'Runs a recurrent layer over a sequence and over its reverse.',
  params: { layer: anything('RNN'), mergeMode: anything("'concat' | 'sum' | 'mul' | 'ave' | null").optional() },
  construct: (_, check) => needs('tf.layers.bidirectional', 'layer', check),
  call: { inputs: sequence('[N, T, C]'), kwargs: ignored('object'), step: anything('step').hidden() },
  wraps: { argument: 'layer', gives: 'step', enter: shape => shape },
  shape({ mergeMode, step }, check) {
    // null keeps both outputs apart, undefined does not.
    const mode = check.given.has('mergeMode') ? (mergeMode?.kind === 'text' ? mergeMode.text : undefined) : 'concat';
    const merged = (arg: Arg | undefined): Arg =>
      mode === 'concat' ? doubled(arg) : mode === undefined ? { kind: 'unknown' } : (arg ?? { kind: 'unknown' });
    if (step?.kind === 'list') {
      const [output, ...states] = step.items;
      return listArg([merged(output), ...states, ...states]);
    }
    return merged(step);
  },
  examples: [
    { call: 'tf.layers.bidirectional({layer: tf.layers.lstm({units: 16})})', on: '8 20 4', gives: '8 32' },
    {
      call: "tf.layers.bidirectional({layer: tf.layers.gru({units: 16, returnSequences: true}), mergeMode: 'sum'})",
      on: '8 20 4',
      gives: '8 20 16',
    },
    { call: 'tf.layers.bidirectional({})', on: '8 20 4', reports: 'argument-form' },
  ],
});

export const wrapperLayers: readonly LayerOp[] = [timeDistributed, bidirectional];
