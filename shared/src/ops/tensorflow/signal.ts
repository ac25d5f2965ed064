/** Signals: Fourier transforms, windows, frames. Sources: fft_ops.py, spectral_ops.py, shape_ops.py of tensorflow/python/ops/signal. */
import { argumentForm } from '../../diagnostics/argument-form.ts';
import { rankMismatch } from '../../diagnostics/rank-mismatch.ts';
import { add, ceilDivide, floorDivide, maximum, multiply, subtract } from '../../dim/arithmetic.ts';
import { less } from '../../dim/compare.ts';
import { type Dim, int, unknown } from '../../dim/dim.ts';
import { show } from '../../dim/show.ts';
import type { Shape } from '../../shape/shape.ts';
import type { TensorArg } from '../argument.ts';
import type { Check } from '../check.ts';
import { readAxis } from '../common/axis.ts';
import { ofType } from '../common/contents.ts';
import { optionalDim } from '../common/sequence.ts';
import type { Op } from '../op.ts';
import { anything, flag, type Integers, integer, integers, tensor } from '../parameter.ts';
import { name, op, words } from './declare.ts';

/** The last axes, so many of them; fewer are reported. */
function atLeast(rank: number, { shape }: TensorArg, argument: string, check: Check): Shape | undefined {
  if (!shape || shape.length >= rank) return shape;
  check.report(rankMismatch, { argument, wanted: `at least ${rank}`, got: shape }, { argument });
  return undefined;
}

const complex = (word: string, rank: number): Op =>
  op(`signal.${word}`, {
    aliases: [word],
    summary: `The ${word.startsWith('i') ? 'inverse ' : ''}Fourier transform over the last ${rank === 1 ? 'axis' : `${rank} axes`}.`,
    params: { input: tensor(), name: name() },
    shape: ({ input }, check) => ofType(atLeast(rank, input, 'input', check), 'complex64'),
    examples: [
      { call: `tf.signal.${word}(tf.cast(x, tf.complex64))`, given: { x: '4 5 6' }, gives: '4 5 6' },
      {
        call: `tf.signal.${word}(tf.cast(x, tf.complex64))`,
        given: { x: rank === 3 ? '4 5' : rank === 2 ? '4' : '' },
        reports: 'rank-mismatch',
      },
    ],
  });

/** Half of the frequencies say all there is of real numbers; the lengths that are asked for cut or pad. */
const real = (word: string, rank: number): Op =>
  op(`signal.${word}`, {
    summary: `The ${word.startsWith('i') ? 'inverse ' : ''}Fourier transform of real numbers over the last ${rank === 1 ? 'axis' : `${rank} axes`}.`,
    params: { input_tensor: tensor(), fft_length: integers('int[]').optional(), name: name() },
    shape({ input_tensor, fft_length }, check) {
      const shape = atLeast(rank, input_tensor, 'input_tensor', check);
      const asked = listed(fft_length);
      if (!shape || (fft_length?.kind !== 'none' && !asked)) return undefined;
      const inverse = word.startsWith('i');
      const inner = asked ?? shape.slice(-rank);
      const last = inner.at(-1) ?? unknown;
      const length = inverse ? (asked ? last : multiply(int(2), subtract(last, int(1)))) : add(floorDivide(last, int(2)), int(1));
      return ofType([...shape.slice(0, -rank), ...inner.slice(0, -1), length], inverse ? 'float32' : 'complex64');
    },
    examples: word.startsWith('i')
      ? [
          { call: `tf.signal.${word}(tf.cast(x, tf.complex64))`, given: { x: '4 6 5' }, gives: '4 6 8' },
          { call: `tf.signal.${word}(tf.cast(x, tf.complex64))`, given: { x: rank === 2 ? '4' : '' }, reports: 'rank-mismatch' },
        ]
      : [
          { call: `tf.signal.${word}(x)`, given: { x: '4 6 8' }, gives: '4 6 5' },
          { call: `tf.signal.${word}(x)`, given: { x: rank === 2 ? '4' : '' }, reports: 'rank-mismatch' },
        ],
  });

