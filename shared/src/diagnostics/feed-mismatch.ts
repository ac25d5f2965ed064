import { equal } from '../dim/compare.ts';
import type { Dim } from '../dim/dim.ts';
import { show } from '../dim/show.ts';
import { type Shape, showShape } from '../shape/shape.ts';
import { defineDiagnostic } from './diagnostic.ts';

export interface FeedMismatch {
  readonly fed: Shape;
  readonly placeholder: Shape;
}

/** What does not agree, in words. */
function difference({ fed, placeholder }: FeedMismatch): string {
  if (fed.length !== placeholder.length) return `rank ${fed.length} instead of ${placeholder.length}`;
  const axis = placeholder.findIndex((dim, at) => dim.kind === 'int' && equal(dim, fed[at] as Dim) === 'no');
  return `axis ${axis} is ${show(fed[axis] as Dim)} instead of ${show(placeholder[axis] as Dim)}`;
}

export const feedMismatch = defineDiagnostic<FeedMismatch>({
  code: 'feed-mismatch',
  severity: 'error',
  title: 'fed array that does not have the shape of its placeholder',
  message: facts => `cannot feed ${showShape(facts.fed)} to a placeholder of shape ${showShape(facts.placeholder)}: ${difference(facts)}`,
  // `BaseSession.run`; with the names of tensors in quotes in 1.x, without in 2.x.
  frameworkMessages: ['Cannot feed value of shape for Tensor, which has shape'],
});
