// What TensorFlow itself made of thousands of calls, recorded by record.py, against what the rules say of them. No Python is needed.

import { describe, expect, test } from 'vitest';
import { less } from '#shared/dim/compare.ts';
import { int } from '#shared/dim/dim.ts';
import { spareCells } from '#shared/kernel/window.ts';
import { apply, type Outcome } from '#shared/ops/apply.ts';
import { conv2d } from '#shared/ops/tensorflow/conv2d.ts';
import { conv2dTranspose } from '#shared/ops/tensorflow/conv2d-transpose.ts';
import { toNumbers } from '#shared/shape/shape.ts';
import { type Combination, callOf, opOf, type Recorded, type Result, recordings, versionOf } from './recorded.ts';

const judge = (combination: Combination): Outcome => apply(opOf(combination), callOf(combination), [versionOf(combination)]);

const rejected = (result: Result): boolean => typeof result === 'string';

/** What kernels for a CPU say of calls that oneDNN or a GPU can run; the same list as in record.py. */
const deviceWords = ['only supports NHWC', 'only supports the NHWC', 'dilation rates larger than 1', 'not supported on CPU'];
const dependsOnDevice = (result: Result): boolean => typeof result === 'string' && deviceWords.some(words => result.includes(words));

/** The outcomes that say something about every device: where the plain kernels cannot, oneDNN's count, if they can. */
const settled = ({ eager, graph, onednn }: Recorded): readonly Result[] =>
  [eager, graph]
    .map(result => (dependsOnDevice(result) && onednn !== undefined ? onednn : result))
    .filter(result => !dependsOnDevice(result));

/**
 * oneDNN's kernel for the transposed convolution takes some calls that TensorFlow's own kernels and its shape functions reject: it reads
 * the trailing axes of a tensor of too high a rank, the trailing values of a list that is too long, returns at once when the result is
 * empty, and truncates where an output is smaller than the window. The result means nothing, so these stay errors.
 * See docs/semantics-notes.md.
 */
function oneDnnLooksAway({ onednn }: Recorded, { problems, geometry }: Outcome): boolean {
  if (onednn === undefined || (rejected(onednn) && onednn !== 'crash')) return false;
  const tooSmall = geometry?.axes.some(axis => less(spareCells({ ...axis, input: axis.output }), int(0)) === 'yes');
  const empty = typeof onednn !== 'string' && onednn.includes(0);
  return problems.some(
    ({ code, severity }) =>
      severity === 'error' &&
      (code === 'rank-mismatch' || code === 'argument-form' || (code === 'transpose-output-shape' && (empty || tooSmall))),
  );
}

/**
 * An error means that every mode rejects, a warning that some mode does, silence (or information) that all accept.
 * Returns what is wrong with our answer, or undefined.
 */
function disagreement(combination: Combination): string | undefined {
  const outcome = judge(combination);
  if (oneDnnLooksAway(combination, outcome)) return undefined;
  const { problems, result } = outcome;
  const said = problems.map(({ severity, code }) => `${severity} ${code}`).join(', ') || 'nothing';
  const has = (wanted: string) => problems.some(({ severity }) => severity === wanted);
  const [worst, results] = [has('error') ? 'error' : has('warning') ? 'warning' : 'none', settled(combination)];
  const expected = results.length === 0 ? worst : results.every(rejected) ? 'error' : results.some(rejected) ? 'warning' : 'none';
  if (worst !== expected) return `expected ${expected}, said ${said}`;
  const onSomeDevices = [combination.eager, combination.graph].some(dependsOnDevice);
  if (onSomeDevices && worst === 'none' && !problems.some(({ code }) => code === 'device-dependent'))
    return `expected device-dependent, said ${said}`;
  const real = results.find(each => !rejected(each));
  if (!real) return undefined;
  const shape = result.kind === 'tensor' ? toNumbers(result.shape) : undefined;
  return JSON.stringify(shape) === JSON.stringify(real)
    ? undefined
    : `expected shape ${JSON.stringify(real)}, gave ${JSON.stringify(shape)}`;
}

describe.each(recordings)('$file', ({ combinations, examples }) => {
  test('every combination of arguments ends as the rules say', () => {
    expect(combinations.length).toBeGreaterThanOrEqual(3000);
    const wrong = combinations.flatMap(combination => {
      const problem = disagreement(combination);
      return problem ? [`${problem}: ${JSON.stringify(combination)}`] : [];
    });
    expect(wrong.slice(0, 20)).toEqual([]);
  });

  test('the combinations try enough of everything', () => {
    const codes = new Map<string, number>();
    for (const combination of combinations) for (const { code } of judge(combination).problems) codes.set(code, (codes.get(code) ?? 0) + 1);
    const quiet = combinations.filter(combination => judge(combination).problems.length === 0).length;
    expect(quiet).toBeGreaterThan(combinations.length / 4);
    for (const code of [
      'argument-form',
      'batch-mismatch',
      'channels-mismatch',
      'device-dependent',
      'filter-order',
      'missing-output-shape',
      'rank-mismatch',
      'stride-on-batch-or-channels',
      'transpose-output-channels',
      'transpose-output-shape',
      'unknown-data-format',
      'unknown-padding',
      'window-exceeds-input',
    ]) {
      expect(codes.get(code) ?? 0, code).toBeGreaterThanOrEqual(8);
    }
  });

  const declared = [conv2d, conv2dTranspose].flatMap(op =>
    op.examples.flatMap(example => {
      const apis = example.under ? [example.under] : (['v2', 'v1'] as const);
      return apis.filter(api => api !== 'legacy').map(api => [example.call, api, example] as const);
    }),
  );

  test.each(declared)('%s (%s)', (call, api, { given, gives, reports }) => {
    const tensors = Object.fromEntries(Object.entries(given ?? {}).map(([name, shape]) => [name, shape.split(' ').map(Number)]));
    const record = examples.find(
      each => each.example === call && each.api === api && JSON.stringify(each.given) === JSON.stringify(tensors),
    );
    if (!record) throw new Error('the example is not in the recording: record again (test/oracle/README.md)');
    const accepted = settled(record).find(result => !rejected(result));
    if (gives) expect(accepted).toEqual(gives.split(' ').map(Number));
    if (!reports) expect([record.eager, record.graph].filter(rejected)).toEqual([]);
    else if (reports !== 'device-dependent') expect(settled(record).some(rejected)).toBe(true);
  });
});
