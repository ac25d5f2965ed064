/** Texts as tensors: `tf.strings`. Sources: tensorflow/core/ops/string_ops.cc, python/ops/string_ops.py, ragged/ragged_string_ops.py. */
import { argumentForm } from '../../diagnostics/argument-form.ts';
import { unknown } from '../../dim/dim.ts';
import { type Shape, sameShape, showShape } from '../../shape/shape.ts';
import { type Arg, type TensorArg, toTensor, unknownTensor } from '../argument.ts';
import type { Check } from '../check.ts';
import { ofType } from '../common/contents.ts';
import { broadcastShapes } from '../common/elementwise.ts';
import { reduceRule } from '../common/reduce.ts';
import type { Op } from '../op.ts';
import { anything, dtype, flag, integer, integers, tensor } from '../parameter.ts';
import { apiOf } from '../versions.ts';
import { completeOp, name, ordered, words } from './declare.ts';

interface PerText {
  readonly path: string;
  readonly summary: string;
  readonly aliases?: readonly string[];
  /** The parameter of the texts; `input` by default. */
  readonly input?: string;
  readonly more?: string;
  readonly moreV1?: string;
  /** Of the result; texts by default. */
  readonly dtype?: string;
  /** Arguments of the example behind `['a', 'b']`. */
  readonly call?: string;
  readonly on?: string;
}

/** One for each text. */
const perText = ({
  path,
  summary,
  aliases = [],
  input = 'input',
  more = 'name',
  moreV1,
  call = '',
  on = "['a', 'b']",
  ...how
}: PerText): Op =>
  completeOp(path, {
    aliases,
    summary,
    params: { [input]: tensor(), ...words(`${more} ${moreV1 ?? ''}`) },
    order: ordered(`${input} ${more}`),
    ...(moreV1 ? { order: { legacy: `${input} ${moreV1}`, v1: `${input} ${moreV1}`, v2: `${input} ${more}` } } : {}),
    shape: args => ofType((args[input] as TensorArg).shape, how.dtype ?? 'string'),
    examples: [{ call: `tf.${path}(${on}${call && `, ${call}`})`, gives: '2' }],
  });

const tables: readonly PerText[] = [
  { path: 'strings.lower', more: 'encoding name', summary: 'The texts in small letters.' },
  { path: 'strings.upper', more: 'encoding name', summary: 'The texts in capital letters.' },
  { path: 'strings.strip', aliases: ['string_strip'], summary: 'The texts without white space at their ends.' },
  { path: 'strings.length', more: 'unit name', moreV1: 'name unit', dtype: 'int32', summary: 'How long each text is.' },
  {
    path: 'strings.regex_replace',
    aliases: ['regex_replace'],
    more: 'pattern! rewrite! replace_global name',
    call: "'a', 'b'",
    summary: 'The texts with what matches a pattern replaced.',
  },
  {
    path: 'strings.regex_full_match',
    more: 'pattern! name',
    call: "'a.*'",
    dtype: 'bool',
    summary: 'Whether each text matches a pattern.',
  },
  {
    path: 'strings.to_hash_bucket_fast',
    aliases: ['string_to_hash_bucket_fast'],
    more: 'num_buckets! name',
    call: '10',
    dtype: 'int64',
    summary: 'A number below `num_buckets` for each text.',
  },
  {
    path: 'strings.to_hash_bucket_strong',
    aliases: ['string_to_hash_bucket_strong'],
    more: 'num_buckets! key! name',
    call: '10, [1, 2]',
    dtype: 'int64',
    summary: 'A number below `num_buckets` for each text, which nobody can foresee.',
  },
  {
    path: 'strings.as_string',
    aliases: ['as_string'],
    more: 'precision scientific shortest width fill name',
    on: '[1, 2]',
    summary: 'The elements written as texts.',
  },
  {
    path: 'strings.unicode_transcode',
    more: 'input_encoding! output_encoding! errors replacement_char replace_control_characters name',
    call: "'UTF-8', 'UTF-16-BE'",
    summary: 'The texts in another encoding.',
  },
  { path: 'strings.unicode_script', on: '[65, 66]', dtype: 'int32', summary: 'The script that each character belongs to.' },
  { path: 'io.encode_base64', aliases: ['encode_base64'], more: 'pad name', summary: 'The texts in Base64.' },
  { path: 'io.decode_base64', aliases: ['decode_base64'], on: "['YQ', 'Yg']", summary: 'The texts that stand in Base64.' },
  {
    path: 'io.decode_compressed',
    aliases: ['decode_compressed'],
    input: 'bytes',
    more: 'compression_type name',
    summary: 'The texts unpacked.',
  },
  {
    path: 'io.decode_json_example',
    aliases: ['decode_json_example'],
    input: 'json_examples',
    on: "['{}', '{}']",
    summary: 'Records that were written as JSON.',
  },
];

