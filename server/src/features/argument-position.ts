/** Which argument of a call an offset is in, told from the text alone, so that half-typed calls can be helped with. */
import type { Language, Span } from '#server/analysis/analysis.ts';

export type ArgumentPosition =
  | { readonly kind: 'position'; readonly index: number }
  /** In Python `name=`; in an options object `name:`. */
  | { readonly kind: 'name'; readonly name: string };

const closers: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** `args` begins behind the opening parenthesis. Undefined when the offset is inside the parentheses of another call in between. */
export function argumentPosition(text: string, args: Span, offset: number, language: Language): ArgumentPosition | undefined {
  const open: { readonly closer: string; readonly at: number }[] = [];
  let index = 0;
  let start = args.start;
  /** Where the entry of an options object began that the offset is in. */
  let entry = args.start;
  for (let at = args.start; at < offset; at++) {
    const character = text.charAt(at);
    const skipped = skip(text, at, offset, language);
    if (skipped > at) {
      at = skipped - 1;
    } else if (character in closers) {
      open.push({ closer: closers[character] ?? '', at });
      entry = at + 1;
    } else if (character === open.at(-1)?.closer) {
      open.pop();
    } else if (character === ',') {
      if (open.length === 0) [index, start] = [index + 1, at + 1];
      if (open.length < 2) entry = at + 1;
    }
  }
  if (open.some(({ closer, at }) => closer === ')' && /[\w$\])]\s*$/.test(text.slice(Math.max(args.start, at - 80), at)))) return undefined;
  const argument = text.slice(start, offset);
  const keyword = language === 'python' ? /^\s*([A-Za-z_]\w*)\s*=(?!=)/.exec(argument)?.[1] : undefined;
  if (keyword) return { kind: 'name', name: keyword };
  const isEntry = language === 'typescript' && open.length === 1 && open[0]?.closer === '}' && /^\s*\{/.test(argument);
  const key = isEntry ? /^\s*([A-Za-z_$][\w$]*)\s*(?::|$)/.exec(text.slice(entry, offset))?.[1] : undefined;
  return key ? { kind: 'name', name: key } : { kind: 'position', index };
}

/** The end of the string or comment that begins at `at`, at most `limit`; `at` itself when none does. */
function skip(text: string, at: number, limit: number, language: Language): number {
  const character = text.charAt(at);
  if (language === 'python' ? character === '#' : text.startsWith('//', at)) return untilEnd(text.indexOf('\n', at), 0, limit);
  if (language !== 'python' && text.startsWith('/*', at)) return untilEnd(text.indexOf('*/', at + 2), 2, limit);
  if (character !== '"' && character !== "'" && !(character === '`' && language === 'typescript')) return at;
  const quote = language === 'python' && text.startsWith(character.repeat(3), at) ? character.repeat(3) : character;
  for (let end = at + quote.length; end < limit; end++) {
    if (text[end] === '\\') end++;
    else if (text.startsWith(quote, end)) return end + quote.length;
    // A string that is still being typed ends with its line.
    else if (text[end] === '\n' && quote.length === 1 && quote !== '`') return end;
  }
  return limit;
}

const untilEnd = (found: number, length: number, limit: number): number => (found < 0 ? limit : Math.min(limit, found + length));
