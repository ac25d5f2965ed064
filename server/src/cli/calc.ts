/** `shapewright calc`: one op applied to values from the command line; the same engine as the editor's shape calculator. */
import { calculate } from '#server/features/calculator.ts';
import type { Calculation, Values } from '#shared/protocol.ts';
import { exitStatus, Failure } from './failure.ts';
import type { Paint } from './report/frames.ts';
import { printable } from './report/frames.ts';

export interface CalcResult {
  readonly text: string;
  readonly status: number;
}

/** `pairs`: `input=1,2,2,1`. */
export function calc(op: string, pairs: readonly string[], paint: Paint): CalcResult {
  const calculation = calculate({ op, values: readPairs(pairs) });
  // Without a code it is not the framework that says no: a value could not be read, or there is no such op.
  const usage = calculation.problems.filter(({ code }) => code === undefined).map(({ message }) => message);
  if (usage.length > 0) throw new Failure(usage.join('\nshapewright: '));
  const status = calculation.problems.some(({ severity }) => severity === 'error') ? exitStatus.errors : exitStatus.clean;
  return { text: render(calculation, paint), status };
}

function readPairs(pairs: readonly string[]): Values {
  const values: Record<string, string> = {};
  for (const pair of pairs) {
    const at = pair.indexOf('=');
    if (at <= 0) throw new Failure(`'${pair}' is not of the form key=value, such as input=1,28,28,3`);
    const key = pair.slice(0, at);
    if (Object.hasOwn(values, key)) throw new Failure(`${key} is given twice`);
    Object.defineProperty(values, key, { value: pair.slice(at + 1), enumerable: true });
  }
  return values;
}

function render({ output, explanation, problems, repairs, admissible, costs }: Calculation, paint: Paint): string {
  const lines = [
    ...problems.map(({ severity, code, message }) => `${paint[severity](`${severity}[${code}]`)}: ${message}`),
    ...repairs.map(({ title, values }) => `help: ${title}${valuesText(values)}`),
    // What a call that is rejected would have given is of no use to anybody.
    ...(problems.some(({ severity }) => severity === 'error') ? [] : [paint.strong(output ?? 'unknown'), ...explanation.map(indent)]),
    ...admissible.map(({ axis, low, high, canonical }) =>
      indent(low === high ? `${axis}: only ${low}` : `${axis}: ${low}–${high} possible, usually ${canonical}`),
    ),
    ...costs.map(({ name, value, explanation: formula }) => indent(formula === value ? `${name}: ${value}` : `${name}: ${formula}`)),
  ];
  return `${lines.map(printable).join('\n')}\n`;
}

const indent = (line: string): string => `  ${line}`;
const valuesText = (values: Values): string => {
  const pairs = Object.entries(values).map(([key, value]) => `${key}=${value}`);
  return pairs.length > 0 ? ` (${pairs.join(' ')})` : '';
};
