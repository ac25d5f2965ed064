/** `match`. */
import type { Expr, SwitchCase } from '#server/ir/ir.ts';
import { childOfType, childrenOfType, operandsOf, type SyntaxNode } from '../nodes.ts';
import { bodyOf } from './blocks.ts';
import type { Lowering, StatementRule } from './lower.ts';
import { matchPattern } from './match-patterns.ts';
import { namesBound } from './patterns.ts';

const matching: StatementRule = (node, lowering) => {
  const block = childOfType(node, 'block');
  const [first, ...more] = operandsOf(node).filter(child => child !== block);
  const subject: Expr =
    more.length > 0 && first
      ? {
          kind: 'sequence',
          type: 'tuple',
          items: lowering.expressions([first, ...more]),
          span: lowering.span({ start: first.start, end: more.at(-1)?.end ?? first.end }),
        }
      : lowering.expression(first, node);
  const clauses = block ? childrenOfType(block, 'case_clause') : [];
  return { kind: 'switch', subject, cases: clauses.flatMap(clause => casesOf(clause, lowering)), span: lowering.span(node) };
};

export const matchStatements: ReadonlyMap<string, StatementRule> = new Map([['match_statement', matching]]);

function casesOf(clause: SyntaxNode, lowering: Lowering): SwitchCase[] {
  const patterns = childrenOfType(clause, 'case_pattern');
  const guard = childOfType(clause, 'if_clause');
  const body = bodyOf(clause, lowering);
  const [pattern] = patterns;
  const binds = patterns.flatMap(each => namesBound(each, lowering));
  const literals = patterns.length === 1 && pattern && !guard ? literalsOf(pattern, lowering) : undefined;
  // `case 1 | 2` is what other languages write as two cases, the first of which falls through.
  if (literals) {
    return literals.map((test, index): SwitchCase => {
      const isLast = index === literals.length - 1;
      return { test, literal: true, binds: [], body: isLast ? body : [], falls: !isLast };
    });
  }
  if (patterns.length === 1 && pattern && !guard && isCapture(pattern, lowering)) return [{ literal: false, binds, body, falls: false }];
  const test = lowering.opaque('pattern', { start: clause.start, end: guard?.end ?? pattern?.end ?? clause.start });
  const guarding = guard && operandsOf(guard)[0];
  return [
    {
      test,
      literal: false,
      binds,
      pattern: matchPattern(patterns, clause, lowering),
      ...(guarding ? { guard: lowering.expression(guarding) } : {}),
      body,
      falls: false,
    },
  ];
}

/** `case x` and `case _` match anything. */
function isCapture(pattern: SyntaxNode, lowering: Lowering): boolean {
  return /^[^\W\d]\w*$/u.test(lowering.textOf(pattern)) && !['None', 'True', 'False'].includes(lowering.textOf(pattern));
}

/** The values that a pattern of literals accepts, or undefined if it is something else. */
function literalsOf(pattern: SyntaxNode, lowering: Lowering): Expr[] | undefined {
  const [only, ...more] = operandsOf(pattern);
  if (!only || more.length > 0) return undefined;
  if (only.type === 'union_pattern') {
    const literals = unionOf(only, lowering);
    return literals.every(literal => literal !== undefined) ? literals : undefined;
  }
  const literal = literalOf(only, pattern.children[0]?.type === '-', lowering);
  return literal && [literal];
}

function unionOf(union: SyntaxNode, lowering: Lowering): (Expr | undefined)[] {
  let negative = false;
  const literals: (Expr | undefined)[] = [];
  for (const child of union.children) {
    if (child.named && child.type !== 'ERROR') literals.push(literalOf(child, negative, lowering));
    negative = child.type === '-';
  }
  return literals;
}

function literalOf(node: SyntaxNode, negative: boolean, lowering: Lowering): Expr | undefined {
  switch (node.type) {
    case 'integer':
    case 'float': {
      const value = lowering.expression(node);
      return negative
        ? { kind: 'unary', operator: '-', operand: value, span: lowering.span({ start: node.start - 1, end: node.end }) }
        : value;
    }
    case 'string':
    case 'concatenated_string':
    case 'true':
    case 'false':
    case 'none':
      return lowering.expression(node);
    case 'dotted_name':
      return dottedName(node, lowering);
    default:
      return undefined;
  }
}

/** `case Color.RED` compares with a value; a plain name would capture. */
function dottedName(node: SyntaxNode, lowering: Lowering): Expr | undefined {
  const [first, ...rest] = operandsOf(node);
  if (!first || rest.length === 0) return undefined;
  return rest.reduce<Expr>(
    (object, name) => ({
      kind: 'attribute',
      object,
      name: lowering.textOf(name),
      nameSpan: lowering.span(name),
      span: lowering.span({ start: node.start, end: name.end }),
    }),
    lowering.expression(first),
  );
}
