/** Fourier transforms of `keras.ops`: complex numbers are pairs of tensors. Source: src/ops/math.py in Keras 3. */
import { add, floorDivide, multiply } from '../../../dim/arithmetic.ts';
import { type Dim, int } from '../../../dim/dim.ts';
import { type TensorArg, tensorArg, tupleArg, unknownArg } from '../../argument.ts';
import { ofType } from '../../common/contents.ts';
import { optionalDim } from '../../common/sequence.ts';
import type { Op } from '../../op.ts';
import { anything, flag, integer, tensor } from '../../parameter.ts';
import { ignoredOnes } from '../declare.ts';
import { completeOp } from './declare.ts';

const complexPair = (word: 'fft' | 'fft2' | 'ifft2'): Op =>
  completeOp(word, {
    summary: 'The Fourier transform of real and imaginary parts, along the last axes.',
    params: { x: anything('Tensor[2]', { kind: 'shape' }) },
    shape({ x }) {
      const [real] = x?.kind === 'list' ? x.items : [];
      return real?.kind === 'tensor' ? tupleArg([tensorArg(real.shape), tensorArg(real.shape)]) : unknownArg;
    },
    examples: [{ call: `keras.ops.${word}((x, x))[0]`, given: { x: '2 4 4' }, gives: '2 4 4' }],
  });

const halfLength = (length: Dim): Dim => add(floorDivide(length, int(2)), int(1));

const rfft = completeOp('rfft', {
  summary: 'The Fourier transform of real numbers along the last axis: half of the frequencies, real and imaginary parts.',
  params: { x: tensor(), fft_length: anything('int').optional() },
  shape({ x: { shape }, fft_length }) {
    const last = optionalDim(fft_length) ?? shape?.at(-1);
    if (!shape || !last) return unknownArg;
    const half = tensorArg([...shape.slice(0, -1), halfLength(last)]);
    return tupleArg([half, half]);
  },
  examples: [{ call: 'keras.ops.rfft(x)[0]', given: { x: '2 8' }, gives: '2 5' }],
});

const irfft = completeOp('irfft', {
  summary: 'Real numbers from half of the frequencies.',
  params: { x: anything('Tensor[2]', { kind: 'shape' }), fft_length: anything('int').optional() },
  shape({ x, fft_length }) {
    const [real] = x?.kind === 'list' ? x.items : [];
    const last = real?.kind === 'tensor' ? real.shape?.at(-1) : undefined;
    if (real?.kind !== 'tensor' || !real.shape || !last) return unknownArg;
    return [...real.shape.slice(0, -1), optionalDim(fft_length) ?? multiply(int(2), add(last, int(-1)))];
  },
  examples: [{ call: 'keras.ops.irfft((x, x))', given: { x: '2 5' }, gives: '2 8' }],
});

const frames = completeOp('extract_sequences', {
  summary: 'Parts of the last axis, each so long, at such distances.',
  params: { x: tensor(), sequence_length: integer(), sequence_stride: integer() },
  shape({ x: { shape, dtype }, sequence_length, sequence_stride }) {
    const last = shape?.at(-1);
    if (!shape || last?.kind !== 'int' || sequence_length.kind !== 'int' || sequence_stride.kind !== 'int') return unknownArg;
    const count = Math.floor((last.value - sequence_length.value) / sequence_stride.value) + 1;
    return ofType([...shape.slice(0, -1), int(Math.max(count, 0)), sequence_length], dtype);
  },
  examples: [{ call: 'keras.ops.extract_sequences(x, 4, 2)', given: { x: '2 16' }, gives: '2 7 4' }],
});

const stft = completeOp('stft', {
  summary: 'The spectrum of parts of the last axis, real and imaginary.',
  params: {
    x: tensor(),
    sequence_length: integer(),
    sequence_stride: integer(),
    fft_length: integer(),
    ...ignoredOnes('window'),
    center: flag().default('True'),
  },
  shape(args) {
    const {
      x,
      sequence_stride: step,
      fft_length: length,
      center,
    } = args as never as {
      readonly x: TensorArg;
      readonly sequence_stride: Dim;
      readonly fft_length: Dim;
      readonly center: boolean | undefined;
    };
    const last = x.shape?.at(-1);
    if (!x.shape || last?.kind !== 'int' || step.kind !== 'int' || length.kind !== 'int' || center === undefined) return unknownArg;
    const whole = center ? last.value + 2 * Math.floor(length.value / 2) : last.value;
    const part = tensorArg([...x.shape.slice(0, -1), int(1 + Math.floor((whole - length.value) / step.value)), halfLength(length)]);
    return tupleArg([part, part]);
  },
  examples: [{ call: 'keras.ops.stft(x, 4, 2, 8)[0]', given: { x: '2 16' }, gives: '2 9 5' }],
});

export const spectra: readonly Op[] = [complexPair('fft'), complexPair('fft2'), complexPair('ifft2'), rfft, irfft, frames, stft];
