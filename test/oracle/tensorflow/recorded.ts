// What record.py wrote: calls of the convolutions, and what TensorFlow made of them.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { int } from '#shared/dim/dim.ts';
import { type Arg, listArg, numberArg, tensorArg, textArg } from '#shared/ops/argument.ts';
import type { CallArguments } from '#shared/ops/bind.ts';
import type { Op } from '#shared/ops/op.ts';
import { conv2d } from '#shared/ops/tensorflow/conv2d.ts';
import { conv2dTranspose } from '#shared/ops/tensorflow/conv2d-transpose.ts';
import type { Version } from '#shared/ops/versions.ts';
import { shapeOf } from '#shared/shape/shape.ts';

/** A shape, or the error's type and message; `crash` ended the process. */
export type Result = readonly number[] | string;

export interface Recorded {
  readonly api: 'v1' | 'v2';
  readonly eager: Result;
  readonly graph: Result;
  /** Run with oneDNN's kernels, where the plain ones of a CPU said that they cannot. */
  readonly onednn?: Result;
}

export interface Combination extends Recorded {
  readonly op: 'conv2d' | 'conv2d_transpose';
  readonly args: readonly Encoded[];
  readonly named: Readonly<Record<string, Encoded>>;
}

export interface RecordedExample extends Recorded {
  readonly example: string;
  readonly given: Readonly<Record<string, readonly number[]>>;
}

/** `t`: a tensor of that shape; `i`: an integer tensor with those elements; `f`: a float. */
export type Encoded =
  | number
  | string
  | boolean
  | null
  | readonly Encoded[]
  | { readonly t: readonly number[] }
  | { readonly i: readonly number[] }
  | { readonly f: number };

const folder = join(import.meta.dirname, 'recordings');

export const recordings = readdirSync(folder)
  .filter(file => file.endsWith('.jsonl'))
  .map(file => {
    const [, ...lines] = readFileSync(join(folder, file), 'utf8').trim().split('\n');
    const records = lines.map(line => JSON.parse(line) as Combination | RecordedExample);
    return { file, combinations: records.filter(record => 'op' in record), examples: records.filter(record => 'example' in record) };
  });

export function decode(value: Encoded): Arg {
  if (value === null) return { kind: 'none' };
  if (typeof value === 'number') return numberArg(value);
  if (typeof value === 'string') return textArg(value);
  if (typeof value === 'boolean') return { kind: 'flag', value };
  if (isList(value)) return listArg(value.map(decode));
  if ('t' in value) return tensorArg(shapeOf(...value.t));
  if ('f' in value) return { kind: 'float', value: value.f };
  return tensorArg(shapeOf(value.i.length), { dtype: 'int32', elements: value.i.map(int) });
}

export const isList = (value: Encoded): value is readonly Encoded[] => Array.isArray(value);

export const opOf = ({ op }: Combination): Op => (op === 'conv2d' ? conv2d : conv2dTranspose);

export const callOf = ({ args, named }: Combination, read: (value: Encoded) => Arg = decode): CallArguments => ({
  positional: args.map(read),
  named: Object.fromEntries(Object.entries(named).map(([name, value]) => [name, read(value)])),
});

export const versionOf = ({ api }: Recorded): Version => ({ framework: 'tensorflow', generation: api === 'v2' ? '2' : '2-v1' });

/** The combinations that every mode accepted, on every device that has the kernels. */
export const accepted = ({ eager, graph }: Recorded): boolean => typeof eager !== 'string' && typeof graph !== 'string';
