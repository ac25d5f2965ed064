/** Output shapes behind the calls that make them. */

import type { Analysis, OpCall, Span } from '#server/analysis/analysis.ts';
import { show } from '#shared/dim/show.ts';
import type { Arg } from '#shared/ops/argument.ts';
import { showShape } from '#shared/shape/shape.ts';

export interface InlayHint {
  readonly offset: number;
  readonly label: string;
  /** Plain text. */
  readonly tooltip: string;
}

/** Within `span`. One hint per statement, behind its outermost call, and one behind every window, wherever it stands. */
export function inlayHints(analysis: Analysis, span: Span): readonly InlayHint[] {
  let covered = -1;
  // A call before those inside it; in source order, that is by start and then the longer first.
  const inOrder = analysis.calls.filter(isListed).toSorted((a, b) => a.span.start - b.span.start || b.span.end - a.span.end);
  const hints = inOrder.flatMap(call => {
    const isInner = call.span.end <= covered;
    covered = Math.max(covered, call.span.end);
    if (call.span.end < span.start || call.span.end > span.end) return [];
    const isWindow = call.contexts.some(({ outcome }) => outcome.geometry);
    const label = isInner && !isWindow ? undefined : labelOf(call);
    // `tf.ones([1, 4, 4, 1])` says it already.
    if (label === undefined || (!isWindow && withoutSpace(textOf(analysis, call)).includes(withoutSpace(label)))) return [];
    return [{ offset: call.span.end, label, tooltip: tooltipOf(call) }];
  });
  return hints.toSorted((a, b) => a.offset - b.offset);
}

const isListed = ({ op }: OpCall): boolean => op.listed !== false;
const textOf = ({ text }: Analysis, { span }: OpCall): string => text.slice(span.start, span.end);
const withoutSpace = (text: string): string => text.replace(/\s+/g, '');

/** Undefined unless the rank is known; a dim that differs between contexts shows as unknown. */
function labelOf({ contexts }: OpCall): string | undefined {
  const [first, ...others] = contexts.map(({ outcome }) => shapesOf(outcome.result));
  if (!first || first.length === 0) return undefined;
  if (others.some(other => other?.length !== first.length || other.some((shape, at) => shape.length !== first[at]?.length)))
    return undefined;
  const merged = first.map((shape, at) => shape.map((dim, axis) => (others.every(other => other?.[at]?.[axis] === dim) ? dim : '?')));
  return merged.map(shape => `[${shape.join(', ')}]`).join(', ');
}

/** The shapes of a tensor or of several, as text per dim; undefined when one is not known. */
function shapesOf(result: Arg): readonly (readonly string[])[] | undefined {
  if (result.kind === 'tensor') return result.shape && [result.shape.map(show)];
  if (result.kind !== 'list') return undefined;
  const shapes = result.items.map(item => (item.kind === 'tensor' ? item.shape?.map(show) : undefined));
  return shapes.every(shape => shape !== undefined) ? shapes : undefined;
}

function tooltipOf({ op, contexts, contextCount }: OpCall): string {
  const [first] = contexts;
  const lines = [op.name, ...(first?.outcome.explanation ?? [])];
  const shapes = new Set(contexts.flatMap(({ outcome: { result } }) => (result.kind === 'tensor' ? [showShape(result.shape)] : [])));
  return [...lines, ...(contextCount > 1 ? [`${contextCount} calls: ${[...shapes].join(', ')}`] : [])].join('\n');
}
