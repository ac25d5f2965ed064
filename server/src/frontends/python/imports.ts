/** The forms of `import`. */
import type { ImportStmt } from '#server/ir/ir.ts';
import { childOfType, operandsOf, type SyntaxNode } from '../nodes.ts';
import type { Lowering, StatementRule } from './lower.ts';

type Imported = ImportStmt['names'][number];

/** `import a.b as c, d`: one statement each, since each has its own path. */
const importing: StatementRule = (node, lowering) =>
  operandsOf(node).flatMap((child): ImportStmt[] => {
    const { path, alias } = nameAndAlias(child, lowering);
    if (path === '') return [];
    const [root = path] = path.split('.');
    const name: Imported = {
      name: '*',
      local: alias ?? root,
      ...(alias === undefined && root !== path && { root: true }),
      span: lowering.span(child),
    };
    return [{ kind: 'import', path, level: 0, names: [name], span: lowering.span(node) }];
  });

const importingFrom: StatementRule = (node, lowering) => {
  const isFuture = node.type === 'future_import_statement';
  const parts = operandsOf(node);
  const source = isFuture ? undefined : parts[0];
  const listed = isFuture ? parts : parts.slice(1);
  const prefix = source && childOfType(source, 'import_prefix');
  const module = prefix ? childOfType(source, 'dotted_name') : source;
  const names = listed.flatMap((child): Imported[] => {
    if (child.type === 'wildcard_import') return [{ name: '*', span: lowering.span(child) }];
    const { path, alias } = nameAndAlias(child, lowering);
    if (isFuture && path === 'division') lowering.trueDivision = true;
    return path === '' ? [] : [{ name: path, local: alias ?? path, span: lowering.span(child) }];
  });
  return {
    kind: 'import',
    path: isFuture ? '__future__' : module ? dotted(module, lowering) : '',
    level: prefix ? lowering.textOf(prefix).replace(/[^.]/g, '').length : 0,
    names,
    span: lowering.span(node),
  };
};

function nameAndAlias(node: SyntaxNode, lowering: Lowering): { readonly path: string; readonly alias?: string } {
  if (node.type !== 'aliased_import') return { path: dotted(node, lowering) };
  const [name, alias] = operandsOf(node);
  return { path: name ? dotted(name, lowering) : '', ...(alias && !lowering.isMissing(alias) && { alias: lowering.textOf(alias) }) };
}

/** Blanks are allowed around the dots. */
function dotted(node: SyntaxNode, lowering: Lowering): string {
  return lowering.textOf(node).replace(/\s+/g, '');
}

export const importStatements: ReadonlyMap<string, StatementRule> = new Map([
  ['import_statement', importing],
  ['import_from_statement', importingFrom],
  ['future_import_statement', importingFrom],
]);
