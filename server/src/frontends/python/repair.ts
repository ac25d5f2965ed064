/**
 * Half-typed code, made readable: what is open is closed and what is empty is filled, by inserting text before parsing again.
 *
 * The grammar's own recovery knows nothing of lines. Inside brackets a line end is a blank, so one open bracket swallows
 * the statements below it; and where an operand is missing, `y = x.` takes it from the next line without an error.
 * But a line that begins with `def` cannot be inside brackets, one that stands further left than an open bracket's line
 * most likely is not, and a line that ends in `=` lacks something. Those few certainties bring back almost all of a file
 * that is being typed.
 */
import type { Span } from '#server/ir/ir.ts';
import type { Repairs } from '../read.ts';
import { type Insertion, Source } from '../source.ts';
import { Level, lacksOperand } from './levels.ts';
import { scan, type Token } from './scan.ts';

export const repairs: Repairs = {
  // A line that ends in an operator: inside brackets that is ordinary, outside them something is missing.
  // So is one that ends in a lambda's colon.
  suspicious: /(?:\blambda\b[^\n:]{0,200}:|[=.+*/%@&|^<>-]|\b(?:and|or|not|in|is))[ \t]*(?:#[^\n]*)?\r?$/m,
  of(text) {
    const tokens = scan(text);
    const plain = new Repair(text, tokens, new Set());
    plain.run();
    const source = plain.unclosed.size === 0 ? plain : new Repair(text, tokens, plain.unclosed);
    if (source !== plain) source.run();
    return source.changed ? [source.source()] : [];
  },
};

/** Words that begin a statement and cannot stand inside brackets. */
const starters: ReadonlySet<string> = new Set(
  'def class return import while with raise del global nonlocal assert pass break continue try elif except finally'.split(' '),
);

/** Words that go on with the expression before them. */
const joining: ReadonlySet<string> = new Set('for if else in is and or not as'.split(' '));

class Repair {
  /** Opening brackets that nothing closed. */
  readonly unclosed = new Set<Token>();
  readonly #text: string;
  readonly #tokens: readonly Token[];
  /** What is known to be unclosed from a first run; only that is closed by indentation. */
  readonly #known: ReadonlySet<Token>;
  readonly #insertions: Insertion[] = [];
  readonly #blanks: Span[] = [];
  /** The logical line, and above it the open brackets. */
  readonly #levels: Level[] = [new Level(undefined, 0)];
  /** How many levels each closing bracket could close, so that one too many is not searched for in a deep nest. */
  readonly #open = new Map<string, number>();
  #lineStart = 0;
  #last: Token | undefined;
  #blankedTo = 0;

  constructor(text: string, tokens: readonly Token[], known: ReadonlySet<Token>) {
    this.#text = text;
    this.#tokens = tokens;
    this.#known = known;
  }

  get changed(): boolean {
    return this.#insertions.length > 0 || this.#blanks.length > 0;
  }

  source(): Source {
    return new Source(this.#text, this.#insertions, this.#blanks);
  }

  run(): void {
    for (let index = 0; index < this.#tokens.length; index++) {
      const token = this.#tokens[index];
      if (!token || token.kind === 'comment' || token.start < this.#blankedTo) continue;
      if (token.kind === 'newline') this.#newline(index, token);
      else if (!this.#blankForeign(token)) this.#read(token);
    }
    for (const { bracket } of this.#levels) if (bracket) this.unclosed.add(bracket);
    const end = this.#endBefore(this.#tokens.length);
    this.#closeTo(1, end, '');
    this.#finish(end);
  }

  get #top(): Level {
    return this.#levels.at(-1) as Level;
  }

  #push(level: Level): void {
    this.#levels.push(level);
    this.#open.set(level.closer, (this.#open.get(level.closer) ?? 0) + 1);
  }

  #pop(): void {
    const closer = this.#levels.pop()?.closer ?? '';
    this.#open.set(closer, (this.#open.get(closer) ?? 0) - 1);
  }

  // ---- token by token -----------------------------------------------------

  #read(token: Token): void {
    const level = this.#top;
    switch (token.kind) {
      case 'open':
        level.add(token);
        this.#push(new Level(token, this.#columnOfLine()));
        break;
      case 'close':
        if (!this.#close(token)) return;
        break;
      case 'comma':
      case 'colon':
      case 'semicolon':
        this.#fillBefore(token);
        level.add(token);
        if (token.kind === 'semicolon' && !level.bracket) level.reset();
        break;
      default:
        if (token.text === '=') this.#closeBeforeKeyword();
        this.#top.add(token);
    }
    if (token.quote !== undefined) this.#insert(token.end, token.quote, token.end);
    this.#last = token;
  }

  /** `f(a=, b)`, `f(a, , b)`, `if :`. */
  #fillBefore(token: Token): void {
    const level = this.#top;
    const last = level.last;
    const isEmpty = level.bracket && token.kind === 'comma' && (last === undefined || last.kind === 'comma');
    const lacks = last && lacksOperand(last) && !level.isSeparator && last.text !== 'else' && last.text !== 'lambda';
    const end = this.#last?.end ?? token.start;
    if (isEmpty || lacks) this.#insert(end, ' _', end);
  }

  /** `f(strides=[1, 2, padding=1)`: no list holds a keyword argument. */
  #closeBeforeKeyword(): void {
    const level = this.#top;
    const { last, comma } = level;
    const outer = this.#levels.at(-2);
    if (level.bracket?.text !== '[' || last?.kind !== 'word' || !comma || outer?.bracket?.text !== '(' || level.isLambda) return;
    this.unclosed.add(level.bracket);
    this.#insert(comma.start, ']', comma.start);
    this.#pop();
    outer.close(undefined);
    outer.add(comma);
    outer.add(last);
  }

  /** Pairs a closing bracket; false if nothing opened it. */
  #close(token: Token): boolean {
    const depth = this.#open.get(token.text) ? this.#levels.findLastIndex(level => level.closer === token.text) : -1;
    if (depth === -1) {
      this.#blanks.push({ start: token.start, end: token.end });
      return false;
    }
    for (const level of this.#levels.slice(depth + 1)) if (level.bracket) this.unclosed.add(level.bracket);
    this.#closeTo(depth + 1, this.#last?.end ?? token.start, '');
    const level = this.#top;
    const end = this.#last?.end ?? token.start;
    this.#insert(end, level.operand() + level.completion(), end);
    this.#pop();
    this.#top.close(token);
    return true;
  }

  /** What no Python has: a notebook's `%magic` and `!command` lines, its `name?`, and slips of the finger. */
  #blankForeign(token: Token): boolean {
    const isLine = this.#levels.length === 1 && !this.#top.first && (token.text === '%' || token.text === '!');
    if (!isLine && token.text !== '?' && token.text !== '$' && token.text !== '!') return false;
    const lineEnd = this.#text.indexOf('\n', token.start);
    this.#blankedTo = !isLine ? token.end : lineEnd === -1 ? this.#text.length : lineEnd;
    this.#blanks.push({ start: token.start, end: this.#blankedTo });
    return true;
  }

  // ---- line by line -------------------------------------------------------

  #newline(index: number, newline: Token): void {
    this.#lineStart = newline.end;
    const next = this.#tokens[index + 1];
    const isOpen = this.#levels.length > 1;
    // Of several line ends in a row the last one decides: the next line that holds code.
    if (isOpen && next && next.kind !== 'newline' && next.kind !== 'comment') this.#closeByLine(index + 1, next);
    if (this.#levels.length > 1) return;
    this.#finish(isOpen ? this.#endBefore(index + 1) : this.#lineEnd(index));
  }

  /** Decides which of the open brackets end before the line of `next`, token `index`. */
  #closeByLine(index: number, next: Token): void {
    const column = this.#columnOf(next);
    const at = this.#endBefore(index);
    if (this.#startsStatement(next, column, index)) {
      for (const level of this.#levels) if (level.bracket) this.unclosed.add(level.bracket);
      return this.#closeTo(1, at, '');
    }
    let depth = this.#levels.length;
    while (depth > 1) {
      const level = this.#levels[depth - 1];
      if (!level?.bracket || !this.#known.has(level.bracket) || next.kind === 'close' || column > level.column) break;
      depth--;
    }
    const goesOn = next.kind === 'operator' || next.kind === 'comma' || joining.has(next.text);
    this.#closeTo(depth, at, depth > 1 && !goesOn ? ',' : '');
  }

  #startsStatement(next: Token, column: number, index: number): boolean {
    if (next.kind !== 'word') return false;
    if (starters.has(next.text)) return true;
    const [line] = this.#levels;
    if (!line) return false;
    // Below `if f(x:` or `if f(x` the block is further right, like an argument. An assignment with blanks around `=` is no argument.
    const isKnown = this.#known.size > 0 && this.#levels.some(level => level.bracket && this.#known.has(level.bracket));
    if (!isKnown || !line.isHeader) return false;
    if (this.#last?.kind === 'colon') return true;
    if (column <= line.column) return false;
    const after = this.#tokens[index + 1];
    return after?.text === '=' && after.start > next.end && !this.#endsInComma(index);
  }

  #endsInComma(from: number): boolean {
    let last: Token | undefined;
    for (let index = from; index < this.#tokens.length; index++) {
      const token = this.#tokens[index];
      if (!token || token.kind === 'newline') break;
      if (token.kind !== 'comment') last = token;
    }
    return last?.kind === 'comma';
  }

  /** Closes the brackets from `depth` on, by text that goes in at `at`, with `after` behind it. */
  #closeTo(depth: number, at: number, behind: string): void {
    let text = '';
    // `if f(x:` at the end of a line: the colon ends the header.
    const [line] = this.#levels;
    const colon =
      depth === 1 && line?.isHeader && this.#top.last?.kind === 'colon' && this.#top.bracket?.text === '(' ? this.#last : undefined;
    const end = this.#last?.end ?? at;
    const to = colon ? colon.start : at;
    // At the operator, not in a line of its own: there the grammar's scanner forgets that it is inside brackets.
    if (!colon && this.#levels.length > depth) this.#insert(end, this.#top.operand(), end);
    while (this.#levels.length > depth) {
      const level = this.#top;
      if (!colon) text += level.completion();
      text += level.closer;
      this.#pop();
      this.#top.close(undefined);
    }
    if (text === '') return;
    if (colon) line?.add(colon);
    this.#insert(to, text + behind, Math.min(to, end));
  }

  /** The logical line is over, whether it is complete or not. */
  #finish(at: number): void {
    const line = this.#top;
    const end = Math.min(at, this.#last?.end ?? at);
    if (line.first) {
      this.#insert(end, line.operand() + line.completion(), end);
      this.#insert(at, line.ending(), end);
    }
    line.reset();
  }

  // ---- places -------------------------------------------------------------

  /** The end of the line before token `index`, as far down as nothing but blanks goes: the cursor may wait in an empty line. */
  #endBefore(index: number): number {
    const last = this.#last?.end ?? 0;
    let end = this.#tokens[index]?.start ?? this.#text.length;
    for (let before = index - 1; before >= 0; before--) {
      const token = this.#tokens[before];
      if (!token || token.end <= last) break;
      if (token.kind === 'comment') end = last;
      else if (token.kind === 'newline' && end === this.#tokens[index]?.start) end = token.start;
    }
    return Math.max(last, end);
  }

  /** The end of the line that newline `index` ends, before a comment. */
  #lineEnd(index: number): number {
    const before = this.#tokens[index - 1];
    return before?.kind === 'comment' ? (this.#last?.end ?? before.start) : (this.#tokens[index]?.start ?? this.#text.length);
  }

  #columnOf(token: Token): number {
    const lineStart = this.#text.lastIndexOf('\n', token.start - 1) + 1;
    return token.start - lineStart;
  }

  /** Of the first token of the physical line that is being read. */
  #columnOfLine(): number {
    const rest = this.#text.slice(this.#lineStart, this.#lineStart + 500);
    return Math.max(0, rest.search(/\S|$/));
  }

  #insert(at: number, text: string, back: number): void {
    if (text !== '') this.#insertions.push({ at, text, back });
  }
}
