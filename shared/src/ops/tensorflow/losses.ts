/** Losses: of every item (`tf.nn`), and reduced to one number (`tf.losses` of TensorFlow 1). */
import { argumentForm } from '../../diagnostics/argument-form.ts';
import { equal } from '../../dim/compare.ts';
import { type Dim, int } from '../../dim/dim.ts';
import { elementCount, type Shape, showShape } from '../../shape/shape.ts';
import type { TensorArg } from '../argument.ts';
import type { Check } from '../check.ts';
import { ofType } from '../common/contents.ts';
import { defineOp, type Op } from '../op.ts';
import { ignored, type Params, tensor } from '../parameter.ts';
import { docs, docsV1, name, tensorflow } from './declare.ts';

/** What a graph leaves open is not compared: when it runs, one row of labels is as good as many. */
const differ = (a: Shape, b: Shape): boolean =>
  a.length !== b.length || a.some((dim, axis) => dim.kind === 'int' && b[axis]?.kind === 'int' && equal(dim, b[axis]) === 'no');

/** "logits and labels must have the same shape". */
const sigmoid = defineOp({
  ...tensorflow,
  name: 'tf.nn.sigmoid_cross_entropy_with_logits',
  summary: 'How far each probability, given before the sigmoid, is from its label.',
  docs: docs('nn/sigmoid_cross_entropy_with_logits'),
  params: { _sentinel: ignored('None'), labels: tensor().alias('targets'), logits: tensor(), name: name() },
  order: { legacy: '_sentinel labels logits name', v1: 'labels logits name', v2: 'labels logits name' },
  shape({ labels, logits }, check) {
    if (labels.shape && logits.shape && differ(labels.shape, logits.shape)) {
      const problem = `needs labels and logits of one shape, got ${showShape(labels.shape)} and ${showShape(logits.shape)}`;
      check.report(argumentForm, { op: 'tf.nn.sigmoid_cross_entropy_with_logits', problem }, { argument: 'labels' });
    }
    return ofType(logits.shape ?? labels.shape, logits.dtype);
  },
  examples: [
    { call: 'tf.nn.sigmoid_cross_entropy_with_logits(labels=y, logits=x)', given: { x: '8 1', y: '8 1' }, gives: '8 1' },
    { call: 'tf.nn.sigmoid_cross_entropy_with_logits(labels=y, logits=x)', given: { x: '8 1', y: '8' }, reports: 'argument-form' },
  ],
});

/** Both become matrices of classes, which broadcast ("logits and labels must be broadcastable"), and the result has the rows of the logits. */
function checkSoftmax(path: string, labels: Shape | undefined, logits: Shape | undefined, check: Check): void {
  const [ours, theirs] = [labels?.at(-1), logits?.at(-1)];
  if (!labels || !logits || !ours || !theirs) return;
  const isOne = (dim: Dim) => equal(dim, int(1)) !== 'no';
  const [rows, wanted] = [elementCount(labels.slice(0, -1)), elementCount(logits.slice(0, -1))];
  const clash = (equal(ours, theirs) === 'no' && !isOne(ours) && !isOne(theirs)) || (equal(rows, wanted) === 'no' && !isOne(rows));
  if (!clash) return;
  const problem = `needs labels and logits of one shape, got ${showShape(labels)} and ${showShape(logits)}`;
  check.report(argumentForm, { op: `tf.nn.${path}`, problem }, { argument: 'labels' });
}

/** The last axis holds the classes. */
const withoutClasses = (shape: Shape | undefined): Shape | undefined => shape?.slice(0, -1);

const softmax = (path: string, api?: 'v1'): Op =>
  defineOp({
    ...tensorflow,
    name: `tf.nn.${path}`,
    ...(api ? { api } : {}),
    summary: 'How far the probabilities of the classes, given before the softmax, are from the labels.',
    docs: api ? docsV1(`nn/${path}`) : docs(`nn/${path}`),
    params: { _sentinel: ignored('None'), labels: tensor(), logits: tensor(), dim: ignored('int').alias('axis'), name: name() },
    order:
      path === 'softmax_cross_entropy_with_logits_v2'
        ? 'labels logits axis name dim'
        : { legacy: '_sentinel labels logits dim name', v1: 'labels logits dim name axis', v2: 'labels logits axis name' },
    shape({ logits, labels }, check) {
      if (!check.given.has('dim')) checkSoftmax(path, labels.shape, logits.shape, check);
      // The labels may have fewer axes.
      return ofType(withoutClasses(logits.shape), logits.dtype);
    },
    examples: [
      { call: `tf.nn.${path}(labels=y, logits=x)`, given: { x: '8 10', y: '8 10' }, gives: '8' },
      { call: `tf.nn.${path}(labels=y, logits=x)`, given: { x: '8 10', y: '8 11' }, reports: 'argument-form' },
      { call: `tf.nn.${path}(labels=y, logits=x)`, given: { x: '8 10', y: '9 10' }, reports: 'argument-form' },
    ].map(example => (api ? { ...example, under: api } : example)),
  });

