/** Calls and their arguments; a class's bases are written the same way. */
import type { Argument, CallExpr, Span } from '#server/ir/ir.ts';
import { namedChildren, type SyntaxNode } from '../nodes.ts';
import { type ChainRule, endOf, type Lowering } from './lower.ts';

const call: ChainRule = (node, callee, lowering): CallExpr => {
  const list = node.children.find(child => child.type === 'argument_list' || child.type === 'generator_expression');
  const args = !list
    ? []
    : list.type === 'argument_list'
      ? lowerArguments(list, lowering)
      : // `f(x for x in y)`: the call's parentheses are the generator's.
        [{ value: lowering.expression(list), span: lowering.span(list) }];
  return { kind: 'call', callee, args, argsSpan: list ? inside(list, lowering) : lowering.span(endOf(node)), span: lowering.span(node) };
};

export const callChains: ReadonlyMap<string, ChainRule> = new Map([['call', call]]);

/** From after the opening parenthesis to the closing one, or to where it should be. */
function inside(list: SyntaxNode, lowering: Lowering): Span {
  const last = list.children.at(-1);
  const start = Math.min(list.start + 1, list.end);
  return lowering.between(start, last?.type === ')' ? Math.max(start, last.start) : list.end);
}

export function lowerArguments(list: SyntaxNode, lowering: Lowering): Argument[] {
  return namedChildren(list).flatMap(node => lowerArgument(node, lowering));
}

export function lowerArgument(node: SyntaxNode, lowering: Lowering): Argument[] {
  const span = lowering.span(node);
  const parts = namedChildren(node).filter(child => child.type !== 'ERROR');
  switch (node.type) {
    case 'default_parameter':
    case 'keyword_argument': {
      const [name, value] = parts;
      if (!name) return [];
      return [
        {
          name: lowering.textOf(name),
          nameSpan: lowering.span(name),
          value: lowering.expression(value, endOf(node)),
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
