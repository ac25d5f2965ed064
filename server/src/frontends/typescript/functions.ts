/** Functions in all their forms: declarations, expressions, arrows, methods. */
import type { FunctionDefinition, Parameter, Span, Stmt } from '#server/ir/ir.ts';
import { childOfType, hasToken, operandsOf, type SyntaxNode } from '../nodes.ts';
import { after, annotationIn, type ExpressionRule, type Lowering, type StatementRule } from './lower.ts';

const lowerFunctionExpression: ExpressionRule = (node, lowering) => ({
  kind: 'function',
  definition: functionDefinition(node, lowering),
  span: lowering.span(node),
});

const lowerFunctionDeclaration: StatementRule = (node, lowering) => ({
  kind: 'function',
  definition: functionDefinition(node, lowering),
  span: lowering.span(node),
});

export const functionExpressions: readonly (readonly [string, ExpressionRule])[] = [
  ['function_expression', lowerFunctionExpression],
  ['generator_function', lowerFunctionExpression],
  ['arrow_function', (node, lowering) => ({ kind: 'function', definition: arrowDefinition(node, lowering), span: lowering.span(node) })],
];

export const functionStatements: readonly (readonly [string, StatementRule])[] = [
  ['function_declaration', lowerFunctionDeclaration],
  ['generator_function_declaration', lowerFunctionDeclaration],
];

function functionDefinition(node: SyntaxNode, lowering: Lowering): FunctionDefinition {
  const name = childOfType(node, 'identifier');
  return {
    ...(name && { name: lowering.textOf(name), nameSpan: lowering.span(name) }),
    ...common(node, lowering),
    body: lowering.body(childOfType(node, 'statement_block')),
    decorators: [],
    isGenerator: hasToken(node, '*'),
    isArrow: false,
  };
}

function arrowDefinition(node: SyntaxNode, lowering: Lowering): FunctionDefinition {
  const body = after(node, '=>');
  const single = childOfType(node, 'identifier');
  const bare = single && single !== body && !childOfType(node, 'formal_parameters') ? single : undefined;
  return {
    ...common(node, lowering),
    ...(bare && { params: [plainParameter(bare, lowering)] }),
    body: body ? (body.type === 'statement_block' ? lowering.body(body) : lowering.returning(body)) : [],
    decorators: [],
    isGenerator: false,
    isArrow: true,
  };
}

/** Also for the members of classes; there `name` is read by the caller, since it can be any kind of key. */
export function methodDefinition(
  node: SyntaxNode,
  lowering: Lowering,
  name?: { readonly text: string; readonly span: Span },
  decorators: FunctionDefinition['decorators'] = [],
): FunctionDefinition {
  return {
    ...(name && { name: name.text, nameSpan: name.span }),
    ...common(node, lowering),
    body: lowering.body(childOfType(node, 'statement_block')),
    decorators,
    isGenerator: hasToken(node, '*'),
    isArrow: false,
  };
}

function common(node: SyntaxNode, lowering: Lowering): Pick<FunctionDefinition, 'params' | 'isAsync' | 'returns' | 'span'> {
  const list = childOfType(node, 'formal_parameters');
  const returns = annotationIn(node, lowering);
  return {
    params: list ? parameters(list, lowering) : [],
    isAsync: hasToken(node, 'async'),
    ...(returns !== undefined && { returns }),
    span: lowering.span(node),
  };
}

function plainParameter(node: SyntaxNode, lowering: Lowering): Parameter {
  const span = lowering.span(node);
  const name = lowering.textOf(node);
  return { target: { kind: 'name', name, span }, name, nameSpan: span, kind: 'plain', span };
}

function parameters(list: SyntaxNode, lowering: Lowering): Parameter[] {
  lowering.salvageIn(list);
  const found: Parameter[] = [];
  for (const node of operandsOf(list)) {
    const target = parameterTarget(node);
    // `this: Model` states a type and takes no argument.
    if (!target || target.type === 'this') continue;
    const isRest = target.type === 'rest_pattern';
    const pattern = lowering.pattern(isRest ? operandsOf(target)[0] : target);
    const fallback = after(node, '=');
    const annotation = annotationIn(node, lowering);
    found.push({
      target: pattern,
      ...(pattern.kind === 'name' && { name: pattern.name, nameSpan: pattern.span }),
      ...(fallback && { fallback: lowering.expression(fallback) }),
      kind: isRest ? 'rest' : 'plain',
      ...(annotation !== undefined && { annotation }),
      span: lowering.span(node),
    });
  }
  return found;
}

const modifiers: ReadonlySet<string> = new Set(['decorator', 'accessibility_modifier', 'override_modifier']);

function parameterTarget(node: SyntaxNode): SyntaxNode | undefined {
  if (node.type !== 'required_parameter' && node.type !== 'optional_parameter') return node;
  return operandsOf(node).find(child => !modifiers.has(child.type));
}

/** `constructor(private units: number)`: each such parameter declares a field and is stored in it. */
export function parameterProperties(
  method: SyntaxNode,
  lowering: Lowering,
): { name: string; annotation?: string; span: Span; store: Stmt }[] {
  const list = childOfType(method, 'formal_parameters');
  return (list ? operandsOf(list) : []).flatMap(node => {
    const isProperty = childOfType(node, 'accessibility_modifier') || childOfType(node, 'override_modifier') || hasToken(node, 'readonly');
    const target = isProperty ? parameterTarget(node) : undefined;
    if (target?.type !== 'identifier') return [];
    const name = lowering.textOf(target);
    const span = lowering.span(target);
    const annotation = annotationIn(node, lowering);
    const store: Stmt = {
      kind: 'assign',
      targets: [{ kind: 'attribute', object: { kind: 'name', name: 'this', span }, name, nameSpan: span, span }],
      value: { kind: 'name', name, span },
      span: lowering.span(node),
    };
    return [{ name, ...(annotation !== undefined && { annotation }), span: lowering.span(node), store }];
  });
}
