/** The shape calculator: one op applied to values written by hand. The command line's `calc` and the editor's page both ask here. */
import { docsUrl, type Problem } from '#shared/diagnostics/diagnostic.ts';
import type { Dim } from '#shared/dim/dim.ts';
import { show } from '#shared/dim/show.ts';
import { multiplyAdds, parameterCount, receptiveField } from '#shared/kernel/cost.ts';
import type { WindowGeometry } from '#shared/kernel/geometry.ts';
import type { Outcome } from '#shared/ops/apply.ts';
import { allOps, opNamed } from '#shared/ops/registry.ts';
import type { Calculation, CalculationParams, CalculationProblem, CostLine, PictureData } from '#shared/protocol.ts';
import { admissibleAxes } from './admissible-axes.ts';
import { describe } from './describe.ts';
import { judgeValues } from './judge-values.ts';
import { picture } from './picture.ts';
import { repairs } from './repairs.ts';
import { svg } from './svg.ts';
import { windowMatrixOf } from './window-matrix-of.ts';

/** Never throws: what is wrong with the values is in `problems`, one sentence each. */
export function calculate({ op: name, framework, values }: CalculationParams): Calculation {
  const op = opNamed(name, framework);
  if (!op) return nothing({ op: name, framework: framework ?? 'tensorflow' }, [{ severity: 'error', message: noSuchOp(name) }]);
  const judged = judgeValues(op, values);
  if ('problems' in judged) return nothing({ op: op.name, framework: op.framework }, judged.problems);
  const { outcome } = judged;
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
