/** Patterns of `case`. */
import type { Expr, MatchPattern } from '#server/ir/ir.ts';
import { childOfType, operandsOf, type SyntaxNode } from '../nodes.ts';
import type { Lowering } from './lower.ts';

/** Deeper nests are not told apart. */
const MAX_DEPTH = 40;

/** `case a, b` has several, which make a sequence. */
export function matchPattern(patterns: readonly SyntaxNode[], clause: SyntaxNode, lowering: Lowering): MatchPattern {
  const isTuple = patterns.length > 1 || clause.children.some(({ type }) => type === ',');
  const [first] = patterns;
  if (!isTuple && first) return patternOf(first, lowering, 0);
  return { kind: 'sequence', items: patterns.map(each => patternOf(each, lowering, 1)) };
}

const anything: MatchPattern = { kind: 'capture' };
const other: MatchPattern = { kind: 'other' };

function patternOf(node: SyntaxNode, lowering: Lowering, depth: number): MatchPattern {
  if (depth > MAX_DEPTH) return other;
  const parts = operandsOf(node);
  const inner = (each: SyntaxNode) => patternOf(each, lowering, depth + 1);
  switch (node.type) {
    case '_':
      return anything;
    case 'case_pattern':
      return only(alternatives(node.children, lowering, depth));
    case 'union_pattern':
      return { kind: 'or', of: alternatives(node.children, lowering, depth) };
    case 'as_pattern': {
      const [of, name] = parts;
      if (!of || !name) return other;
      return named(inner(of), lowering.textOf(name));
    }
    case 'dotted_name':
      return parts.length === 1
        ? { kind: 'capture', ...(lowering.textOf(node) === '_' ? {} : { name: lowering.textOf(node) }) }
        : { kind: 'value', value: dottedName(node, lowering) };
    case 'splat_pattern': {
      const name = parts[0] && lowering.textOf(parts[0]);
      return { kind: 'rest', ...(name === undefined || name === '_' ? {} : { name }) };
    }
    case 'list_pattern':
      return { kind: 'sequence', items: parts.map(inner) };
    case 'tuple_pattern': {
      const items = patternsIn(node).map(inner);
      // `(a | b)` is a group.
      return items.length === 1 && items[0] && !node.children.some(({ type }) => type === ',') ? items[0] : { kind: 'sequence', items };
    }
    case 'dict_pattern':
      return mapping(node, lowering, depth);
    case 'class_pattern': {
      const callee = childOfType(node, 'dotted_name');
      if (!callee) return other;
      const args = parts.filter(part => part !== callee).map(inner);
      return { kind: 'class', callee: dottedName(callee, lowering), args };
    }
    case 'keyword_pattern': {
      const [name] = parts;
      const values = node.children.filter(child => child !== name);
      return name ? { kind: 'keyword', name: lowering.textOf(name), of: only(alternatives(values, lowering, depth)) } : other;
    }
    case 'integer':
    case 'float':
    case 'string':
    case 'concatenated_string':
    case 'true':
    case 'false':
    case 'none':
      return { kind: 'value', value: lowering.expression(node) };
    default:
      return other;
  }
}

/** A complex number, `1 + 2j`, has two parts. */
const only = (patterns: readonly MatchPattern[]): MatchPattern => (patterns.length === 1 ? (patterns[0] ?? other) : other);

/** `k=1 as x` names what stands behind the `=`. */
const named = (of: MatchPattern, name: string): MatchPattern =>
  of.kind === 'keyword' ? { ...of, of: { kind: 'as', of: of.of, name } } : { kind: 'as', of, name };

/** The patterns among these, `_` and negative numbers with them. */
function alternatives(children: readonly SyntaxNode[], lowering: Lowering, depth: number): MatchPattern[] {
  const found: MatchPattern[] = [];
  let negative = false;
  for (const child of children) {
    if (child.type === '_') found.push(anything);
    else if (child.named && child.type !== 'ERROR') {
      const pattern = patternOf(child, lowering, depth + 1);
      found.push(
        negative && pattern.kind === 'value'
          ? { kind: 'value', value: { kind: 'unary', operator: '-', operand: pattern.value, span: pattern.value.span } }
          : pattern,
      );
    }
    negative = child.type === '-';
  }
  return found;
}

const patternsIn = (node: SyntaxNode): readonly SyntaxNode[] => node.children.filter(({ type }) => type === 'case_pattern');

/** Keys, each with the pattern behind it, and `**rest`. */
function mapping(node: SyntaxNode, lowering: Lowering, depth: number): MatchPattern {
  const entries: { key: Expr; of: MatchPattern }[] = [];
  let key: Expr | undefined;
  let rest: string | undefined;
  for (const child of operandsOf(node)) {
    if (child.type === 'splat_pattern') {
      const name = operandsOf(child)[0];
      if (name) rest = lowering.textOf(name);
    } else if (child.type !== 'case_pattern') {
      const found = patternOf(child, lowering, depth + 1);
      key = found.kind === 'value' ? found.value : lowering.opaque('key', child);
    } else if (key) {
      entries.push({ key, of: patternOf(child, lowering, depth + 1) });
      key = undefined;
    }
  }
  return { kind: 'mapping', entries, ...(rest === undefined ? {} : { rest }) };
}

function dottedName(node: SyntaxNode, lowering: Lowering): Expr {
  const [first, ...rest] = operandsOf(node);
  return rest.reduce<Expr>(
    (object, name) => ({
      kind: 'attribute',
      object,
      name: lowering.textOf(name),
      nameSpan: lowering.span(name),
      span: lowering.span({ start: node.start, end: name.end }),
    }),
    lowering.expression(first, node),
  );
}
