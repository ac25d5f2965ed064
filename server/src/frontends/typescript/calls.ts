/** Calls, `new`, and what leads to a callee: `a.b`, `a?.b`, `a[i]`. */
import type { Argument, CallExpr, Expr, Span } from '#server/ir/ir.ts';
import { childOfType, operandsOf, type SyntaxNode } from '../nodes.ts';
import { hole } from '../source.ts';
import { substitutions } from './literals.ts';
import { after, type ChainRule, type ExpressionRule, type Lowering } from './lower.ts';

export const callChains: readonly (readonly [string, ChainRule])[] = [
  ['call_expression', lowerCall],
  ['member_expression', lowerMember],
  // `tf.layers` in `import layers = tf.layers`.
  ['nested_identifier', lowerMember],
  ['subscript_expression', lowerSubscript],
];

export const callExpressions: readonly (readonly [string, ExpressionRule])[] = [['new_expression', lowerNew]];

function lowerCall(node: SyntaxNode, callee: Expr, lowering: Lowering): Expr {
  const list = childOfType(node, 'arguments');
  const isOptional = isOptionalChain(node) || operandsOf(node).slice(0, 1).some(isOptionalChain);
  if (list) return { ...call(node, lowering, callee, list), ...(isOptional && { isOptional }) };
  const template = operandsOf(node).at(-1);
  const parts = template?.type === 'template_string' ? substitutions(template, lowering) : [];
  return lowering.opaque('tagged template', node, [callee, ...parts]);
}

const isOptionalChain = (node: SyntaxNode): boolean => node.children.some(child => child.type === '?.' || child.type === 'optional_chain');

function lowerNew(node: SyntaxNode, lowering: Lowering): Expr {
  const [callee] = operandsOf(node);
  const list = childOfType(node, 'arguments');
  const value = lowering.expression(callee);
  if (list) return { ...call(node, lowering, value, list), isNew: true };
  const end = lowering.span(node).end;
  return { kind: 'call', callee: value, args: [], argsSpan: { start: end, end }, isNew: true, span: lowering.span(node) };
}

function call(node: SyntaxNode, lowering: Lowering, callee: Expr, list: SyntaxNode): CallExpr {
  lowering.salvageIn(list);
  return {
    kind: 'call',
    callee,
    args: operandsOf(list).map(child => argument(child, lowering)),
    argsSpan: insideOf(list, lowering),
    span: lowering.span(node),
  };
}

export function argument(node: SyntaxNode, lowering: Lowering): Argument {
  const span = lowering.span(node);
  if (node.type === 'spread_element') return { value: lowering.expression(operandsOf(node)[0]), spread: 'list', span };
  return { value: lowering.expression(node), span };
}

/** From after `(` to before `)`. In half-typed code the `)` was put in, and the blanks up to there belong to the arguments. */
function insideOf(list: SyntaxNode, lowering: Lowering): Span {
  const close = list.children.at(-1);
  return lowering.between(list.start + 1, close?.type === ')' ? close.start : list.end);
}

function lowerMember(node: SyntaxNode, object: Expr, lowering: Lowering): Expr {
  // Between the two there can be a `?.`.
  const property = operandsOf(node)[1] && operandsOf(node).at(-1);
  const text = property ? lowering.textOf(property) : '';
  const nameSpan = property ? lowering.span(property) : { start: lowering.span(node).end, end: lowering.span(node).end };
  // `x.` half-typed is an attribute without a name: completion and the object's own shape still work.
  return { kind: 'attribute', object, name: text === hole ? '' : text, nameSpan, span: lowering.span(node) };
}

function lowerSubscript(node: SyntaxNode, object: Expr, lowering: Lowering): Expr {
  return { kind: 'subscript', object, indices: [lowering.expression(after(node, '['))], span: lowering.span(node) };
}
