/** All that an analysis says, as text to compare. */
import type { Analysis } from '#server/analysis/analysis.ts';
import type { Arg } from '#shared/ops/argument.ts';
import { shapeText, valueText } from '../harness/values.ts';

/** As many values are kept of a name. */
const MOST_VALUES = 4;

const textOf = (value: Arg): string => `${value.kind} ${shapeText(value) ?? valueText(value) ?? ''}`;
const placeOf = ({ start, end }: { readonly start: number; readonly end: number }): string => `${start}-${end}`;
const locationOf = ({ path, span }: { readonly path: string; readonly span: { readonly start: number; readonly end: number } }): string =>
  `${path}:${placeOf(span)}`;

export function snapshot(analysis: Analysis | undefined): string {
  if (!analysis) return 'no analysis';
  const { findings, calls, notes, partial, versions, dependencies } = analysis;
  return [
    `partial ${partial}, ${versions.map(({ generation }) => generation).join()}, ${dependencies.toSorted().join()}`,
    ...findings.map(
      each =>
        `${placeOf(each.span)} ${each.severity} [${each.code}] ${each.message} ${each.supposed ?? ''} ${JSON.stringify(each.related)} ${JSON.stringify(each.fixes)}`,
    ),
    ...calls.map(
      ({ op, span, argsSpan, argumentSpans, contexts, contextCount, applied = [] }) =>
        `${op.name} ${placeOf(span)} ${placeOf(argsSpan)} ${JSON.stringify(argumentSpans)} ×${contextCount} ${applied.map(locationOf).join()}${contexts
          .map(
            ({ outcome, stack, unknown }) =>
              `\n  ${outcome.result ? textOf(outcome.result) : 'nothing'} ${outcome.problems.map(({ message }) => message).join()} ${stack.map(locationOf).join()} ${unknown ?? ''}`,
          )
          .join('')}`,
    ),
    // How often the same was noted is of no importance; nor is what was noted when there was no more room.
    ...notes.map(({ span, name, role, values }) =>
      values.length < MOST_VALUES ? `${placeOf(span)} ${role} ${name}: ${[...new Set(values.map(textOf))].join(' | ')}` : placeOf(span),
    ),
  ].join('\n');
}
