/** A rough tokenizer for `repair.ts`: it knows strings, comments, words, brackets and operators, and never fails. */

export type TokenKind =
  | 'word'
  | 'number'
  | 'string'
  | 'operator'
  | 'open'
  | 'close'
  | 'comma'
  | 'colon'
  | 'semicolon'
  | 'newline'
  | 'comment';

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** What an unterminated string lacks. */
  readonly quote?: string;
}

// Line joins and blanks match the first group and are dropped. Newlines keep a `\r` before them.
const pattern =
  /((?:[^\S\n\r]|\r(?!\n)|\\\r?\n|\ufeff)+)|(\r?\n)|(#[^\n\r]*)|([rRuUbBfFtT]{0,3})("""|'''|"|')|([\p{L}_][\p{L}\p{N}_]*)|(\.?\d(?:[eE][+-]\d|[\w.])*)|(\.\.\.|\*\*=?|\/\/=?|<<=?|>>=?|->|:=|[-+*/%@&|^<>=!]=|<>)|([\s\S])/uy;

const kinds: Readonly<Record<string, TokenKind>> = {
  '(': 'open',
  '[': 'open',
  '{': 'open',
  ')': 'close',
  ']': 'close',
  '}': 'close',
  ',': 'comma',
  ':': 'colon',
  ';': 'semicolon',
};

export function scan(text: string): Token[] {
  const tokens: Token[] = [];
  let open = 0;
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    const [all, blank, newline, comment, prefix, quote, word, number, operator] = match;
    const start = match.index;
    if (blank !== undefined) continue;
    if (quote !== undefined) {
      const string = readString(text, start, prefix ?? '', quote, open);
      tokens.push(string);
      pattern.lastIndex = string.end;
      continue;
    }
    const kind: TokenKind =
      newline !== undefined
        ? 'newline'
        : comment !== undefined
          ? 'comment'
          : word !== undefined
            ? 'word'
            : number !== undefined
              ? 'number'
              : operator === '...'
                ? 'number'
                : (kinds[all] ?? 'operator');
    if (kind === 'open') open++;
    else if (kind === 'close') open = Math.max(0, open - 1);
    tokens.push({ kind, text: all, start, end: start + all.length });
  }
  return tokens;
}

const lineRest = /(?:[^"'\\\n\r]|\\(?:\r\n|[\s\S])|["'])*/y;

function readString(text: string, start: number, prefix: string, quote: string, open: number): Token {
  const from = start + prefix.length + quote.length;
  const token = (end: number, missing?: string): Token => ({
    kind: 'string',
    text: quote,
    start,
    end,
    ...(missing !== undefined && { quote: missing }),
  });
  for (let at = from; at < text.length; at++) {
    const unit = text[at];
    if (unit === '\\') at += text[at + 1] === '\r' && text[at + 2] === '\n' ? 2 : 1;
    else if (unit === quote[0] && text.startsWith(quote, at)) return token(at + quote.length);
    else if (quote.length === 1 && (unit === '\n' || unit === '\r')) break;
  }
  // Not terminated: it ends with its line. Brackets that close what is open are most likely meant as such.
  lineRest.lastIndex = from;
  const rest = lineRest.exec(text)?.[0] ?? '';
  const closing = open > 0 ? (/[)\]}]+[,:]?\s*$/.exec(rest.slice(-50))?.[0] ?? '') : '';
  const content = rest.slice(0, rest.length - closing.length);
  const formats = /[ft]/i.test(prefix) && content.lastIndexOf('{') > content.lastIndexOf('}');
  return token(from + content.length, formats ? `}${quote}` : quote);
}
