/**
 * What can still be read of an `ERROR` node.
 *
 * Its children are whatever the parser had on its stack when it gave up: whole statements and expressions, and loose tokens
 * between them. A small reader puts the tokens together again where they plainly are a call, an attribute or an assignment.
 */
import type { Argument, Expr, Pattern, Stmt } from '#server/ir/ir.ts';
import { maxDepth } from '../depth.ts';
import type { SyntaxNode } from '../nodes.ts';
import { lowerArgument } from './calls.ts';
import { endOf, type Lowering, type StatementRule } from './lower.ts';
import { lowerPattern } from './patterns.ts';

export const salvaging: ReadonlyMap<string, StatementRule> = new Map([
  ['ERROR', (node: SyntaxNode, lowering: Lowering) => new Salvage(flatten(node), lowering).statements()],
]);

/** An error inside an error is more of the same. */
function flatten(root: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  const pending = [root];
  for (let node = pending.pop(); node; node = pending.pop()) {
    if (node !== root && node.type !== 'ERROR') found.push(node);
    else for (let index = node.children.length - 1; index >= 0; index--) pending.push(node.children[index] ?? root);
  }
  return found;
}

const closing: ReadonlySet<string> = new Set([')', ']', '}']);

/** Nodes that are arguments and not expressions. The parser may have taken an open call for the head of a function. */
const argumentsOnly: ReadonlySet<string> = new Set(['keyword_argument', 'default_parameter', 'dictionary_splat']);

class Salvage {
  readonly #nodes: readonly SyntaxNode[];
  readonly #lowering: Lowering;
  #at = 0;
  #depth = 0;

  constructor(nodes: readonly SyntaxNode[], lowering: Lowering) {
    this.#nodes = nodes;
    this.#lowering = lowering;
  }

  statements(): Stmt[] {
    const found: Stmt[] = [];
    for (let node = this.#peek(); node; node = this.#peek()) {
      if (this.#lowering.isStatement(node)) {
        found.push(...this.#lowering.statements([node]));
        this.#at++;
      } else if (this.#lowering.isExpression(node)) found.push(this.#statement());
      else if (node.type === 'return') found.push(this.#returning(node));
      else this.#at++;
    }
    return found;
  }

  /** An expression, or an assignment to it. */
  #statement(): Stmt {
    const first = this.#peek();
    const from = this.#at;
    const value = this.#expression();
    const end = this.#nodes[this.#at - 1] ?? first;
    if (!first || !end || this.#peek()?.type !== '=') return { kind: 'expression', value, span: value.span };
    this.#at++;
    const next = this.#peek();
    const right = next && this.#lowering.isExpression(next) ? this.#expression() : this.#lowering.opaque('missing', endOf(end));
    const target = this.#at - from > 0 && end === first ? lowerPattern(first, this.#lowering, first) : patternOf(value);
    const span = { start: value.span.start, end: Math.max(value.span.end, right.span.end) };
    return target ? { kind: 'assign', targets: [target], value: right, span } : { kind: 'expression', value: right, span };
  }

  #returning(node: SyntaxNode): Stmt {
    this.#at++;
    const next = this.#peek();
    const { start, end } = this.#lowering.span(node);
    if (!next || !this.#lowering.isExpression(next)) return { kind: 'return', span: { start, end } };
    const value = this.#expression();
    return { kind: 'return', value, span: { start, end: value.span.end } };
  }

  /** A finished expression and what was half-typed behind it. */
  #expression(): Expr {
    const node = this.#nodes[this.#at++];
    let value = this.#lowering.expression(node);
    for (let next = this.#peek(); next && node; next = this.#peek()) {
      if (next.type === '.') {
        this.#at++;
        value = this.#attribute(value, next);
      } else if (next.type === '(' && this.#depth < maxDepth) {
        this.#at++;
        value = this.#call(value, next);
      } else break;
    }
    return value;
  }

  #attribute(object: Expr, dot: SyntaxNode): Expr {
    const name = this.#peek();
    const isName = name?.type === 'identifier';
    if (isName) this.#at++;
    const nameSpan = this.#lowering.span(isName ? name : endOf(dot));
    const span = { start: object.span.start, end: nameSpan.end };
    return { kind: 'attribute', object, name: isName ? this.#lowering.textOf(name) : '', nameSpan, span };
  }

  #call(callee: Expr, open: SyntaxNode): Expr {
    const args: Argument[] = [];
    let end = open.end;
    this.#depth++;
    for (let next = this.#peek(); next && !closing.has(next.type); next = this.#peek()) {
      end = next.end;
      const equals = this.#nodes[this.#at + 1];
      if (argumentsOnly.has(next.type)) {
        args.push(...lowerArgument(next, this.#lowering));
        this.#at++;
      } else if (next.type === 'identifier' && equals?.type === '=') args.push(this.#keyword(next, equals));
      else if (this.#lowering.isExpression(next)) {
        const value = this.#expression();
        args.push({ value, span: value.span });
      } else this.#at++;
    }
    this.#depth--;
    const close = this.#peek();
    const closes = close?.type === ')';
    if (closes) this.#at++;
    const inside = this.#lowering.between(open.end, close?.start ?? end);
    const last = Math.max(inside.end, args.at(-1)?.span.end ?? 0);
    return {
      kind: 'call',
      callee,
      args,
      argsSpan: { start: inside.start, end: last },
      span: { start: callee.span.start, end: closes ? this.#lowering.span(close).end : last },
    };
  }

  /** `name=value` in loose pieces, the value perhaps not there yet. */
  #keyword(name: SyntaxNode, equals: SyntaxNode): Argument {
    this.#at += 2;
    const next = this.#peek();
    const value = next && this.#lowering.isExpression(next) ? this.#expression() : this.#lowering.opaque('missing', endOf(equals));
    const nameSpan = this.#lowering.span(name);
    return { name: this.#lowering.textOf(name), nameSpan, value, span: { start: nameSpan.start, end: value.span.end } };
  }

  #peek(): SyntaxNode | undefined {
    return this.#nodes[this.#at];
  }
}

function patternOf(value: Expr): Pattern | undefined {
  return value.kind === 'name' || value.kind === 'attribute' || value.kind === 'subscript' ? value : undefined;
}
