// What is claimed of a recorded program against what the framework made of it, line by line.

import type { Arg } from '#shared/ops/argument.ts';
import { createWorkspace } from '../../harness/workspace.ts';

/** Null is a length that is not known, several are what it was in turn. */
type RealDim = number | null | readonly number[];
type Real = readonly RealDim[] | null;

export interface Program {
  readonly seed: number;
  readonly text: string;
  /** Line → the shapes that the name assigned there had; null for what is no tensor. */
  readonly gives: Readonly<Record<string, readonly Real[]>>;
  /** The lines of the program through which the error came, outermost first. */
  readonly fails?: { readonly at: readonly number[]; readonly error: string };
  /** The error when what was built computes. */
  readonly late?: string;
}

export interface Verdict {
  /** What contradicts the framework. */
  readonly wrong: readonly string[];
  /** Lines whose shape is known to the framework, not to us. */
  readonly gaps: readonly string[];
  /** An error of the framework that is not foreseen. */
  readonly missed?: string;
  readonly claims: number;
  readonly foreseen: boolean;
}

/** Of so many different values, others may have been left out. */
const KEPT = 4;

/** What a CPU cannot do says nothing of a call. */
const isOnlyHere = /NCHW|NCDHW|only supports|not supported on|does not support|Unimplemented/i;
/** No device steps over items of a batch, or over channels. */
const isEverywhere = /batch and depth dimensions|on the (batch|depth) dimension/i;
const isText = (value: string | undefined): value is string => value !== undefined;

