/** Where a graph of TensorFlow 1 is run: `session.run`, `tensor.eval`, `operation.run`. Source: python/client/session.py, `BaseSession`. */

import type { Fix } from '../../diagnostics/diagnostic.ts';
import { feedMismatch } from '../../diagnostics/feed-mismatch.ts';
import { product } from '../../dim/arithmetic.ts';
import { equal } from '../../dim/compare.ts';
import { type Dim, int } from '../../dim/dim.ts';
import { substitute, symbolsOf } from '../../dim/substitute.ts';
import type { Shape } from '../../shape/shape.ts';
import { type Arg, listArg, type RecordArg, type TensorArg, toTensor, unknownArg } from '../argument.ts';
import type { Check } from '../check.ts';
import { ofType } from '../common/contents.ts';
import { defineOp, type Op } from '../op.ts';
import type { FrameworkPack } from '../pack.ts';
import { anything, ignored } from '../parameter.ts';
import { docsV1, tensorflow } from './declare.ts';

interface Feed {
  readonly placeholder: TensorArg;
  readonly value: Arg;
  /** Which entry of the dict it is. */
  readonly item: number;
}

function feedsOf(dict: RecordArg): readonly Feed[] {
  return Object.entries(dict.entries).flatMap(([key, value], item) => {
    const placeholder = dict.keys?.[key];
    return placeholder?.kind === 'tensor' ? [{ placeholder, value, item }] : [];
  });
}

const argument = 'feed_dict';

/** A dim that a placeholder leaves open takes any length, whatever it is called. */
const differs = (fed: Shape, placeholder: Shape): boolean =>
  fed.length !== placeholder.length || placeholder.some((dim, axis) => dim.kind === 'int' && equal(dim, fed[axis] as Dim) === 'no');

function checkFeed({ placeholder, value, item }: Feed, check: Check): void {
  const fed = toTensor(value)?.shape;
  if (!placeholder.isPlaceholder || !placeholder.shape || !fed || !differs(fed, placeholder.shape)) return;
  check.report(
    feedMismatch,
    { fed, placeholder: placeholder.shape },
    { argument, item },
    {
      related: [{ argument, key: item, message: 'the placeholder is made here' }],
      fixes: value.kind === 'tensor' ? repairs(fed, placeholder.shape, item) : [],
    },
  );
}

const layouts = [
  [0, 2, 3, 1],
  [0, 3, 1, 2],
] as const;

/** Other axes in the same order of elements: a reshape. The same axes in another order: a transpose. */
function repairs(fed: Shape, placeholder: Shape, item: number): readonly Fix[] {
  const change = { kind: 'call-method', place: { argument, item } } as const;
  const order =
    fed.length === 4
      ? layouts.find(
          axes =>
            !differs(
              axes.map(axis => fed[axis] as Dim),
              placeholder,
            ),
        )
      : undefined;
  if (order)
    return [
      {
        title: `Transpose to the placeholder's order: ${order.join(', ')}`,
        change: { ...change, method: 'transpose', args: order.map(int) },
        preferred: true,
      },
    ];
  const [batch, ...rest] = placeholder;
  const size = product(rest);
  const isWhole = [product(fed.slice(1)), product(fed)].some(count => equal(count, size) === 'yes');
  const sameCount = equal(product(fed), product(placeholder)) === 'yes';
  if (!batch || (batch.kind === 'int' ? !sameCount : !isWhole) || isSorted(fed, placeholder)) return [];
  const dims = [batch.kind === 'int' ? batch : int(-1), ...rest];
  const title = `Reshape to [${dims.map(dim => (dim.kind === 'int' ? dim.value : '?')).join(', ')}]`;
  return [{ title, change: { ...change, method: 'reshape', args: dims }, preferred: true }];
}

/** The same lengths in another order: then a reshape would mix up what belongs together. */
function isSorted(a: Shape, b: Shape): boolean {
  const lengths = (shape: Shape) =>
    shape
      .slice(1)
      .map(dim => (dim.kind === 'int' ? dim.value : -1))
      .sort((one, other) => one - other)
      .join();
  return a.length === b.length && lengths(a) === lengths(b);
}

/** What the symbols in the fetched shapes stand for in this run. */
type Meaning = Pick<ReadonlyMap<string, Dim>, 'get'>;

/** A symbol of an open axis is what is fed there; in a run of which not all is known it is some number of its own. */
function meaningOf(dict: Arg | undefined, check: Check): Meaning {
  const by = new Map<string, Dim>();
  if (!dict || dict.kind === 'none') return by;
  const feeds = dict.kind === 'record' ? feedsOf(dict) : [];
  for (const { placeholder, value } of feeds) {
    const fed = toTensor(value)?.shape;
    for (const [axis, dim] of (placeholder.shape ?? []).entries()) {
      const [only, more] = symbolsOf(dim).values();
      if (!only || more || dim.kind !== 'expr' || dim.key !== `1*${only.key}` || by.has(only.id)) continue;
      const length = fed?.length === placeholder.shape?.length ? fed?.[axis] : undefined;
      by.set(only.id, length && length.kind !== 'unknown' ? length : check.fresh(only.name));
    }
  }
  if (dict.kind === 'record' && !dict.open) return by;
  return {
    get: id => {
      const known = by.get(id);
      if (known) return known;
      const dim = check.fresh(id.split('@')[0] ?? id);
      by.set(id, dim);
      return dim;
    },
  };
}

