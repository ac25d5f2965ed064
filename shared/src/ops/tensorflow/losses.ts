/** Losses: of every item (`tf.nn`), and reduced to one number (`tf.losses` of TensorFlow 1). */
import type { Fix } from '../../diagnostics/diagnostic.ts';
import { targetMismatch } from '../../diagnostics/target-mismatch.ts';
import { equal } from '../../dim/compare.ts';
import { type Dim, int } from '../../dim/dim.ts';
import { elementCount, type Shape, sameShape, showShape } from '../../shape/shape.ts';
import type { TensorArg } from '../argument.ts';
import type { Check } from '../check.ts';
import { ofType } from '../common/contents.ts';
import { defineOp, type Op } from '../op.ts';
import { ignored, tensor } from '../parameter.ts';
import { docs, docsV1, name, tensorflow, words } from './declare.ts';

/** What a graph leaves open is not compared: when it runs, one row of labels is as good as many. */
const differ = (a: Shape, b: Shape): boolean =>
  a.length !== b.length || a.some((dim, axis) => dim.kind === 'int' && b[axis]?.kind === 'int' && equal(dim, b[axis]) === 'no');

interface Compared {
  readonly op: string;
  readonly labels: { readonly argument: string; readonly shape: Shape };
  readonly logits: { readonly argument: string; readonly shape: Shape };
}

function reportLabels({ op, labels, logits }: Compared, wanted: Shape, fixes: readonly Fix[], check: Check, broadcasts = false): void {
  check.report(
    targetMismatch,
    {
      loss: op,
      input: logits.shape,
      of: logits.argument === 'predictions' ? 'predictions' : 'logits',
      target: labels.shape,
      wanted: showShape(wanted),
      broadcasts,
    },
    { argument: labels.argument },
    { related: [{ argument: logits.argument, message: `the ${logits.argument}` }], fixes, ...(broadcasts ? { severity: 'warning' } : {}) },
  );
}

const wrapped = (title: string, argument: string, word: string, ...args: readonly Dim[]): Fix => ({
  title,
  change: { kind: 'wrap', place: { argument }, function: `tensorflow.${word}`, arguments: args },
});

/** What makes such labels have the shape that the loss wants. */
function toOneShape({ labels, logits }: Compared): readonly Fix[] {
  const { argument, shape } = labels;
  const classes = logits.shape.at(-1);
  const isWithout = (dim: Dim) => sameShape([...shape, dim], logits.shape) === 'yes';
  return [
    ...(classes && classes.kind === 'int' && classes.value > 1 && isWithout(classes)
      ? [wrapped('Make rows with a single 1 of the numbers of classes', argument, 'one_hot', classes)]
      : []),
    ...(isWithout(int(1)) ? [wrapped('Give it an axis of length 1 at the end', argument, 'expand_dims', int(-1))] : []),
  ];
}

/** A graph may know less of a shape than the rules do, and lengths of 1 broadcast when it runs: then it is not certain to fail. */
function mayBroadcast(a: Shape, b: Shape, check: Check): boolean {
  if (check.version.generation === '2' || a.length !== b.length || [...a, ...b].every(dim => dim.kind === 'int')) return false;
  const isOne = (dim: Dim | undefined) => dim?.kind === 'int' && dim.value === 1;
  return a.every((dim, axis) => isOne(dim) || isOne(b[axis]) || !differ([dim], b.slice(axis, axis + 1)));
}

/** "logits and labels must have the same shape", "Shapes are incompatible". */
function checkOneShape(compared: Compared, check: Check): void {
  const [labels, logits] = [compared.labels.shape, compared.logits.shape];
  if (differ(labels, logits)) reportLabels(compared, logits, toOneShape(compared), check, mayBroadcast(labels, logits, check));
}

/** The two under the names that a call has for them; undefined where the shape of one is not known. */
function comparedIn(op: string, [labels, logits]: readonly [string, string], of: Readonly<Record<string, unknown>>): Compared | undefined {
  const shapeOf = (name: string) => (of[name] as TensorArg | undefined)?.shape;
  const [target, input] = [shapeOf(labels), shapeOf(logits)];
  return target && input && { op, labels: { argument: labels, shape: target }, logits: { argument: logits, shape: input } };
}

const names = ['labels', 'logits'] as const;

const sigmoid = defineOp({
  ...tensorflow,
  name: 'tf.nn.sigmoid_cross_entropy_with_logits',
  summary: 'How far each probability, given before the sigmoid, is from its label.',
  docs: docs('nn/sigmoid_cross_entropy_with_logits'),
  params: { _sentinel: ignored('None'), labels: tensor().alias('targets'), logits: tensor(), name: name() },
  order: { legacy: '_sentinel labels logits name', v1: 'labels logits name', v2: 'labels logits name' },
  shape({ labels, logits }, check) {
    const compared = comparedIn('tf.nn.sigmoid_cross_entropy_with_logits', names, { labels, logits });
    if (compared) checkOneShape(compared, check);
    return ofType(logits.shape ?? labels.shape, logits.dtype);
  },
  examples: [
    { call: 'tf.nn.sigmoid_cross_entropy_with_logits(labels=y, logits=x)', given: { x: '8 1', y: '8 1' }, gives: '8 1' },
    { call: 'tf.nn.sigmoid_cross_entropy_with_logits(labels=y, logits=x)', given: { x: '8 1', y: '8' }, reports: 'target-mismatch' },
  ],
});

