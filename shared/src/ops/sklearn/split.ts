/** Arrays dealt out for training and for testing. Source: sklearn/model_selection/_split.py (train_test_split, _validate_shuffle_split). */

import { argumentForm } from '../../diagnostics/argument-form.ts';
import { subtract } from '../../dim/arithmetic.ts';
import { type Dim, int } from '../../dim/dim.ts';
import { type Arg, listArg, unknownArg } from '../argument.ts';
import type { Check } from '../check.ts';
import { ofType } from '../common/contents.ts';
import { checkLengths, eitherElement } from '../common/streams.ts';
import { defineOp, type Op } from '../op.ts';
import { anything } from '../parameter.ts';
import { anyOf, docs, given, sklearn } from './declare.ts';

/** How many rows a share is: of a fraction the test takes what is begun, the training what is whole. */
function share(size: Arg, count: Dim, round: (n: number) => number): Dim | undefined {
  if (size.kind === 'number') return size.dim;
  if (size.kind !== 'float' || size.value === undefined || count.kind !== 'int') return undefined;
  return int(round(size.value * count.value));
}

function sizes(count: Dim, test: Arg | undefined, train: Arg | undefined, check: Check): readonly [Dim, Dim] {
  const wanted: Arg | undefined = given(test) ? test : given(train) ? undefined : { kind: 'float', value: 0.25 };
  const tested = wanted && share(wanted, count, Math.ceil);
  const trained = given(train) ? share(train, count, Math.floor) : undefined;
  const rest = (taken: Dim | undefined) => taken && subtract(count, taken);
  const [n, m] = [given(train) ? trained : rest(tested), wanted ? tested : rest(trained)];
  return [n ?? check.fresh('N'), m ?? check.fresh('N')];
}

const lengthOf = (arg: Arg): Dim | undefined =>
  arg.kind === 'tensor' ? arg.shape?.[0] : arg.kind === 'list' ? int(arg.items.length) : undefined;

/** Rows of an array, or a list of as many items. */
function rows(from: Arg, count: Dim): Arg {
  if (from.kind === 'tensor') return from.shape && from.shape.length > 0 ? ofType([count, ...from.shape.slice(1)], from.dtype) : unknownArg;
  if (from.kind !== 'list' || from.items.length === 0 || count.kind !== 'int' || count.value < 0 || count.value > from.items.length)
    return unknownArg;
  const each = from.items.reduce(eitherElement);
  return listArg(Array<Arg>(count.value).fill(each));
}

/** As many as people split at once. */
const words = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth'] as const;
const array = () => anything('array', { kind: 'shape' }).optional();
const arrays = {
  first: anything('array', { kind: 'shape' }),
  second: array(),
  third: array(),
  fourth: array(),
  fifth: array(),
  sixth: array(),
};

const trainTestSplit = defineOp({
  ...sklearn,
  name: 'sklearn.model_selection.train_test_split',
  aliases: ['cross_validation.train_test_split'],
  listed: false,
  summary: 'The rows of arrays dealt out to two parts, for training and for testing.',
  docs: docs('model_selection.train_test_split'),
  params: {
    ...arrays,
    test_size: anything('float | int').optional(),
    train_size: anything('float | int').optional(),
    ...anyOf('random_state shuffle stratify'),
  },
  order: words.join(' '),
  shape({ test_size, train_size, ...all }, check) {
    const parts = words.map(word => all[word]).filter(given);
    const counts = parts.map(lengthOf);
    checkLengths(counts, { called: 'array', parameter: at => words[at] ?? 'first' }, check);
    const count = counts.find(each => each?.kind === 'int') ?? counts.find(each => each !== undefined && each.kind !== 'unknown');
    for (const [argument, size] of Object.entries({ test_size, train_size })) {
      const wanted = size?.kind === 'number' && size.dim.kind === 'int' ? size.dim.value : undefined;
      if (wanted === undefined || count?.kind !== 'int' || wanted < count.value) continue;
      check.report(argumentForm, { op: this.name, problem: `has ${count.value} rows to divide, ${argument} is ${wanted}` }, { argument });
    }
    const [train, test] = count ? sizes(count, test_size, train_size, check) : [check.fresh('N'), check.fresh('N')];
    return listArg(parts.flatMap(part => [rows(part, train), rows(part, test)]));
  },
  examples: [
    { call: 'sklearn.model_selection.train_test_split(x, y)[0]', given: { x: '10 4', y: '10' }, gives: '7 4' },
    { call: 'sklearn.model_selection.train_test_split(x, y, test_size=0.33)[1]', given: { x: '10 4', y: '10' }, gives: '4 4' },
    { call: 'sklearn.model_selection.train_test_split(x, y, test_size=0.2, random_state=1)[2]', given: { x: '10 4', y: '10' }, gives: '8' },
    { call: 'sklearn.model_selection.train_test_split(x, y)', given: { x: '10 4', y: '9' }, reports: 'batch-mismatch' },
    { call: 'sklearn.model_selection.train_test_split(x, test_size=20)', given: { x: '10 4' }, reports: 'argument-form' },
  ],
});

export const splits: readonly Op[] = [trainTestSplit];
