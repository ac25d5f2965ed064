/** Operators, attributes, subscripts, sequences, comprehensions, and what has no meaning of its own (`await`, parentheses). */
import type {
  BinaryOperator,
  CompareOperator,
  ComprehensionClause,
  ComprehensionExpr,
  Expr,
  RecordEntry,
  SliceExpr,
} from '#server/ir/ir.ts';
import { hasToken, operandsOf, type SyntaxNode } from '../nodes.ts';
import { type ChainRule, type ExpressionRule, endOf, type Lowering } from './lower.ts';
import { lowerPattern } from './patterns.ts';

const attribute: ChainRule = (node, object, lowering) => {
  const name = operandsOf(node)[1];
  const nameSpan = lowering.span(name ?? endOf(node));
  return { kind: 'attribute', object, name: name ? lowering.textOf(name) : '', nameSpan, span: lowering.span(node) };
};

const subscript: ChainRule = (node, object, lowering) => ({
  kind: 'subscript',
  object,
  indices: lowering.expressions(operandsOf(node).slice(1)),
  span: lowering.span(node),
});

const binary: ChainRule = (node, left, lowering) => {
  const right = lowering.expression(operandsOf(node)[1], node);
  return { kind: 'binary', operator: operatorOf(node) as BinaryOperator, left, right, span: lowering.span(node) };
};

const logical: ChainRule = (node, left, lowering) => ({
  kind: 'logical',
  operator: operatorOf(node) as 'and' | 'or',
  left,
  right: lowering.expression(operandsOf(node)[1], node),
  span: lowering.span(node),
});

/** Parentheses leave no trace: the span stays that of the expression inside, which is what an edit should replace. */
const parenthesized: ChainRule = (_node, inner) => inner;

export const chains: ReadonlyMap<string, ChainRule> = new Map(
  Object.entries({ attribute, subscript, binary_operator: binary, boolean_operator: logical, parenthesized_expression: parenthesized }),
);

function operatorOf(node: SyntaxNode): string {
  return node.children.find(child => !child.named)?.type ?? '+';
}

const comparison: ExpressionRule = (node, lowering) => {
  const operators = node.children.filter(child => !child.named).map(child => child.type);
  if (operators.includes('<>')) lowering.python2 = true;
  return {
    kind: 'compare',
    operators: operators.map(operator => (operator === '<>' ? '!=' : operator) as CompareOperator),
    operands: lowering.expressions(operandsOf(node)),
    span: lowering.span(node),
  };
};

const unary: ExpressionRule = (node, lowering) => {
  const operand = lowering.expression(operandsOf(node)[0], node);
  const operator = operatorOf(node) as '-' | '+' | '~' | 'not';
  return { kind: 'unary', operator, operand, span: lowering.span(node) };
};

const conditional: ExpressionRule = (node, lowering) => {
  const [then, test, otherwise] = operandsOf(node);
  return {
    kind: 'conditional',
    test: lowering.expression(test, node),
    then: lowering.expression(then, node),
    otherwise: lowering.expression(otherwise, node),
    span: lowering.span(node),
  };
};

/** `await x` is `x`: the analysis does not know time. */
const transparent: ExpressionRule = (node, lowering) => lowering.expression(operandsOf(node)[0], node);

const yielding: ExpressionRule = (node, lowering) => {
  lowering.noteYield();
  return lowering.opaque(hasToken(node, 'from') ? 'yield from' : 'yield', node, lowering.expressions(operandsOf(node)));
};

const walrus: ExpressionRule = (node, lowering) => {
  const [target, value] = operandsOf(node);
  return {
    kind: 'assignment',
    target: lowerPattern(target, lowering, node),
    value: lowering.expression(value, node),
    span: lowering.span(node),
  };
};

const sequence =
  (type: 'list' | 'tuple' | 'set'): ExpressionRule =>
  (node, lowering) => {
    const items = lowering.expressions(operandsOf(node));
    // With a part of it unreadable, not even its length is known.
    if (node.children.some(child => child.type === 'ERROR')) return lowering.opaque('syntax error', node, items);
    return { kind: 'sequence', type, items, span: lowering.span(node) };
  };

