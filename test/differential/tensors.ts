/** A random TensorFlow.js program, grown and compared statement by statement. */
import * as tf from '@tensorflow/tfjs';
import type { Arg } from '#shared/ops/argument.ts';
import { createWorkspace } from '../harness/workspace.ts';
import { randomFrom } from '../oracle/random.ts';
import { wrongClaim } from './claims.ts';
import { type Known, TensorGrower } from './tensor-programs.ts';

export interface TensorTrial {
  readonly statements: number;
  readonly known: number;
  /** Statements that fail, and how many of those are reported. */
  readonly failing: number;
  readonly reported: number;
  readonly wrong: readonly { readonly why: string; readonly text: string }[];
}

type Tensors = Readonly<Record<string, unknown>>;

function realTensors(lines: readonly string[], names: readonly string[], choice: boolean): Tensors | Error {
  try {
    const run = new Function('tf', 'u0', `'use strict';\n${lines.join('\n')}\nreturn { ${names.join()} };`) as (
      ...args: unknown[]
    ) => Tensors;
    return run(tf, choice);
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

export function tensorTrial(seed: number, length = 8): TensorTrial {
  const random = randomFrom(seed);
  const grower = new TensorGrower(random);
  let lines: readonly string[] = [];
  let known: readonly Known[] = [];
  let [count, sure, failing, reported] = [0, 0, 0, 0];
  const wrong: { why: string; text: string }[] = [];
  for (let at = 0; at < length; at++) {
    const { name, text } = grower.next(known);
    const tried = [...lines, text];
    const names = [...known.map(each => each.name), name];
    const runs = [true, false].map(choice => realTensors(tried, names, choice));
    const program = `import * as tf from '@tensorflow/tfjs';\nimport { u0 } from './elsewhere';\n${tried.join('\n')}\nexport const out = ${name};\n`;
    const analysis = createWorkspace(new Map([['program.js', program]])).analyse('program.js');
    const errors = analysis.findings.filter(({ severity }) => severity === 'error');
    const start = program.indexOf(`\n${text}\n`);
    const [real] = runs;
    count++;
    if (runs.some(run => run instanceof Error)) {
      failing++;
      if (errors.length > 0) reported++;
    } else if (errors.length > 0) wrong.push({ why: `false: ${errors[0]?.message}`, text: program });
    if (errors.some(({ span }) => span.start < start)) wrong.push({ why: `elsewhere: ${errors[0]?.message}`, text: program });
    if (!real || runs.some(run => run instanceof Error)) continue;
    const claim = claimOf(analysis.notes.findLast(note => note.name === 'out' && note.role === 'definition')?.values.at(-1));
    if (claim.kind === 'tensor' && claim.shape) sure++;
    const why = runs.map(run => wrongClaim(claim, (run as Tensors)[name], name)).find(answer => answer !== undefined);
    if (why) wrong.push({ why, text: program });
    const shape = ((real as Tensors)[name] as tf.Tensor | undefined)?.shape;
    if (!shape || shape.some(dim => dim === 0) || shape.length > 5 || shape.reduce((a, b) => a * b, 1) > 5000) continue;
    lines = tried;
    known = [...known, { name, shape }];
  }
  return { statements: count, known: sure, failing, reported, wrong };
}

const claimOf = (value: Arg | undefined): Arg => value ?? { kind: 'unknown' };
