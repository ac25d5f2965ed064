/** What can stand left of `=`: names, members, destructuring with defaults and rests. */
import type { Pattern } from '#server/ir/ir.ts';
import { operandsOf, type SyntaxNode } from '../nodes.ts';
import { propertyText } from './literals.ts';
import { after, type Lowering } from './lower.ts';

export function lowerPattern(node: SyntaxNode, lowering: Lowering): Pattern {
  switch (node.type) {
    case 'array_pattern':
    case 'array':
      return { kind: 'sequence-pattern', items: items(node, lowering), span: lowering.span(node) };
    case 'object_pattern':
    case 'object':
      return recordPattern(node, lowering);
    case 'assignment_pattern':
    case 'object_assignment_pattern':
    case 'assignment_expression':
      return {
        kind: 'default-pattern',
        target: lowering.pattern(operandsOf(node)[0]),
        fallback: lowering.expression(after(node, '=')),
        span: lowering.span(node),
      };
    case 'rest_pattern':
    case 'spread_element':
      return { kind: 'rest-pattern', target: lowering.pattern(operandsOf(node)[0]), span: lowering.span(node) };
    case 'parenthesized_expression':
    case 'non_null_expression':
    case 'as_expression':
    case 'satisfies_expression':
      return lowering.pattern(operandsOf(node)[0]);
    case 'type_assertion':
      return lowering.pattern(operandsOf(node).at(-1));
    case 'shorthand_property_identifier_pattern':
    case 'undefined':
      return { kind: 'name', name: lowering.textOf(node), span: lowering.span(node) };
    default: {
      const value = lowering.expression(node);
      if (value.kind === 'name' || value.kind === 'attribute' || value.kind === 'subscript') return value;
      // Nothing can be stored in a call or a number; the calls in it still happen.
      lowering.runBefore({ kind: 'expression', value, span: value.span });
      return { kind: 'name', name: '', span: value.span };
    }
  }
}

/** `[, second]` skips the first: null. */
function items(node: SyntaxNode, lowering: Lowering): (Pattern | null)[] {
  const found: (Pattern | null)[] = [];
  let filled = false;
  for (const child of node.children) {
    if (child.named && child.type !== 'ERROR') {
      found.push(lowering.pattern(child));
      filled = true;
    } else if (child.type === ',') {
      if (!filled) found.push(null);
      filled = false;
    }
  }
  return found;
}

function recordPattern(node: SyntaxNode, lowering: Lowering): Pattern {
  const entries: { key: string; target: Pattern }[] = [];
  let rest: Pattern | undefined;
  for (const child of operandsOf(node)) {
    switch (child.type) {
      case 'rest_pattern':
      case 'spread_element':
        rest = lowering.pattern(operandsOf(child)[0]);
        break;
      case 'pair_pattern':
      case 'pair':
        entries.push({ key: propertyText(operandsOf(child)[0], lowering), target: lowering.pattern(after(child, ':')) });
        break;
      case 'object_assignment_pattern': {
        const name = operandsOf(child)[0];
        entries.push({ key: name ? lowering.textOf(name) : '', target: lowering.pattern(child) });
        break;
      }
      default:
        entries.push({ key: lowering.textOf(child), target: { kind: 'name', name: lowering.textOf(child), span: lowering.span(child) } });
    }
  }
  return { kind: 'record-pattern', entries, ...(rest && { rest }), span: lowering.span(node) };
}

/** Every name a pattern binds. */
export function boundNames(pattern: Pattern | null): string[] {
  switch (pattern?.kind) {
    case 'name':
      return [pattern.name];
    case 'sequence-pattern':
      return pattern.items.flatMap(boundNames);
    case 'record-pattern':
      return [...pattern.entries.flatMap(entry => boundNames(entry.target)), ...(pattern.rest ? boundNames(pattern.rest) : [])];
    case 'rest-pattern':
    case 'default-pattern':
      return boundNames(pattern.target);
    default:
      return [];
  }
}
