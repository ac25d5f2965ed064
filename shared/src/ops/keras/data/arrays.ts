/** Labels as rows, and lists of their own lengths as an array. Sources: utils/numerical_utils.py, utils/sequence_utils.py. */
import { type Dim, int, unknown } from '../../../dim/dim.ts';
import { type Arg, tensorArg, toDim, unknownArg } from '../../argument.ts';
import { ofType } from '../../common/contents.ts';
import { defineOp, type Op } from '../../op.ts';
import { anything, tensor } from '../../parameter.ts';
import { docs, ignoredOnes, keras } from '../declare.ts';
import { given, stated } from './sets.ts';

const toCategorical = defineOp({
  ...keras,
  name: 'keras.utils.to_categorical',
  tensors: 'numpy',
  summary: 'A row with a single 1 for every number of a class.',
  docs: docs('utils/to_categorical'),
  params: {
    y: tensor().alias('x'),
    num_classes: anything('int', { kind: 'integers' }).optional().alias('nb_classes'),
    ...ignoredOnes('dtype'),
  },
  order: 'y num_classes dtype',
  shape({ y: { shape }, num_classes }, check) {
    if (!shape) return undefined;
    // A last axis of 1 is dropped.
    const last = shape.at(-1);
    const labels = last?.kind === 'int' && last.value === 1 && shape.length > 1 ? shape.slice(0, -1) : shape;
    const isOpen = last?.kind !== 'int' && shape.length > 1;
    return isOpen ? undefined : ofType([...labels, stated(num_classes, 'classes', check)], 'float32');
  },
  examples: [
    { call: 'keras.utils.to_categorical(x, 10)', given: { x: '8' }, gives: '8 10' },
    { call: 'keras.utils.to_categorical(x, 10)', given: { x: '8 1' }, gives: '8 10' },
    { call: 'keras.utils.to_categorical([0, 2, 1])', gives: '3 classes' },
  ],
});

/** How many sequences there are, if each of them is a list of numbers. */
function sequencesOf(arg: Arg | undefined): Dim | undefined {
  if (arg?.kind === 'tensor') return arg.dtype === 'object' && arg.shape?.length === 1 ? arg.shape[0] : undefined;
  const isPlain = (item: Arg): boolean => item.kind === 'list' && item.items.every(({ kind }) => kind === 'number' || kind === 'float');
  return arg?.kind === 'list' && arg.items.every(isPlain) ? int(arg.items.length) : undefined;
}

const padSequences = defineOp({
  ...keras,
  name: 'keras.utils.pad_sequences',
  aliases: ['preprocessing.sequence.pad_sequences'],
  tensors: 'numpy',
  summary: 'Lists of different lengths made one array, cut and filled up.',
  docs: docs('utils/pad_sequences'),
  params: {
    sequences: anything('list', { kind: 'shape' }),
    maxlen: anything('int', { kind: 'integers' }).optional(),
    ...ignoredOnes('dtype padding truncating value'),
  },
  order: 'sequences maxlen dtype padding truncating value',
  shape({ sequences, maxlen }, check) {
    const length = stated(maxlen, 'longest', check);
    if (sequences?.kind === 'tensor' && sequences.dtype !== 'object') {
      const [count, , ...rest] = sequences.shape ?? [];
      const own = sequences.shape?.[1];
      return count && own ? ofType([count, given(maxlen) ? length : own, ...rest], 'int32') : unknownArg;
    }
    const count = sequencesOf(sequences);
    return count ? ofType([count, length], 'int32') : unknownArg;
  },
  examples: [
    { call: 'keras.utils.pad_sequences([[1, 2], [3]], maxlen=5)', gives: '2 5' },
    { call: 'keras.utils.pad_sequences(keras.datasets.imdb.load_data()[0][0], maxlen=80)', gives: '25000 80' },
  ],
});

const toSequences = defineOp({
  ...keras,
  name: 'keras.preprocessing.text.Tokenizer.texts_to_sequences',
  complete: 'required',
  tensors: 'numpy',
  listed: false,
  summary: 'The numbers of the words of each text.',
  docs: docs('preprocessing/text/Tokenizer'),
  params: { texts: anything('str[]', { kind: 'shape' }) },
  shape({ texts }, check) {
    const count = texts?.kind === 'list' ? int(texts.items.length) : texts?.kind === 'tensor' ? texts.shape?.[0] : undefined;
    return ofType([count ?? check.fresh('N')], 'object');
  },
  examples: [
    { call: "keras.utils.pad_sequences(keras.preprocessing.text.Tokenizer().texts_to_sequences(['a', 'b']), 9)", gives: '2 9' },
    { call: 'keras.preprocessing.text.Tokenizer().texts_to_sequences()', reports: 'argument-form' },
  ],
});

const oneHot = defineOp({
  ...keras,
  name: 'keras.utils.normalize',
  tensors: 'numpy',
  summary: 'Divided by the norm along an axis.',
  docs: docs('utils/normalize'),
  params: { x: tensor(), ...ignoredOnes('axis order') },
  order: 'x axis order',
  shape: ({ x: { shape } }) => (shape && shape.length > 0 ? tensorArg(shape) : unknownArg),
  examples: [{ call: 'keras.utils.normalize(x, axis=1)', given: { x: '8 28 28' }, gives: '8 28 28' }],
});

export const arrayOps: readonly Op[] = [toCategorical, padSequences, toSequences, oneHot];
export const numberOf = (arg: Arg | undefined): Dim => (given(arg) ? toDim(arg) : undefined) ?? unknown;