/** Arrays in the form of what was asked for: a tensor, a list, a dict. What is no tensor may be an op, a name, anything. */
function fetched(arg: Arg | undefined, meaning: Meaning): Arg {
  switch (arg?.kind) {
    case 'tensor':
      // A scalar is a number.
      if (arg.shape?.length === 0) return unknownArg;
      return ofType(
        arg.shape?.map(dim => substitute(dim, meaning)),
        arg.dtype,
      );
    case 'list':
      return listArg(arg.items.map(item => fetched(item, meaning)));
    case 'record':
      return arg.open || arg.keys
        ? unknownArg
        : { kind: 'record', entries: Object.fromEntries(Object.entries(arg.entries).map(([key, item]) => [key, fetched(item, meaning)])) };
    default:
      return unknownArg;
  }
}

function run(fetches: Arg | undefined, dict: Arg | undefined, check: Check): Arg {
  if (dict?.kind === 'record') for (const feed of feedsOf(dict)) checkFeed(feed, check);
  return fetched(fetches, meaningOf(dict, check));
}

const shared = { ...tensorflow, api: 'v1', tensors: 'numpy', listed: false } as const;
const dict = () => anything('{ placeholder: array }').optional();

const sessionRun = defineOp({
  ...shared,
  name: 'tf.Session.run',
  aliases: ['InteractiveSession.run'],
  summary: 'Runs the graph: arrays in the form of what is fetched, computed from what is fed to the placeholders.',
  docs: docsV1('Session#run'),
  params: {
    fetches: anything('Tensor | Tensor[] | dict'),
    feed_dict: dict(),
    options: ignored('RunOptions'),
    run_metadata: ignored('RunMetadata'),
  },
  shape: ({ fetches, feed_dict }, check) => run(fetches, feed_dict, check),
  examples: [
    { call: 'tf.Session().run(tf.zeros([2, 3]))', gives: '2 3', under: 'v1' },
    { call: 'tf.Session().run(x := tf.placeholder(tf.float32, [None, 2]), {x: [[1.0, 2.0]]})', gives: '1 2', under: 'v1' },
    {
      call: 'tf.Session().run(x := tf.placeholder(tf.float32, [None, 2]), feed_dict={x: [1.0, 2.0]})',
      reports: 'feed-mismatch',
      under: 'v1',
    },
  ],
});

const tensorEval = defineOp({
  ...shared,
  name: 'tf.Tensor.eval',
  method: { names: ['eval'], only: true },
  summary: "The tensor's value in the default session, computed from what is fed to the placeholders.",
  docs: docsV1('Tensor#eval'),
  params: { tensor: anything('Tensor'), feed_dict: dict(), session: ignored('Session') },
  shape: ({ tensor, feed_dict }, check) => run(tensor, feed_dict, check),
  examples: [
    { call: 'tf.zeros([2, 3]).eval()', gives: '2 3', under: 'v1' },
    { call: '(x := tf.placeholder(tf.float32, [2])).eval({x: [1.0, 2.0, 3.0]})', reports: 'feed-mismatch', under: 'v1' },
  ],
});

const operationRun = defineOp({
  ...shared,
  name: 'tf.Operation.run',
  summary: 'Runs an operation in the default session, with what is fed to the placeholders; it gives nothing.',
  docs: docsV1('Operation#run'),
  params: { feed_dict: dict(), session: ignored('Session') },
  shape({ feed_dict }, check) {
    run(undefined, feed_dict, check);
    return { kind: 'none' };
  },
  examples: [
    {
      call: 'tf.global_variables_initializer().run({(x := tf.placeholder(tf.float32, [2])): [1.0]})',
      reports: 'feed-mismatch',
      under: 'v1',
    },
  ],
});

export const sessionOps: readonly Op[] = [sessionRun, tensorEval, operationRun];

const session = 'Session';

export const sessionClasses: NonNullable<FrameworkPack['classes']> = Object.fromEntries(
  [
    ...[session, 'InteractiveSession', 'get_default_session', 'train.MonitoredTrainingSession', 'train.MonitoredSession'],
    ...['train.SingularMonitoredSession', 'train.Supervisor', 'train.SessionManager'],
  ].map(path => [path, {}]),
);

export const sessionMembers: NonNullable<FrameworkPack['members']> = {
  run: { kind: 'op', path: 'Session.run' },
  as_default: { kind: 'self' },
  __enter__: { kind: 'self' },
  ...Object.fromEntries(
    ['managed_session', 'prepare_or_wait_for_session', 'prepare_session', 'wait_for_session'].map(name => [
      name,
      { kind: 'makes', path: session } as const,
    ]),
  ),
};

export const fedMethods: NonNullable<FrameworkPack['fed']> = [
  { method: 'run', keyword: argument, position: 0, path: 'Operation.run' },
  { method: 'run', keyword: argument, position: 1, path: 'Session.run' },
];