/** The texts are called otherwise in TensorFlow 1, where they may come by either name. */
const toNumber = completeOp('strings.to_number', {
  aliases: ['string_to_number'],
  summary: 'The numbers that the texts write.',
  params: { input: tensor().alias('string_tensor'), out_type: dtype().default("'float32'"), name: name() },
  shape: ({ input, out_type }) => ofType(input.shape, out_type),
  examples: [{ call: "tf.strings.to_number(['1', '2'])", gives: '2' }],
});

const toHashBucket = completeOp('strings.to_hash_bucket', {
  aliases: ['string_to_hash_bucket'],
  summary: 'A number below `num_buckets` for each text.',
  params: { input: tensor().alias('string_tensor'), ...words('num_buckets name') },
  shape: ({ input }) => ofType((input as TensorArg).shape, 'int64'),
  examples: [{ call: "tf.strings.to_hash_bucket(['a', 'b'], 10)", gives: '2' }],
});

/** Texts that are no scalars must have one shape: "Input shapes do not match". */
function joined(inputs: Arg | undefined, check: Check): TensorArg {
  if (inputs?.kind !== 'list') return ofType(undefined, 'string');
  const shapes = inputs.items.map(item => (toTensor(item) ?? unknownTensor).shape);
  const isOne = (shape: Shape | undefined): shape is Shape => shape !== undefined && shape.length > 0;
  const first = shapes.find(isOne);
  const other = first && shapes.findIndex(shape => isOne(shape) && sameShape(shape, first) === 'no');
  if (first && other !== undefined && other >= 0) {
    const problem = `needs texts of one shape, got ${showShape(first)} and ${showShape(shapes[other])}`;
    check.report(argumentForm, { op: 'tf.strings.join', problem }, { argument: 'inputs', item: other });
  }
  const known = first ?? (shapes.every(shape => shape) ? shapes[0] : undefined);
  return ofType(shapes.some(shape => !shape) && !first ? undefined : known, 'string');
}

const join = completeOp('strings.join', {
  aliases: ['string_join'],
  summary: 'Texts put together, those of the same place in all tensors.',
  params: { inputs: anything('Tensor[]', { kind: 'shape' }), ...words('separator name') },
  shape: ({ inputs }, check) => joined(inputs as Arg | undefined, check),
  examples: [
    { call: "tf.strings.join([['a', 'b'], 'c'], separator='-')", gives: '2' },
    { call: "tf.strings.join([['a', 'b'], ['c', 'd', 'e']])", reports: 'argument-form' },
  ],
});

const substr = completeOp('strings.substr', {
  aliases: ['substr'],
  summary: 'Parts of texts, from one place on and so long; both broadcast with the texts.',
  params: { input: tensor(), pos: tensor(), len: tensor(), ...words('unit name') },
  order: { legacy: 'input pos len name', v1: 'input pos len name unit', v2: 'input pos len unit name' },
  shape(args, check) {
    const [input, pos, len] = [args.input, args.pos, args.len] as readonly TensorArg[];
    if (pos?.shape && len?.shape && sameShape(pos.shape, len.shape) === 'no') {
      const problem = `needs as many lengths as places, got ${showShape(len.shape)} and ${showShape(pos.shape)}`;
      check.report(argumentForm, { op: 'tf.strings.substr', problem }, { argument: 'len' });
      return ofType(undefined, 'string');
    }
    return ofType(broadcastShapes(input?.shape, pos?.shape, { op: 'tf.strings.substr', at: 'pos' }, check), 'string');
  },
  examples: [
    { call: "tf.strings.substr(['abc', 'bcd'], 0, 2)", gives: '2' },
    { call: "tf.strings.substr(['abc', 'bcd'], [0, 0, 0], [1, 1, 1])", reports: 'broadcast-mismatch' },
    { call: "tf.strings.substr(['abc', 'bcd'], [0, 0], 1)", reports: 'argument-form' },
  ],
});

