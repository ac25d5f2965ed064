/** What stands left of `=`, after `for` and after `as`; and the names that a `case` binds. */
import type { Pattern, Span } from '#server/ir/ir.ts';
import { operandsOf, type SyntaxNode } from '../nodes.ts';
import type { Lowering } from './lower.ts';

/** Targets nest two or three deep; a deeper one binds nothing. */
const deepest = 50;

/** `around` is the place to name when the target itself is missing. */
export function lowerPattern(node: SyntaxNode | undefined, lowering: Lowering, around: Span, depth = 0): Pattern {
  if (!node || lowering.isMissing(node) || depth > deepest) return nothing(node ?? around, lowering);
  switch (node.type) {
    case 'identifier':
      return { kind: 'name', name: lowering.textOf(node), span: lowering.span(node) };
    case 'attribute':
    case 'subscript': {
      const target = lowering.expression(node);
      return target.kind === 'attribute' || target.kind === 'subscript' ? target : nothing(node, lowering);
    }
    case 'list_splat':
    case 'list_splat_pattern':
      return { kind: 'rest-pattern', target: lowerPattern(operandsOf(node)[0], lowering, node, depth + 1), span: lowering.span(node) };
    case 'as_pattern_target':
    case 'parenthesized_expression':
      return lowerPattern(operandsOf(node)[0], lowering, node, depth + 1);
    case 'tuple_pattern':
    case 'tuple':
    case 'list_pattern':
    case 'list':
    case 'pattern_list':
    case 'expression_list': {
      const items = operandsOf(node);
      // The grammar reads the parentheses of `(a) = 1` as a tuple's.
      const only = items.length === 1 && node.type.startsWith('tuple') && !node.children.some(child => child.type === ',');
      if (only) return lowerPattern(items[0], lowering, node, depth + 1);
      return {
        kind: 'sequence-pattern',
        items: items.map(item => lowerPattern(item, lowering, node, depth + 1)),
        span: lowering.span(node),
      };
    }
    default:
      return nothing(node, lowering);
  }
}

/** A name that no code can say. */
function nothing(at: Span, lowering: Lowering): Pattern {
  return { kind: 'name', name: '', span: lowering.span(at) };
}

/** The names that a `case` pattern binds when it matches. Walks with a list, for a pattern nests like anything else. */
export function namesBound(pattern: SyntaxNode, lowering: Lowering): string[] {
  const names: string[] = [];
  const pending: SyntaxNode[] = [pattern];
  const bind = (node: SyntaxNode | undefined): void => {
    const name = node ? lowering.textOf(node) : '';
    if (name !== '' && name !== '_' && !name.includes('.') && !names.includes(name)) names.push(name);
  };
  for (let node = pending.pop(); node; node = pending.pop()) {
    const parts = operandsOf(node);
    switch (node.type) {
      case 'dotted_name':
      case 'splat_pattern':
        bind(node.type === 'dotted_name' ? node : parts[0]);
        break;
      case 'as_pattern':
        bind(parts[1]);
        if (parts[0]) pending.push(parts[0]);
        break;
      case 'class_pattern':
      case 'keyword_pattern':
        pending.push(...parts.slice(1).reverse());
        break;
      default:
        pending.push(...parts.reverse());
    }
  }
  return names;
}