const sparse = defineOp({
  ...tensorflow,
  name: 'tf.nn.sparse_softmax_cross_entropy_with_logits',
  summary: 'How far the probabilities of the classes, given before the softmax, are from the one that is right.',
  docs: docs('nn/sparse_softmax_cross_entropy_with_logits'),
  params: { _sentinel: ignored('None'), labels: tensor(), logits: tensor(), name: name() },
  order: { legacy: '_sentinel labels logits name', v1: 'labels logits name', v2: 'labels logits name' },
  shape({ labels, logits }, check) {
    // Before TensorFlow 1.0 the logits came first.
    if (fitsSparse(logits, labels)) return ofType(logits.shape, labels.dtype);
    checkSparse(labels, logits, check);
    return ofType(labels.shape ?? withoutClasses(logits.shape), logits.dtype);
  },
  examples: [
    {
      call: 'tf.nn.sparse_softmax_cross_entropy_with_logits(labels=tf.zeros([8], tf.int32), logits=x)',
      given: { x: '8 10' },
      gives: '8',
    },
    {
      call: 'tf.nn.sparse_softmax_cross_entropy_with_logits(labels=tf.zeros([8, 10], tf.int32), logits=x)',
      given: { x: '8 10' },
      reports: 'argument-form',
    },
  ],
});

function fitsSparse(labels: TensorArg, logits: TensorArg): boolean {
  const wanted = withoutClasses(logits.shape);
  if (!labels.shape || !wanted) return false;
  return labels.shape.length === wanted.length && labels.shape.every((dim, at) => equal(dim, wanted[at] ?? dim) !== 'no');
}

/** "Rank mismatch: Rank of labels (received 2) should equal rank of logits minus 1 (received 2)." */
function checkSparse(labels: TensorArg, logits: TensorArg, check: Check): void {
  if (!labels.shape || !logits.shape || fitsSparse(labels, logits)) return;
  const wanted = showShape(withoutClasses(logits.shape));
  const problem = `needs labels ${wanted} for logits ${showShape(logits.shape)}, got ${showShape(labels.shape)}`;
  check.report(argumentForm, { op: 'tf.nn.sparse_softmax_cross_entropy_with_logits', problem }, { argument: 'labels' });
}

const words = (list: string): Params => Object.fromEntries(list.split(' ').map(word => [word, ignored('any')]));

/** Losses of TensorFlow 1 that are one number unless `reduction` says otherwise: path, parameters. */
const reduced: readonly (readonly [string, string])[] = [
  ['absolute_difference', 'labels predictions weights scope loss_collection'],
  ['mean_squared_error', 'labels predictions weights scope loss_collection'],
  ['log_loss', 'labels predictions weights epsilon scope loss_collection'],
  ['huber_loss', 'labels predictions weights delta scope loss_collection'],
  ['hinge_loss', 'labels logits weights scope loss_collection'],
  ['sigmoid_cross_entropy', 'multi_class_labels logits weights label_smoothing scope loss_collection'],
  ['softmax_cross_entropy', 'onehot_labels logits weights label_smoothing scope loss_collection'],
  ['sparse_softmax_cross_entropy', 'labels logits weights scope loss_collection'],
];

const reducedLoss = ([path, params]: (typeof reduced)[number]): Op =>
  defineOp({
    ...tensorflow,
    name: `tf.losses.${path}`,
    api: 'v1',
    summary: 'A loss over the whole batch: one number.',
    docs: docsV1(`losses/${path}`),
    params: { ...words(params), reduction: ignored('str') },
    shape: (_, check) => (check.given.has('reduction') ? undefined : ofType([], 'float32')),
    examples: [
      path.startsWith('sparse')
        ? { call: `tf.losses.${path}(tf.zeros([8], tf.int32), x)`, given: { x: '8 10' }, gives: '', under: 'v1' }
        : { call: `tf.losses.${path}(x, y)`, given: { x: '8 10', y: '8 10' }, gives: '', under: 'v1' },
    ],
  });

const l2Loss = defineOp({
  ...tensorflow,
  name: 'tf.nn.l2_loss',
  summary: 'Half the sum of the squares.',
  docs: docs('nn/l2_loss'),
  params: { t: tensor(), name: name() },
  shape: ({ t }) => ofType([], t.dtype),
  examples: [{ call: 'tf.nn.l2_loss(x)', given: { x: '3 3 1 8' }, gives: '' }],
});

export const losses: readonly Op[] = [
  sigmoid,
  softmax('softmax_cross_entropy_with_logits'),
  softmax('softmax_cross_entropy_with_logits_v2', 'v1'),
  sparse,
  ...reduced.map(reducedLoss),
  l2Loss,
];
