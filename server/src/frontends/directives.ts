/** Comments that speak to Shapewright: `# shapewright: ignore[code, code]` and `# shape: [N, 28, 28, 3]`. */
import type { Directive, Span } from '#server/ir/ir.ts';

// A comment may hold several remarks: `# noqa  # shapewright: ignore[rank-mismatch]`.
const ignoring = /\bshapewright:\s*ignore\b(?:\s*\[([^\]\n]*)\])?/g;
/** Only at the start of a remark, so that prose about "the shape: a pair" is left alone. */
const stating = /(?:^|#|\/\/|\*)[ \t]*shape:[ \t]*([^#\n]*)/g;

/** `comments` are the spans of all comments in order of the text. */
export function readDirectives(text: string, comments: readonly Span[]): Directive[] {
  const directives: Directive[] = [];
  let lines: Lines | undefined;
  for (let index = 0; index < comments.length; index++) {
    const comment = comments[index];
    if (!comment) continue;
    const source = text.slice(comment.start, comment.end);
    if (!source.includes('shape')) continue;
    lines ??= new Lines(text, comments);
    const line = lines.spokenOf(index);
    for (const match of source.matchAll(ignoring)) {
      const codes = (match[1] ?? '')
        .split(',')
        .map(code => code.trim())
        .filter(code => code !== '');
      directives.push({ kind: 'ignore', codes, text: match[0], span: spanIn(comment, match.index, match[0]), line });
    }
    for (const match of source.matchAll(stating)) {
      const stated = (match[1] ?? '')
        .replace(/\*\/\s*$/, '')
        .replace(/\/\/.*$/, '')
        .trim();
      if (stated === '') continue;
      const from = match.index + match[0].indexOf('shape:');
      directives.push({
        kind: 'shape',
        codes: [],
        text: stated,
        span: spanIn(comment, from, source.slice(from, match.index + match[0].length)),
        line,
      });
    }
  }
  return directives;
}

function spanIn(comment: Span, offset: number, text: string): Span {
  return { start: comment.start + offset, end: comment.start + offset + text.trimEnd().length };
}

/** Which lines hold code. */
class Lines {
  readonly #text: string;
  readonly #comments: readonly Span[];
  readonly #starts: number[] = [0];
  /** The last answer found by looking ahead; comments before `until` share it, so that a long column of them is read once. */
  #ahead: { readonly until: number; readonly line: number } = { until: 0, line: 0 };

  /** From here on there are only comments and blanks. */
  #codeEnds = Number.POSITIVE_INFINITY;

  constructor(text: string, comments: readonly Span[]) {
    this.#text = text;
    this.#comments = comments;
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) this.#starts.push(at + 1);
  }

  /** The line a comment speaks about: its own if there is code on it, else the next one that holds code (its own if none does). */
  spokenOf(index: number): number {
    const comment = this.#comments[index];
    if (!comment) return 0;
    const first = this.#lineAt(comment.start);
    if (this.#text.slice(this.#starts[first], comment.start).trim() !== '' && !this.#isComment(index - 1, comment.start, first))
      return first;
    if (comment.end >= this.#codeEnds) return first;
    if (comment.end <= this.#ahead.until) return this.#ahead.line;
    let from = comment.end;
    for (let next = index + 1; ; next++) {
      const following = this.#comments[next];
      const code = this.#text.slice(from, following?.start).search(/\S/);
      if (code !== -1) {
        this.#ahead = { until: from + code, line: this.#lineAt(from + code) };
        return this.#ahead.line;
      }
      if (!following) {
        this.#codeEnds = Math.min(this.#codeEnds, comment.end);
        return first;
      }
      from = following.end;
    }
  }

  /** Whether all that stands on `line` before `end` is comment `index` and those before it. */
  #isComment(index: number, end: number, line: number): boolean {
    const start = this.#starts[line] ?? 0;
    let stop = end;
    for (let at = index; at >= 0; at--) {
      const comment = this.#comments[at];
      if (!comment || comment.end <= start) break;
      if (this.#text.slice(comment.end, stop).trim() !== '') return false;
      stop = Math.max(start, comment.start);
    }
    return this.#text.slice(start, stop).trim() === '';
  }

  #lineAt(offset: number): number {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
