/**
 * Half-typed code, made readable: what is open is closed and what is empty is filled, by inserting text before parsing again.
 *
 * The grammar's own recovery knows nothing of lines. `tf.conv2d(x, ` swallows the statements below it, or turns into loose
 * tokens. But a line that begins with `const` cannot be inside parentheses, `}` cannot close `(`, and a `.` before the
 * next statement lacks a name. Those few certainties bring back almost all of a file that is being typed.
 */
import type { Span } from '#server/ir/ir.ts';
import { hole, type Insertion, Source } from '../source.ts';
import { Head } from './heads.ts';
import { closers, controls, type Kind, Level } from './levels.ts';
import { endsOperand, Scanner, type Token } from './scan.ts';
import { blockWords, continuing, dangling, expressionWords, naming, starters } from './words.ts';

/** Repaired texts, the likeliest first. Empty if there is nothing to repair. */
export function repairs(text: string): Source[] {
  const plain = new Repair(text, false);
  plain.run();
  if (!plain.changed) return [];
  if (!plain.unbalanced) return [plain.source()];
  // Brackets do not add up: then the indentation says better than they do what belongs together.
  const indented = new Repair(text, true);
  indented.run();
  return [indented.source(), plain.source()];
}

/** How many open brackets a closing one may end at once. Looking further would take forever on a text of nothing but brackets. */
const farthest = 100;

class Repair {
  /** A bracket was missing or too many. */
  unbalanced = false;
  readonly #text: string;
  readonly #byIndent: boolean;
  readonly #scanner: Scanner;
  readonly #insertions: Insertion[] = [];
  readonly #blanks: Span[] = [];
  readonly #levels: Level[] = [];
  #previous: Token | undefined;
  #beforePrevious: Token | undefined;
  /** The bracket pair that the previous token closed. */
  #closed: Level | undefined;
  /** The token that `#fill` has already put something behind. */
  #filled: Token | undefined;

  constructor(text: string, byIndent: boolean) {
    this.#text = text;
    this.#byIndent = byIndent;
    this.#scanner = new Scanner(text);
    this.#levels.push(new Level('', 'block', '', -1));
  }

  get changed(): boolean {
    return this.#insertions.length > 0 || this.#blanks.length > 0;
  }

  source(): Source {
    const insertions = this.#insertions.sort((a, b) => a.at - b.at);
    return new Source(
      this.#text,
      insertions,
      this.#blanks.sort((a, b) => a.start - b.start),
    );
  }

  run(): void {
    for (let token = this.#scanner.next(); token; token = this.#scanner.next()) {
      if (token.leads) this.#line(token);
      if (token.unclosed) this.#insert(token.end, this.#text[token.start] ?? '', token.end);
      this.#read(token);
    }
    this.#closeTo(1, this.#text.length, this.#scanner.commentEnd, '');
    this.#finish(undefined);
  }

