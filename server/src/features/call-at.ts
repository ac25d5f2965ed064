/** The op call at an offset, as values for the calculator's form. */
import type { Analysis, OpCall } from '#server/analysis/analysis.ts';
import type { Prefill } from '#shared/protocol.ts';
import { locate } from './locate.ts';
import { writeValue } from './write-value.ts';

export function callAt(analysis: Analysis, offset: number): Prefill | undefined {
  const call = callAround(analysis, offset);
  if (!call) return undefined;
  const bound = call.contexts[0]?.outcome.bound ?? {};
  const values = Object.entries(call.op.params).flatMap(([name, { control }]): [string, string][] => {
    const value = bound[name];
    const text = value && control.kind !== 'hidden' ? writeValue(control, value) : '';
    return text === '' ? [] : [[name, text]];
  });
  return { op: call.op.name, framework: call.op.framework, values: Object.fromEntries(values) };
}

/** The call that the offset is on or in, or else the one that makes the value under it. */
function callAround(analysis: Analysis, offset: number): OpCall | undefined {
  const target = locate(analysis, offset);
  if (target && target.kind !== 'value') return target.call;
  const around = analysis.calls
    .filter(({ op, span }) => op.listed !== false && span.start <= offset && offset <= span.end)
    .reduce<OpCall | undefined>((best, call) => (best && best.span.start >= call.span.start ? best : call), undefined);
  return around ?? onLine(analysis, offset);
}

/** The outermost call of the line, windows first. */
function onLine({ text, calls }: Analysis, offset: number): OpCall | undefined {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const end = text.indexOf('\n', offset);
  const here = calls.filter(({ op, span }) => op.listed !== false && span.start >= start && span.start < (end < 0 ? text.length : end));
  return here.find(({ contexts }) => contexts.some(({ outcome }) => outcome.geometry)) ?? here[0];
}
