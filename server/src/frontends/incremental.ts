/** From one version of a text to the next: the edit between them, and parsing only what it touches. */
import { Edit, type Parser, type Point, type Tree } from 'web-tree-sitter';

/** No real file takes a tenth of this. But the grammars have inputs (a long run of lines that end in `\\`) that take time squared. */
const maxMilliseconds = (text: string): number => 3_000 + text.length / 200;

/** Parses `text` from the tree of another text, which stays as it is. Undefined if that takes too long. */
export function parseFrom(parser: Parser, text: string, last?: { readonly text: string; readonly tree: Tree }): Tree | undefined {
  const old = last?.tree.copy();
  if (last) old?.edit(editBetween(last.text, text));
  const latest = Date.now() + maxMilliseconds(text);
  const tree = parser.parse(text, old, { progressCallback: () => Date.now() > latest });
  old?.delete();
  if (!tree) parser.reset();
  return tree ?? undefined;
}

/** The smallest single replacement that turns `before` into `after`, told by their common beginning and end. */
export function editBetween(before: string, after: string): Edit {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  let tail = 0;
  while (tail < shorter - start && before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)) tail++;
  // Half a surrogate pair is no place to cut: the halves may belong to different characters.
  if (start > 0 && isHighSurrogate(before.charCodeAt(start - 1))) start--;
  if (tail > 0 && isLowSurrogate(before.charCodeAt(before.length - tail))) tail--;
  const oldEnd = before.length - tail;
  const newEnd = after.length - tail;
  const startPosition = pointAt(before, start, { row: 0, column: 0 }, 0);
  return new Edit({
    startIndex: start,
    oldEndIndex: oldEnd,
    newEndIndex: newEnd,
    startPosition,
    oldEndPosition: pointAt(before, oldEnd, startPosition, start),
    newEndPosition: pointAt(after, newEnd, startPosition, start),
  });
}

/** Row and column of `offset`, counted on from a place that is known. */
function pointAt(text: string, offset: number, known: Point, knownOffset: number): Point {
  let { row } = known;
  let lineStart = knownOffset - known.column;
  for (let at = text.indexOf('\n', knownOffset); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) {
    row++;
    lineStart = at + 1;
  }
  return { row, column: offset - lineStart };
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}
