/**
 * Half-typed code, made readable: closes what is open and fills what is empty, by inserting text before parsing again.
 *
 * The grammar's own recovery knows nothing of lines. `tf.conv2d(x, ` swallows the statements below it, or turns into loose
 * tokens. But a line that begins with `const` cannot be inside parentheses, `}` cannot close `(`, and a `.` before the
 * next statement lacks a name. Those few certainties bring back almost all of a file that is being typed. Nothing is
 * ever removed except closing brackets that nothing opened.
 */
import { endsOperand, Scanner, type Token } from './scan.ts';
import { hole, type Insertion, Source } from './source.ts';

export function repair(text: string): Source {
  const plain = new Repair(text, false);
  plain.run();
  if (!plain.unbalanced) return plain.source();
  // Braces do not add up: then the indentation says better than they do what belongs together.
  const indented = new Repair(text, true);
  indented.run();
  return indented.source();
}

/** What an open bracket holds. `group`: parentheses of calls and expressions, square brackets, `${`. */
type Kind = 'block' | 'object' | 'group' | 'control' | 'parameters';

interface Open {
  readonly text: string;
  readonly kind: Kind;
  /** The word before the parentheses: `if`, `for`, `switch`. */
  readonly word: string;
  readonly indent: number;
}

const closers: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}', '${': '}' };
const controls: ReadonlySet<string> = new Set(['if', 'while', 'for', 'switch', 'with', 'catch']);

/** Words that begin a statement and never continue an expression. */
const starters: ReadonlySet<string> = new Set(
  'const let var return if for while switch try throw export import break continue do enum interface function class async abstract'.split(
    ' ',
  ),
);
/** Of those, the ones that can also stand inside an expression, as in `f(\n  function () {`. */
const expressionWords: ReadonlySet<string> = new Set(['function', 'class', 'async', 'import', 'abstract', 'interface', 'enum', 'let']);
const declarations: ReadonlySet<string> = new Set('const let var export import enum interface function class async abstract'.split(' '));

/** After these something must follow. */
const dangling: ReadonlySet<string> = new Set(
  '. ?. = + - / % ** && || ?? == != === !== <= >= += -= *= /= => ... & | ^ << new await typeof of in instanceof extends'.split(' '),
);

class Repair {
  unbalanced = false;
  readonly #text: string;
  readonly #byIndent: boolean;
  readonly #scanner: Scanner;
  readonly #insertions: Insertion[] = [];
  readonly #strays: number[] = [];
  readonly #open: Open[] = [];
  #previous: Token | undefined;
  #beforePrevious: Token | undefined;
  /** The token that `#fill` has already put something behind. */
  #filled: Token | undefined;
  /** The bracket pair that the previous token closed. */
  #closed: Open | undefined;

  constructor(text: string, byIndent: boolean) {
    this.#text = text;
    this.#byIndent = byIndent;
    this.#scanner = new Scanner(text);
  }

  source(): Source {
    const insertions = this.#insertions.sort((a, b) => a.at - b.at);
    return new Source(this.#text, insertions, this.#strays);
  }

  run(): void {
    for (let token = this.#scanner.next(); token; token = this.#scanner.next()) {
      if (token.leads) this.#line(token);
      if (token.unclosed) this.#insert(token.end, this.#text[token.start] ?? '', token.end);
      this.#read(token);
    }
    const isOpen = this.#open.some(open => open.text === '{');
    if (isOpen) this.unbalanced = true;
    const end = this.#text.length;
    this.#fill();
    const closing = this.#closeTo(0);
    if (closing) this.#insert(end, this.#scanner.endsInComment ? `\n${closing}` : closing, this.#end());
  }

  #read(token: Token): void {
    if (token.kind === 'mark') {
      if (token.text === '{') this.#closeBefore(token);
      if (token.text in closers) this.#open.push(this.#opened(token));
      else if (token.text === ')' || token.text === ']' || token.text === '}') {
        if (!this.#close(token)) return;
        if (this.#closed?.text === '${') {
          const rest = this.#scanner.template(token.start);
          if (rest.unclosed) this.#insert(rest.end, '`', rest.end);
          this.#advance(rest);
          if (rest.text === '${') this.#open.push({ text: '${', kind: 'group', word: '', indent: rest.indent });
          return;
        }
        this.#beforePrevious = this.#previous;
        this.#previous = token;
        return;
      } else if (token.text === ';' && this.#open.at(-1)?.kind !== 'control') this.#fill();
    }
    this.#advance(token);
  }

  #advance(token: Token): void {
    this.#beforePrevious = this.#previous;
    this.#previous = token;
    this.#closed = undefined;
  }

  #opened(token: Token): Open {
    const word = this.#previous?.kind === 'word' ? this.#previous.text : '';
    return { text: token.text, kind: this.#kindOf(token, word), word, indent: token.indent };
  }

  #kindOf(token: Token, word: string): Kind {
    if (token.text === '(') {
      if (controls.has(word)) return 'control';
      const owner = word === 'function' || this.#previous?.text === '*' ? this.#previous : this.#beforePrevious;
      return owner?.text === 'function' || (owner?.text === '*' && word !== '') ? 'parameters' : 'group';
    }
    if (token.text !== '{') return 'group';
    const before = this.#previous;
    const isBlock =
      !before || endsOperand(before) || ['=>', ';', '{'].includes(before.text) || ['else', 'do', 'try', 'finally'].includes(before.text);
    return isBlock ? 'block' : 'object';
  }

