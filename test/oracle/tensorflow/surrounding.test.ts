// What TensorFlow itself made of the ops around the convolutions, recorded by record_surrounding.py, against what the rules say. No Python is needed.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { apply, type Outcome } from '#shared/ops/apply.ts';
import { type Arg, listArg, numberArg, tensorArg, textArg } from '#shared/ops/argument.ts';
import { opAt, packOf } from '#shared/ops/registry.ts';
import { shapeOf } from '#shared/shape/shape.ts';
import { isRecorded } from './is-recorded.ts';

/** A shape, or the error's type and message. */
type Result = readonly number[] | string;

interface Ran {
  readonly api: 'v1' | 'v2';
  readonly eager: Result;
  /** As eagerly unless it is there. */
  readonly graph?: Result;
}

interface Example extends Ran {
  readonly example: string;
  readonly given: Readonly<Record<string, readonly number[]>>;
}

interface Call extends Ran {
  readonly op: string;
  readonly args: readonly Encoded[];
  readonly named?: Readonly<Record<string, Encoded>>;
  /** Which of several results was looked at. */
  readonly item?: number;
}

/** Parameter names in order; true where Python cannot tell, false where there is no such name. */
type Signature = readonly string[] | boolean;

interface Name {
  readonly name: string;
  readonly v1: Signature;
  readonly v2: Signature;
}

/** Tensors by their shape: of floats, or of truth values. */
type Encoded =
  | number
  | string
  | boolean
  | null
  | readonly Encoded[]
  | { readonly t: readonly number[] }
  | { readonly b: readonly number[] };

const pack = packOf('tensorflow');
const resultsOf = ({ eager, graph = eager }: Ran): readonly Result[] => [eager, graph];
const rejected = (result: Result): boolean => typeof result === 'string';

function decode(value: Encoded): Arg {
  if (value === null) return { kind: 'none' };
  if (typeof value === 'number') return Number.isInteger(value) ? numberArg(value) : { kind: 'float', value };
  if (typeof value === 'string') return textArg(value);
  if (typeof value === 'boolean') return { kind: 'flag', value };
  if ('t' in value) return tensorArg(shapeOf(...value.t), { dtype: 'float32' });
  if ('b' in value) return tensorArg(shapeOf(...value.b), { dtype: 'bool' });
  return listArg(value.map(decode));
}

function judge({ op, api, args, named = {} }: Call): Outcome {
  const declared = opAt('tensorflow', op);
  if (!declared) throw new Error(`no op ${op}`);
  const call = {
    positional: args.map(decode),
    named: Object.fromEntries(Object.entries(named).map(([word, value]) => [word, decode(value)])),
  };
  return apply(declared, call, [{ framework: 'tensorflow', generation: api === 'v2' ? '2' : '2-v1' }]);
}

/** Optimised away in a graph: a reshape to two inferred dims of a tensor that already has the others. */
const isOptimised = ({ op, args: [, shape] }: Call): boolean =>
  op === 'reshape' && Array.isArray(shape) && shape.filter(dim => dim === -1).length > 1;

/** What is wrong with our answer: an error must be one in every mode, and what no mode accepts must be an error. */
function disagreement(call: Call): string | undefined {
  const { problems, result } = judge(call);
  const errors = problems.filter(problem => problem.severity === 'error').map(problem => problem.code);
  const results = resultsOf(call);
  // What kernels for a CPU say of groups, which a GPU has.
  const onCpu = results.every(
    result =>
      typeof result === 'string' &&
      /^\w+: (Number of channels in filter \(\d+\) must match|Gradients for grouped convolutions)/.test(result),
  );
  if (onCpu && problems.some(problem => problem.code === 'device-dependent')) return undefined;
  if (results.every(rejected)) return errors.length > 0 ? undefined : 'expected an error';
  const real = results.find(each => !rejected(each)) as readonly number[];
  if (errors.length > 0 && isOptimised(call)) return undefined;
  if (errors.length > 0) return `expected none, said ${errors}`;
  const one = result.kind === 'list' ? result.items[call.item ?? 0] : result;
  const shape = one?.kind === 'tensor' ? one.shape : undefined;
  const fits = !shape || (shape.length === real.length && shape.every((dim, axis) => dim.kind !== 'int' || dim.value === real[axis]));
  return fits ? undefined : `expected ${JSON.stringify(real)}, gave ${JSON.stringify(shape)}`;
}

