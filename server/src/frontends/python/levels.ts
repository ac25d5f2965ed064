/** What one logical line, or one open bracket in it, still lacks; for `repair.ts`. */
import type { Token } from './scan.ts';

/** Statements that end in a colon. */
const headers: ReadonlySet<string> = new Set('if elif else for while def class with try except finally async'.split(' '));

const closers: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** Words after which something must follow. */
const dangling: ReadonlySet<string> = new Set(
  'and or not in is if else elif while import as from del assert with global nonlocal await class lambda for def'.split(' '),
);

export function lacksOperand(token: Token): boolean {
  return token.kind === 'word' ? dangling.has(token.text) : token.kind === 'operator';
}

export class Level {
  /** Absent for the logical line itself. */
  readonly bracket: Token | undefined;
  /** Of the line where the bracket stands. */
  column: number;
  first: Token | undefined;
  last: Token | undefined;
  #beforeLast: Token | undefined;
  /** `for` without `in`, `lambda` without `:`, `if` without `else`. */
  #fors = 0;
  #lambdas = 0;
  #ifs = 0;
  #loops = false;
  #colons = 0;
  #imports = false;
  #isCalled = false;
  #lambdaColon: Token | undefined;
  /** In a dict: the entry since the last comma has its colon. */
  #hasValue = false;
  /** The text of the first token since the last comma. */
  #entry: string | undefined;

  constructor(bracket: Token | undefined, column: number) {
    this.bracket = bracket;
    this.column = column;
  }

  /** The text that closes the bracket. */
  get closer(): string {
    return closers[this.bracket?.text ?? ''] ?? '';
  }

  reset(): void {
    this.first = undefined;
    this.last = undefined;
    this.#beforeLast = undefined;
    this.#fors = 0;
    this.#lambdas = 0;
    this.#ifs = 0;
    this.#loops = false;
    this.#colons = 0;
    this.#imports = false;
    this.#isCalled = false;
    this.#hasValue = false;
    this.#entry = undefined;
  }

  add(token: Token): void {
    this.first ??= token;
    this.#beforeLast = this.last;
    this.last = token;
    if (token.kind !== 'comma') this.#entry ??= token.text;
    switch (token.text) {
      case 'for':
        this.#fors++;
        this.#loops = true;
        break;
      case 'in':
        this.#fors = Math.max(0, this.#fors - 1);
        break;
      case 'lambda':
        this.#lambdas++;
        break;
      case 'if':
        // Not the word of a statement, the guard of a `case` or the condition of a comprehension.
        if (token !== this.first && this.first.text !== 'case' && !this.#loops) this.#ifs++;
        break;
      case 'else':
        this.#ifs = Math.max(0, this.#ifs - 1);
        break;
      case 'import':
        this.#imports = true;
        break;
      case ',':
        // Not those between the parameters of a lambda.
        if (this.#lambdas > 0) return;
        this.#hasValue = false;
        this.#entry = undefined;
        return;
      case ':':
        if (this.#lambdas > 0) {
          this.#lambdas--;
          this.#lambdaColon = token;
        } else {
          this.#colons++;
          this.#hasValue = true;
        }
    }
  }

  /** A bracket that was opened here is closed. */
  close(token: Token | undefined): void {
    this.#isCalled = true;
    this.last = token ?? { kind: 'close', text: ')', start: this.last?.start ?? 0, end: this.last?.end ?? 0 };
  }

  /** The comma just before the last token. */
  get comma(): Token | undefined {
    return this.#beforeLast?.kind === 'comma' ? this.#beforeLast : undefined;
  }

  get isLambda(): boolean {
    return this.#lambdas > 0;
  }

  /** The last token is a `*` or `/` that stands alone between commas. */
  get isSeparator(): boolean {
    if (this.last?.text !== '*' && this.last?.text !== '/') return false;
    return this.#beforeLast === undefined || this.#beforeLast.kind === 'comma' || this.#beforeLast.text === 'lambda';
  }

  get isHeader(): boolean {
    return this.first?.kind === 'word' && headers.has(this.first.text);
  }

  /** The operand that an expression lacks when it breaks off here. */
  operand(): string {
    const { last } = this;
    if (!last) return '';
    const word = last.kind === 'word' ? last.text : '';
    // `else` at the start of a line, `from x import *`, a lone `*` of a parameter list.
    const isWhole =
      (last === this.first && (word === 'else' || word === 'lambda')) || (last.text === '*' && this.#imports) || this.isSeparator;
    return last === this.#lambdaColon || (!isWhole && word !== 'lambda' && lacksOperand(last)) ? ' _' : '';
  }

  /** What else it lacks then, behind the operand. */
  completion(): string {
    if (!this.last) return '';
    let text = '';
    if (this.#lambdas > 0) text += ': _';
    if (this.#fors > 0) text += ' in _';
    if (this.#ifs > 0) text += ' else _';
    const isEntry = this.bracket?.text === '{' && this.#colons > 0 && !this.#hasValue && !this.#loops;
    if (isEntry && this.#entry !== undefined && this.#entry !== '**') text += ': _';
    return text;
  }

  /** What a statement that breaks off here lacks besides. */
  ending(): string {
    const { first, last } = this;
    if (first?.text === 'from' && !this.#imports && first.kind === 'word') return ' import _';
    if (
      last?.kind === 'colon' &&
      this.#colons === 1 &&
      !this.isHeader &&
      first?.kind === 'word' &&
      first.text !== 'match' &&
      first.text !== 'case'
    ) {
      return ' _';
    }
    if (!this.isHeader || this.#colons > 0) return '';
    return first?.text === 'def' && !this.#isCalled ? '():' : ':';
  }
}
