/** Pools: over windows and over everything. Sources: layers/pooling/base_pooling.py and base_global_pooling.py in Keras 2 and 3. */
import { unknownPadding } from '../../diagnostics/unknown-padding.ts';
import { type Dim, int } from '../../dim/dim.ts';
import type { Arg } from '../argument.ts';
import type { Check } from '../check.ts';
import { allKnown, outputOf, slideAll } from '../conv/slide.ts';
import type { LayerOp } from '../op.ts';
import { flag } from '../parameter.ts';
import { imageInput } from './conv.ts';
import { layer } from './declare.ts';
import {
  blankImage,
  checkFits,
  dataFormatParam,
  imageAxes,
  joinImage,
  layoutOf,
  notNegative,
  paddingParam,
  perAxis,
  readDataFormat,
  readPadding,
  readPerAxis,
} from './window-arguments.ts';

type Kind = 'Max' | 'Average';
type Spatial = 1 | 2 | 3;
const short = (kind: Kind) => (kind === 'Max' ? 'Max' : 'Avg');

function read(op: string, spatial: number, args: Readonly<Record<string, Arg | undefined>>, check: Check) {
  const reading = { op, spatial, check };
  const kernel = readPerAxis(reading, 'pool_size', args.pool_size, int(2));
  const { strides } = args;
  // Unlike those of convolutions, the word goes unread into `compute_pooling_output_shape` since Keras 3.
  const word = args.padding?.kind === 'text' ? args.padding.text : undefined;
  if (word !== undefined && word !== word.toLowerCase() && ['valid', 'same'].includes(word.toLowerCase()))
    check.report(unknownPadding, { got: word, allowed: ["'valid'", "'same'"] }, { argument: 'padding' }, { severity: 'warning' });
  return {
    window: {
      kernel,
      strides: !strides || strides.kind === 'none' ? kernel : readPerAxis(reading, 'strides', strides),
      dilations: Array<Dim>(spatial).fill(int(1)),
      padding: Array(spatial).fill(readPadding(reading, args.padding, ['valid', 'same'])),
    },
    channelsFirst: readDataFormat(args.data_format, check),
  };
}

function pool(kind: Kind, spatial: Spatial): LayerOp {
  const name = `keras.layers.${kind}Pooling${spatial}D`;
  const [small, more] = [
    { 1: '8 10 4', 2: '8 28 28 4', 3: '2 8 28 28 4' }[spatial],
    { 1: '8 5 4', 2: '8 14 14 4', 3: '2 4 14 14 4' }[spatial],
  ];
  const odd = { 1: ['8 11 4', '8 6 4'], 2: ['8 7 9 4', '8 4 5 4'], 3: ['2 5 7 9 4', '2 3 4 5 4'] }[spatial] as [string, string];
  return layer({
    name,
    aliases: [`layers.${short(kind)}Pool${spatial}D`],
    summary: `The ${kind === 'Max' ? 'greatest' : 'mean'} of the cells under a window, for each channel.`,
    params: {
      pool_size: perAxis(spatial).default('2').alias('pool_length'),
      strides: perAxis(spatial).optional().alias('stride'),
      padding: paddingParam('valid', 'same'),
      data_format: dataFormatParam(),
    },
    call: imageInput(spatial),
    construct: (args, check) => void read(name, spatial, args as never, check),
    shape(args, check) {
      const { window, channelsFirst } = read(name, spatial, args as never, check);
      const { inputs } = args as unknown as { inputs: { shape: readonly Dim[] | undefined } };
      const axes = imageAxes(inputs.shape, spatial, channelsFirst, check);
      if (!axes || channelsFirst === undefined) return blankImage(inputs.shape, spatial);
      const slid = slideAll(axes.S, window, check);
      checkFits(slid, 'pool_size', check);
      const known = allKnown(slid);
      if (known) {
        check.geometry = {
          kind: kind === 'Max' ? 'max-pool' : 'average-pool',
          axes: known,
          batch: axes.N[0] ?? int(1),
          inputChannels: axes.C,
          outputChannels: axes.C,
          groups: axes.C,
          layout: layoutOf(spatial, channelsFirst),
          inputArgument: 'inputs',
        };
      }
      return joinImage({ ...axes, S: slid.map(outputOf).map(notNegative) }, channelsFirst);
    },
    examples: [
      { call: `${name}(2)`, on: small, gives: more },
      { call: `${name}(2, padding='same')`, on: odd[0], gives: odd[1] },
      { call: `${name}(3)`, on: '8 4', reports: 'rank-mismatch' },
      { call: `${name}(40)`, on: small, reports: 'window-exceeds-input' },
    ],
  });
}

function globalPool(kind: Kind, spatial: Spatial): LayerOp {
  const name = `keras.layers.Global${kind}Pooling${spatial}D`;
  return layer({
    name,
    aliases: [`layers.Global${short(kind)}Pool${spatial}D`],
    summary: `The ${kind === 'Max' ? 'greatest' : 'mean'} of all cells, for each channel.`,
    params: { data_format: dataFormatParam(), keepdims: flag().default('False') },
    order: 'data_format',
    call: imageInput(spatial),
    construct: (args, check) => void readDataFormat((args as { data_format?: Arg }).data_format, check),
    shape(args, check) {
      const { inputs, keepdims, data_format } = args as unknown as {
        inputs: { shape: readonly Dim[] | undefined };
        keepdims: boolean | undefined;
        data_format: Arg | undefined;
      };
      const channelsFirst = readDataFormat(data_format, check);
      const axes = imageAxes(inputs.shape, spatial, channelsFirst, check);
      if (keepdims === undefined) return undefined;
      const N = axes?.N ?? (inputs.shape?.slice(0, 1) as readonly Dim[] | undefined) ?? [{ kind: 'unknown' }];
      const C: Dim = axes?.C ?? { kind: 'unknown' };
      if (!keepdims) return [...N, C];
      return channelsFirst === undefined
        ? blankImage(inputs.shape, spatial)
        : joinImage({ N, C, S: Array<Dim>(spatial).fill(int(1)) }, channelsFirst);
    },
    examples: [
      { call: `${name}()`, on: { 1: '8 10 4', 2: '8 7 7 4', 3: '2 4 7 7 4' }[spatial], gives: spatial === 3 ? '2 4' : '8 4' },
      {
        call: `${name}(keepdims=True)`,
        on: { 1: '8 10 4', 2: '8 7 7 4', 3: '2 4 7 7 4' }[spatial],
        gives: { 1: '8 1 4', 2: '8 1 1 4', 3: '2 1 1 1 4' }[spatial],
      },
      { call: `${name}()`, on: '8 4', reports: 'rank-mismatch' },
    ],
  });
}

const spatials: readonly Spatial[] = [1, 2, 3];
export const pools: readonly LayerOp[] = spatials.flatMap(n => [
  pool('Max', n),
  pool('Average', n),
  globalPool('Max', n),
  globalPool('Average', n),
]);
