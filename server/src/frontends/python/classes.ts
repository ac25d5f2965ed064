/** Classes, and decorated definitions of either kind. */
import type { ClassStmt, Expr, Method, Stmt } from '#server/ir/ir.ts';
import { childOfType, childrenOfType, type SyntaxNode } from '../nodes.ts';
import { bodyOf } from './blocks.ts';
import { lowerArguments } from './calls.ts';
import { lowerDefinition } from './functions.ts';
import type { Lowering, StatementRule } from './lower.ts';

function lowerClass(node: SyntaxNode, lowering: Lowering, decorators: readonly Expr[]): ClassStmt {
  const name = childOfType(node, 'identifier');
  const bases = childOfType(node, 'argument_list');
  // A `yield` between the methods belongs to nobody.
  const { result: body } = lowering.inFunction(() => bodyOf(node, lowering));
  return {
    kind: 'class',
    name: name ? lowering.textOf(name) : '',
    nameSpan: lowering.span(name ?? node),
    bases: bases ? lowerArguments(bases, lowering) : [],
    decorators,
    body,
    methods: body.flatMap(methodOf),
    fields: [],
    span: lowering.span(node),
  };
}

/** The functions of the body once more, with what their decorators make of them. */
function methodOf(statement: Stmt): Method[] {
  if (statement.kind !== 'function' || statement.definition.name === undefined) return [];
  const { definition } = statement;
  const name = statement.definition.name;
  const decorators = definition.decorators.map(lastName);
  if (decorators.includes('deleter')) return [];
  return [{ name, type: typeOf(name, decorators), definition }];
}

function typeOf(name: string, decorators: readonly string[]): Method['type'] {
  if (decorators.includes('staticmethod')) return 'static';
  if (decorators.includes('classmethod')) return 'class';
  if (decorators.some(decorator => /^(cached_|abstract|lazy_?)?property$/.test(decorator))) return 'getter';
  if (decorators.includes('setter')) return 'setter';
  return name === '__init__' ? 'constructor' : 'method';
}

/** `functools.cached_property` → `cached_property`. */
function lastName(decorator: Expr): string {
  if (decorator.kind === 'call')
    return decorator.callee.kind === 'attribute' || decorator.callee.kind === 'name' ? decorator.callee.name : '';
  return decorator.kind === 'attribute' || decorator.kind === 'name' ? decorator.name : '';
}

const definition: StatementRule = (node, lowering) => lowerClass(node, lowering, []);

const decorated: StatementRule = (node, lowering) => {
  const decorators = childrenOfType(node, 'decorator').map(decorator =>
    lowering.expression(
      decorator.children.find(child => child.named),
      decorator,
    ),
  );
  const span = lowering.span(node);
  const defined = node.children.at(-1);
  if (defined?.type === 'class_definition') return { ...lowerClass(defined, lowering, decorators), span };
  if (defined?.type === 'function_definition')
    return { kind: 'function', definition: lowerDefinition(defined, lowering, decorators), span };
  return decorators.map(value => ({ kind: 'expression', value, span: value.span }));
};

export const classStatements: ReadonlyMap<string, StatementRule> = new Map([
  ['class_definition', definition],
  ['decorated_definition', decorated],
]);
