// Recordings of calls, one a line, against what the rules say of them: an error must be rejected by the framework, what works must have its shape.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { toNumbers } from '#shared/shape/shape.ts';
import { createWorkspace } from '../harness/workspace.ts';

interface Recorded {
  readonly call: string;
  /** The tensors it names, or the one that the layer is applied to. */
  readonly given?: Readonly<Record<string, readonly number[]>>;
  readonly on?: readonly number[];
  /** The shape, or the error. */
  readonly gives: readonly number[] | string;
}

export interface Calls {
  readonly folder: string;
  readonly imports: readonly string[];
  /** The function that makes a tensor of ones: `torch.ones`. */
  readonly ones: string;
  /** Errors of the framework that rules say nothing of, each with its reason beside it. */
  readonly elsewhere: readonly RegExp[];
  /** Calls that work and of whose results less is said. */
  readonly open?: readonly RegExp[];
  /** What has no axes is no tensor but a plain number. */
  readonly scalars?: 'numbers';
}

/** Calls of one program. */
const MANY = 60;

function linesOf({ call, given, on }: Recorded, at: number, make: string): readonly string[] {
  const ones = (shape: readonly number[]) => `${make}([${shape.join(', ')}])`;
  const tensors = Object.entries(given ?? {}).map(([name, shape]) => `${name} = ${ones(shape)}`);
  return [tensors.join('; ') || 'pass', on ? `r${at} = ${call}(${ones(on)})` : `r${at} = ${call}`];
}

interface Answer {
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
  readonly shape: readonly number[] | undefined;
}

function answersTo(recorded: readonly Recorded[], { imports, ones }: Calls): readonly Answer[] {
  const text = [...imports, ...recorded.flatMap((each, at) => linesOf(each, at, ones)), ''].join('\n');
  const { findings, notes } = createWorkspace(new Map([['calls.py', text]])).analyse('calls.py');
  const lineOf = (offset: number) => text.slice(0, offset).split('\n').length - 1;
  return recorded.map((_, at) => {
    const line = imports.length + 2 * at + 1;
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
function disagreement(
  { call, gives }: Recorded,
  { errors, warnings, shape }: Answer,
  { elsewhere, open = [], scalars }: Calls,
): string | undefined {
  if (typeof gives === 'string') {
    if (errors.length > 0 || warnings.length > 0 || elsewhere.some(pattern => pattern.test(gives))) return undefined;
    return `not reported: ${gives}`;
  }
  if (errors.length > 0) return `works, but: ${errors.join('; ')}`;
  if (scalars && gives.length === 0 && shape === undefined) return undefined;
  if (JSON.stringify(shape) === JSON.stringify(gives) || (!shape?.length && open.some(pattern => pattern.test(call)))) return undefined;
  return `gives [${gives}], said [${shape}]`;
}

export function replay(calls: Calls): void {
  describe.each(readdirSync(calls.folder))('%s', file => {
    const recorded = readFileSync(join(calls.folder, file), 'utf8')
      .trim()
      .split('\n')
      .map(line => JSON.parse(line) as Recorded);
    const batches = Array.from({ length: Math.ceil(recorded.length / MANY) }, (_, at) => recorded.slice(at * MANY, (at + 1) * MANY));

    test.each(batches.map((batch, at) => [at, batch] as const))('calls %s', (_, batch) => {
      const answers = answersTo(batch, calls);
      const wrong = batch.flatMap((each, at) => {
        const problem = disagreement(each, answers[at] as Answer, calls);
        return problem ? [`${each.call} on ${JSON.stringify(each.given ?? each.on)}: ${problem}`] : [];
      });
      expect(wrong).toEqual([]);
    });
  });
}
