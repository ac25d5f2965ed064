// Every fix that a convolution's rule proposes repairs its problem and makes no new one: over all recorded calls, and as many of TensorFlow.js.

import { expect, test } from 'vitest';
import type { Fix, Literal, Problem } from '#shared/diagnostics/diagnostic.ts';
import { apply, type Outcome } from '#shared/ops/apply.ts';
import { type Arg, listArg, numberArg, textArg } from '#shared/ops/argument.ts';
import type { CallArguments } from '#shared/ops/bind.ts';
import type { Op } from '#shared/ops/op.ts';
import { conv2d } from '#shared/ops/tfjs/conv2d.ts';
import { conv2dTranspose } from '#shared/ops/tfjs/conv2d-transpose.ts';
import type { Version } from '#shared/ops/versions.ts';
import { randomFrom } from '../oracle/random.ts';
import { callOf, opOf, recordings, versionOf } from '../oracle/tensorflow/recorded.ts';
import { argumentsOf, forward, transposed } from '../oracle/tfjs-calls.ts';

const isList = (value: Literal): value is readonly Literal[] => Array.isArray(value);

function toArg(value: Literal): Arg {
  if (typeof value === 'string') return textArg(value);
  return isList(value) ? listArg(value.map(toArg)) : numberArg(value);
}

/** The call with the fix carried out, as the editor does it in the text. */
function repaired(call: CallArguments, { bound, sources }: Outcome, { change }: Fix): CallArguments {
  const argument = 'place' in change ? (change.place.argument ?? '') : change.argument;
  const source = sources[argument];
  const write = (value: Arg): CallArguments =>
    typeof source === 'number'
      ? { ...call, positional: call.positional.map((before, at) => (at === source ? value : before)) }
      : { ...call, named: { ...call.named, [source ?? argument]: value } };
  const before = bound[argument];
  const withItems = (items: readonly { readonly item: number; readonly value: Literal }[], all: Literal): Arg => {
    if (before?.kind !== 'list') return toArg(all);
    return listArg(before.items.map((old, at) => toArgOr(items.find(({ item }) => item === at)?.value, old)));
  };
  switch (change.kind) {
    case 'rename':
      return {
        ...call,
        named: Object.fromEntries(Object.entries(call.named).map(([name, arg]) => [name === change.argument ? change.to : name, arg])),
      };
    // Convolutions take no arrays.
    case 'call-method':
    case 'wrap':
    case 'insert-layer':
      return call;
    case 'replace': {
      const { item } = change.place;
      if (item === undefined) return write(toArg(change.value));
      if (before?.kind === 'tensor' && before.elements)
        return write(listArg(before.elements.map((dim, at) => (at === item ? toArg(change.value) : numberArg(dim)))));
      return write(withItems([{ item, value: change.value }], change.value));
    }
    case 'replace-items':
      return write(withItems(change.items, change.all));
    case 'add-argument':
      return write(toArg(change.value));
    case 'swap-axes': {
      if (before?.kind !== 'tensor' || !before.shape) throw new Error('no shape to exchange axes of');
      const [one, other] = change.axes;
      const shape = before.shape.map((dim, at) => (at === one ? before.shape?.[other] : at === other ? before.shape?.[one] : dim) ?? dim);
      return write({ ...before, shape });
    }
  }
}

const toArgOr = (value: Literal | undefined, old: Arg): Arg => (value === undefined ? old : toArg(value));

const keyOf = ({ code, message, severity }: Problem): string => `${severity} ${code}: ${message}`;

/**
 * TensorFlow.js reads `[1, 2, 2, 1]` as height 1, width 2, and the rule follows it, and a misspelt argument is not read at all: what was meant may show
 * that more is wrong.
 */
const rereads = ({ framework }: Op, { change }: Fix): boolean =>
  change.kind === 'rename' ||
  (framework === 'tfjs' && change.kind === 'replace' && (change.place.argument === 'strides' || change.place.argument === 'dilations'));

function failures(op: Op, call: CallArguments, version: Version): { readonly tried: number; readonly wrong: readonly string[] } {
  const outcome = apply(op, call, [version]);
  const before = outcome.problems.map(keyOf);
  const wrong: string[] = [];
  let tried = 0;
  for (const problem of outcome.problems) {
    for (const fix of problem.fixes) {
      tried++;
      const after = apply(op, repaired(call, outcome, fix), [version]).problems.map(keyOf);
      const left = before.filter(key => after.includes(key));
      const come = after.filter(key => !before.includes(key));
      if (left.includes(keyOf(problem)) || (come.length > 0 && !rereads(op, fix)))
        wrong.push(`${keyOf(problem)} → ${fix.title}: ${after.join('; ')}\n${JSON.stringify(call)}`);
    }
  }
  return { tried, wrong };
}

function check(all: Iterable<readonly [Op, CallArguments, Version]>, least: number): void {
  let tried = 0;
  const wrong: string[] = [];
  for (const [op, call, version] of all) {
    const found = failures(op, call, version);
    tried += found.tried;
    wrong.push(...found.wrong);
  }
  expect(wrong.slice(0, 5)).toEqual([]);
  expect(tried).toBeGreaterThan(least);
}

test.each(recordings)('TensorFlow: $file', ({ combinations }) => {
  check(
    combinations.map(combination => [opOf(combination), callOf(combination), versionOf(combination)] as const),
    500,
  );
});

test('TensorFlow.js', () => {
  const version: Version = { framework: 'tfjs', generation: 'any' };
  const random = randomFrom(7);
  const calls = Array.from({ length: 3000 }, () => [
    [conv2d, argumentsOf(forward(random)), version] as const,
    [conv2dTranspose, argumentsOf(transposed(random)), version] as const,
  ]).flat();
  check(calls, 500);
});

test('at most one fix of a problem is preferred', () => {
  for (const { combinations } of recordings) {
    for (const combination of combinations) {
      const { problems } = apply(opOf(combination), callOf(combination), [versionOf(combination)]);
      for (const { fixes } of problems) expect(fixes.filter(({ preferred }) => preferred).length).toBeLessThanOrEqual(1);
    }
  }
});