  // ---- at the beginning of a line -----------------------------------------

  #line(token: Token): void {
    const lineStart = token.start - this.#columns(token);
    if (this.#byIndent) this.#closeByIndent(token, lineStart);
    if (!this.#startsStatement(token)) return;
    this.#fill();
    const depth = this.#open.findLastIndex(open => open.kind === 'block') + 1;
    // `for (` and its like may go on with `const` in the next line when nothing stands in the parentheses yet.
    if (this.#open.at(-1)?.kind === 'control' && this.#previous?.text === '(') return;
    const closing = this.#closeTo(depth);
    if (closing) this.#insert(lineStart, `${closing};`, this.#end());
  }

  #columns(token: Token): number {
    const line = this.#text.lastIndexOf('\n', token.start - 1) + 1;
    return token.start - line;
  }

  #startsStatement(token: Token): boolean {
    if (token.kind !== 'word' || !starters.has(token.text)) return false;
    const next = this.#scanner.peek();
    // A property or method of that name.
    if (next === ':' || next === ',' || next === '=' || next === '.' || next === ')' || next === '?') return false;
    const top = this.#open.at(-1);
    if (top?.kind === 'object' && !/^[\w$[{"'`#-]/.test(next)) return false;
    if (!expressionWords.has(token.text)) return true;
    if (next === '(' || next === '<') return false;
    if (endsOperand(this.#previous)) return true;
    return top !== undefined && token.indent <= top.indent && /^[\w$[{*"']/.test(next);
  }

  /** A line that stands further left than the line of an open bracket is not inside it. */
  #closeByIndent(token: Token, lineStart: number): void {
    const isCloser = token.text === '}' || token.text === ')' || token.text === ']';
    const declares = token.kind === 'word' && declarations.has(token.text) && this.#scanner.peek() !== ':';
    if (!isCloser && !declares) return;
    let depth = this.#open.length;
    while (depth > 0) {
      const open = this.#open[depth - 1];
      if (!open || (isCloser ? open.indent <= token.indent : open.indent < token.indent)) break;
      depth--;
    }
    if (depth === this.#open.length || (isCloser && depth === 0)) return;
    this.#fill();
    const closing = this.#closeTo(depth);
    this.#insert(lineStart, isCloser ? closing : `${closing};`, this.#end());
  }

  // ---- brackets -----------------------------------------------------------

  /** `if (f(x) {`: the block says that the parentheses were over. */
  #closeBefore(token: Token): void {
    if (!endsOperand(this.#previous) || this.#closed?.kind === 'parameters') return;
    let depth = this.#open.length;
    while (depth > 0 && this.#open[depth - 1]?.text === '(' && this.#open[depth - 1]?.kind === 'group') depth--;
    const owner = this.#open[depth - 1];
    if (owner?.kind !== 'control' && owner?.kind !== 'parameters') return;
    const text = ')'.repeat(this.#open.length - depth + 1);
    this.#open.length = depth - 1;
    this.#insert(token.start, text, this.#end());
  }

  /** Pairs a closing bracket; false if nothing opened it. */
  #close(token: Token): boolean {
    const depth = this.#open.findLastIndex(open => closers[open.text] === token.text);
    const between = this.#open.slice(depth + 1);
    const crossesBlock = token.text !== '}' && !token.leads && between.some(open => open.kind === 'block');
    if (depth === -1 || crossesBlock) {
      if (token.text === '}') this.unbalanced = true;
      this.#strays.push(token.start);
      return false;
    }
    this.#fill();
    if (between.length > 0) {
      const at = token.leads ? token.start - this.#columns(token) : token.start;
      this.#insert(at, this.#closeTo(depth + 1), this.#end());
    }
    this.#closed = this.#open.pop();
    return true;
  }

  /** Closes everything above `depth` and returns the text that does it. */
  #closeTo(depth: number): string {
    const parts: string[] = [];
    for (let open = this.#open.at(-1); open && this.#open.length > depth; open = this.#open.at(-1)) {
      this.#open.pop();
      const lacksTest = open.kind === 'control' && parts.length === 0 && this.#previous?.text === '(' && open.word !== 'for';
      parts.push(lacksTest ? `${hole})` : (closers[open.text] ?? ''));
      // What the parentheses belong to has a body.
      if (open.kind === 'parameters' || open.word === 'switch' || open.word === 'catch') parts.push('{}');
      else if (open.kind === 'control') parts.push(';');
    }
    return parts.join('');
  }

  /** Puts a name where the text breaks off before one. */
  #fill(): void {
    const token = this.#previous;
    if (!token || token === this.#filled) return;
    const lacksValue = token.text === ':' && this.#open.length > 0 && this.#open.at(-1)?.kind !== 'block';
    if (!dangling.has(token.text) && !lacksValue) return;
    this.#insert(token.end, token.kind === 'word' ? ` ${hole}` : hole, token.end);
    this.#filled = token;
  }

  #insert(at: number, text: string, back: number): void {
    if (text === '') return;
    this.#insertions.push({ at, text, back });
  }

  #end(): number {
    return this.#previous?.end ?? 0;
  }
}
