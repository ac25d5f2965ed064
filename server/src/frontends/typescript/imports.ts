/** `import` and `export` in all their forms. Types are no values: what only they need is left out. */
import type { ExportStmt, Expr, ImportStmt, Stmt } from '#server/ir/ir.ts';
import { childOfType, childrenOfType, hasToken, operandsOf, type SyntaxNode } from '../nodes.ts';
import { decorators } from './classes.ts';
import { stringValue } from './literals.ts';
import { after, type Lowering, type StatementRule } from './lower.ts';
import { boundNames } from './patterns.ts';

export const importStatements: readonly (readonly [string, StatementRule])[] = [
  ['import_statement', lowerImport],
  ['import_alias', lowerAlias],
  ['export_statement', lowerExport],
];

type ImportedName = ImportStmt['names'][number];
type ExportedName = ExportStmt['names'][number];

function lowerImport(node: SyntaxNode, lowering: Lowering): Stmt[] {
  if (isTypeOnly(node)) return [];
  const required = childOfType(node, 'import_require_clause');
  const clause = childOfType(node, 'import_clause');
  const source = childOfType(required ?? node, 'string');
  if (!source) return [];
  const names: ImportedName[] = [];
  if (required) names.push(...wholeModule(required, lowering));
  for (const child of clause ? operandsOf(clause) : []) {
    if (child.type === 'identifier') names.push({ name: 'default', local: lowering.textOf(child), span: lowering.span(child) });
    else if (child.type === 'namespace_import') names.push(...wholeModule(child, lowering));
    else if (child.type === 'named_imports') names.push(...namedImports(child, lowering));
  }
  // `import { type A } from './a'` leaves nothing to import; `import './a'` never had names and runs the module.
  if (clause && names.length === 0 && childOfType(clause, 'named_imports')?.children.some(child => child.named)) return [];
  return [{ kind: 'import', path: stringValue(source, lowering), level: 0, names, span: lowering.span(node) }];
}

function isTypeOnly(node: SyntaxNode): boolean {
  return hasToken(node, 'type') || hasToken(node, 'typeof');
}

function wholeModule(node: SyntaxNode, lowering: Lowering): ImportedName[] {
  const name = childOfType(node, 'identifier');
  return name ? [{ name: '*', local: lowering.textOf(name), span: lowering.span(name) }] : [];
}

function namedImports(node: SyntaxNode, lowering: Lowering): ImportedName[] {
  return childrenOfType(node, 'import_specifier').flatMap(specifier => {
    const [name, alias] = operandsOf(specifier);
    if (!name || isTypeOnly(specifier)) return [];
    return [{ name: moduleName(name, lowering), local: lowering.textOf(alias ?? name), span: lowering.span(specifier) }];
  });
}

/** Names of exports can be strings: `import { 'max-pool' as pool }`. */
function moduleName(node: SyntaxNode, lowering: Lowering): string {
  return node.type === 'string' ? stringValue(node, lowering) : lowering.textOf(node);
}

/** `import layers = tf.layers` is a constant. */
function lowerAlias(node: SyntaxNode, lowering: Lowering): Stmt {
  const [name, value] = operandsOf(node);
  return {
    kind: 'assign',
    targets: [lowering.pattern(name)],
    value: lowering.expression(value),
    declares: 'const',
    span: lowering.span(node),
  };
}

// ---- exports --------------------------------------------------------------

function lowerExport(node: SyntaxNode, lowering: Lowering): readonly Stmt[] {
  // `export as namespace tf` names the module for scripts.
  if (hasToken(node, 'type') || hasToken(node, 'namespace')) return [];
  if (hasToken(node, '=')) return [moduleExports(node, lowering)];
  const span = lowering.span(node);
  const source = childOfType(node, 'string');
  const from = source && { from: stringValue(source, lowering) };
  const exported = (names: readonly ExportedName[]): Stmt[] => (names.length > 0 ? [{ kind: 'export', names, ...from, span }] : []);
  const clause = childOfType(node, 'export_clause');
  if (clause) return exported(childrenOfType(clause, 'export_specifier').flatMap(child => exportSpecifier(child, lowering)));
  const namespace = childOfType(node, 'namespace_export');
  if (namespace) return exported(operandsOf(namespace).map(name => ({ name: moduleName(name, lowering), local: '*' })));
  if (from && hasToken(node, '*')) return exported([{ name: '*' }]);

  const declared = operandsOf(node).find(child => child.type !== 'decorator');
  if (!declared) return [];
  const isDefault = hasToken(node, 'default');
  if (isDefault && lowering.isExpression(declared)) return exported([{ name: 'default', value: lowering.expression(declared) }]);
  const body = decorated(node, lowering, lowering.statements([declared]));
  const names = body.flatMap(declaredNames);
  const list = isDefault ? names.slice(-1).map(local => ({ name: 'default', local })) : names.map(name => ({ name, local: name }));
  return [...body, ...exported(list)];
}

function exportSpecifier(node: SyntaxNode, lowering: Lowering): ExportedName[] {
  const [local, name] = operandsOf(node);
  if (!local || isTypeOnly(node)) return [];
  return [{ name: moduleName(name ?? local, lowering), local: moduleName(local, lowering) }];
}

/** `export = net` is TypeScript for `module.exports = net`. */
function moduleExports(node: SyntaxNode, lowering: Lowering): Stmt {
  const span = lowering.span(node);
  const object: Expr = { kind: 'name', name: 'module', span };
  const target: Expr = { kind: 'attribute', object, name: 'exports', nameSpan: span, span };
  return { kind: 'assign', targets: [target], value: lowering.expression(after(node, '=')), span };
}

/** In `@layer export class Net {}` the decorators stand outside the class. */
function decorated(node: SyntaxNode, lowering: Lowering, body: readonly Stmt[]): readonly Stmt[] {
  const outside = childrenOfType(node, 'decorator');
  if (outside.length === 0) return body;
  const values = decorators(outside, lowering);
  return body.map(statement =>
    statement.kind === 'class' ? { ...statement, decorators: [...values, ...statement.decorators] } : statement,
  );
}

function declaredNames(statement: Stmt): string[] {
  switch (statement.kind) {
    case 'function':
      return statement.definition.name === undefined ? [] : [statement.definition.name];
    case 'class':
      return [statement.name];
    case 'assign':
      return statement.declares ? statement.targets.flatMap(boundNames) : [];
    default:
      return [];
  }
}