const listed = (given: Integers): readonly Dim[] | undefined =>
  given?.kind === 'many' ? given.items.map(item => (typeof item === 'string' ? unknown : item)) : undefined;

/** Frames begin every `step` cells; a last one that reaches beyond the end is padded or left out. */
function framesOf(length: Dim, frame: Dim, step: Dim, padded: boolean | undefined): Dim {
  if (padded === undefined) return unknown;
  return padded ? ceilDivide(length, step) : maximum(add(floorDivide(subtract(length, frame), step), int(1)), int(0));
}

const frame = op('signal.frame', {
  summary: 'Frames along an axis, each a row.',
  params: {
    signal: tensor(),
    frame_length: integer(),
    frame_step: integer(),
    pad_end: flag().default('False'),
    ...words('pad_value'),
    axis: integer().default('-1'),
    name: name(),
  },
  order: 'signal frame_length frame_step pad_end pad_value axis name',
  shape({ signal: { shape, dtype }, frame_length, frame_step, pad_end, axis }, check) {
    const at = shape && readAxis(axis, shape, 'axis', check);
    if (!shape || at === undefined) return undefined;
    const frames = framesOf(shape[at] as Dim, frame_length, frame_step, pad_end);
    return ofType(shape.toSpliced(at, 1, frames, frame_length), dtype);
  },
  examples: [
    { call: 'tf.signal.frame(x, 4, 2)', given: { x: '3 10' }, gives: '3 4 4' },
    { call: 'tf.signal.frame(x, 4, 2, pad_end=True)', given: { x: '3 10' }, gives: '3 5 4' },
    { call: 'tf.signal.frame(x, 4, 2, axis=2)', given: { x: '3 10' }, reports: 'axis-out-of-range' },
  ],
});

/** The next power of two: the length of the transform unless it is given. */
const enclosing = (dim: Dim): Dim => (dim.kind === 'int' && dim.value > 0 ? int(2 ** Math.ceil(Math.log2(dim.value))) : unknown);

const stft = op('signal.stft', {
  summary: 'The frequencies of frames along the last axis.',
  params: {
    signals: tensor('[…, samples]'),
    frame_length: integer(),
    frame_step: integer(),
    fft_length: anything('int', { kind: 'integers' }).optional(),
    ...words('window_fn'),
    pad_end: flag().default('False'),
    name: name(),
  },
  order: 'signals frame_length frame_step fft_length window_fn pad_end name',
  shape({ signals, frame_length, frame_step, fft_length, pad_end }, check) {
    const shape = atLeast(1, signals, 'signals', check);
    const last = shape?.at(-1);
    if (!shape || !last) return undefined;
    const length = optionalDim(fft_length) ?? enclosing(frame_length);
    return ofType(
      [...shape.slice(0, -1), framesOf(last, frame_length, frame_step, pad_end), add(floorDivide(length, int(2)), int(1))],
      'complex64',
    );
  },
  examples: [
    { call: 'tf.signal.stft(x, 255, 128)', given: { x: '2 16000' }, gives: '2 124 129' },
    { call: 'tf.signal.stft(x, 400, 160, fft_length=512, pad_end=True)', given: { x: '16000' }, gives: '100 257' },
    { call: 'tf.signal.stft(x, 255, 128)', given: { x: '' }, reports: 'rank-mismatch' },
  ],
});

const window = (word: string, more: string): Op =>
  op(`signal.${word}_window`, {
    summary: 'The factors of a window, one for each of its cells.',
    params: { window_length: integer(), ...words(more), name: name() },
    order: `window_length ${more} name`,
    shape: ({ window_length }) => ofType([window_length], 'float32'),
    examples: [{ call: `tf.signal.${word}_window(8)`, gives: '8' }],
  });

