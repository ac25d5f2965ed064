/** Random layers for an input of a known shape: mostly of a kind that takes it, now and then not. */
import type { Random } from '../javascript-expressions.ts';
import { list, reshaped } from './grown.ts';

type Dims = readonly (number | null)[];

/** Options as they are written: those that are undefined are left out. */
const options = (entries: Readonly<Record<string, unknown>>): string =>
  `{ ${Object.entries(entries)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}: ${value}`)
    .join(', ')} }`;

const maybe = <T>({ chance }: Random, value: T, part = 0.5): T | undefined => (chance(part) ? value : undefined);

/** Source of a layer, with further options such as `inputShape`. */
export function layer(random: Random, input: Dims, more: Readonly<Record<string, unknown>> = {}): string {
  const { pick, chance } = random;
  const make = (word: string, own: Readonly<Record<string, unknown>> = {}) => `tf.layers.${word}(${options({ ...own, ...more })})`;
  const rank = chance(0.93) ? input.length : pick(2, 3, 4, 5);
  const known = input.slice(1).map(n => n ?? 1);
  const padding = () => maybe(random, pick("'same'", "'valid'"));
  const sizes = (count: number, ...numbers: number[]) =>
    pick<unknown>(pick(...numbers), list(Array.from({ length: count }, () => pick(...numbers))));
  const window = (count: number) => {
    const dilated = chance(0.15);
    return {
      filters: pick(1, 2, 4),
      kernelSize: sizes(count, 1, 2, 3),
      strides: dilated && chance(0.8) ? undefined : maybe(random, sizes(count, 1, 2)),
      padding: padding(),
      dilationRate: dilated ? 2 : undefined,
    };
  };
  const pool = (count: number) => ({
    poolSize: maybe(random, sizes(count, 1, 2, 3)),
    strides: maybe(random, sizes(count, 1, 2)),
    padding: padding(),
  });
  const undilated = (count: number) => ({ ...window(count), dilationRate: undefined });
  const elementwise = () =>
    pick(
      () => make('activation', { activation: pick("'relu'", "'tanh'", "'softmax'") }),
      () => make('dropout', { rate: 0.3 }),
      () => make(pick('reLU', 'leakyReLU', 'elu', 'softmax', 'prelu', 'thresholdedReLU')),
      () => make('batchNormalization', { axis: maybe(random, pick(-1, 1), 0.3) }),
      () => make('layerNormalization'),
      () => make('gaussianNoise', { stddev: 0.1 }),
      () => make('gaussianDropout', { rate: 0.2 }),
      () => make('alphaDropout', { rate: 0.2 }),
    )();
  const general = () =>
    pick(
      () => elementwise(),
      () => make('flatten'),
      () => make('dense', { units: pick(2, 3, 4), activation: maybe(random, "'relu'") }),
      () => make('reshape', { targetShape: list(chance(0.85) ? reshaped(known, random) : [pick(2, 3), 2]) }),
      () => make('permute', { dims: list(chance(0.9) ? known.map((_, at) => known.length - at) : [1, 1]) }),
    )();
  const byRank: Readonly<Record<number, () => string>> = {
    2: () =>
      pick(
        () => make('repeatVector', { n: pick(1, 3) }),
        () => ('inputShape' in more && !('inner' in more) ? make('embedding', { inputDim: 10, outputDim: pick(2, 4) }) : general()),
        general,
        general,
      )(),
    3: () =>
      pick(
        () => make('conv1d', window(1)),
        () => make(pick('maxPooling1d', 'averagePooling1d'), pool(1)),
        () => make(pick('globalAveragePooling1d', 'globalMaxPooling1d')),
        () => make(pick('lstm', 'gru', 'simpleRNN'), { units: pick(2, 3), returnSequences: maybe(random, pick('true', 'false')) }),
        () =>
          make('bidirectional', {
            layer: `tf.layers.${pick('lstm', 'gru')}({ units: ${pick(2, 3)}, returnSequences: ${pick('true', 'false')} })`,
            mergeMode: maybe(random, pick("'concat'", "'sum'", "'ave'", "'mul'")) ?? "'concat'",
          }),
        () => make('timeDistributed', { layer: `tf.layers.dense({ units: ${pick(2, 3)} })` }),
        () =>
          make('rnn', {
            cell: `tf.layers.${pick('lstmCell', 'gruCell', 'simpleRNNCell')}({ units: ${pick(2, 3)} })`,
            returnSequences: maybe(random, 'true'),
          }),
        () => make('spatialDropout1d', { rate: 0.2 }),
        () =>
          make('rnn', {
            cell: `[tf.layers.${pick('lstmCell', 'gruCell')}({ units: ${pick(2, 3)} }), tf.layers.${pick('lstmCell', 'simpleRNNCell')}({ units: ${pick(2, 4)} })]`,
            returnSequences: maybe(random, pick('true', 'false')),
          }),
        () =>
          make('rnn', {
            cell: `tf.layers.stackedRNNCells({ cells: [tf.layers.gruCell({ units: ${pick(2, 3)} }), tf.layers.lstmCell({ units: 2 })] })`,
          }),
        () =>
          make('bidirectional', {
            layer: `tf.layers.simpleRNN({ units: ${pick(2, 3)}, returnSequences: ${pick('true', 'false')} })`,
            mergeMode: pick("'concat'", "'sum'"),
          }),
        () => make('lstm', { units: 2, activation: pick("'relu'", "'tanh'"), goBackwards: maybe(random, 'true'), unitForgetBias: 'true' }),
        () =>
          make('timeDistributed', {
            layer: `tf.layers.${pick("activation({ activation: 'relu' })", 'dropout({ rate: 0.5 })', 'repeatVector({ n: 2 })')}`,
          }),
        general,
        general,
      )(),
    4: () =>
      pick(
        () => make('conv2d', window(2)),
        () => make('conv2d', window(2)),
        () => make('conv2dTranspose', undilated(2)),
        () => make('depthwiseConv2d', { ...undilated(2), filters: undefined, depthMultiplier: maybe(random, 2) }),
        () => make('separableConv2d', { ...undilated(2), depthMultiplier: maybe(random, 2) }),
        () => make(pick('maxPooling2d', 'averagePooling2d'), pool(2)),
        () => make(pick('globalAveragePooling2d', 'globalMaxPooling2d')),
        () => make('upSampling2d', { size: maybe(random, pick('[2, 2]', '[1, 3]')) }),
        () => make('zeroPadding2d', { padding: maybe(random, pick('1', '[1, 2]', '[[0, 1], [2, 0]]')) }),
        () => make('cropping2D', { cropping: pick('[[1, 0], [0, 1]]', '[[0, 0], [1, 1]]') }),
        () => make('timeDistributed', { layer: `tf.layers.dense({ units: ${pick(2, 3)} })` }),
        () =>
          typeof input[0] === 'number' || 'batchInputShape' in more
            ? general()
            : make('resizing', { height: pick(4, 6), width: pick(3, 5) }),
        () => make('rescaling', { scale: 0.1, offset: maybe(random, 1) }),
        () => make('upSampling2d', { size: '[2, 2]', interpolation: pick("'nearest'", "'bilinear'") }),
        () => make('layerNormalization', { axis: maybe(random, pick('-1', '[2, 3]', '[1, 2, 3]', '3')) }),
        () =>
          make('timeDistributed', {
            layer: `tf.layers.${pick('conv1d({ filters: 2, kernelSize: 2 })', 'flatten()', 'maxPooling1d({ poolSize: 2 })', 'globalAveragePooling1d({})', 'lstm({ units: 2 })')}`,
          }),
        general,
        general,
      )(),
    5: () =>
      pick(
        () => make('conv3d', window(3)),
        () => make('conv3dTranspose', undilated(3)),
        () => make(pick('maxPooling3d', 'averagePooling3d'), pool(3)),
        () => make('convLstm2d', { ...window(2), returnSequences: maybe(random, 'true') }),
        () =>
          make('timeDistributed', {
            layer: `tf.layers.${pick('flatten()', 'maxPooling2d({ poolSize: 2 })', 'globalMaxPooling2d({})', 'depthwiseConv2d({ kernelSize: 2 })')}`,
          }),
        () => (input.length === 5 ? make('timeDistributed', { layer: `tf.layers.conv2d(${options(window(2))})` }) : general()),
        general,
      )(),
  };
  return (byRank[rank] ?? general)();
}

/** A layer of several inputs. */
export const merge = ({ pick, chance }: Random, rank: number): string =>
  pick(
    () => `tf.layers.${pick('add', 'multiply', 'average', 'maximum', 'minimum')}()`,
    () => `tf.layers.concatenate(${chance(0.5) ? '' : `{ axis: ${pick(-1, 1, rank - 1)} }`})`,
    () => `tf.layers.${pick('add', 'multiply', 'average', 'maximum', 'minimum')}({})`,
    () => `tf.layers.dot({ axes: ${pick('-1', '1', '2', '[1, 2]', '[2, 1]')}, normalize: ${pick('true', 'false')} })`,
  )();

/** The shape of a model's input, without the batch. */
export const inputShape = ({ pick }: Random): Dims =>
  pick<() => Dims>(
    () => [pick(4, 6, 8)],
    () => [pick(4, 6), pick(2, 3)],
    () => [pick(6, 8, 9), pick(6, 8), pick(1, 3)],
    () => [pick(6, 8, 9), pick(6, 8), pick(1, 3)],
    () => [pick(8, 12), pick(8, 12), pick(2, 3)],
    () => [pick(4, 6), 6, 6, 2],
    () => [null, pick(2, 3)],
    () => [null, null, pick(1, 3)],
  )();
