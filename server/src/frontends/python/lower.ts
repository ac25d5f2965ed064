/** The context of lowering: which rule handles which node, and how deep we are. The rules themselves are one construct per file. */
import type { Expr, OpaqueExpr, Span, Stmt } from '#server/ir/ir.ts';
import { maxDepth } from '../depth.ts';
import { namedChildren, type SyntaxNode } from '../nodes.ts';
import type { Source } from '../source.ts';
import { type Lowered, nowhere, type Units } from '../units.ts';

export type ExpressionRule = (node: SyntaxNode, lowering: Lowering) => Expr;

/** For nodes that begin with another expression: `inner` is that first child, lowered. */
export type ChainRule = (node: SyntaxNode, inner: Expr, lowering: Lowering) => Expr;

/** A statement may become several (`a; b`, `global x` with errors beside it) or none. */
export type StatementRule = (node: SyntaxNode, lowering: Lowering) => Stmt | readonly Stmt[];

export interface Rules {
  readonly expressions: ReadonlyMap<string, ExpressionRule>;
  readonly chains: ReadonlyMap<string, ChainRule>;
  readonly statements: ReadonlyMap<string, StatementRule>;
}

/** Chains of these the readers of the IR walk with a loop too, so they may be as long as they like. */
const endless = new Set(['binary_operator', 'boolean_operator', 'parenthesized_expression']);

/** What statements say of what is around them. */
export interface Noted {
  readonly python2: boolean;
  readonly trueDivision: boolean;
  readonly yields: boolean;
}

/** Offsets are those of `Source.text` until `Lowering.span` makes them the user's. */
export class Lowering {
  /** Set by the rules that meet syntax only Python 2 has. */
  python2 = false;
  /** `from __future__ import division`: `/` is true division even in Python 2. */
  trueDivision = false;
  readonly #written: string;
  readonly #source: Source;
  readonly #rules: Rules;
  readonly #units: Units<Noted>;
  #depth = 0;
  #yields = false;

  /** `written` is the text as the user has it. */
  constructor(written: string, source: Source, rules: Rules, units: Units<Noted>) {
    this.#written = written;
    this.#source = source;
    this.#rules = rules;
    this.#units = units;
  }

  /** As the user wrote it: nothing, for what was put in to make the text readable. */
  textOf(at: Span): string {
    const { start, end } = this.span(at);
    return this.#written.slice(start, end);
  }

  /** Where it stands in the text as the user has it. */
  span(at: Span): Span {
    return this.#source.span(at.start, at.end);
  }

  /** The free space between two tokens, blanks included: where `)` was put in, up to the place where it was put. */
  between(start: number, end: number): Span {
    return this.#source.between(start, end);
  }

  /** Put in by the parser or by a repair. */
  isMissing(node: SyntaxNode): boolean {
    if (node.missing) return true;
    const { start, end } = this.span(node);
    return start === end && node.start < node.end;
  }

  /** An absent or made-up node is an expression not yet typed. */
  expression(node: SyntaxNode | undefined, around: Span = nowhere): Expr {
    if (!node) return this.opaque('missing', around);
    return this.#within(() => this.#chain(node)) ?? this.#tooDeep(node);
  }

  expressions(nodes: readonly SyntaxNode[]): Expr[] {
    return nodes.map(node => this.expression(node));
  }

  statements(nodes: readonly SyntaxNode[]): Stmt[] {
    const body: Stmt[] = [];
    for (const node of nodes) {
      const { statements, noted } = this.#units.of(node, this.#depth, this.span(node), () => this.#noting(node));
      for (const statement of statements) body.push(statement);
      this.#note(noted);
    }
    return body;
  }

