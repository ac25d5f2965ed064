// What Keras itself made of the pack's examples and of thousands of calls of its layers, recorded by record.py, against what the rules say.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { apply, applyLayer, construct } from '#shared/ops/apply.ts';
import { type Arg, listArg, tensorArg } from '#shared/ops/argument.ts';
import { isLayer, type LayerOp, type Op } from '#shared/ops/op.ts';
import { opAt, packOf } from '#shared/ops/registry.ts';
import { shapeOf, toNumbers } from '#shared/shape/shape.ts';
import { decode, type Encoded } from './decode.ts';

/** A shape, several, or the error's type and message. */
type Result = readonly number[] | readonly (readonly number[])[] | string;

interface Example {
  readonly example: string;
  readonly given?: Readonly<Record<string, readonly number[]>>;
  readonly on?: readonly (readonly number[])[];
  readonly symbolic?: Result;
  readonly eager: Result;
}

interface Call {
  readonly layer: string;
  readonly named: Readonly<Record<string, Encoded>>;
  readonly on: readonly (readonly number[])[];
  readonly symbolic: Result;
  readonly eager: Result;
}

interface Function {
  readonly op: string;
  /** Shapes of tensors, or of lists of tensors. */
  readonly on: readonly (readonly number[] | readonly (readonly number[])[])[];
  readonly named: Readonly<Record<string, Encoded>>;
  readonly symbolic: Result;
  readonly eager: Result;
}

const versions = [{ framework: 'keras', generation: 'any' }] as const;
const rejected = (result: Result): boolean => typeof result === 'string';

/** What a CPU cannot do says nothing of the call. */
const onlyElsewhere = (result: Result): boolean =>
  typeof result === 'string' &&
  /NCHW|NCDHW|only supports|not supported on CPU|does not support|cannot convert it to a NumPy array/i.test(result);

function judge({ layer, named, on }: Call) {
  const op = opAt('keras', `layers.${layer}`);
  if (!op || !isLayer(op)) throw new Error(`no layer ${layer}`);
  const made = { positional: [], named: Object.fromEntries(Object.entries(named).map(([word, value]) => [word, decode(value)])) };
  const inputs = on.map(shape => tensorArg(shapeOf(...shape), { dtype: 'float32' }));
  const call = { positional: [inputs.length === 1 ? (inputs[0] as Arg) : listArg(inputs)], named: {} };
  const [before, outcome] = [construct(op as LayerOp, made, versions, 'a'), applyLayer(op as LayerOp, { made, call }, versions, 'b')];
  return { problems: [...before.problems, ...outcome.problems], result: outcome.result };
}

const isShape = (shape: Function['on'][number]): shape is readonly number[] => typeof shape[0] !== 'object';
const tensorOf = (shape: readonly number[]) => tensorArg(shapeOf(...shape), { dtype: 'float32' });

function judgeFunction({ op: name, named, on }: Function) {
  const op = opAt('keras', `ops.${name}`);
  if (!op) throw new Error(`no function ${name}`);
  const positional = on.map(each => (isShape(each) ? tensorOf(each) : listArg(each.map(tensorOf))));
  const call = { positional, named: Object.fromEntries(Object.entries(named).map(([word, value]) => [word, decode(value)])) };
  return apply(op, call, versions, 'a');
}

/** An error must be one in every mode; what every mode rejects must not pass in silence; what is accepted has the shape that the rule gives. */
function disagreement(call: Call | Function): string | undefined {
  const { problems, result } = 'op' in call ? judgeFunction(call) : judge(call);
  const results = [call.symbolic, call.eager].filter(each => !onlyElsewhere(each));
  if (results.some(each => typeof each === 'string' && isGone(each))) return undefined;
  const errors = problems.filter(({ severity }) => severity === 'error').map(({ code }) => code);
  // A symbolic result may leave open what a real one has.
  const real = results.toReversed().find(each => !rejected(each)) as Exclude<Result, string> | undefined;
  if (results.length > 0 && !real) return problems.length > 0 ? undefined : 'expected an error';
  if (errors.length > 0) return `expected none, said ${errors}`;
  if (!real) return undefined;
  const shape = numbersOf(result);
  // An unknown result claims nothing.
  if (('op' in call || problems.length > 0) && shape === undefined) return undefined;
  return JSON.stringify(shape) === JSON.stringify(real) ? undefined : `expected ${JSON.stringify(real)}, gave ${JSON.stringify(shape)}`;
}

/** The shape, or those of several results; undefined where one is not known. */
function numbersOf(result: Arg): readonly unknown[] | undefined {
  if (result.kind === 'tensor') return toNumbers(result.shape);
  if (result.kind === 'number' || result.kind === 'float') return [];
  if (result.kind !== 'list') return undefined;
  const all = result.items.map(numbersOf);
  return all.every(each => each !== undefined) ? all : undefined;
}

const folder = join(import.meta.dirname, 'recordings');

describe.each(readdirSync(folder))('%s', file => {
  const [, ...lines] = readFileSync(join(folder, file), 'utf8').trim().split('\n');
  const records = lines.map(line => JSON.parse(line) as Example | Call | Function);
  const calls = records.filter(record => 'layer' in record || 'op' in record);
  const examples = records.filter(record => 'example' in record);

  test('every random call ends as the rules say', () => {
    expect(calls.length).toBeGreaterThanOrEqual(4000);
    const wrong = calls.flatMap(call => {
      const problem = disagreement(call);
      return problem ? [`${problem}: ${JSON.stringify(call)}`] : [];
    });
    expect(wrong.slice(0, 40)).toEqual([]);
  });

  const declared = packOf('keras').ops.flatMap((op: Op) =>
    op.listed === false ||
    /^keras\.(datasets|contrib|applications\.(?!preprocess_input)|preprocessing|utils\.(\w+_from_directory|\w+_img|img_\w+|pad_sequences))/.test(
      op.name,
    )
      ? []
      : op.examples.map(example => [example.call, example] as const),
  );

  test.each(declared)('%s', (call, { given = {}, on, gives, reports }) => {
    const dims = (shape: string) => shape.split(' ').filter(Boolean).map(Number);
    const key = JSON.stringify(
      on === undefined ? Object.fromEntries(Object.entries(given).map(([name, shape]) => [name, dims(shape)])) : on.split(',').map(dims),
    );
    const record = examples.find(each => each.example === call && JSON.stringify(each.on ?? each.given) === key);
    if (!record) throw new Error('the example is not in the recording: record again (test/oracle/README.md)');
    const results = [record.eager, ...(record.symbolic === undefined ? [] : [record.symbolic])].filter(each => !onlyElsewhere(each));
    // Names and keywords of Keras 1 and 2 that Keras 3 has not.
    if (results.some(each => typeof each === 'string' && isGone(each))) return;
    if (reports) expect(results.filter(rejected).length).toBeGreaterThan(0);
    else expect(results.filter(rejected)).toEqual([]);
    const real = results.find(each => !rejected(each));
    if (gives !== undefined && real && !/[A-Za-z]/.test(gives)) expect(real).toEqual(dims(gives));
  });
});

/** What Keras 1 and 2 have and Keras 3 has not: names, keywords, a default size of average pools. */
const isGone = (error: string): boolean =>
  /^AttributeError|missing 1 required positional argument: 'pool_size'|Unrecognized keyword arguments|unexpected keyword argument/.test(
    error,
  );
