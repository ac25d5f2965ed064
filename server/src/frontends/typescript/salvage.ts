/**
 * What can still be read of an `ERROR` node.
 *
 * Its children are whatever the parser had on its stack when it gave up: whole statements and expressions, and loose tokens
 * between them. A small reader puts the tokens together again where they plainly are a call, a member or an assignment.
 */
import type { Argument, Expr, Pattern, Stmt } from '#server/ir/ir.ts';
import { maxDepth } from '../depth.ts';
import type { SyntaxNode } from '../nodes.ts';
import { argument } from './calls.ts';
import type { Lowering } from './lower.ts';

export function salvage(node: SyntaxNode, lowering: Lowering): readonly Stmt[] {
  return new Salvage(flatten(node), lowering).statements();
}

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
    let declares: 'const' | 'let' | 'var' | undefined;
    for (let node = this.#peek(); node; node = this.#peek()) {
      if (node.type === 'const' || node.type === 'let' || node.type === 'var') {
        declares = node.type;
        this.#at++;
        continue;
      }
      if (this.#lowering.isStatement(node)) {
        found.push(...this.#lowering.statements([node]));
        this.#at++;
      } else if (this.#lowering.isExpression(node)) found.push(this.#statement(declares));
      else this.#at++;
      declares = undefined;
    }
    return found;
  }

  /** An expression, or an assignment to it. */
  #statement(declares: 'const' | 'let' | 'var' | undefined): Stmt {
    const value = this.#expression();
    const assigned = this.#peek()?.type === '=' ? target(value) : undefined;
    if (!assigned) return { kind: 'expression', value, span: value.span };
    this.#at++;
    const next = this.#peek();
    const end = value.span.end;
    const right: Expr =
      next && this.#lowering.isExpression(next)
        ? this.#expression()
        : { kind: 'opaque', parts: [], what: 'missing', span: { start: end, end } };
    const span = { start: value.span.start, end: right.span.end };
    return { kind: 'assign', targets: [assigned], value: right, ...(declares && { declares }), span };
  }

  /** A finished expression and what was half-typed behind it. */
  #expression(): Expr {
    const node = this.#nodes[this.#at++];
    let value = this.#lowering.expression(node);
    for (let next = this.#peek(); next && node; next = this.#peek()) {
      if (next.type === '.' || next.type === '?.' || next.type === 'optional_chain') {
        this.#at++;
        value = this.#member(value, next);
      } else if (next.type === '(' && this.#depth < maxDepth) {
        this.#at++;
        value = this.#call(value, next);
      } else break;
    }
    return value;
  }

  #member(object: Expr, dot: SyntaxNode): Expr {
    const property = this.#peek();
    const named = property?.type === 'property_identifier' || property?.type === 'identifier';
    if (named) this.#at++;
    const nameSpan = named && property ? this.#lowering.span(property) : this.#lowering.place(dot.end);
    return {
      kind: 'attribute',
      object,
      name: named && property ? this.#lowering.textOf(property) : '',
      nameSpan,
      span: { start: object.span.start, end: nameSpan.end },
    };
  }

  #call(callee: Expr, open: SyntaxNode): Expr {
    const args: Argument[] = [];
    let end = open.end;
    this.#depth++;
    for (let next = this.#peek(); next; next = this.#peek()) {
      if (closing.has(next.type)) break;
      end = next.end;
      if (next.type === 'spread_element') {
        args.push(argument(next, this.#lowering));
        this.#at++;
      } else if (this.#lowering.isExpression(next)) {
        const value = this.#expression();
        args.push({ value, span: value.span });
      } else this.#at++;
    }
    this.#depth--;
    const close = this.#peek();
    if (close?.type === ')') this.#at++;
    const inside = this.#lowering.between(open.end, close?.start ?? end);
    const last = args.at(-1)?.span.end ?? inside.end;
    return {
      kind: 'call',
      callee,
      args,
      argsSpan: { start: inside.start, end: Math.max(inside.end, last) },
      span: { start: callee.span.start, end: close?.type === ')' ? inside.end + 1 : Math.max(inside.end, last) },
    };
  }

  #peek(): SyntaxNode | undefined {
    return this.#nodes[this.#at];
  }
}

function target(value: Expr): Pattern | undefined {
  return value.kind === 'name' || value.kind === 'attribute' || value.kind === 'subscript' ? value : undefined;
}