const reduceJoin = completeOp('strings.reduce_join', {
  aliases: ['reduce_join'],
  summary: 'The texts along an axis put together.',
  params: {
    inputs: tensor(),
    axis: integers('int | int[]').alias('reduction_indices').optional(),
    keepdims: flag().default('False').alias('keep_dims'),
    ...words('separator name'),
  },
  order: {
    legacy: 'inputs axis keep_dims separator name reduction_indices',
    v1: 'inputs axis keep_dims separator name reduction_indices keepdims',
    v2: 'inputs axis keepdims separator name',
  },
  shape: ({ inputs, axis, keepdims }, check) =>
    ofType(reduceRule(undefined, inputs as TensorArg, axis as never, keepdims as boolean | undefined, 'axis', check).shape, 'string'),
  examples: [
    { call: "tf.strings.reduce_join([['a', 'b'], ['c', 'd'], ['e', 'f']], axis=0)", gives: '2' },
    { call: "tf.strings.reduce_join(['a', 'b'], axis=1)", reports: 'axis-out-of-range' },
  ],
});

const format = completeOp('strings.format', {
  summary: 'One text with tensors written into it.',
  params: { template: anything('str'), ...words('inputs! placeholder summarize name') },
  order: 'template inputs placeholder summarize name',
  shape: () => ofType([], 'string'),
  examples: [{ call: "tf.strings.format('{}', x)", given: { x: '2' }, gives: '' }],
});

/** A text becomes a row of parts, as many as there are; several texts become rows of different lengths. */
const partsOf = (path: string, params: string, { of = 'string', call = '' } = {}): Op =>
  completeOp(path, {
    summary: 'The parts of each text; rows of different lengths where there are several texts.',
    params: { input: tensor(), ...words(params) },
    shape: ({ input }, check) => {
      const { shape } = input as TensorArg;
      return ofType(shape && [...shape, shape.length === 0 ? check.fresh('N') : unknown], of);
    },
    examples: [
      { call: `tf.${path}('ab'${call && `, ${call}`})`, gives: 'N' },
      { call: `tf.${path}(['ab', 'c']${call && `, ${call}`}).to_tensor()`, gives: '2 ?' },
    ],
  });

/** In TensorFlow 1 it gives a sparse tensor, or rows of different lengths. */
const split = completeOp('strings.split', {
  aliases: ['string_split'],
  summary: 'The parts of each text between separators; rows of different lengths where there are several texts.',
  params: { input: tensor().alias('source'), ...words('sep delimiter maxsplit skip_empty result_type name') },
  order: {
    legacy: 'input sep skip_empty delimiter source',
    v1: 'input sep maxsplit result_type source name skip_empty delimiter',
    v2: 'input sep maxsplit name',
  },
  shape({ input }, check) {
    const { shape } = input as TensorArg;
    if (!shape || apiOf(check.version.generation) !== 'v2') return ofType(undefined, 'string');
    return ofType([...shape, shape.length === 0 ? check.fresh('N') : unknown], 'string');
  },
  examples: [
    { call: "tf.strings.split('a,b', ',')", gives: 'N', under: 'v2' },
    { call: "tf.strings.split(['a,b', 'c'], sep=',').to_tensor()", gives: '2 ?', under: 'v2' },
  ],
});

const segmentJoin = completeOp('strings.unsorted_segment_join', {
  summary: 'The texts of each segment put together.',
  params: { inputs: tensor(), segment_ids: tensor(), num_segments: integer(), ...words('separator name') },
  shape(args) {
    const [inputs, ids] = [args.inputs, args.segment_ids] as readonly TensorArg[];
    const rest = inputs?.shape && ids?.shape && inputs.shape.slice(ids.shape.length);
    return ofType(rest && [args.num_segments as never, ...rest], 'string');
  },
  examples: [{ call: "tf.strings.unsorted_segment_join(['a', 'b', 'c'], [0, 0, 1], 2)", gives: '2' }],
});

export const stringOps: readonly Op[] = [
  ...tables.map(perText),
  toNumber,
  toHashBucket,
  join,
  substr,
  reduceJoin,
  format,
  split,
  partsOf('strings.bytes_split', 'name'),
  partsOf('strings.unicode_split', 'input_encoding! errors replacement_char name', { call: "'UTF-8'" }),
  partsOf('strings.unicode_decode', 'input_encoding! errors replacement_char replace_control_characters name', {
    call: "'UTF-8'",
    of: 'int32',
  }),
  segmentJoin,
];
