/** Pooling layers. Source: tfjs-layers/src/layers/pooling.ts. */
import { argumentForm } from '../../../diagnostics/argument-form.ts';
import { int } from '../../../dim/dim.ts';
import { join } from '../../../shape/pattern.ts';
import type { Arg } from '../../argument.ts';
import type { Check } from '../../check.ts';
import { axesOf } from '../../conv/axes.ts';
import { allKnown, outputOf, slideAll, type Window } from '../../conv/slide.ts';
import type { LayerOp } from '../../op.ts';
import { input, layer } from './layer.ts';
import * as options from './window-options.ts';

type Rank = 1 | 2 | 3;

interface Options {
  readonly poolSize: Arg | undefined;
  readonly strides: Arg | undefined;
  readonly padding: string | undefined;
}

/** The length of poolSize is not looked at, except in one dimension: further numbers are ignored, a missing one is not a number. */
function windowOf(op: string, rank: Rank, { poolSize, strides, padding }: Options, check: Check): Window {
  const two = options.ones(rank).map(() => int(2));
  const kernel = options.readSizes(op, 'poolSize', wholeSize(op, rank, poolSize, check), rank, two, check);
  const read = options.readPadding(op, padding, 'throws later', check);
  return {
    kernel,
    strides: options.readSizes(op, 'strides', strides, rank, kernel, check),
    dilations: options.ones(rank),
    padding: kernel.map(() => read),
  };
}

function wholeSize(op: string, rank: Rank, given: Arg | undefined, check: Check): Arg | undefined {
  if (rank === 1 || given?.kind !== 'list' || given.items.length === rank) return given;
  const problem = `takes poolSize as a number or ${rank} numbers, got ${given.items.length}; TensorFlow.js does not check this`;
  check.report(argumentForm, { op, problem }, { argument: 'poolSize' }, { severity: 'warning' });
  return given.items.length > rank ? { kind: 'list', items: given.items.slice(0, rank) } : { kind: 'unknown' };
}

const on = (rank: Rank) => ['8 28 3', '8 28 28 3', '8 28 28 28 3'][rank - 1] as string;
const halved = (rank: Rank) => on(rank).replaceAll('28', '14');

const also: Readonly<Record<string, readonly string[]>> = {
  maxPooling1d: ['maxPool1d'],
  maxPooling2d: ['maxPool2d'],
  averagePooling1d: ['avgPool1d', 'avgPooling1d'],
  averagePooling2d: ['avgPool2d', 'avgPooling2d'],
  averagePooling3d: ['avgPool3d', 'avgPooling3d'],
  globalMaxPooling1d: ['globalMaxPool1d'],
  globalMaxPooling2d: ['globalMaxPool2d'],
};

function pool(kind: 'max' | 'average', rank: Rank): LayerOp {
  const word = `${kind}Pooling${rank}d`;
  const op = `tf.layers.${word}`;
  return layer({
    word,
    also: also[word] ?? [],
    rank: rank + 2,
    summary: `The ${kind === 'max' ? 'greatest' : 'mean'} of the cells under a sliding window, for every channel by itself.`,
    params: {
      poolSize: options.sizes(rank).default('2'),
      strides: options.sizes(rank).optional(),
      padding: options.paddingOption(),
      ...(rank === 1 ? {} : { dataFormat: options.formatOption() }),
    },
    call: { inputs: input(`[N, ${['L', 'H, W', 'D, H, W'][rank - 1]}, C]`) },
    ignores: { stride: 'strides', kernelSize: 'poolSize', size: 'poolSize', pad: 'padding' },
    construct(args, check) {
      windowOf(op, rank, args, check);
      options.readFormat(formatOf(args), check);
    },
    shape({ inputs, ...args }, check) {
      const layout = options.layoutOf(options.readFormat(formatOf(args), check), rank);
      const { N, S, C } = axesOf(layout, inputs.shape, { argument: 'inputs', wanted: rank + 2 }, check);
      const axes = slideAll(S, windowOf(op, rank, args, check), check);
      // A pool of one or two axes does not compute what has a negative length; convolutions and volumes may.
      options.checkFits(axes, check, 'poolSize', rank < 3 ? 'negative' : 'never');
      const known = allKnown(axes);
      if (known) {
        check.geometry = {
          kind: `${kind}-pool`,
          axes: known,
          batch: N,
          inputChannels: C,
          outputChannels: C,
          groups: C,
          layout,
          inputArgument: 'inputs',
        };
      }
      return join(layout, { N, S: axes.map(outputOf), C });
    },
    examples: [
      { call: `${op}({poolSize: 2})`, on: on(rank), gives: halved(rank) },
      { call: `${op}({poolSize: 3, strides: 2, padding: 'same'})`, on: on(rank), gives: halved(rank) },
      { call: `${op}({})`, on: on(rank), gives: halved(rank) },
      { call: `${op}()`, on: on(rank), reports: 'argument-form' },
      { call: `${op}({poolSize: 2})`, on: on(rank).replace('8 28', '8'), reports: 'rank-mismatch' },
      { call: `${op}({poolSize: 29})`, on: on(rank), reports: 'window-exceeds-input' },
      { call: `${op}({poolSize: 2, padding: 'SAME'})`, on: on(rank), reports: 'unknown-padding' },
      { call: `${op}({poolSize: 2, strides: 0})`, on: on(rank), reports: 'argument-form' },
      { call: `${op}({poolSize: 2, stride: 1})`, on: on(rank), gives: halved(rank), reports: 'argument-form' },
    ],
  });
}

/** A pool in one dimension has no dataFormat. */
const formatOf = (args: object): string | undefined => ('dataFormat' in args ? (args.dataFormat as string | undefined) : 'channelsLast');

function globalPool(kind: 'max' | 'average', rank: 1 | 2): LayerOp {
  const word = `global${kind === 'max' ? 'Max' : 'Average'}Pooling${rank}d`;
  const op = `tf.layers.${word}`;
  return layer({
    word,
    also: also[word] ?? [],
    rank: rank + 2,
    summary: `The ${kind === 'max' ? 'greatest' : 'mean'} of all cells, for every channel by itself.`,
    params: rank === 1 ? {} : { dataFormat: options.formatOption() },
    call: { inputs: input(rank === 1 ? '[N, L, C]' : '[N, H, W, C]') },
    construct: (args, check) => void options.readFormat(formatOf(args), check),
    shape({ inputs, ...args }, check) {
      const layout = options.layoutOf(options.readFormat(formatOf(args), check), rank);
      const { N, C } = axesOf(layout, inputs.shape, { argument: 'inputs', wanted: rank + 2 }, check);
      return [N, C];
    },
    examples: [
      { call: `${op}(${rank === 1 ? '' : '{}'})`, on: on(rank), gives: '8 3' },
      { call: `${op}({})`, on: '8 3', reports: 'rank-mismatch' },
      ...(rank === 1 ? [] : [{ call: `${op}()`, on: on(rank), reports: 'argument-form' }]),
    ],
  });
}

export const poolLayers: readonly LayerOp[] = [
  ...([1, 2, 3] as const).flatMap(rank => [pool('max', rank), pool('average', rank)]),
  ...([1, 2] as const).flatMap(rank => [globalPool('max', rank), globalPool('average', rank)]),
];
