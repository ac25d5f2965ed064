/** How far a statement has come that is being typed: enough to tell one that cannot be completed from one that can. */
import type { Token } from './scan.ts';

/** Words before the one that says what the statement is. */
const prefixes: ReadonlySet<string> = new Set(['export', 'default', 'declare', 'abstract', 'async']);
/** What is not complete without a pair of braces. */
const braced: ReadonlySet<string> = new Set(['class', 'interface', 'enum']);
const values: ReadonlySet<string> = new Set(['const', 'let', 'var', 'return', 'throw']);
const nested: ReadonlySet<string> = new Set(['if', 'while', 'for']);

export class Head {
  readonly start: number;
  readonly indent: number;
  #word = '';
  #length = 0;
  #opensBrace = false;
  #opensParen = false;
  #assigns = false;

  constructor(first: Token) {
    this.start = first.start;
    this.indent = first.indent;
  }

  add(token: Token): void {
    if (token.kind === 'word' && this.#length === 0 && !prefixes.has(token.text)) this.#word = token.text;
    if (token.kind !== 'word' || !prefixes.has(token.text) || this.#word !== '') this.#length++;
    if (token.text === '{') this.#opensBrace = true;
    if (token.text === '(') this.#opensParen = true;
    if (token.text === '=') this.#assigns = true;
  }

  /** `import * as`, `function deconv`, `class Net extends`: nothing in it is of use, and no insertion makes it whole. */
  isHopeless(last: Token | undefined): boolean {
    if (this.#length === 0) return true;
    if (this.#word === 'import') return !this.#opensParen && !this.#assigns && last?.kind !== 'string';
    if (this.#word === 'function') return !this.#opensParen;
    if (values.has(this.#word) && this.#word !== 'return') return this.#length === 1;
    if (nested.has(this.#word)) return !this.#opensParen;
    return braced.has(this.#word) && !this.#opensBrace;
  }

  /** A statement in which `?` can only be the conditional operator or an optional parameter. */
  get isExpression(): boolean {
    return values.has(this.#word) || this.#assigns || (this.#opensParen && !this.#opensBrace);
  }

  /** `const x`, `return`: what follows is a value or, after a colon, its type. */
  get isValue(): boolean {
    return values.has(this.#word);
  }

  /** `case x`, `default`, `outer` before their colon. */
  get isLabel(): boolean {
    return this.#word === 'case' || this.#length <= 1;
  }

  get lacksBody(): boolean {
    return nested.has(this.#word);
  }
}
