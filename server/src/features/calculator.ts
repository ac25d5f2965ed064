/** The shape calculator: one op applied to values written by hand. The command line's `calc` and the editor's page both ask here. */
import { docsUrl, type Problem } from '#shared/diagnostics/diagnostic.ts';
import type { Dim } from '#shared/dim/dim.ts';
import { show } from '#shared/dim/show.ts';
import { multiplyAdds, parameterCount, receptiveField } from '#shared/kernel/cost.ts';
import type { WindowGeometry } from '#shared/kernel/geometry.ts';
import { applyUnder, type Outcome } from '#shared/ops/apply.ts';
import type { Arg } from '#shared/ops/argument.ts';
import { everyParam, type Op } from '#shared/ops/op.ts';
import { allOps, opNamed } from '#shared/ops/registry.ts';
import type { Calculation, CalculationParams, CalculationProblem, CostLine, PictureData, Values } from '#shared/protocol.ts';
import { admissibleAxes } from './admissible-axes.ts';
import { calculatorVersion } from './calculator-version.ts';
import { describe } from './describe.ts';
import { picture } from './picture.ts';
import { readValue } from './read-value.ts';
import { repairs } from './repairs.ts';
import { svg } from './svg.ts';
import { windowMatrixOf } from './window-matrix-of.ts';

/** Never throws: what is wrong with the values is in `problems`, one sentence each. */
export function calculate({ op: name, framework, values }: CalculationParams): Calculation {
  const op = opNamed(name, framework);
  if (!op) return nothing({ op: name, framework: framework ?? 'tensorflow' }, [{ severity: 'error', message: noSuchOp(name) }]);
  const { named, problems } = readValues(op, values);
  if (problems.length > 0) return nothing({ op: op.name, framework: op.framework }, problems);
  const outcome = applyUnder(op, { positional: [], named }, calculatorVersion(op), 'calculator');
  const { geometry, result } = outcome;
  const drawn = picture(outcome);
  return {
    op: op.name,
    framework: op.framework,
    ...outputOf(result),
    explanation: outcome.explanation,
    problems: outcome.problems.map(toProblem),
    repairs: repairs(op, outcome, values),
    admissible: geometry ? admissibleAxes(op, geometry, values) : [],
    costs: geometry ? costs(geometry) : [],
    ...(drawn ? { picture: drawing(drawn) } : {}),
    ...matrixOf(geometry),
  };
}

const nothing = (op: Pick<Calculation, 'op' | 'framework'>, problems: readonly CalculationProblem[]): Calculation => ({
  ...op,
  problems,
  explanation: [],
  repairs: [],
  admissible: [],
  costs: [],
});

function noSuchOp(name: string): string {
  const last = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
  const near = last === '' ? [] : allOps.filter(op => op.name.toLowerCase().includes(last)).slice(0, 4);
  const shown = name.length > 60 ? `${name.slice(0, 60)}…` : name;
  return `there is no op '${shown}'${near.length > 0 ? `; did you mean ${near.map(op => op.name).join(' or ')}?` : ''}`;
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

function outputOf(result: Outcome['result']): Pick<Calculation, 'output' | 'shape'> {
  if (result.kind !== 'tensor') return result.kind === 'unknown' ? {} : { output: describe(result) };
  if (!result.shape) return {};
  return { output: `[${result.shape.map(show).join(', ')}]`, shape: result.shape.map(jsonDim) };
}

const jsonDim = (dim: Dim): number | string | null => (dim.kind === 'int' ? dim.value : dim.kind === 'unknown' ? null : show(dim));

const toProblem = ({ code, severity, message, place }: Problem): CalculationProblem => ({
  code,
  severity,
  message,
  docs: docsUrl(code),
  ...(place.argument === undefined ? {} : { field: place.argument }),
});

function drawing(drawn: NonNullable<ReturnType<typeof picture>>): PictureData {
  const { text, width, height } = svg(drawn);
  return { svg: text, width, height, description: drawn.description };
}

function matrixOf(geometry: WindowGeometry | undefined): Pick<Calculation, 'matrix'> {
  const matrix = geometry && windowMatrixOf(geometry);
  return matrix ? { matrix } : {};
}

function costs(geometry: WindowGeometry): readonly CostLine[] {
  const line = (name: string, { value, explanation }: { readonly value: Dim; readonly explanation: string }): CostLine => ({
    name,
    value: show(value),
    explanation,
  });
  const fields =
    geometry.kind === 'transposed-conv' ? [] : geometry.axes.map(axis => line(`receptive field, ${axis.name}`, receptiveField([axis])));
  return [line('parameters', parameterCount(geometry)), line('multiply-adds', multiplyAdds(geometry)), ...fields].filter(
    ({ value }) => value !== '?',
  );
}
