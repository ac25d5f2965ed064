/**
 * Cuts half-typed text into tokens, roughly: enough to know brackets from the insides of strings, comments and regular
 * expressions. Used only where the grammar failed (`repair.ts`).
 */

export interface Token {
  readonly kind: 'word' | 'number' | 'string' | 'regex' | 'mark';
  /** The text of words and marks; empty for the others. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** The first token on its line. */
  readonly leads: boolean;
  /** Columns before the first token of the line. */
  readonly indent: number;
  /** A string that reaches the end of its line, or a template that reaches the end of the text, without its closing quote. */
  readonly unclosed?: boolean;
}

const pattern =
  /(\s*)(?:(\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$))|(\.?\d(?:[\w.]|(?<=[eE])[+-])*)|((?:[\w$#@\\]|[^\s\p{ASCII}])+)|(["'])|(`)|(=>|\?\.(?!\d)|\.\.\.|\+\+|--|&&=?|\|\|=?|\?\?=?|\*\*=?|[=!]==?|[-+*/%&|^<>]=|<<=?|[\s\S])|$)/uy;

const regex = /\/(?:\\.|\[(?:\\.|[^\]\n\\])*\]|[^/\\[\n])+\/[a-z]*/y;

const doubleQuoted = /(?:\\[\s\S]|[^\\\n"])*/y;
const singleQuoted = /(?:\\[\s\S]|[^\\\n'])*/y;

/** Words after which an expression begins, so that `/` there opens a regular expression and nothing has ended yet. */
const openWords: ReadonlySet<string> = new Set(
  'as await case delete do else extends implements in instanceof is keyof new of readonly return satisfies throw typeof yield'.split(' '),
);

/** Whether an expression can end with this token. */
export function endsOperand(token: Token | undefined): boolean {
  if (!token) return false;
  if (token.kind === 'word') return !openWords.has(token.text);
  return token.kind !== 'mark' || token.text === ')' || token.text === ']' || token.text === '}';
}

export class Scanner {
  readonly #text: string;
  #at = 0;
  #lineStart = 0;
  #indent = 0;
  #leads = true;
  #last: Token | undefined;
  /** What would close the comment that the text so far ends in. */
  commentEnd = '';

  constructor(text: string) {
    this.#text = text;
  }

  next(): Token | undefined {
    for (;;) {
      pattern.lastIndex = this.#at;
      const match = pattern.exec(this.#text);
      if (!match) return undefined;
      const [whole, space = '', comment, number, word, quote, backtick, mark] = match;
      const start = this.#at + space.length;
      if (space !== '') this.#lines(this.#at, space);
      this.#at += whole.length;
      if (comment !== undefined) {
        this.#lines(start, comment);
        this.commentEnd = endOf(comment);
        continue;
      }
      // A line break after the comment has closed it.
      if (this.commentEnd === '\n' && space !== '') this.commentEnd = '';
      if (whole.length === space.length) return undefined;
      this.commentEnd = '';
      if (this.#leads) this.#indent = start - this.#lineStart;
      if (word !== undefined) return this.#token('word', word, start);
      if (number !== undefined) return this.#token('number', '', start);
      if (quote !== undefined) return this.#string(start, quote);
      if (backtick !== undefined) return this.template(start);
      if (mark?.startsWith('/') && !endsOperand(this.#last) && this.#regex(start)) return this.#token('regex', '', start);
      return this.#token('mark', mark ?? '', start);
    }
  }

  /** A template literal, or the part of it up to the next `${`, which then is the token's text. Also for going on after `}`. */
  template(start: number): Token {
    let at = this.#at;
    for (; at < this.#text.length; at++) {
      const unit = this.#text[at];
      if (unit === '\\') at++;
      else if (unit === '`') {
        // `foo(`name`)`: what looks like the end of a template of several lines is the beginning of the next one.
        if (/[\w$]/.test(this.#text[at + 1] ?? '')) break;
        return this.#template(start, at + 1, 'string', '');
      } else if (unit === '$' && this.#text[at + 1] === '{') return this.#template(start, at + 2, 'mark', '${');
    }
    // The closing backtick is missing: the template ends with its line, so that the rest of the file is read as code.
    const lineEnd = this.#text.indexOf('\n', this.#at);
    const line = this.#text.slice(this.#at, lineEnd === -1 ? undefined : lineEnd);
    return { ...this.#template(start, this.#at + withoutEnd(line).length, 'string', ''), unclosed: true };
  }

  /** The token after the next blanks and comments, without moving on. */
  peek(): string {
    for (let at = this.#at; ; ) {
      pattern.lastIndex = at;
      const match = pattern.exec(this.#text);
      if (!match) return '';
      const [whole, space = '', comment] = match;
      if (comment === undefined) return whole.slice(space.length);
      at += whole.length;
    }
  }

  #template(start: number, end: number, kind: Token['kind'], text: string): Token {
    const token = this.#token(kind, text, start, end);
    this.#lines(start, this.#text.slice(start, end));
    this.#leads = false;
    return token;
  }

  #string(start: number, quote: string): Token {
    const inside = quote === '"' ? doubleQuoted : singleQuoted;
    inside.lastIndex = this.#at;
    const body = inside.exec(this.#text)?.[0] ?? '';
    const end = this.#at + body.length;
    if (this.#text[end] === quote) {
      const token = this.#token('string', '', start, end + 1);
      if (body.includes('\n')) this.#lines(start, this.#text.slice(start, end));
      this.#leads = false;
      return token;
    }
    return { ...this.#token('string', '', start, this.#at + withoutEnd(body).length), unclosed: true };
  }

  #regex(start: number): boolean {
    regex.lastIndex = start;
    const match = regex.exec(this.#text);
    if (match) this.#at = start + match[0].length;
    return match !== null;
  }

  #token(kind: Token['kind'], text: string, start: number, end = this.#at): Token {
    this.#at = end;
    const token = { kind, text, start, end, leads: this.#leads, indent: this.#indent };
    this.#leads = false;
    this.#last = token;
    return token;
  }

  #lines(start: number, text: string): void {
    const at = text.lastIndexOf('\n');
    if (at === -1) return;
    this.#lineStart = start + at + 1;
    this.#leads = true;
  }
}

function endOf(comment: string): string {
  if (comment.startsWith('//')) return '\n';
  return comment.length >= 4 && comment.endsWith('*/') ? '' : '*/';
}

/** `'same);` is likelier to lack its quote before the closing marks than after them. */
function withoutEnd(line: string): string {
  return line.trimEnd().replace(/[)\]},;]{1,9}$/, '');
}
