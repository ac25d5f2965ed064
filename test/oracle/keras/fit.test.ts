// What Keras makes of data, recorded by record_fit.py, against what is found in the same programs.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createWorkspace } from '../../harness/workspace.ts';

interface Case {
  readonly model: readonly [form: 'sequential' | 'functional' | 'unbuilt', input: readonly number[], layers: readonly Layer[]];
  readonly loss: string;
  readonly method: string;
  readonly x: readonly number[];
  readonly y?: readonly number[];
}
type Layer = readonly [name: string, args: readonly (number | string)[]];

interface Recorded extends Case {
  readonly rejected?: string;
}

const folder = process.env.KERAS_FIT ?? join(import.meta.dirname, 'fit');

/** Case → release → the error, undefined where it works. */
const outcomes = new Map<string, Map<string, string | undefined>>();
for (const file of readdirSync(folder))
  for (const line of readFileSync(join(folder, file), 'utf8').trim().split('\n')) {
    const { rejected, ...each } = JSON.parse(line) as Recorded;
    const key = JSON.stringify(each);
    outcomes.set(key, (outcomes.get(key) ?? new Map()).set(file, rejected));
  }

const tuple = (shape: readonly number[]): string => `(${shape.join(', ')}${shape.length === 1 ? ',' : ''})`;

function program({ model: [form, input, layers], loss, method, x, y }: Case): string {
  const calls = layers.map(([name, args]) => `${name}(${args.map(arg => JSON.stringify(arg)).join(', ')})`);
  const made =
    form === 'functional'
      ? [`first = Input(${tuple(input)})`, `model = Model(first, ${calls.reduce((value, layer) => `${layer}(${value})`, 'first')})`]
      : [`model = Sequential([${[...(form === 'sequential' ? [`Input(${tuple(input)})`] : []), ...calls].join(', ')}])`];
  const data = [x, ...(y ? [y] : [])].map(shape => `np.zeros(${tuple(shape)})`);
  return [
    'import numpy as np',
    'from tensorflow.keras import Input, Model, Sequential',
    'from tensorflow.keras.layers import Activation, Conv2D, Dense, Flatten, LSTM',
    ...made,
    `model.compile('sgd', '${loss}')`,
    `model.${method}(${data.join(', ')})`,
    '',
  ].join('\n');
}

/**
 * An error is rejected by every release, a warning by one of them, or the loss means nothing: it broadcasts, or there is one class. What nothing is found in works from Keras 2.4 on; before
 * that, data had to be of the very shape in places where an axis of length 1 has come and gone since.
 */
function disagreement(each: Case, releases: ReadonlyMap<string, string | undefined>): string | undefined {
  const { findings } = createWorkspace(new Map([['main.py', program(each)]])).analyse('main.py');
  const accepting = [...releases].filter(([, error]) => error === undefined).map(([release]) => release);
  const rejecting = [...releases].filter(([release, error]) => error !== undefined && !release.endsWith('-v1.jsonl'));
  const said = findings.map(({ severity, code, message }) => `${severity} [${code}] ${message}`).join('; ');
  if (findings.some(({ severity }) => severity === 'error')) return accepting.length > 0 ? `${said}; accepted by ${accepting}` : undefined;
  if (findings.length > 0)
    return accepting.length === RELEASES && !/broadcast|two classes/.test(said) ? `${said}; accepted by all` : undefined;
  return rejecting.length > 0 ? `silent; ${rejecting.map(([release, error]) => `${release} says ${error}`)}` : undefined;
}

/** Whether numbers become a column before a model without a stated input sees them has changed from release to release. */
const isUnsettled = ({ model: [form], x }: Case): boolean => form === 'unbuilt' && x.length === 1;
const RELEASES = readdirSync(folder).length;

test('what Keras rejects is found, and what is found is rejected', () => {
  expect(outcomes.size).toBeGreaterThanOrEqual(300);
  const wrong = [...outcomes].flatMap(([key, releases]) => {
    const each = JSON.parse(key) as Case;
    const problem = isUnsettled(each) ? undefined : disagreement(each, releases);
    return problem ? [`${program(each)}${problem}`] : [];
  });
  expect(wrong).toEqual([]);
}, 120_000);
