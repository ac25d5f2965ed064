/** Calls and their arguments; a class's bases are written the same way. */
import type { Argument, CallExpr, Span } from '#server/ir/ir.ts';
import { namedChildren, type SyntaxNode, spanOf } from '../nodes.ts';
import type { ChainRule, Lowering } from './lower.ts';

const call: ChainRule = (node, callee, lowering): CallExpr => {
  const list = node.children.find(child => child.type === 'argument_list' || child.type === 'generator_expression');
  const args = !list
    ? []
    : list.type === 'argument_list'
      ? lowerArguments(list, lowering)
      : // `f(x for x in y)`: the call's parentheses are the generator's.
        [{ value: lowering.expression(list), span: spanOf(list) }];
  return { kind: 'call', callee, args, argsSpan: list ? inside(list) : { start: node.end, end: node.end }, span: spanOf(node) };
};

export const callChains: ReadonlyMap<string, ChainRule> = new Map([['call', call]]);

/** From after the opening parenthesis to the closing one, or to where it should be. */
function inside(list: SyntaxNode): Span {
  const last = list.children.at(-1);
  const start = Math.min(list.start + 1, list.end);
  return { start, end: last?.type === ')' && !last.missing ? Math.max(start, list.end - 1) : list.end };
}

export function lowerArguments(list: SyntaxNode, lowering: Lowering): Argument[] {
  return namedChildren(list).flatMap(node => lowerArgument(node, lowering));
}

export function lowerArgument(node: SyntaxNode, lowering: Lowering): Argument[] {
  const span = spanOf(node);
  const parts = namedChildren(node).filter(child => child.type !== 'ERROR');
  switch (node.type) {
    case 'keyword_argument': {
      const [name, value] = parts;
      if (!name) return [];
      return [
        {
          name: lowering.textOf(name),
          nameSpan: spanOf(name),
          value: lowering.expression(value, { start: node.end, end: node.end }),
          span,
        },
      ];
    }
    case 'list_splat':
      return [{ value: lowering.expression(parts[0], node), spread: 'list', span }];
    case 'dictionary_splat':
      return [{ value: lowering.expression(parts[0], node), spread: 'record', span }];
    case 'ERROR':
      // A stray comma or bracket is no argument; anything more may be one.
      return namedChildren(node).length === 0 ? [] : [{ value: lowering.expression(node), span }];
    default: {
      const value = lowering.expression(node);
      return value.kind === 'spread' ? [{ value: value.value, spread: 'list', span }] : [{ value, span }];
    }
  }
}
