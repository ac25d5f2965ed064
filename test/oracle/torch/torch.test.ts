// What PyTorch itself made of thousands of calls, recorded by record.py, against what the rules say of them. No Python is needed.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { toNumbers } from '#shared/shape/shape.ts';
import { createWorkspace } from '../../harness/workspace.ts';

interface Recorded {
  readonly call: string;
  /** The tensors it names, or the one that the layer is applied to. */
  readonly given?: Readonly<Record<string, readonly number[]>>;
  readonly on?: readonly number[];
  /** The shape, or the error. */
  readonly gives: readonly number[] | string;
}

const folder = join(import.meta.dirname, 'recordings');
/** Calls of one program. */
const MANY = 60;

/** What is rejected for reasons that have nothing to do with shapes, or differs between the kernels of a release. */
const elsewhere = [
  // Targets are out of range, not misshapen.
  /Target \d+ is out of bounds/,
  // One value per channel, in training.
  /Expected more than 1 value per channel/,
  /Expected more than 1 spatial element when training/,
  // The element type of a target.
  /Expected floating point type for target with class probabilities/,
  // Older releases do not mind.
  /For 1D input, 1D target must have size 1/,
  /must be tuple of ints, but found element of type NoneType/,
  // A call that gives nothing to go by.
  /missing 1 required positional arguments/,
  // `max_pool1d` computes an empty result unless the shape is worked out elsewhere.
  /Invalid computed output size/,
  /input image \(T: \d+ H: \d+ W: \d+\) smaller than kernel size/,
  // Axes of ops that only move cells are not looked at.
  /Dimension out of range/,
];

function linesOf({ call, given, on }: Recorded, at: number): readonly string[] {
  const ones = (shape: readonly number[]) => `torch.ones([${shape.join(', ')}])`;
  const tensors = Object.entries(given ?? {}).map(([name, shape]) => `${name} = ${ones(shape)}`);
  return [tensors.join('; ') || 'pass', on ? `r${at} = ${call}(${ones(on)})` : `r${at} = ${call}`];
}

interface Answer {
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
  readonly shape: readonly number[] | undefined;
}

function answersTo(recorded: readonly Recorded[]): readonly Answer[] {
  const text = ['import torch', 'import torch.nn as nn', 'import torch.nn.functional as F', ...recorded.flatMap(linesOf), ''].join('\n');
  const { findings, notes } = createWorkspace(new Map([['calls.py', text]])).analyse('calls.py');
  const lineOf = (offset: number) => text.slice(0, offset).split('\n').length - 1;
  return recorded.map((_, at) => {
    const line = 3 + 2 * at + 1;
    const said = (severity: string) =>
      findings.filter(each => each.severity === severity && lineOf(each.span.start) === line).map(each => each.message);
    const value = notes.find(note => note.name === `r${at}` && note.role === 'definition')?.values[0];
    return {
      errors: said('error'),
      warnings: said('warning'),
      shape: value?.kind === 'tensor' ? toNumbers(value.shape) : undefined,
    };
  });
}

/** A warning may be of a call that fails with some kernels. */
function disagreement({ gives }: Recorded, { errors, warnings, shape }: Answer): string | undefined {
  if (typeof gives === 'string') {
    if (errors.length > 0 || warnings.length > 0 || elsewhere.some(pattern => pattern.test(gives))) return undefined;
    return `not reported: ${gives}`;
  }
  if (errors.length > 0) return `works, but: ${errors.join('; ')}`;
  return JSON.stringify(shape) === JSON.stringify(gives) ? undefined : `gives [${gives}], said [${shape}]`;
}

describe.each(readdirSync(folder))('%s', file => {
  const recorded = readFileSync(join(folder, file), 'utf8')
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as Recorded);
  const batches = Array.from({ length: Math.ceil(recorded.length / MANY) }, (_, at) => recorded.slice(at * MANY, (at + 1) * MANY));

  test.each(batches.map((batch, at) => [at, batch] as const))('calls %s', (_, batch) => {
    const answers = answersTo(batch);
    const wrong = batch.flatMap((each, at) => {
      const problem = disagreement(each, answers[at] as Answer);
      return problem ? [`${each.call} on ${JSON.stringify(each.given ?? each.on)}: ${problem}`] : [];
    });
    expect(wrong).toEqual([]);
  });
});
