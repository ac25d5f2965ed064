/**
 * The context of lowering: where the text is, how deep we are, and which rule handles which type of node.
 *
 * The rules live in their own files, one construct per file, as tables from node type to function; `index.ts` puts the
 * tables together. So a rule reaches every other rule through the context and the files need not import each other.
 */
import type { Expr, OpaqueExpr, Pattern, Span, Stmt } from '#server/ir/ir.ts';
import { maxDepth } from '../depth.ts';
import { childOfType, type SyntaxNode } from '../nodes.ts';
import type { Source } from '../source.ts';
import { type Lowered, nowhere, type Units } from '../units.ts';

export type ExpressionRule = (node: SyntaxNode, lowering: Lowering) => Expr;

/** For nodes that begin with another expression: `inner` is that first child, lowered. */
export type ChainRule = (node: SyntaxNode, inner: Expr, lowering: Lowering) => Expr;

/** A statement may become several (`let a = 1, b = 2`) or none (an interface). */
export type StatementRule = (node: SyntaxNode, lowering: Lowering) => Stmt | readonly Stmt[];

export interface Rules {
  readonly expressions: ReadonlyMap<string, ExpressionRule>;
  readonly chains: ReadonlyMap<string, ChainRule>;
  readonly statements: ReadonlyMap<string, StatementRule>;
  readonly pattern: (node: SyntaxNode, lowering: Lowering) => Pattern;
  /** What can be read of an `ERROR` node. */
  readonly salvage: (node: SyntaxNode, lowering: Lowering) => readonly Stmt[];
}

/** Chains of these the readers of the IR walk with a loop too (or never see), so they may be as long as they like. */
const endless = new Set(['binary_expression', 'non_null_expression', 'as_expression', 'satisfies_expression', 'instantiation_expression']);

export class Lowering {
  readonly #source: Source;
  readonly #rules: Rules;
  readonly #hasErrors: boolean;
  #depth = 0;
  /** Statements that an expression needs to have run before it: a class written as an expression, what an error node held. */
  #before: Stmt[] = [];

  readonly #units: Units<undefined>;

  constructor(source: Source, rules: Rules, hasErrors: boolean, units: Units<undefined>) {
    this.#source = source;
    this.#rules = rules;
    this.#hasErrors = hasErrors;
    this.#units = units;
  }

  textOf(node: SyntaxNode): string {
    return this.#source.text.slice(node.start, node.end);
  }

  textBetween(start: number, end: number): string {
    return this.#source.text.slice(start, end);
  }

  /** Where the node stands in the file as the user has it, without what was put in to make it readable. */
  span(node: SyntaxNode): Span {
    return this.#source.span(node.start, node.end);
  }

  /** The empty span at `offset`. */
  place(offset: number): Span {
    return this.#source.span(offset, offset);
  }

  /** The free space between two tokens, blanks included: where `)` was put in, up to the place where it was put. */
  between(start: number, end: number): Span {
    return this.#source.between(start, end);
  }

  /** An absent or made-up node is an expression not yet typed. */
  expression(node: SyntaxNode | undefined): Expr {
    if (!node) return { kind: 'opaque', parts: [], what: 'missing', span: nowhere };
    if (this.#depth >= maxDepth) return this.opaque('nested too deeply', node);
    this.#depth++;
    const value = this.#chain(node);
    this.#depth--;
    return value;
  }

  expressions(nodes: readonly SyntaxNode[]): Expr[] {
    return nodes.map(node => this.expression(node));
  }

  statements(nodes: readonly SyntaxNode[]): Stmt[] {
    const body: Stmt[] = [];
    for (const node of nodes) {
      if (!node.named) continue;
      const { statements } = this.#units.of(node, this.#depth, this.span(node), () => this.#whole(node));
      for (const statement of statements) body.push(statement);
    }
    return body;
  }

  /** A statement, after those that have to run before it. */
  #whole(node: SyntaxNode): Lowered<undefined> {
    const outer = this.#before;
    this.#before = [];
    const lowered = this.#statement(node);
    const statements = 'kind' in lowered ? [...this.#before, lowered] : [...this.#before, ...lowered];
    this.#before = outer;
    return { statements, noted: undefined };
  }

  #statement(node: SyntaxNode): Stmt | readonly Stmt[] {
    if (this.#depth >= maxDepth) return { kind: 'expression', value: this.opaque('nested too deeply', node), span: this.span(node) };
    this.#depth++;
    const lowered = this.#statementOf(node);
    this.#depth--;
    return lowered;
  }

  #statementOf(node: SyntaxNode): Stmt | readonly Stmt[] {
    if (node.type === 'ERROR') return this.#rules.salvage(node, this);
    // The errors in a block are among its statements.
    if (node.type !== 'statement_block') this.salvageIn(node);
    const rule = this.#rules.statements.get(node.type);
    if (rule) return rule(node, this);
    // In error recovery an expression can stand where a statement should.
    return this.isExpression(node) ? { kind: 'expression', value: this.expression(node), span: this.span(node) } : [];
  }