  get #top(): Level {
    return this.#levels.at(-1) as Level;
  }

  // ---- token by token -----------------------------------------------------

  #read(token: Token): void {
    if (this.#top.kind === 'block') {
      this.#top.head ??= new Head(token);
      this.#top.head.add(token);
    }
    if (token.kind === 'word') this.#top.iterates ||= token.text === 'of' || token.text === 'in';
    else if (token.kind === 'mark') return this.#mark(token);
    this.#advance(token);
  }

  #mark(token: Token): void {
    switch (token.text) {
      case '{':
        this.#closeBefore(token);
        break;
      case '?':
        this.#top.questions++;
        break;
      case ':':
        if (this.#top.kind === 'block' && this.#top.questions === 0 && this.#top.head?.isLabel) {
          // The statement begins behind `case 1:`.
          this.#advance(token);
          this.#top.head = undefined;
          return;
        }
        this.#top.questions = Math.max(0, this.#top.questions - 1);
        break;
      case ',':
        if (this.#top.kind !== 'block') this.#answer(this.#top);
        this.#top.lastGroup = undefined;
        break;
      case ';':
        this.#top.semicolons++;
        if (this.#top.kind !== 'control') this.#fill();
        if (this.#top.kind === 'block') {
          this.#top.head = undefined;
          this.#top.questions = 0;
        }
        break;
      case ')':
      case ']':
      case '}':
        if (this.#close(token)) this.#afterClosing(token);
        return;
    }
    if (token.text in closers) {
      const kind = this.#kindOf(token);
      this.#levels.push(new Level(token.text, kind, this.#wordBefore(), this.#indentOf(token, kind)));
    }
    this.#advance(token);
  }

  #advance(token: Token): void {
    this.#beforePrevious = this.#previous;
    this.#previous = token;
    this.#closed = undefined;
  }

  #afterClosing(token: Token): void {
    const closed = this.#closed;
    if (closed?.text === '${') {
      const rest = this.#scanner.template(token.start);
      if (rest.unclosed) this.#insert(rest.end, '`', rest.end);
      this.#advance(rest);
      if (rest.text === '${') this.#levels.push(new Level('${', 'group', '', -1));
      return;
    }
    this.#advance(token);
    this.#closed = closed;
  }

  /** A block belongs to the line where its statement or its parameters began: `function f(⏎ a, b) {`. The lines of a template say nothing. */
  #indentOf(token: Token, kind: Kind): number {
    if (token.text === '${') return -1;
    if (kind !== 'block') return token.indent;
    if (this.#top.kind === 'block') return Math.min(token.indent, this.#top.head?.indent ?? token.indent);
    const { lastGroup } = this.#top;
    return Math.min(token.indent, lastGroup ?? token.indent);
  }

  #wordBefore(): string {
    return this.#previous?.kind === 'word' ? this.#previous.text : '';
  }

  #kindOf(token: Token): Kind {
    const before = this.#previous;
    const word = this.#wordBefore();
    if (token.text === '(') {
      if (controls.has(word)) return 'control';
      const owner = word === 'function' || before?.text === '*' ? before : this.#beforePrevious;
      return owner?.text === 'function' || (owner?.text === '*' && word !== '') ? 'parameters' : 'group';
    }
    if (token.text !== '{') return 'group';
    // `: Promise<number> {` ends a type; no comparison goes on with an object.
    const opensBlock = !before || endsOperand(before) || ['=>', '>', ';', '{'].includes(before.text) || blockWords.has(before.text);
    return opensBlock || (before.text === ':' && this.#top.head?.start === token.start) ? 'block' : 'object';
  }

  // ---- at the beginning of a line -----------------------------------------

  #line(token: Token): void {
    const lineStart = token.start - token.indent;
    if (this.#byIndent) this.#closeByIndent(token, lineStart);
    const starts = this.#startsStatement(token);
    // `for (` and its like may go on with `const` in the next line when nothing stands in the parentheses yet.
    if (starts && this.#top.kind !== 'block' && !(this.#top.kind === 'control' && this.#previous?.text === '(')) {
      this.#closeTo(this.#levels.findLastIndex(level => level.kind === 'block') + 1, lineStart, '', ';');
    }
    if (this.#top.kind !== 'block' || token.kind === 'mark') return;
    const last = this.#previous;
    const isCase = token.text === 'case' || token.text === 'default';
    // A line that goes on with what a `.` or `=` left open stands further right than the line it goes on with.
    const isOver = endsOperand(last) ? !this.#names(token) : token.indent <= (this.#top.head?.indent ?? -1);
    const isNext = isOver && (isCase || !continuing.has(token.text));
    if (starts || isNext) this.#finish(token);
  }

  /** `const⏎ x = …`: the name stands in the next line. In `const⏎ x.add(…)` it does not. */
  #names(token: Token): boolean {
    const word = this.#previous?.text ?? '';
    const isCall = this.#scanner.peek() === '.' || this.#scanner.peek() === '(';
    return naming.has(word) && token.kind === 'word' && !(isCall && (word === 'const' || word === 'let' || word === 'var'));
  }

  #startsStatement(token: Token): boolean {
    if (token.kind !== 'word' || !starters.has(token.text) || this.#previous?.text === 'as') return false;
    const next = this.#scanner.peek();
    // A property or method of that name.
    if (next === ':' || next === ',' || next === '=' || next === '.' || next === ')' || next === '?') return false;
    if (this.#top.kind === 'object' && !/^[\w$[{"'`#-]/.test(next)) return false;
    if (!expressionWords.has(token.text)) return true;
    if (next === '(' || next === '<') return false;
    if (endsOperand(this.#previous)) return true;
    const indent = this.#top.kind === 'block' ? (this.#top.head?.indent ?? -1) : this.#top.indent;
    return token.indent <= indent && /^[\w$[{*"']/.test(next);
  }

  /** A line that stands further left than the line of an open bracket is not inside it. */
  #closeByIndent(token: Token, lineStart: number): void {
    if (token.text === ')' || token.text === ']' || token.text === '}') {
      // A closing bracket stands below the beginning of what it closes; otherwise its column says nothing.
      const depth = this.#outside(level => level.indent <= token.indent);
      const level = this.#levels[depth - 1];
      if (level && level.indent === token.indent && closers[level.text] === token.text) this.#closeTo(depth, lineStart, '', '');
    } else if (token.kind === 'word' && !continuing.has(token.text) && this.#scanner.peek() !== ':') {
      this.#closeTo(
        this.#outside(level => level.indent < token.indent),
        lineStart,
        '',
        ';',
      );
    }
  }

  /** How many levels are left without the innermost ones that do not hold. */
  #outside(holds: (level: Level) => boolean): number {
    return Math.max(1, this.#levels.findLastIndex(holds) + 1);
  }

  // ---- brackets -----------------------------------------------------------

  /** `if (f(x) {`: the block says that the parentheses were over. */
  #closeBefore(token: Token): void {
    if (!endsOperand(this.#previous) || this.#closed?.kind === 'parameters') return;
    const depth = this.#levels.findLastIndex(level => level.kind !== 'group' || level.text !== '(');
    const owner = this.#levels[depth];
    if (owner?.kind !== 'control' && owner?.kind !== 'parameters') return;
    this.#insert(token.start, ')'.repeat(this.#levels.length - depth), this.#end());
    this.#levels.length = depth;
    this.unbalanced = true;
  }

  /** Pairs a closing bracket; false if nothing opened it. */
  #close(token: Token): boolean {
    const depth = this.#openerOf(token);
    if (depth === undefined) {
      this.unbalanced = true;
      this.#blanks.push({ start: token.start, end: token.end });
      return false;
    }
    // `[number, string?]` and `(x?)`: optional, no condition.
    if (this.#previous?.text === '?') this.#top.questions = Math.max(0, this.#top.questions - 1);
    const lineStart = token.start - (token.leads ? token.indent : 0);
    this.#closeTo(depth + 1, lineStart, '', '');
    if (this.#top.kind === 'block') this.#finish(token);
    else this.#complete(this.#top);
    this.#closed = this.#levels.pop();
    this.#top.lastGroup = this.#closed?.indent;
    return true;
  }

  #openerOf(token: Token): number | undefined {
    const outermost = Math.max(1, this.#levels.length - farthest);
    for (let depth = this.#levels.length - 1; depth >= outermost; depth--) {
      const level = this.#levels[depth];
      if (!level) break;
      if (closers[level.text] === token.text) return depth;
      // `)` in the middle of a line is one too many rather than the end of the block it stands in.
      if (level.kind === 'block' && token.text !== '}' && !token.leads) break;
    }
    return undefined;
  }

  /** Closes everything from `depth` on, by text that goes in at `at`. */
  #closeTo(depth: number, at: number, before: string, after: string): void {
    const parts: string[] = [];
    while (this.#levels.length > depth) {
      const level = this.#top;
      if (parts.length === 0) {
        if (level.kind === 'block') this.#finish(undefined);
        else this.#complete(level);
      }
      this.#levels.pop();
      parts.push(level.closing(parts.length === 0 && this.#previous?.text === level.text));
    }
    if (parts.length === 0) return;
    this.unbalanced = true;
    this.#insert(at, before + parts.join('') + after, this.#end());
  }

  // ---- what is empty ------------------------------------------------------

  /** The statement of the innermost block is over, whether it is complete or not. */
  #finish(next: Token | undefined): void {
    const level = this.#top;
    const { head } = level;
    const end = this.#end();
    if (head?.isHopeless(this.#previous)) this.#blanks.push({ start: head.start, end });
    else {
      this.#fill();
      if (head?.isExpression) this.#answer(level);
      // `if (x)` before a line that is not indented: its body was not typed yet.
      if (head?.lacksBody && this.#closed?.kind === 'control' && (!next || next.text === '}' || (next.leads && next.indent <= head.indent)))
        this.#insert(end, ';', end);
    }
    level.head = undefined;
    level.questions = 0;
  }

  #complete(level: Level): void {
    this.#fill();
    this.#answer(level);
  }

  /** `a ? b` lacks `: c`. */
  #answer(level: Level): void {
    if (level.questions === 0) return;
    this.#insert(this.#end(), `:${hole}`.repeat(level.questions), this.#end());
    level.questions = 0;
  }

  /** Puts a name where the text breaks off before one. */
  #fill(): void {
    const token = this.#previous;
    if (!token || token === this.#filled) return;
    const level = this.#top;
    // After `:` a type is missing, or the last part of a condition; but `case 1:` and a label are complete.
    const lacksMore =
      dangling.has(token.text) ||
      (token.text === ':' && (level.kind !== 'block' || level.head?.isValue)) ||
      (token.text === '?' && level.questions > 0) ||
      // `a >` with a blank before it is no end of type arguments.
      (token.text === '>' && /\s/.test(this.#text[token.start - 1] ?? '')) ||
      (level.kind === 'control' && naming.has(token.text) && this.#beforePrevious?.text !== 'as');
    if (!lacksMore) return;
    this.#insert(token.end, token.kind === 'word' ? ` ${hole}` : hole, token.end);
    this.#filled = token;
  }

  #insert(at: number, text: string, back: number): void {
    if (text !== '') this.#insertions.push({ at, text, back });
  }

  #end(): number {
    return this.#previous?.end ?? 0;
  }
}
