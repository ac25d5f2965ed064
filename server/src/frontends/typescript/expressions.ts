/** Operators, names, and the wrappers that mean nothing to a tensor: casts, `await`, parentheses, `!`. */
import type { AssignmentExpr, AssignStmt, BinaryOperator, CompareOperator, Expr } from '#server/ir/ir.ts';
import { hasToken, operandsOf, type SyntaxNode } from '../nodes.ts';
import { hole } from '../source.ts';
import { after, type ChainRule, type ExpressionRule, type Lowering } from './lower.ts';

const lowerName: ExpressionRule = (node, lowering) => {
  const name = lowering.textOf(node);
  // Here the text has nothing, and the parser was given something to go on with.
  if (name === hole || name === '') return lowering.opaque('missing', node);
  return { kind: 'name', name, span: lowering.span(node) };
};

/** `await x`, `(x)`, `<T>x`: the expression itself. It comes last; a type may stand before it. */
const transparent: ExpressionRule = (node, lowering) => lowering.expression(operandsOf(node).at(-1));

export const expressions: readonly (readonly [string, ExpressionRule])[] = [
  ['identifier', lowerName],
  ['this', lowerName],
  ['super', lowerName],
  ['import', lowerName],
  ['property_identifier', lowerName],
  ['shorthand_property_identifier', lowerName],
  ['private_property_identifier', lowerName],
  ['await_expression', transparent],
  ['type_assertion', transparent],
  ['parenthesized_expression', (node, lowering) => lowering.expression(operandsOf(node)[0])],
  ['unary_expression', lowerUnary],
  ['update_expression', lowerUpdate],
  ['ternary_expression', lowerTernary],
  ['assignment_expression', lowerAssignment],
  ['augmented_assignment_expression', lowerAssignment],
  ['sequence_expression', lowerComma],
  [
    'yield_expression',
    (node, lowering) =>
      lowering.opaque(
        hasToken(node, '*') ? 'yield*' : 'yield',
        node,
        operandsOf(node).map(child => lowering.expression(child)),
      ),
  ],
  ['meta_property', (node, lowering) => lowering.opaque(lowering.textOf(node).replaceAll(/\s/g, ''), node)],
  ['jsx_element', lowerJsx],
  ['jsx_self_closing_element', lowerJsx],
];

export const expressionChains: readonly (readonly [string, ChainRule])[] = [
  ['binary_expression', lowerBinary],
  ['non_null_expression', (_node, first) => first],
  ['as_expression', (_node, first) => first],
  ['satisfies_expression', (_node, first) => first],
  ['instantiation_expression', lowerInstantiation],
];

/** `f<number>`. The parser takes `1 < ({ k: 2 })` for one that lacks its `>`: it is a comparison. */
function lowerInstantiation(node: SyntaxNode, first: Expr, lowering: Lowering): Expr {
  return lowering.textOf(node).endsWith('>') ? first : lowering.opaque('a comparison', node, [first]);
}

const binaryOperators: ReadonlySet<string> = new Set(['+', '-', '*', '/', '%', '**', '<<', '>>', '>>>', '&', '|', '^']);
const compareOperators: ReadonlySet<string> = new Set(['==', '!=', '===', '!==', '<', '<=', '>', '>=', 'in', 'instanceof']);
const logicalOperators: Readonly<Record<string, 'and' | 'or' | '??'>> = { '&&': 'and', '||': 'or', '??': '??' };

function lowerBinary(node: SyntaxNode, left: Expr, lowering: Lowering): Expr {
  const operator = node.children.find(child => !child.named)?.type ?? '';
  const right = lowering.expression(operandsOf(node)[1]);
  const span = lowering.span(node);
  const logical = logicalOperators[operator];
  if (logical) return { kind: 'logical', operator: logical, left, right, span };
  if (binaryOperators.has(operator)) return { kind: 'binary', operator: operator as BinaryOperator, left, right, span };
  if (compareOperators.has(operator)) return { kind: 'compare', operators: [operator as CompareOperator], operands: [left, right], span };
  return lowering.opaque('syntax error', node, [left, right]);
}

function lowerUnary(node: SyntaxNode, lowering: Lowering): Expr {
  const operand = lowering.expression(operandsOf(node)[0]);
  const operator = node.children.find(child => !child.named)?.type;
  switch (operator) {
    case '!':
      return { kind: 'unary', operator: 'not', operand, span: lowering.span(node) };
    case '-':
    case '+':
    case '~':
    case 'typeof':
    case 'void':
      return { kind: 'unary', operator, operand, span: lowering.span(node) };
    default:
      return lowering.opaque(operator ?? 'syntax error', node, [operand]);
  }
}

