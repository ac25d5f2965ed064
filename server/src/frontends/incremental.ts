/** From one version of a text to the next: the edit between them, and parsing only what it touches. */
import { Edit, type Parser, type Point, type Tree } from 'web-tree-sitter';
import type { Parsed } from './frontend.ts';
import { type GrammarFacts, readTree, type SyntaxTree } from './nodes.ts';

/** The plain tree of each parsed text, for the next version of it to take over. */
const syntaxTrees = new WeakMap<Tree, SyntaxTree>();

/** No real file takes a tenth of this. But the grammars have inputs (a long run of lines that end in `\\`) that take time squared. */
const maxMilliseconds = 3_000;

/**
 * Parses `text`, starting from `previous` if there is one. `previous` is used up: its tree is freed here.
 * The caller owns the returned tree. A text that takes too long is read as one error.
 */
export function parseText(
  parser: Parser,
  text: string,
  facts: GrammarFacts,
  previous?: Pick<Parsed, 'text' | 'tree'>,
): { tree: Tree; syntax: SyntaxTree } {
  const before = previous && syntaxTrees.get(previous.tree);
  if (before) previous.tree.edit(editBetween(previous.text, text));
  const latest = Date.now() + maxMilliseconds;
  const tree = parser.parse(text, before && previous.tree, { progressCallback: () => Date.now() > latest });
  if (!tree) {
    previous?.tree.delete();
    return unread(parser, text, facts);
  }
  const syntax = readTree(tree, facts, before);
  syntaxTrees.set(tree, syntax);
  // Only now: while the old tree lives, an id of it cannot have been given to another subtree.
  previous?.tree.delete();
  return { tree, syntax };
}

/** An empty tree; it is not remembered, so that the next version of the text starts afresh. */
function unread(parser: Parser, text: string, facts: GrammarFacts): { tree: Tree; syntax: SyntaxTree } {
  parser.reset();
  const tree = parser.parse('');
  if (!tree) throw new Error('The parser has no grammar.');
  return { tree, syntax: { ...readTree(tree, facts), errors: [{ start: 0, end: text.length }] } };
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