  /** A block's statements, or the one statement that stands in its place. */
  body(node: SyntaxNode | undefined): Stmt[] {
    if (!node) return [];
    return this.statements(node.type === 'statement_block' ? node.children : [node]);
  }

  /** `x => expression`: what the expression wants to have run before it runs inside the function. */
  returning(node: SyntaxNode): Stmt[] {
    const outer = this.#before;
    this.#before = [];
    const value = this.expression(node);
    const body: Stmt[] = [...this.#before, { kind: 'return', value, span: value.span }];
    this.#before = outer;
    return body;
  }

  runBefore(...statements: Stmt[]): void {
    this.#before.push(...statements);
  }

  pattern(node: SyntaxNode | undefined): Pattern {
    if (!node || this.#depth >= maxDepth) return { kind: 'name', name: '', span: node ? this.span(node) : nowhere };
    this.#depth++;
    const pattern = this.#rules.pattern(node, this);
    this.#depth--;
    return pattern;
  }

  opaque(what: string, node: SyntaxNode, parts: readonly Expr[] = []): OpaqueExpr {
    return { kind: 'opaque', what, parts, span: this.span(node) };
  }

  isStatement(node: SyntaxNode): boolean {
    return this.#rules.statements.has(node.type);
  }

  isExpression(node: SyntaxNode): boolean {
    return this.#rules.expressions.has(node.type) || this.#rules.chains.has(node.type);
  }

  /** Error nodes can stand between the children of any node; the calls in them are kept as statements of their own. */
  salvageIn(node: SyntaxNode): void {
    if (!this.#hasErrors) return;
    for (const child of node.children) if (child.type === 'ERROR') this.runBefore(...this.#rules.salvage(child, this));
  }

  /**
   * `a + b + c` and `a.b(c).d` parse as nests that open to the left, thousands deep in generated code. Their spine is
   * walked inwards with a loop and lowered from the inside out.
   */
  #chain(node: SyntaxNode): Expr {
    const spine: { readonly node: SyntaxNode; readonly level: number }[] = [];
    let base = node;
    let level = 0;
    let tooDeep = false;
    while (this.#rules.chains.has(base.type)) {
      tooDeep = !endless.has(base.type) && ++level + this.#depth > maxDepth;
      const inner = base.children.find(child => child.named && child.type !== 'ERROR');
      if (tooDeep || !inner) break;
      spine.push({ node: base, level });
      base = inner;
    }
    // Each link counts for what hangs on the links inside it: the arguments of the innermost call are the deepest.
    const outer = this.#depth;
    this.#depth += level;
    let value = tooDeep ? this.opaque('nested too deeply', base) : this.#base(base);
    for (let link = spine.pop(); link; link = spine.pop()) {
      this.#depth = outer + link.level;
      this.salvageIn(link.node);
      value = this.#rules.chains.get(link.node.type)?.(link.node, value, this) ?? value;
    }
    this.#depth = outer;
    return value;
  }

  #base(node: SyntaxNode): Expr {
    if (node.missing) return this.opaque('missing', node);
    this.salvageIn(node);
    const rule = this.#rules.expressions.get(node.type);
    return rule ? rule(node, this) : this.opaque(node.type.replaceAll('_', ' '), node);
  }
}

/** The first meaningful child after a token, such as the value after `=`. */
export function after(node: SyntaxNode, token: string): SyntaxNode | undefined {
  let seen = false;
  for (const child of node.children) {
    if (seen && child.named && child.type !== 'ERROR') return child;
    if (!child.named && child.type === token) seen = true;
  }
  return undefined;
}

/** `: Tensor4D` → `Tensor4D`, from the `type_annotation` (or its like) among the children. */
export function annotationIn(node: SyntaxNode, lowering: Lowering): string | undefined {
  const annotation =
    childOfType(node, 'type_annotation') ?? childOfType(node, 'type_predicate_annotation') ?? childOfType(node, 'asserts_annotation');
  return annotation && lowering.textOf(annotation).replace(/^:\s*/, '').trim();
}

/** The type that a value is said to have: `x as Tensor4D`, `<Tensor4D>x`. */
export function castOf(node: SyntaxNode | undefined, lowering: Lowering): string | undefined {
  if (node?.type === 'as_expression') return lowering.textOf(node.children.at(-1) ?? node).trim();
  const type = node?.type === 'type_assertion' ? childOfType(node, 'type_arguments') : undefined;
  return type && lowering.textOf(type).replace(/^<|>$/g, '').trim();
}
