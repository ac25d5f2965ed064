/** Spectra of sounds. Source: src/layers/preprocessing/audio_preprocessing.py, stft_spectrogram.py in Keras 3. */
import { rankMismatch } from '../../diagnostics/rank-mismatch.ts';
import { type Dim, int } from '../../dim/dim.ts';
import { type Arg, unknownArg } from '../argument.ts';
import { optionalDim } from '../common/sequence.ts';
import type { LayerOp } from '../op.ts';
import { anything, flag, integer, oneTensor, word } from '../parameter.ts';
import { applied, ignoredOnes, layer } from './declare.ts';

const number = (dim: Dim | undefined): number | undefined => (dim?.kind === 'int' ? dim.value : undefined);

/** Centred: half a window is added at both ends. */
const melSpectrogram = layer({
  name: 'keras.layers.MelSpectrogram',
  summary: 'How much there is of each pitch, over time.',
  params: {
    fft_length: integer().default('2048'),
    sequence_stride: integer().default('512'),
    ...ignoredOnes('sequence_length window sampling_rate'),
    num_mel_bins: integer().default('128'),
    ...ignoredOnes('min_freq max_freq power_to_db top_db mag_exp min_power ref_power'),
  },
  call: { inputs: oneTensor('[…, time]'), ...applied },
  shape({ inputs: { shape }, fft_length, sequence_stride, num_mel_bins }, check) {
    if (shape && (shape.length < 1 || shape.length > 2)) {
      check.report(rankMismatch, { argument: 'inputs', wanted: '1 or 2', got: shape }, { argument: 'inputs' });
      return unknownArg;
    }
    const [time, length, step] = [shape?.at(-1), fft_length, sequence_stride].map(number);
    if (!shape) return unknownArg;
    const isKnown = time !== undefined && length !== undefined && step !== undefined;
    const frames = isKnown ? int(1 + Math.floor((time + 2 * Math.floor(length / 2) - length) / step)) : check.fresh('T');
    return [...shape.slice(0, -1), num_mel_bins, frames];
  },
  examples: [
    { call: 'keras.layers.MelSpectrogram()', on: '2 16000', gives: '2 128 32' },
    { call: 'keras.layers.MelSpectrogram(num_mel_bins=64, fft_length=512, sequence_stride=160)', on: '2 16000', gives: '2 64 101' },
  ],
});

const modes = ['log', 'magnitude', 'psd', 'real', 'imag', 'angle', 'stft'];

/** A convolution over time; each input channel gives half of the frequencies, and `stft` both their parts. */
const stftSpectrogram = layer({
  name: 'keras.layers.STFTSpectrogram',
  summary: 'The spectrum over time.',
  params: {
    mode: word(...modes).default("'log'"),
    frame_length: integer().default('256'),
    frame_step: anything('int').optional(),
    fft_length: anything('int').optional(),
    ...ignoredOnes('window periodic scaling'),
    padding: word('valid', 'same').default("'valid'"),
    expand_dims: flag().default('False'),
    data_format: anything('str').set('image_data_format').optional().hidden(),
  },
  call: { inputs: oneTensor('[batch, time, channels]'), ...applied },
  shape(args, check) {
    const { shape } = args.inputs;
    if (shape && shape.length !== 3) {
      check.report(rankMismatch, { argument: 'inputs', wanted: 3, got: shape }, { argument: 'inputs' });
      return unknownArg;
    }
    const [batch, time, channels] = shape ?? [];
    const format = args.data_format as Arg | undefined;
    const isLast = !format || format.kind === 'none' || (format.kind === 'text' && format.text === 'channels_last');
    const length = number(args.frame_length);
    // Half of a frame by default, and the frame itself.
    const step = number(optionalDim(args.frame_step)) ?? (length === undefined ? undefined : Math.floor(length / 2));
    const fft = number(optionalDim(args.fft_length)) ?? length;
    const [long, count] = [number(time), number(channels)];
    if (!batch || !isLast || length === undefined || step === undefined || fft === undefined || count === undefined) return unknownArg;
    if (args.mode === undefined || args.padding === undefined || args.expand_dims === undefined) return unknownArg;
    const windows =
      long === undefined ? undefined : args.padding === 'same' ? Math.ceil(long / step) : Math.floor((long - length) / step) + 1;
    const frames = windows === undefined ? check.fresh('T') : int(Math.max(windows, 0));
    const frequencies = (Math.floor(fft / 2) + 1) * (args.mode === 'stft' ? 2 : 1);
    return args.expand_dims ? [batch, frames, int(frequencies), int(count)] : [batch, frames, int(frequencies * count)];
  },
  examples: [
    { call: 'keras.layers.STFTSpectrogram(frame_length=256, frame_step=128, fft_length=512)', on: '2 16000 1', gives: '2 124 257' },
    { call: "keras.layers.STFTSpectrogram('angle', frame_step=100, fft_length=512, padding='same')", on: '2 16000 2', gives: '2 160 514' },
    { call: 'keras.layers.STFTSpectrogram(expand_dims=True)', on: '2 16000 1', gives: '2 124 129 1' },
    { call: 'keras.layers.STFTSpectrogram()', on: '2 16000', reports: 'rank-mismatch' },
  ],
});

export const spectrograms: readonly LayerOp[] = [melSpectrogram, stftSpectrogram];