  /** Lowers a statement, and tells what it says of what is around it. */
  #noting(node: SyntaxNode): Lowered<Noted> {
    const outer: Noted = { python2: this.python2, trueDivision: this.trueDivision, yields: this.#yields };
    this.python2 = this.trueDivision = this.#yields = false;
    const lowered = this.#within(() => this.#statement(node)) ?? this.#expressionStatement(this.#tooDeep(node));
    const noted: Noted = { python2: this.python2, trueDivision: this.trueDivision, yields: this.#yields };
    this.python2 = this.trueDivision = this.#yields = false;
    this.#note(outer);
    return { statements: 'kind' in lowered ? [lowered] : lowered, noted };
  }

  #note({ python2, trueDivision, yields }: Noted): void {
    this.python2 ||= python2;
    this.trueDivision ||= trueDivision;
    this.#yields ||= yields;
  }

  #statement(node: SyntaxNode): Stmt | readonly Stmt[] {
    const rule = this.#rules.statements.get(node.type);
    if (rule) return rule(node, this);
    // In error recovery an expression can stand where a statement should.
    return this.isExpression(node) ? this.#expressionStatement(this.expression(node)) : [];
  }

  #expressionStatement(value: Expr): Stmt {
    return { kind: 'expression', value, span: value.span };
  }

  isStatement(node: SyntaxNode): boolean {
    return this.#rules.statements.has(node.type);
  }

  isExpression(node: SyntaxNode): boolean {
    return this.#rules.expressions.has(node.type) || this.#rules.chains.has(node.type);
  }

  /** The expressions directly below a node of which nothing else is known, for the calls in them. */
  calls(node: SyntaxNode): Expr[] {
    return this.expressions(namedChildren(node).filter(child => this.isExpression(child)));
  }

  opaque(what: string, at: Span, parts: readonly Expr[] = []): OpaqueExpr {
    return { kind: 'opaque', what, parts, span: this.span(at) };
  }

  /** `yield` was met: the function around it is a generator. */
  noteYield(): void {
    this.#yields = true;
  }

  /** Lowers the body of a function and tells whether a `yield` belongs to it. */
  inFunction<T>(lower: () => T): { readonly result: T; readonly isGenerator: boolean } {
    const outer = this.#yields;
    this.#yields = false;
    const result = lower();
    const isGenerator = this.#yields;
    this.#yields = outer;
    return { result, isGenerator };
  }

  #within<T>(lower: () => T): T | undefined {
    if (this.#depth >= maxDepth) return undefined;
    this.#depth++;
    const result = lower();
    this.#depth--;
    return result;
  }

  #tooDeep(node: SyntaxNode): OpaqueExpr {
    return this.opaque('nested too deeply', node);
  }

  /**
   * `a + b + c` and `a.b(c).d` parse as nests that open to the left, thousands deep in generated code. Their spine is
   * walked inwards with a loop and lowered from the inside out.
   */
  #chain(node: SyntaxNode): Expr {
    const spine: { readonly node: SyntaxNode; readonly rule: ChainRule; readonly level: number }[] = [];
    let base: SyntaxNode | undefined = node;
    let level = 0;
    for (let rule = this.#rules.chains.get(node.type); rule && base; rule = base && this.#rules.chains.get(base.type)) {
      if (!endless.has(base.type) && ++level + this.#depth > maxDepth) break;
      spine.push({ node: base, rule, level });
      base = base.children.find(child => child.named && child.type !== 'ERROR');
    }
    // Each link counts for what hangs on the links inside it: the arguments of the innermost call are the deepest.
    const outer = this.#depth;
    this.#depth += level;
    let result = this.#base(base, node);
    for (let link = spine.pop(); link; link = spine.pop()) {
      this.#depth = outer + link.level;
      result = link.rule(link.node, result, this);
    }
    this.#depth = outer;
    return result;
  }

  #base(node: SyntaxNode | undefined, around: SyntaxNode): Expr {
    if (!node || this.isMissing(node)) return this.opaque('missing', node ?? around);
    if (this.#rules.chains.has(node.type)) return this.#tooDeep(node);
    const rule = this.#rules.expressions.get(node.type);
    return rule ? rule(node, this) : this.opaque(node.type.replaceAll('_', ' '), node, this.calls(node));
  }
}

/** The empty place behind a node, where what it lacks would stand. */
export function endOf(node: SyntaxNode): Span {
  return { start: node.end, end: node.end };
}
