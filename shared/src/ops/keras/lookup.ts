/** Layers that turn data into numbers of classes: `CategoryEncoding`, `Hashing`, `TextVectorization`. Sources: layers/preprocessing in Keras 2 and 3. */
import { type Dim, unknown } from '../../dim/dim.ts';
import { type Arg, toDim } from '../argument.ts';
import { ofType } from '../common/contents.ts';
import type { LayerOp } from '../op.ts';
import { anything, oneTensor } from '../parameter.ts';
import { any, applied, ignoredOnes, layer } from './declare.ts';

const number = (arg: Arg | undefined): Dim | undefined => (!arg || arg.kind === 'none' ? undefined : (toDim(arg) ?? unknown));
const mode = (fallback: string) =>
  anything('str', { kind: 'choice', words: ['int', 'one_hot', 'multi_hot', 'count', 'tf_idf'], open: true }).default(fallback);
const isOne = (dim: Dim | undefined): boolean => dim?.kind === 'int' && dim.value === 1;

/** What becomes of classes that are numbers. Undefined where it is not known. */
function encoded(shape: readonly Dim[] | undefined, how: Arg | undefined, tokens: Dim): readonly Dim[] | undefined {
  const word = how?.kind === 'text' ? how.text : undefined;
  if (!shape || word === undefined) return undefined;
  if (word === 'int') return shape;
  // An axis of length 1 at the end is where the classes go.
  if (word === 'one_hot') {
    if (shape.length > 0 && shape.at(-1)?.kind !== 'int') return undefined;
    // Of a batch of numbers that a data set gives, Keras does not see that its length is 1.
    if (shape.length === 1 && isOne(shape[0])) return undefined;
    return isOne(shape.at(-1)) ? [...shape.slice(0, -1), tokens] : [...shape, tokens];
  }
  return shape.length === 0 ? [tokens] : [...shape.slice(0, -1), tokens];
}

const common = ignoredOnes(
  'sparse max_tokens num_oov_indices mask_token oov_token vocabulary vocabulary_dtype idf_weights invert pad_to_max_tokens salt encoding mask_value epsilon bin_boundaries',
);

const categoryEncoding = layer({
  name: 'keras.layers.CategoryEncoding',
  aliases: ['layers.experimental.preprocessing.CategoryEncoding'],
  summary: 'A vector of all classes in the place of the numbers of some.',
  params: {
    num_tokens: anything('int', { kind: 'integers' }).alias('max_tokens').optional(),
    output_mode: mode("'multi_hot'"),
    sparse: any(),
  },
  call: { inputs: oneTensor(), count_weights: any(), ...applied },
  shape: ({ num_tokens, output_mode, inputs: { shape } }) => ofType(encoded(shape, output_mode, number(num_tokens) ?? unknown), 'float32'),
  examples: [
    { call: 'keras.layers.CategoryEncoding(num_tokens=5)', on: '8 3', gives: '8 5' },
    { call: "keras.layers.CategoryEncoding(num_tokens=5, output_mode='one_hot')", on: '8 1', gives: '8 5' },
  ],
});

/** The number of classes that `tokens` says is that of the vectors; of most of these layers it is known only when they have seen the data. */
const lookup = (word: string, order: string, tokens: string | undefined, summary: string, example: string): LayerOp =>
  layer({
    name: `keras.layers.${word}`,
    aliases: [`layers.experimental.preprocessing.${word}`],
    summary,
    params: { ...common, output_mode: mode("'int'"), ...(tokens ? { [tokens]: anything('int', { kind: 'integers' }).optional() } : {}) },
    order,
    call: { inputs: oneTensor(), ...applied },
    shape(args) {
      const given = args as unknown as Record<string, Arg | undefined> & { inputs: { shape: readonly Dim[] | undefined } };
      const count = tokens ? number(given[tokens]) : undefined;
      return ofType(
        encoded(given.inputs.shape, given.output_mode, count ?? unknown),
        given.output_mode?.kind === 'text' && given.output_mode.text === 'int' ? 'int64' : 'float32',
      );
    },
    examples: [
      word === 'StringLookup'
        ? { call: `keras.layers.${word}(${example})` }
        : { call: `keras.layers.${word}(${example})`, on: '8 3', gives: '8 3' },
    ],
  });

const textVectorization = layer({
  name: 'keras.layers.TextVectorization',
  aliases: ['layers.experimental.preprocessing.TextVectorization'],
  summary: 'The numbers of the words of a text, or a vector of all words.',
  params: {
    max_tokens: anything('int', { kind: 'integers' }).optional(),
    output_mode: mode("'int'"),
    output_sequence_length: anything('int', { kind: 'integers' }).optional(),
    pad_to_max_tokens: anything('bool', { kind: 'flag' }).default('False'),
    ...ignoredOnes('standardize split ngrams vocabulary idf_weights sparse ragged encoding'),
  },
  order: 'max_tokens standardize split ngrams output_mode output_sequence_length pad_to_max_tokens',
  call: { inputs: oneTensor(), ...applied },
  shape({ max_tokens, output_mode, output_sequence_length, pad_to_max_tokens, inputs: { shape } }, check) {
    const [batch = check.fresh('N')] = shape ?? [];
    const word = output_mode?.kind === 'text' ? output_mode.text : undefined;
    if (word === undefined || (shape && shape.length > 2)) return undefined;
    if (word === 'int') return ofType([batch, number(output_sequence_length) ?? check.fresh('T')], 'int64');
    const padded = pad_to_max_tokens?.kind === 'flag' && pad_to_max_tokens.value === true;
    return ofType([batch, padded ? (number(max_tokens) ?? unknown) : check.fresh('tokens')], 'float32');
  },
  examples: [{ call: 'keras.layers.TextVectorization(max_tokens=1000, output_sequence_length=20)' }],
});

const hashedCrossing = layer({
  name: 'keras.layers.HashedCrossing',
  aliases: ['layers.experimental.preprocessing.HashedCrossing'],
  summary: 'One class for every combination of several.',
  params: { num_bins: anything('int', { kind: 'integers' }), output_mode: mode("'int'"), ...ignoredOnes('sparse') },
  call: { inputs: anything('Tensor[]', { kind: 'shape' }), ...applied },
  shape({ inputs, output_mode, num_bins }) {
    const [first] = inputs?.kind === 'list' ? inputs.items : [];
    return ofType(encoded(first?.kind === 'tensor' ? first.shape : undefined, output_mode, number(num_bins) ?? unknown), undefined);
  },
  examples: [{ call: 'keras.layers.HashedCrossing(5)' }],
});

export const lookups: readonly LayerOp[] = [
  categoryEncoding,
  lookup(
    'Discretization',
    'bin_boundaries num_bins epsilon output_mode',
    'num_bins',
    'The number of the interval that each value is in.',
    '[0.0, 1.0]',
  ),
  lookup('Hashing', 'num_bins mask_value salt output_mode', 'num_bins', 'A number below a bound for each value, by its hash.', '3'),
  lookup(
    'StringLookup',
    'max_tokens num_oov_indices mask_token oov_token vocabulary',
    undefined,
    'The number of each text in a vocabulary.',
    "vocabulary=['a', 'b']",
  ),
  lookup(
    'IntegerLookup',
    'max_tokens num_oov_indices mask_token oov_token vocabulary',
    undefined,
    'The number of each integer in a vocabulary.',
    'vocabulary=[12, 36]',
  ),
  textVectorization,
  hashedCrossing,
];
