/** Fourier transforms and windows: `tf.spectral`, `tf.signal`. Sources: tfjs-core/src/ops/spectral/*.ts, signal/*.ts. */
import { ceilDivide, floorDivide, maximum, subtract, sum } from '../../dim/arithmetic.ts';
import { type Dim, int, toNumber, unknown } from '../../dim/dim.ts';
import { elementCount } from '../../shape/shape.ts';
import { type Arg, toDim } from '../argument.ts';
import { ofType } from '../common/contents.ts';
import { defineOp, type Op } from '../op.ts';
import { anything, flag, ignored, integer, tensor } from '../parameter.ts';
import { chained, checkRankFrom, docs, refuse, tfjs } from './declare.ts';

const transformed = (word: 'fft' | 'ifft', summary: string): Op =>
  defineOp({
    ...tfjs,
    ...chained(word),
    name: `tf.spectral.${word}`,
    aliases: [word],
    summary,
    docs: docs(`spectral.${word}`),
    params: { input: tensor() },
    shape({ input }, check) {
      checkRankFrom('input', input, 1, check);
      // "The dtype for tf.spectral.fft() must be complex64 but got float32."
      if (input.dtype !== undefined && input.dtype !== 'complex64' && input.dtype !== 'string')
        refuse(`spectral.${word}`, 'input', `takes a tensor of complex64 as input, got ${input.dtype}`, check);
      return ofType(input.shape, 'complex64');
    },
    examples: [
      { call: `tf.spectral.${word}(tf.complex(x, y))`, given: { x: '2 8', y: '2 8' }, gives: '2 8' },
      { call: `tf.spectral.${word}(x)`, given: { x: '2 8' }, reports: 'argument-form' },
      { call: `tf.spectral.${word}(tf.complex(x, y))`, given: { x: '', y: '' }, reports: 'rank-mismatch' },
    ],
  });

/** Of `length` real numbers half of the transform is enough. */
const half = (length: Dim): Dim => sum([floorDivide(length, int(2)), int(1)]);

const fftLengthOf = (given: Arg | undefined): Dim | undefined => (!given || given.kind === 'none' ? undefined : (toDim(given) ?? unknown));

const rfft = defineOp({
  ...tfjs,
  ...chained('rfft'),
  name: 'tf.spectral.rfft',
  aliases: ['rfft'],
  summary: 'The Fourier transform of real numbers along the last axis, cut or filled with zeros to `fftLength`.',
  docs: docs('spectral.rfft'),
  params: { input: tensor(), fftLength: anything('number', { kind: 'integers' }).optional() },
  shape({ input, fftLength }, check) {
    if (!checkRankFrom('input', input, 1, check)) return undefined;
    const { shape } = input;
    const last = shape?.at(-1);
    return ofType(shape && last && [...shape.slice(0, -1), half(fftLengthOf(fftLength) ?? last)], 'complex64');
  },
  examples: [
    { call: 'tf.spectral.rfft(x)', given: { x: '2 8' }, gives: '2 5' },
    { call: 'tf.spectral.rfft(x, 16)', given: { x: '2 8' }, gives: '2 9' },
    { call: 'tf.spectral.rfft(x)', given: { x: '' }, reports: 'rank-mismatch' },
  ],
});

const irfft = defineOp({
  ...tfjs,
  ...chained('irfft'),
  name: 'tf.spectral.irfft',
  aliases: ['irfft'],
  summary: 'Real numbers from one half of their Fourier transform.',
  docs: docs('spectral.irfft'),
  params: { input: tensor() },
  shape({ input: { shape } }) {
    const last = shape?.at(-1);
    if (!shape || !last) return undefined;
    const count = toNumber(last);
    if (count === undefined)
      return ofType(
        shape.map(() => unknown),
        'float32',
      );
    const length = int(count <= 2 ? count : 2 * (count - 1));
    // Rows are put back on their axes only where there are two such axes.
    if (shape.length === 2 || shape.length === 3) return ofType([...shape.slice(0, -1), length], 'float32');
    return ofType([elementCount(shape.slice(0, -1)), length], 'float32');
  },
  examples: [
    { call: 'tf.spectral.irfft(tf.spectral.rfft(x))', given: { x: '2 8' }, gives: '2 8' },
    { call: 'tf.spectral.irfft(tf.spectral.rfft(x))', given: { x: '8' }, gives: '1 8' },
  ],
});