export function judge(program: Program): Verdict {
  const { text, gives, fails, late } = program;
  const { findings, notes } = createWorkspace(new Map([['program.py', text]])).analyse('program.py');
  const lines = text.split('\n');
  const lineOf = (offset: number): number => text.slice(0, offset).split('\n').length;
  const place = (span: { readonly start: number }): string => `line ${lineOf(span.start)}`;

  const failing = new Set(fails?.at.flatMap(line => statementAt(lines, line)));
  const failingText = [...failing].map(line => lines[line - 1]).join('\n');
  // What was constructed wrongly may fail where it is used.
  const isMeant = (line: number): boolean => {
    const made = /^\s*([\w.]+?)( = |\.add\()/.exec(lines[(statementAt(lines, line)[0] ?? line) - 1] ?? '')?.[1];
    return failing.has(line) || (made !== undefined && /[a-z]{3}/.test(made) && failingText.includes(made));
  };
  const errors = findings.filter(({ severity }) => severity === 'error');
  const meant = findings.filter(({ span, related }) => [span, ...related.map(each => each.span)].some(each => isMeant(lineOf(each.start))));
  const said = errors.map(({ span, code, message }) => `${place(span)}: [${code}] ${message}`);
  const mayBeLate = late !== undefined && (!isOnlyHere.test(late) || isEverywhere.test(late));
  // Where the machine cannot compute, what comes after was never computed.
  const stopped = late === undefined || mayBeLate ? -1 : lines.findIndex(line => /channels_first|NC[DHW]/.test(line));
  const isRefuted = (line: number): boolean => stopped < 0 || line <= stopped;
  const wrong =
    fails === undefined && !mayBeLate
      ? errors.flatMap(({ span }, at) => (isRefuted(lineOf(span.start)) ? [`works, but ${said[at]}`] : []))
      : [];
  // What comes after the failure was never run.
  const ran = (line: number): boolean => String(line) in gives || (!lines[line - 1]?.startsWith(' ') && line < (fails?.at[0] ?? 0));
  // A session fails for what the graph was built of.
  const inSession = /\.(run|eval)\(/.test(lines[(fails?.at.at(-1) ?? 1) - 1] ?? '');
  if (fails && meant.length === 0 && !inSession && !mayBeLate)
    wrong.push(
      ...errors.flatMap(({ span }, at) => (ran(lineOf(span.start)) ? [`fails at ${fails.at} (${fails.error}), but ${said[at]}`] : [])),
    );

  const gaps: string[] = [];
  let claims = 0;
  for (const [line, reals] of Object.entries(gives)) {
    const source = lines[Number(line) - 1] ?? '';
    // A call that is foreseen to fail, and does once it is computed, gives nothing.
    if (mayBeLate && errors.some(({ span }) => lineOf(span.start) === Number(line))) continue;
    const note = notes.find(each => each.role === 'definition' && lineOf(each.span.start) === Number(line));
    if ((note?.values.length ?? 0) >= KEPT) continue;
    // A line that an error breaks off has been seen in some of its runs only.
    const values = note?.values ?? [];
    const answers = reals.map(real => (real === null ? undefined : best(values.map(value => compare(value, real)))));
    const least = best(answers.filter(isAnswer));
    if (values.length > 0 && answers.length > 0 && least === undefined) continue;
    claims += answers.filter(answer => answer === 'same').length;
    const contradicted = answers.filter(isText).find(answer => answer !== 'same' && answer !== 'open');
    // What a graph states of what does not compute is no truth.
    if (contradicted && late === undefined) wrong.push(`line ${line}: ${contradicted}: ${source.trim()}`);
    else if (answers.some(answer => answer === 'open') || (values.length === 0 && reals.some(real => real !== null)))
      gaps.push(source.trim());
  }
  return {
    wrong,
    gaps,
    ...(fails && meant.length === 0 && !(inSession && errors.length > 0)
      ? { missed: `${fails.error}: ${(lines[(fails.at.at(-1) ?? 1) - 1] ?? '').trim()}` }
      : {}),
    claims,
    foreseen: fails !== undefined && meant.length > 0,
  };
}

type Answer = 'same' | 'open' | string;
const isAnswer = (answer: Answer | undefined): answer is Answer => answer !== undefined;

/** The answer that says most for us. */
function best(answers: readonly Answer[]): Answer | undefined {
  return answers.find(answer => answer === 'same') ?? answers.find(answer => answer === 'open') ?? answers[0];
}

/** Whether a claim is the shape; open where it says less. */
function compare(claim: Arg, real: readonly RealDim[]): Answer {
  const dims = dimsOf(claim);
  if (dims === undefined) return 'open';
  if (dims.length !== real.length) return `claimed ${show(dims)}, really ${show(real)}`;
  const differs = dims.some((dim, at) => typeof dim === 'number' && [real[at] ?? dim].flat().some(length => length !== dim));
  if (differs) return `claimed ${show(dims)}, really ${show(real)}`;
  return dims.some((dim, at) => dim === undefined && typeof real[at] === 'number') ? 'open' : 'same';
}

const show = (dims: readonly (RealDim | undefined)[]): string => `[${dims.map(dim => [dim ?? '?'].flat().join('|')).join(', ')}]`;

/** Of a tensor or of a shape; undefined where less than the rank is known. */
function dimsOf(claim: Arg): readonly (number | undefined)[] | undefined {
  if (claim.kind === 'tensor') return claim.shape?.map(dim => (dim.kind === 'int' ? dim.value : undefined));
  if (claim.kind === 'list')
    return claim.items.map(item => (item.kind === 'number' && item.dim.kind === 'int' ? item.dim.value : undefined));
  return undefined;
}

/** The lines of the statement that a line belongs to: brackets tell. */
function statementAt(lines: readonly string[], line: number): readonly number[] {
  let depth = 0;
  let start = 1;
  for (const [at, text] of lines.entries()) {
    if (depth === 0) start = at + 1;
    for (const letter of text) depth += '([{'.includes(letter) ? 1 : ')]}'.includes(letter) ? -1 : 0;
    if (at + 1 >= line && depth === 0) return Array.from({ length: at + 2 - start }, (_, more) => start + more);
  }
  return [line];
}