const cosine = (word: 'dct' | 'idct'): Op =>
  op(`signal.${word}`, {
    summary: `The ${word === 'dct' ? '' : 'inverse '}cosine transform along the last axis.`,
    params: {
      input: tensor('[…, samples]'),
      ...words('type'),
      n: anything('int', { kind: 'integers' }).optional(),
      ...words('axis norm name'),
    },
    order: 'input type n axis norm name',
    shape({ input, n }, check) {
      const shape = atLeast(1, input, 'input', check);
      const length = optionalDim(n);
      return ofType(shape && (length ? [...shape.slice(0, -1), length] : shape), input.dtype);
    },
    examples: [
      { call: `tf.signal.${word}(x)`, given: { x: '3 8' }, gives: '3 8' },
      { call: `tf.signal.${word}(x, n=6)`, given: { x: '3 8' }, gives: '3 6' },
      { call: `tf.signal.${word}(x)`, given: { x: '' }, reports: 'rank-mismatch' },
    ],
  });

const shifted = (word: 'fftshift' | 'ifftshift'): Op =>
  op(`signal.${word}`, {
    summary: 'The halves of axes exchanged, so that frequency 0 is in the middle, or at the beginning again.',
    params: { x: tensor(), ...words('axes'), name: name() },
    shape: ({ x }) => ofType(x.shape, x.dtype),
    examples: [{ call: `tf.signal.${word}(x)`, given: { x: '3 8' }, gives: '3 8' }],
  });

const overlap = op('signal.overlap_and_add', {
  summary: 'Frames put together again, added where they overlap.',
  params: { signal: tensor('[…, frames, length]'), frame_step: integer(), name: name() },
  shape({ signal, frame_step }, check) {
    const shape = atLeast(2, signal, 'signal', check);
    const [frames, length] = shape?.slice(-2) ?? [];
    if (!shape || !frames || !length) return undefined;
    return ofType([...shape.slice(0, -2), add(multiply(subtract(frames, int(1)), frame_step), length)], signal.dtype);
  },
  examples: [
    { call: 'tf.signal.overlap_and_add(x, 2)', given: { x: '3 4 5' }, gives: '3 11' },
    { call: 'tf.signal.overlap_and_add(x, 2)', given: { x: '5' }, reports: 'rank-mismatch' },
  ],
});

const mel = op('signal.linear_to_mel_weight_matrix', {
  summary: 'The matrix that takes frequencies to mel bins.',
  params: {
    num_mel_bins: integer().default('20'),
    num_spectrogram_bins: integer().default('129'),
    ...words('sample_rate lower_edge_hertz upper_edge_hertz dtype name'),
  },
  shape({ num_mel_bins, num_spectrogram_bins }, check) {
    if (less(num_mel_bins, int(1)) === 'yes') {
      const problem = `needs bins, got ${show(num_mel_bins)}`;
      check.report(argumentForm, { op: 'tf.signal.linear_to_mel_weight_matrix', problem }, { argument: 'num_mel_bins' });
    }
    return ofType([num_spectrogram_bins, num_mel_bins], 'float32');
  },
  examples: [
    { call: 'tf.signal.linear_to_mel_weight_matrix(80, 257)', gives: '257 80' },
    { call: 'tf.signal.linear_to_mel_weight_matrix(0, 257)', reports: 'argument-form' },
  ],
});

export const signalOps: readonly Op[] = [
  ...[1, 2, 3].flatMap(rank => ['fft', 'ifft'].map(word => complex(`${word}${rank === 1 ? '' : `${rank}d`}`, rank))),
  ...[1, 2].flatMap(rank => ['rfft', 'irfft'].map(word => real(`${word}${rank === 1 ? '' : `${rank}d`}`, rank))),
  frame,
  stft,
  window('hann', 'periodic dtype'),
  window('hamming', 'periodic dtype'),
  window('kaiser', 'beta dtype'),
  window('vorbis', 'dtype'),
  cosine('dct'),
  cosine('idct'),
  shifted('fftshift'),
  shifted('ifftshift'),
  overlap,
  mel,
];