const spread: ExpressionRule = (node, lowering) => ({
  kind: 'spread',
  value: lowering.expression(operandsOf(node)[0], node),
  span: lowering.span(node),
});

const dictionary: ExpressionRule = (node, lowering) => {
  const entries: RecordEntry[] = [];
  for (const child of operandsOf(node)) {
    const [first, second] = operandsOf(child);
    if (child.type === 'pair')
      entries.push({ key: lowering.expression(first, child), value: lowering.expression(second, child), span: lowering.span(child) });
    else if (child.type === 'dictionary_splat') entries.push({ value: lowering.expression(first, child), span: lowering.span(child) });
  }
  return { kind: 'record', entries, span: lowering.span(node) };
};

const slice: ExpressionRule = (node, lowering) => {
  const parts: (SyntaxNode | undefined)[] = [undefined];
  for (const child of node.children) {
    if (child.type === ':') parts.push(undefined);
    else if (child.named) parts[parts.length - 1] = child;
  }
  const [start, stop, step] = parts;
  return {
    kind: 'slice',
    ...(start && { start: lowering.expression(start) }),
    ...(stop && { stop: lowering.expression(stop) }),
    ...(step && { step: lowering.expression(step) }),
    span: lowering.span(node),
  } satisfies SliceExpr;
};

const comprehension =
  (type: ComprehensionExpr['type']): ExpressionRule =>
  (node, lowering) => {
    const [body, ...rest] = operandsOf(node);
    const clauses = rest.flatMap(clause => clauseOf(clause, lowering));
    const [key, value] = body?.type === 'pair' ? operandsOf(body) : [];
    if (key)
      return {
        kind: 'comprehension',
        type,
        key: lowering.expression(key),
        element: lowering.expression(value, node),
        clauses,
        span: lowering.span(node),
      };
    return { kind: 'comprehension', type, element: lowering.expression(body, node), clauses, span: lowering.span(node) };
  };

function clauseOf(node: SyntaxNode, lowering: Lowering): ComprehensionClause[] {
  if (node.type === 'if_clause') return [{ kind: 'if', test: lowering.expression(operandsOf(node)[0], node) }];
  if (node.type !== 'for_in_clause') return [];
  const [target, ...iterables] = operandsOf(node);
  return [{ kind: 'for', target: lowerPattern(target, lowering, node), iterable: oneOrTuple(iterables, node, lowering) }];
}

/** Python 2 allows `[x for x in 1, 2]`. */
function oneOrTuple(nodes: readonly SyntaxNode[], around: SyntaxNode, lowering: Lowering): Expr {
  const [first, ...more] = nodes;
  if (!first || more.length === 0) return lowering.expression(first, around);
  return {
    kind: 'sequence',
    type: 'tuple',
    items: lowering.expressions(nodes),
    span: lowering.span({ start: first.start, end: nodes.at(-1)?.end ?? first.end }),
  };
}

/** Outside `with` and `except`, which look at both sides themselves, only half-typed code has one. */
const asPattern: ExpressionRule = transparent;

const type: ExpressionRule = (node, lowering) => lowering.opaque('type', node);

/** A region that could not be parsed: its parts are kept for the calls in them. */
const error: ExpressionRule = (node, lowering) => lowering.opaque('syntax error', node, lowering.calls(node));

export const expressions: ReadonlyMap<string, ExpressionRule> = new Map(
  Object.entries({
    comparison_operator: comparison,
    unary_operator: unary,
    not_operator: unary,
    conditional_expression: conditional,
    await: transparent,
    as_pattern: asPattern,
    as_pattern_target: transparent,
    yield: yielding,
    named_expression: walrus,
    list: sequence('list'),
    tuple: sequence('tuple'),
    set: sequence('set'),
    expression_list: sequence('tuple'),
    pattern_list: sequence('tuple'),
    tuple_pattern: sequence('tuple'),
    list_pattern: sequence('list'),
    list_splat: spread,
    list_splat_pattern: spread,
    dictionary,
    slice,
    list_comprehension: comprehension('list'),
    set_comprehension: comprehension('set'),
    generator_expression: comprehension('generator'),
    dictionary_comprehension: comprehension('record'),
    type,
    ERROR: error,
  }),
);