/** Both become matrices of classes, which broadcast ("logits and labels must be broadcastable"), and the result has the rows of the logits. */
function checkSoftmax(compared: Compared, check: Check): void {
  const [labels, logits] = [compared.labels.shape, compared.logits.shape];
  const [ours, theirs] = [labels.at(-1), logits.at(-1)];
  if (!ours || !theirs) return;
  const isOne = (dim: Dim) => equal(dim, int(1)) !== 'no';
  const [rows, wanted] = [elementCount(labels.slice(0, -1)), elementCount(logits.slice(0, -1))];
  const clash = (equal(ours, theirs) === 'no' && !isOne(ours) && !isOne(theirs)) || (equal(rows, wanted) === 'no' && !isOne(rows));
  if (clash) reportLabels(compared, logits, toOneShape(compared), check);
  // A column of numbers of classes stands for the probability of every class.
  else if (equal(ours, int(1)) === 'yes' && equal(theirs, int(1)) === 'no') reportLabels(compared, logits, [], check, true);
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
      const compared = check.given.has('dim') ? undefined : comparedIn(`tf.nn.${path}`, names, { labels, logits });
      if (compared) checkSoftmax(compared, check);
      // The labels may have fewer axes.
      return ofType(withoutClasses(logits.shape), logits.dtype);
    },
    examples: [
      { call: `tf.nn.${path}(labels=y, logits=x)`, given: { x: '8 10', y: '8 10' }, gives: '8' },
      { call: `tf.nn.${path}(labels=y, logits=x)`, given: { x: '8 10', y: '8 11' }, reports: 'target-mismatch' },
      { call: `tf.nn.${path}(labels=y, logits=x)`, given: { x: '8 10', y: '9 10' }, reports: 'target-mismatch' },
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
    const compared = comparedIn('tf.nn.sparse_softmax_cross_entropy_with_logits', names, { labels, logits });
    if (compared) checkSparse(compared, check);
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
      reports: 'target-mismatch',
    },
  ],
});

function fitsSparse(labels: Pick<TensorArg, 'shape'>, logits: Pick<TensorArg, 'shape'>): boolean {
  const wanted = withoutClasses(logits.shape);
  return labels.shape !== undefined && wanted !== undefined && sameShape(labels.shape, wanted) !== 'no';
}

/** "Rank mismatch: Rank of labels (received 2) should equal rank of logits minus 1 (received 2)." */
function checkSparse(compared: Compared, check: Check): void {
  const { labels, logits } = compared;
  if (fitsSparse(labels, logits)) return;
  const wanted = logits.shape.slice(0, -1);
  const isColumn = sameShape(labels.shape, [...wanted, int(1)]) === 'yes';
  const isOneHot = sameShape(labels.shape, logits.shape) === 'yes';
  reportLabels(
    compared,
    wanted,
    isColumn
      ? [wrapped('Take off the axis of length 1', labels.argument, 'squeeze', int(-1))]
      : isOneHot
        ? [wrapped('Take the number of the class', labels.argument, 'argmax', int(-1))]
        : [],
    check,
  );
}

/** An axis of length 1 at the end is taken off the labels first (`remove_squeezable_dimensions`). */
function checkColumn({ labels, ...others }: Compared, check: Check): void {
  const { shape } = labels;
  const isColumn = shape.length === others.logits.shape.length && equal(shape.at(-1) ?? int(0), int(1)) !== 'no';
  checkSparse({ ...others, labels: isColumn ? { ...labels, shape: shape.slice(0, -1) } : labels }, check);
}

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

const reducedLoss = ([path, params]: (typeof reduced)[number]): Op => {
  const op = `tf.losses.${path}`;
  const [labels = '', logits = '', ...others] = params.split(' ');
  const check = path.startsWith('sparse') ? checkColumn : checkOneShape;
  return defineOp({
    ...tensorflow,
    name: op,
    api: 'v1',
    summary: 'A loss over the whole batch: one number.',
    docs: docsV1(`losses/${path}`),
    params: { [labels]: tensor(), [logits]: tensor(), ...words(others.join(' ')), reduction: ignored('str') },
    order: `${params} reduction`,
    shape(args, by) {
      const compared = comparedIn(op, [labels, logits], args);
      if (compared) check(compared, by);
      return by.given.has('reduction') ? undefined : ofType([], 'float32');
    },
    examples: path.startsWith('sparse')
      ? [
          { call: `${op}(tf.zeros([8], tf.int32), x)`, given: { x: '8 10' }, gives: '', under: 'v1' },
          { call: `${op}(tf.zeros([8, 1], tf.int32), x)`, given: { x: '8 10' }, gives: '', under: 'v1' },
          { call: `${op}(tf.zeros([8, 10], tf.int32), x)`, given: { x: '8 10' }, reports: 'target-mismatch', under: 'v1' },
        ]
      : [
          { call: `${op}(x, y)`, given: { x: '8 10', y: '8 10' }, gives: '', under: 'v1' },
          { call: `${op}(x, y)`, given: { x: '8', y: '8 1' }, reports: 'target-mismatch', under: 'v1' },
        ],
  });
};

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
