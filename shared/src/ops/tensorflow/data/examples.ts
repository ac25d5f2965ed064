/** Records taken apart: `tf.io.parse_single_example` and its like. Source: tensorflow/python/ops/parsing_ops.py. */
import { type Dim, unknown } from '../../../dim/dim.ts';
import { type Arg, listArg, streamArg, tensorArg, tupleArg, unknownArg } from '../../argument.ts';
import type { Check } from '../../check.ts';
import { ofType } from '../../common/contents.ts';
import { toShape } from '../../common/shape-argument.ts';
import { batched } from '../../common/streams.ts';
import { defineOp, type Op } from '../../op.ts';
import { anything, dtype, type Integers, integers, tensor } from '../../parameter.ts';
import { docs, tensorflow } from '../declare.ts';
import { anyOf } from './declare.ts';

const reading = (word: string) =>
  ({ ...tensorflow, name: `tf.io.${word}`, aliases: [word], listed: false, docs: docs(`io/${word}`) }) as const;

/** What a feature becomes; of sparse ones nothing is known. */
const feature = (word: 'FixedLenFeature' | 'FixedLenSequenceFeature'): Op =>
  defineOp({
    ...reading(word),
    summary: 'A feature of a known shape, as a tensor.',
    params: { shape: integers('int[]'), dtype: dtype(), ...anyOf('allow_missing default_value') },
    order: word === 'FixedLenFeature' ? 'shape dtype default_value' : 'shape dtype allow_missing default_value',
    shape(args, check: Check) {
      const { shape, dtype } = args as unknown as { readonly shape: Integers; readonly dtype: string | undefined };
      const dims = toShape(shape);
      return ofType(dims && (word === 'FixedLenFeature' ? dims : [check.fresh('L'), ...dims]), dtype);
    },
    examples: [{ call: `tf.io.${word}([28, 28], tf.float32)`, gives: word === 'FixedLenFeature' ? '28 28' : 'L 28 28' }],
  });

const eachOf = (features: Arg | undefined, change: (one: Arg) => Arg): Arg =>
  features?.kind === 'record'
    ? { kind: 'record', entries: Object.fromEntries(Object.entries(features.entries).map(([key, one]) => [key, change(one)])) }
    : unknownArg;

const parseOne = defineOp({
  ...reading('parse_single_example'),
  summary: 'The features of one record.',
  params: { ...anyOf('serialized!'), features: anything('dict', { kind: 'hidden' }), ...anyOf('example_names name') },
  order: {
    legacy: 'serialized features name example_names',
    v1: 'serialized features name example_names',
    v2: 'serialized features example_names name',
  },
  shape: ({ features }) => eachOf(features as Arg | undefined, one => (one.kind === 'tensor' ? one : unknownArg)),
  examples: [{ call: "tf.io.parse_single_example('', {'x': tf.io.FixedLenFeature([28, 28], tf.float32)})['x']", gives: '28 28' }],
});

const parseMany = defineOp({
  ...reading('parse_example'),
  summary: 'The features of several records.',
  params: { serialized: tensor(), features: anything('dict', { kind: 'hidden' }), ...anyOf('example_names name') },
  order: {
    legacy: 'serialized features name example_names',
    v1: 'serialized features name example_names',
    v2: 'serialized features example_names name',
  },
  shape(args, check: Check) {
    const { serialized, features } = args as unknown as {
      readonly serialized: { readonly shape?: readonly Dim[] };
      readonly features: Arg | undefined;
    };
    const [count = unknown, more] = serialized.shape ?? [];
    const length = count.kind === 'unknown' ? check.fresh('N') : count;
    return more ? unknownArg : eachOf(features, one => (one.kind === 'tensor' ? batched(one, length) : unknownArg));
  },
  examples: [{ call: "tf.io.parse_example(['', ''], {'x': tf.io.FixedLenFeature([28, 28], tf.float32)})['x']", gives: '2 28 28' }],
});

/** As many scalars as there are defaults. */
const fields = (arg: Arg | undefined, of: readonly Dim[] | undefined): readonly Arg[] | undefined =>
  arg?.kind === 'list' && of ? arg.items.map(() => tensorArg(of)) : undefined;

const decodeCsv = defineOp({
  ...reading('decode_csv'),
  summary: 'The fields of lines, a tensor for each column.',
  params: {
    records: tensor(),
    record_defaults: anything('list', { kind: 'hidden' }),
    ...anyOf('field_delim use_quote_delim name na_value select_cols'),
  },
  order: {
    legacy: 'records record_defaults field_delim use_quote_delim name na_value select_cols',
    v1: 'records record_defaults field_delim use_quote_delim name na_value select_cols',
    v2: 'records record_defaults field_delim use_quote_delim na_value select_cols name',
  },
  shape(args) {
    const { records, record_defaults } = args as unknown as {
      readonly records: { readonly shape?: readonly Dim[] };
      readonly record_defaults: Arg | undefined;
    };
    // With `select_cols` there is a default for each of those.
    const columns = fields(record_defaults, records.shape);
    return columns ? listArg(columns) : unknownArg;
  },
  examples: [{ call: "tf.io.decode_csv('1,2', [0.0, 0.0])[1]", gives: '' }],
});

const csvDataset = defineOp({
  ...tensorflow,
  name: 'tf.data.experimental.CsvDataset',
  listed: false,
  summary: 'A data set of the lines of files, an element for each column.',
  docs: docs('data/experimental/CsvDataset'),
  params: {
    ...anyOf('filenames!'),
    record_defaults: anything('list', { kind: 'hidden' }),
    ...anyOf('compression_type buffer_size header field_delim use_quote_delim na_value select_cols exclude_cols'),
  },
  shape({ record_defaults }) {
    const columns = fields(record_defaults as Arg | undefined, []);
    return streamArg(columns ? tupleArg(columns) : unknownArg);
  },
  examples: [{ call: "next(iter(tf.data.experimental.CsvDataset('a.csv', [0.0, 0.0])))[1]", gives: '' }],
});

export const exampleOps: readonly Op[] = [
  feature('FixedLenFeature'),
  feature('FixedLenSequenceFeature'),
  parseOne,
  parseMany,
  decodeCsv,
  csvDataset,
];
