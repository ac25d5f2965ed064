/** What stands at a place in the text: a value, an argument of a call, or a call. */
import type { Analysis, OpCall, Span, ValueNote } from '#server/analysis/analysis.ts';
import { argumentPosition } from './argument-position.ts';

export type Target =
  | { readonly kind: 'value'; readonly note: ValueNote; readonly span: Span }
  /** `span` is that of the keyword when the offset is on it, else that of the argument. */
  | { readonly kind: 'argument'; readonly call: OpCall; readonly name: string; readonly span: Span }
  | { readonly kind: 'call'; readonly call: OpCall; readonly span: Span };

/** The innermost thing about which something is known. */
export function locate(analysis: Analysis, offset: number): Target | undefined {
  const note = innermost(analysis.notes, offset, ({ span }) => span);
  if (note?.values.some(value => value.kind !== 'unknown' && value.kind !== 'other')) return { kind: 'value', note, span: note.span };
  const call = innermost(analysis.calls, offset, ({ span }) => span);
  if (!call) return undefined;
  if (holds(call.calleeSpan, offset)) return { kind: 'call', call, span: call.calleeSpan };
  return argumentAt(analysis, call, offset) ?? { kind: 'call', call, span: call.calleeSpan };
}

function argumentAt({ text, language }: Analysis, call: OpCall, offset: number): Target | undefined {
  const spans = Object.entries(call.argumentSpans);
  // The entries of an options object all have the object's span: the text tells them apart.
  const position = language === 'typescript' ? argumentPosition(text, call.argsSpan, offset, language) : undefined;
  const entry = position?.kind === 'name' ? call.argumentSpans[position.name] : undefined;
  if (entry && position?.kind === 'name') return { kind: 'argument', call, name: position.name, span: entry };
  for (const [name, span] of spans) {
    const keyword = keywordSpan(text, span, [name, ...(call.op.params[name]?.aliases ?? [])]);
    if (keyword && holds(keyword, offset)) return { kind: 'argument', call, name, span: keyword };
    if (holds(span, offset)) return { kind: 'argument', call, name, span };
  }
  return undefined;
}

const holds = ({ start, end }: Span, offset: number): boolean => start <= offset && offset <= end;

function innermost<T>(items: readonly T[], offset: number, spanOf: (item: T) => Span): T | undefined {
  let best: T | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const item of items) {
    const span = spanOf(item);
    if (!holds(span, offset)) continue;
    // Of two that touch at the offset (`f(x)|.g`), the one that begins there or goes on.
    const length = span.end - span.start + (span.end === offset ? 0.5 : 0);
    if (length < least) [best, least] = [item, length];
  }
  return best;
}

/** The keyword of an argument, whether its span begins with it or behind it: `strides=`. */
function keywordSpan(text: string, span: Span, words: readonly string[]): Span | undefined {
  const inside = /^([A-Za-z_]\w*)\s*=(?!=)/.exec(text.slice(span.start, Math.min(span.end, span.start + 80)))?.[1];
  if (inside !== undefined && words.includes(inside)) return { start: span.start, end: span.start + inside.length };
  const from = Math.max(0, span.start - 80);
  const before = /([A-Za-z_]\w*)\s*=\s*$/.exec(text.slice(from, span.start));
  if (before?.[1] === undefined || !words.includes(before[1])) return undefined;
  const start = from + before.index;
  return { start, end: start + before[1].length };
}
