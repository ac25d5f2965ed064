/** What stands under the colon of a compound statement. */
import type { Stmt } from '#server/ir/ir.ts';
import type { SyntaxNode } from '../nodes.ts';
import type { Lowering } from './lower.ts';

/**
 * The first block below `node`. A body that could not be parsed is an `ERROR` between colon and (then empty) block;
 * it is read as statements like any other error.
 */
export function bodyOf(node: SyntaxNode, lowering: Lowering): Stmt[] {
  const colon = node.children.findIndex(child => child.type === ':');
  const block = node.children.findIndex(child => child.type === 'block');
  const from = colon === -1 ? block : colon + 1;
  const nodes: SyntaxNode[] = [];
  for (const child of node.children.slice(from === -1 ? node.children.length : from, block === -1 ? undefined : block)) {
    if (child.type === 'ERROR') nodes.push(child);
  }
  if (block !== -1) for (const child of node.children[block]?.children ?? []) nodes.push(child);
  return lowering.statements(nodes);
}
