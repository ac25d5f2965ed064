/** Tensors of text. Sources: tfjs-core/src/ops/string/*.ts. */
import { int, unknown } from '../../dim/dim.ts';
import { ofType } from '../common/contents.ts';
import { defineOp, type Op } from '../op.ts';
import { ignored, integer, tensor } from '../parameter.ts';
import { checkRank, docs, refuse, tfjs } from './declare.ts';

const hash = defineOp({
  ...tfjs,
  name: 'tf.string.stringToHashBucketFast',
  summary: 'A number of a bucket for every text.',
  docs: docs('stringToHashBucketFast'),
  params: { input: tensor(), numBuckets: integer() },
  shape({ input, numBuckets }, check) {
    if (numBuckets.kind === 'int' && numBuckets.value <= 0)
      refuse('string.stringToHashBucketFast', 'numBuckets', `needs one bucket at least, got ${numBuckets.value}`, check);
    return ofType(input.shape, 'int32');
  },
  examples: [
    { call: "tf.string.stringToHashBucketFast(['a', 'b'], 3)", gives: '2' },
    { call: "tf.string.stringToHashBucketFast(['a', 'b'], 0)", reports: 'argument-form' },
  ],
});

const replace = defineOp({
  ...tfjs,
  name: 'tf.string.staticRegexReplace',
  summary: 'Every text with what a pattern matches replaced.',
  docs: docs('staticRegexReplace'),
  params: { input: tensor(), pattern: ignored('string'), rewrite: ignored('string'), replaceGlobal: ignored('boolean') },
  shape({ input }, check) {
    if (input.dtype === 'float32' || input.dtype === 'int32' || input.dtype === 'bool')
      refuse('string.staticRegexReplace', 'input', `takes a tensor of text, got ${input.dtype}`, check);
    return ofType(input.shape, 'string');
  },
  examples: [
    { call: "tf.string.staticRegexReplace(['a', 'b'], 'a', 'c')", gives: '2' },
    { call: "tf.string.staticRegexReplace(x, 'a', 'c')", given: { x: '2' }, reports: 'argument-form' },
  ],
});

const split = defineOp({
  ...tfjs,
  name: 'tf.string.stringSplit',
  summary: 'Texts taken apart at a delimiter, as a sparse tensor.',
  docs: docs('stringSplit'),
  params: { input: tensor('[texts]'), delimiter: tensor('string'), skipEmpty: ignored('boolean') },
  shape({ input, delimiter }, check) {
    checkRank('input', input, [1], check);
    checkRank('delimiter', delimiter, [0], check);
    const count = check.fresh('parts');
    return {
      kind: 'record',
      entries: { indices: ofType([count, int(2)], 'int32'), values: ofType([count], 'string'), shape: ofType([int(2)], 'int32') },
    };
  },
  examples: [
    { call: "tf.string.stringSplit(['a b', 'c'], ' ').shape", gives: '2' },
    { call: "tf.string.stringSplit([['a b', 'c']], ' ')", reports: 'rank-mismatch' },
  ],
});

const ngrams = defineOp({
  ...tfjs,
  name: 'tf.string.stringNGrams',
  summary: 'Neighbouring texts joined, of a ragged tensor.',
  docs: docs('stringNGrams'),
  params: {
    data: tensor('[texts]'),
    dataSplits: tensor('[rows + 1]'),
    separator: ignored('string'),
    nGramWidths: ignored('number[]'),
    leftPad: ignored('string'),
    rightPad: ignored('string'),
    padWidth: ignored('number'),
    preserveShortSequences: ignored('boolean'),
  },
  shape({ data, dataSplits }, check) {
    checkRank('data', data, [1], check);
    return {
      kind: 'record',
      entries: { nGrams: ofType([check.fresh('ngrams')], 'string'), nGramsSplits: ofType([dataSplits.shape?.[0] ?? unknown], 'int32') },
    };
  },
  examples: [
    {
      call: "tf.string.stringNGrams(['a', 'b', 'c'], tf.tensor1d([0, 2, 3]).toInt(), '|', [1, 2], 'L', 'R', -1, false).nGramsSplits",
      gives: '3',
    },
    {
      call: "tf.string.stringNGrams([['a', 'b']], tf.tensor1d([0, 2]).toInt(), '|', [1], 'L', 'R', 0, false)",
      reports: 'rank-mismatch',
    },
  ],
});

export const stringOps: readonly Op[] = [hash, replace, split, ngrams];