const isKnown = (call: Call): boolean => {
  const { result } = judge(call);
  const one = result.kind === 'list' ? result.items[call.item ?? 0] : result;
  return one?.kind === 'tensor' && one.shape?.every(dim => dim.kind === 'int') === true;
};

const folder = join(import.meta.dirname, 'recordings/surrounding');
const files = readdirSync(folder);

describe.each(files)('%s', file => {
  const [, ...lines] = readFileSync(join(folder, file), 'utf8').trim().split('\n');
  const records = lines.map(line => JSON.parse(line) as Name | Example | Call);
  const names = new Map(records.filter(record => 'name' in record).map(record => [record.name, record]));
  const examples = records.filter(record => 'example' in record);
  const calls = records.filter(record => 'op' in record);

  test('every random call ends as the rules say', () => {
    expect(calls.length).toBeGreaterThanOrEqual(300);
    const wrong = calls.flatMap(call => {
      const problem = disagreement(call);
      return problem ? [`${problem}: ${JSON.stringify(call)}`] : [];
    });
    expect(wrong.slice(0, Number(process.env.SHOW ?? 20))).toEqual([]);
  });

  test('hardly a shape stays unknown', () => {
    const accepted = calls.filter(call => !resultsOf(call).some(rejected));
    expect(accepted.filter(isKnown).length / accepted.length).toBeGreaterThan(0.97);
  });

  const declared = pack.ops.filter(isRecorded).flatMap(op =>
    op.examples.flatMap(example => {
      const apis = example.under ? [example.under] : op.api ? [op.api] : (['v2', 'v1'] as const);
      return apis.map(api => [example.call, api, example] as const);
    }),
  );

  test.each(declared)('%s (%s)', (call, api, { given = {}, gives, reports }) => {
    const shapes = JSON.stringify(
      Object.fromEntries(Object.entries(given).map(([name, shape]) => [name, shape.split(' ').filter(Boolean).map(Number)])),
    );
    const record = examples.find(each => each.example === call && each.api === api && JSON.stringify(each.given) === shapes);
    if (!record) throw new Error('the example is not in the recording: record again (test/oracle/README.md)');
    // These need a program around them: variables outside of a function, placeholders a feed, inputs a model.
    const modes = /Variable|get_variable|placeholder|Input/.test(call) ? [] : resultsOf(record);
    if (reports) expect(modes.filter(result => !rejected(result))).toEqual([]);
    else expect(modes.filter(rejected)).toEqual([]);
    const real = resultsOf(record).find(result => !rejected(result));
    if (gives === undefined || !real || rejected(real)) return;
    const stated = gives.split(' ').filter(Boolean);
    // A name stands for any number.
    expect(stated.map((dim, axis) => (/^\d/.test(dim) ? Number(dim) : (real as readonly number[])[axis]))).toEqual(real);
  });

  const functions = pack.ops.filter(op => !op.attribute && !op.method?.only && isRecorded(op));

  /** Names of releases before 1.0, which are nowhere to be found any more. */
  const gone = new Set(Object.entries(pack.idioms).flatMap(([name, generations]) => (`${generations}` === '1.4' ? [name] : [])));

  test('every name exists in TensorFlow, in the API that is said', () => {
    const wrong = functions.flatMap(op =>
      [op.name.replace('tf.', ''), ...(op.aliases ?? [])].filter(name => {
        const found = names.get(name);
        return !gone.has(name) && !name.startsWith('unpack') && !(op.api ? found?.[op.api] : found?.v1 || found?.v2);
      }),
    );
    expect(wrong).toEqual([]);
  });

  test('names that tell the generation exist there and not elsewhere', () => {
    const wrong = Object.entries(pack.idioms).filter(([name, generations]) => {
      const found = names.get(name);
      // tf.contrib went away with 2.0, and estimators with 2.16.
      if (/^contrib|^estimator|^layers/.test(name)) return false;
      return generations.includes('2') !== Boolean(found?.v2) || (generations.includes('1.15') && !found?.v1);
    });
    expect(wrong.map(([name]) => name)).toEqual([]);
  });
});
