/** `def`, `lambda`, their parameters and decorators. */
import type { Expr, FunctionDefinition, Parameter, Stmt } from '#server/ir/ir.ts';
import { childOfType, hasToken, namedChildren, operandsOf, type SyntaxNode } from '../nodes.ts';
import { bodyOf } from './blocks.ts';
import { type ExpressionRule, endOf, type Lowering, type StatementRule } from './lower.ts';
import { lowerPattern } from './patterns.ts';

export function lowerDefinition(node: SyntaxNode, lowering: Lowering, decorators: readonly Expr[]): FunctionDefinition {
  const name = childOfType(node, 'identifier');
  const returns = childOfType(node, 'type');
  const { result: body, isGenerator } = lowering.inFunction(() => bodyOf(node, lowering));
  return {
    ...(name && { name: lowering.textOf(name), nameSpan: lowering.span(name) }),
    params: lowerParameters(childOfType(node, 'parameters'), lowering),
    body,
    decorators,
    isAsync: hasToken(node, 'async'),
    isGenerator,
    isArrow: false,
    ...(returns && { returns: lowering.textOf(returns) }),
    span: lowering.span(node),
  };
}

const definition: StatementRule = (node, lowering) => ({
  kind: 'function',
  definition: lowerDefinition(node, lowering, []),
  span: lowering.span(node),
});

const lambda: ExpressionRule = (node, lowering) => {
  const parameters = childOfType(node, 'lambda_parameters');
  const value = operandsOf(node).find(child => child !== parameters);
  const { result, isGenerator } = lowering.inFunction(() => lowering.expression(value, endOf(node)));
  const body: Stmt[] = [{ kind: 'return', value: result, span: result.span }];
  const params = lowerParameters(parameters, lowering);
  return {
    kind: 'function',
    definition: { params, body, decorators: [], isAsync: false, isGenerator, isArrow: true, span: lowering.span(node) },
    span: lowering.span(node),
  };
};

export const functionStatements: ReadonlyMap<string, StatementRule> = new Map([['function_definition', definition]]);
export const functionExpressions: ReadonlyMap<string, ExpressionRule> = new Map([['lambda', lambda]]);

function lowerParameters(list: SyntaxNode | undefined, lowering: Lowering): Parameter[] {
  const params: Parameter[] = [];
  let kind: Parameter['kind'] = 'plain';
  for (const node of list ? namedChildren(list) : []) {
    if (node.type === 'positional_separator') {
      for (let index = 0; index < params.length; index++) params[index] = { ...(params[index] as Parameter), kind: 'positional-only' };
    } else if (node.type === 'keyword_separator') {
      kind = 'keyword-only';
    } else if (node.type !== 'ERROR') {
      const parameter = lowerParameter(node, kind, lowering);
      if (parameter.kind === 'rest') kind = 'keyword-only';
      params.push(parameter);
    }
  }
  return params;
}

/** `x`, `x=1`, `x: int`, `x: int = 1`, `*x`, `**x`, and Python 2's `(x, y)`. */
function lowerParameter(node: SyntaxNode, kind: Parameter['kind'], lowering: Lowering): Parameter {
  const [first, ...others] = operandsOf(node);
  const wraps = node.type.startsWith('typed') || node.type.startsWith('default');
  const inner = wraps && first ? first : node;
  const starred = inner.type === 'list_splat_pattern' || inner.type === 'dictionary_splat_pattern';
  const target = starred ? operandsOf(inner)[0] : inner;
  const type = others.find(child => child.type === 'type');
  const fallback = node.type.includes('default') ? others.find(child => child.type !== 'type') : undefined;
  // `def f((a, b)):`
  if (target?.type === 'tuple_pattern') lowering.python2 = true;
  const isName = target?.type === 'identifier' && !lowering.isMissing(target);
  return {
    target: lowerPattern(target, lowering, node),
    ...(isName && { name: lowering.textOf(target), nameSpan: lowering.span(target) }),
    ...(node.type.includes('default') && { fallback: lowering.expression(fallback, endOf(node)) }),
    kind: !starred ? kind : inner.type === 'list_splat_pattern' ? 'rest' : 'keyword-rest',
    ...(type && { annotation: lowering.textOf(type) }),
    span: lowering.span(node),
  };
}