const windowOf = (word: string): Op =>
  defineOp({
    ...tfjs,
    name: `tf.signal.${word}`,
    summary: 'Weights of a window, small at both ends.',
    docs: docs(`signal.${word}`),
    params: { windowLength: integer() },
    shape: ({ windowLength }) => ofType([windowLength], 'float32'),
    examples: [{ call: `tf.signal.${word}(10)`, gives: '10' }],
  });

/** As many frames as fit, or as many as begin within the signal. */
const framesOf = (size: Dim, length: Dim, step: Dim, padEnd: boolean | undefined): Dim => {
  const [all, frame, by] = [size, length, step].map(toNumber);
  if (padEnd === undefined || by === 0) return unknown;
  if (all !== undefined && frame !== undefined && by !== undefined)
    return int(Math.max(padEnd ? Math.ceil(all / by) : Math.floor((all - frame) / by) + 1, 0));
  return padEnd ? ceilDivide(size, step) : maximum(sum([floorDivide(subtract(size, length), step), int(1)]), int(0));
};

const frame = defineOp({
  ...tfjs,
  name: 'tf.signal.frame',
  summary: 'Overlapping parts of a signal, a row each.',
  docs: docs('signal.frame'),
  params: {
    signal: tensor('[n]'),
    frameLength: integer(),
    frameStep: integer(),
    padEnd: flag().default('false'),
    padValue: ignored('number'),
  },
  shape({ signal: { shape }, frameLength, frameStep, padEnd }) {
    return ofType([shape ? framesOf(elementCount(shape), frameLength, frameStep, padEnd) : unknown, frameLength], 'float32');
  },
  examples: [
    { call: 'tf.signal.frame(x, 4, 2)', given: { x: '10' }, gives: '4 4' },
    { call: 'tf.signal.frame(x, 4, 3, true)', given: { x: '11' }, gives: '4 4' },
  ],
});

const stft = defineOp({
  ...tfjs,
  name: 'tf.signal.stft',
  summary: 'The Fourier transforms of overlapping parts of a signal, a row each.',
  docs: docs('signal.stft'),
  params: {
    signal: tensor('[n]'),
    frameLength: integer(),
    frameStep: integer(),
    fftLength: anything('number', { kind: 'integers' }).optional(),
    windowFn: ignored('(length) => Tensor'),
  },
  shape({ signal: { shape }, frameLength, frameStep, fftLength }) {
    const length = toNumber(frameLength);
    // The least power of two that is not below.
    const power = length === undefined ? unknown : int(2 ** Math.ceil(Math.log2(length)));
    const frames = shape ? framesOf(elementCount(shape), frameLength, frameStep, false) : unknown;
    return ofType([frames, half(fftLengthOf(fftLength) ?? power)], 'complex64');
  },
  examples: [
    { call: 'tf.signal.stft(x, 4, 2)', given: { x: '10' }, gives: '4 3' },
    { call: 'tf.signal.stft(x, 5, 2, 16)', given: { x: '10' }, gives: '3 9' },
  ],
});

export const signalOps: readonly Op[] = [
  transformed('fft', 'The Fourier transform of complex numbers along the last axis.'),
  transformed('ifft', 'Numbers from their Fourier transform, along the last axis.'),
  rfft,
  irfft,
  windowOf('hannWindow'),
  windowOf('hammingWindow'),
  frame,
  stft,
];
