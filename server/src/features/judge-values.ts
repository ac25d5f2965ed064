/** Values written by hand, read for an op and judged: what the calculator shows, and how a form finds an example that works. */
import { applyUnder, type Outcome } from '#shared/ops/apply.ts';
import type { Arg } from '#shared/ops/argument.ts';
import { everyParam, type Op } from '#shared/ops/op.ts';
import type { CalculationProblem, Values } from '#shared/protocol.ts';
import { calculatorVersion } from './calculator-version.ts';
import { readValue } from './read-value.ts';

/** Either what the op says, or what is wrong with the values themselves. */
export type Judged = { readonly outcome: Outcome } | { readonly problems: readonly CalculationProblem[] };

export function judgeValues(op: Op, values: Values): Judged {
  const { named, problems } = readValues(op, values);
  if (problems.length > 0) return { problems };
  return { outcome: applyUnder(op, { positional: [], named }, calculatorVersion(op), 'calculator') };
}

function readValues(op: Op, values: Values): { readonly named: Record<string, Arg>; readonly problems: readonly CalculationProblem[] } {
  const named: Record<string, Arg> = {};
  const problems: CalculationProblem[] = [];
  const problem = (field: string, message: string) => void problems.push({ severity: 'error', message, field });
  for (const [word, text] of Object.entries(values)) {
    if (text.trim() === '') continue;
    const found = Object.entries(everyParam(op)).find(([name, { aliases }]) => name === word || aliases.includes(word));
    if (!found) {
      problem(word, `${op.name} has no parameter '${word.slice(0, 60)}'; it has ${visible(op).join(', ')}`);
      continue;
    }
    const [name, param] = found;
    const read = readValue(word, param, text);
    if ('problem' in read) problem(name, read.problem);
    else if (name in named) problem(name, `${name} is given twice`);
    else named[name] = read.arg;
  }
  for (const [name, { required, control, type }] of Object.entries(everyParam(op))) {
    if (required && control.kind === 'shape' && !(name in named) && !problems.some(({ field }) => field === name)) {
      problem(
        name,
        `${name} is needed: write its shape${type.includes('[') && type !== 'Tensor[]' ? ` ${type.replace(/^Tensor /, '')}` : ''}`,
      );
    }
  }
  return { named, problems };
}

const visible = (op: Op): readonly string[] =>
  Object.entries(everyParam(op)).flatMap(([name, { control }]) => (control.kind === 'hidden' ? [] : [name]));