function lowerTernary(node: SyntaxNode, lowering: Lowering): Expr {
  // `a ? 1 : b ? 2 : …` nests to the right, in generated tables deeply.
  const chain: { node: SyntaxNode; test: Expr; then: Expr }[] = [];
  let last: SyntaxNode | undefined = node;
  while (last?.type === 'ternary_expression') {
    if (last !== node) lowering.salvageIn(last);
    const [test, then, otherwise] = operandsOf(last);
    chain.push({ node: last, test: lowering.expression(test), then: lowering.expression(then) });
    last = otherwise;
  }
  let value = lowering.expression(last);
  for (let link = chain.pop(); link; link = chain.pop()) {
    value = { kind: 'conditional', test: link.test, then: link.then, otherwise: value, span: lowering.span(link.node) };
  }
  return value;
}

/**
 * `a(), b`: both run, the second is the value. The IR says this as `[a(), b][1]`.
 * `(0, ops.conv2d)(…)` is how compilers call a function without its object: the first operand does nothing.
 */
function lowerComma(node: SyntaxNode, lowering: Lowering): Expr {
  const items = operandsOf(node).map(child => lowering.expression(child));
  const last = items.at(-1);
  if (last && items.slice(0, -1).every(item => item.kind === 'number' || item.kind === 'none')) return last;
  const span = lowering.span(node);
  return {
    kind: 'subscript',
    object: { kind: 'sequence', type: 'list', items, span },
    indices: [{ kind: 'number', value: items.length - 1, float: false, span }],
    span,
  };
}

/** The expressions between the tags, however deep; the elements themselves say nothing about tensors. */
function lowerJsx(node: SyntaxNode, lowering: Lowering): Expr {
  const parts: Expr[] = [];
  const pending = [...node.children].reverse();
  for (let next = pending.pop(); next; next = pending.pop()) {
    if (next.type === 'jsx_expression') {
      for (const child of operandsOf(next)) parts.push(lowering.expression(child.type === 'spread_element' ? operandsOf(child)[0] : child));
    } else if (next.type.startsWith('jsx_')) {
      for (let index = next.children.length - 1; index >= 0; index--) {
        const child = next.children[index];
        if (child) pending.push(child);
      }
    }
  }
  return lowering.opaque('JSX', node, parts);
}

// ---- assignments ----------------------------------------------------------

function lowerUpdate(node: SyntaxNode, lowering: Lowering): AssignmentExpr {
  const operator = node.children.find(child => child.type === '++' || child.type === '--');
  const target = operandsOf(node)[0];
  return {
    kind: 'assignment',
    target: lowering.pattern(target),
    // Less -1, not plus 1: `++` never joins text.
    operator: '-',
    value: {
      kind: 'number',
      value: operator?.type === '--' ? 1 : -1,
      float: false,
      span: operator ? lowering.span(operator) : lowering.span(node),
    },
    ...(operator && target && operator.start > target.start && { postfix: true }),
    span: lowering.span(node),
  };
}

function lowerAssignment(node: SyntaxNode, lowering: Lowering): AssignmentExpr {
  const token = node.children.find(child => !child.named && child.type.endsWith('='))?.type ?? '=';
  const sign = token.slice(0, -1);
  const operator = logicalOperators[sign] ?? (binaryOperators.has(sign) ? (sign as BinaryOperator) : undefined);
  return {
    kind: 'assignment',
    target: lowering.pattern(operandsOf(node)[0]),
    ...(operator && { operator }),
    value: lowering.expression(after(node, token)),
    span: lowering.span(node),
  };
}

const assignmentTypes: ReadonlySet<string> = new Set(['assignment_expression', 'augmented_assignment_expression', 'update_expression']);

/** An assignment whose value nobody uses is a statement; `a = b = value` is one with two targets. */
export function assignmentStatement(node: SyntaxNode, lowering: Lowering): AssignStmt | undefined {
  if (!assignmentTypes.has(node.type)) return undefined;
  const expression = lowering.expression(node);
  if (expression.kind !== 'assignment') return undefined;
  const { target, operator, span } = expression;
  const targets = [target];
  let { value } = expression;
  if (!operator) {
    while (value.kind === 'assignment' && !value.operator) {
      targets.push(value.target);
      value = value.value;
    }
  }
  return { kind: 'assign', targets, value, ...(operator && { operator }), ...(isUsing(node) && { declares: 'const' }), span };
}

function isUsing(node: SyntaxNode): boolean {
  return node.children[0]?.type === 'using';
}
