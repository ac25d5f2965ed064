/** Whether two contents of cells say the same: the test that ends a loop's passes. A wrong no costs a pass, never the truth. */
import { equal } from '#shared/dim/compare.ts';
import type { Dim } from '#shared/dim/dim.ts';
import type { Entries, Items, Value } from './value.ts';

/** Of what cells hold. */
type Content = Value | Items | Entries | undefined;

/** Deeper differences are taken for differences. */
const MAX_DEPTH = 8;

export function sameKnowledge(a: unknown, b: unknown): boolean {
  return same(a as Content, b as Content, 0);
}

function same(a: Content, b: Content, depth: number): boolean {
  if (a === b) return true;
  if (!a || !b || depth > MAX_DEPTH) return false;
  if ('kind' in a) return 'kind' in b && sameValues(a, b, depth);
  if ('each' in a) return 'each' in b && same(a.each, b.each, depth + 1);
  if ('open' in a) return !('kind' in b) && 'open' in b && sameEntries(a, b, depth);
  if (!('known' in b) || 'open' in b || a.known.length !== b.known.length) return false;
  return a.known.every((item, at) => same(item, b.known[at], depth + 1));
}

const sameEntries = (a: Entries, b: Entries, depth: number): boolean =>
  a.open === b.open && a.known.size === b.known.size && [...a.known].every(([key, value]) => same(value, b.known.get(key), depth + 1));

const sameDims = (a: Dim, b: Dim): boolean => (a.kind === 'unknown' && b.kind === 'unknown') || equal(a, b) === 'yes';

function sameValues(a: Value, b: Value, depth: number): boolean {
  switch (a.kind) {
    case 'number':
      return b.kind === 'number' && sameDims(a.dim, b.dim);
    case 'float':
      return b.kind === 'float' && Object.is(a.value, b.value) && !a.ratio && !b.ratio;
    case 'text':
      return b.kind === 'text' && a.text === b.text;
    case 'flag':
      return b.kind === 'flag' && a.value === b.value;
    case 'none':
    case 'unknown':
      return a.kind === b.kind;
    case 'list':
      return b.kind === 'list' && a.type === b.type && same(a.items.current, b.items.current, depth);
    case 'record':
      return b.kind === 'record' && same(a.entries.current, b.entries.current, depth);
    case 'instance':
      return b.kind === 'instance' && a.class.statement === b.class.statement && a.open && b.open && a.attributes.size === 0;
    case 'tensor': {
      if (b.kind !== 'tensor' || a.framework !== b.framework || a.dtype !== b.dtype || a.elements || b.elements || a.data || b.data)
        return false;
      if (!a.shape || !b.shape) return a.shape === b.shape;
      return a.shape.length === b.shape.length && a.shape.every((dim, axis) => sameDims(dim, b.shape?.[axis] as Dim));
    }
    case 'stream':
      if (b.kind !== 'stream' || a.framework !== b.framework || !a.count !== !b.count) return false;
      return (!a.count || !b.count || sameDims(a.count, b.count)) && same(a.element, b.element, depth + 1);
    case 'function':
      return b.kind === 'function' && a.definition === b.definition && a.self === b.self;
    case 'class':
      return b.kind === 'class' && a.statement === b.statement;
    case 'namespace':
      return b.kind === 'namespace' && a.framework === b.framework && a.path === b.path && a.v1 === b.v1;
    case 'op':
      return b.kind === 'op' && a.op === b.op && a.receiver === b.receiver;
    case 'builtin':
      return b.kind === 'builtin' && a.name === b.name && a.receiver === b.receiver;
    default:
      return false;
  }
}
