/** Parses a text as it stands or, where that fails, repaired; from the previous version of it, only what differs is parsed and read. */
import type { Parser, Tree } from 'web-tree-sitter';
import type { Span } from '#server/ir/ir.ts';
import type { Parsed } from './frontend.ts';
import { parseFrom } from './incremental.ts';
import { errorSpansOf, type GrammarFacts, readTree, type SyntaxTree } from './nodes.ts';
import { Source } from './source.ts';

export interface Reading {
  /** The caller's, to delete. */
  readonly tree: Tree;
  /** Its offsets are those of `source.text`. */
  readonly syntax: SyntaxTree;
  readonly source: Source;
  /** In the text as written. */
  readonly errors: readonly Span[];
  readonly isUnread?: true;
}

export interface Repairs {
  /** Text that parses without an error and yet not as meant (`y = x.` with a statement on the next line). */
  readonly suspicious?: RegExp;
  /** Repaired texts, the likeliest first. Empty if there is nothing to repair. */
  of(text: string): Source[];
}

/** Longer texts (bundles, generated data) are not typed by hand, and repairing them would take seconds. */
const patience = 200_000;

/** What is known of each tree handed out, for the next version of its text. A text that took too long leaves nothing. */
const readings = new WeakMap<Tree, Reading>();

/** Takes over `previous`: its tree is freed here. */
export function readText(parser: Parser, text: string, facts: GrammarFacts, repairs: Repairs, previous?: Parsed): Reading {
  const before = previous && readings.get(previous.tree);
  const attempts = new Attempts(parser, facts, before);
  const reading = read(text, attempts, repairs, before) ?? unread(parser, text, facts);
  // Only now: while the older trees live, an id of theirs cannot have been given to another subtree.
  attempts.deleteOthers(reading.tree);
  if (previous && previous.tree !== reading.tree) previous.tree.delete();
  return reading;
}

/** Undefined if parsing takes too long. */
function read(text: string, attempts: Attempts, repairs: Repairs, before: Reading | undefined): Reading | undefined {
  let candidates: Source[] | undefined;
  // A text that needed repair most likely still does while one types on: then the text as written need not be parsed.
  if (before && before.source.text !== before.source.written && text.length <= patience) {
    candidates = repairs.of(text);
    const [likeliest] = candidates;
    const attempt = likeliest && attempts.parse(likeliest);
    if (attempt && !attempt.tree.rootNode.hasError) return attempts.read(attempt);
  }
  let best = attempts.parse(new Source(text));
  if (!best) return undefined;
  if (text.length > patience || (!best.tree.rootNode.hasError && !repairs.suspicious?.test(text))) return attempts.read(best);
  for (const source of candidates ?? repairs.of(text)) {
    const attempt = attempts.parse(source);
    if (!attempt) continue;
    if (!attempt.tree.rootNode.hasError) return attempts.read(attempt);
    const unread = attempts.unread(attempt);
    // A later candidate knows less of what belongs together, so it must read a good deal more.
    const isBetter = best.source.text === text ? unread <= attempts.unread(best) : 2 * unread + 40 < attempts.unread(best);
    if (isBetter) best = attempt;
  }
  return attempts.read(best);
}

interface Attempt {
  readonly tree: Tree;
  readonly source: Source;
}

/** The trees of one text, each parsed from the one before it; which of them is worth reading shows later. */
class Attempts {
  readonly #parser: Parser;
  readonly #facts: GrammarFacts;
  readonly #before: Reading | undefined;
  readonly #all: Attempt[] = [];

  constructor(parser: Parser, facts: GrammarFacts, before: Reading | undefined) {
    this.#parser = parser;
    this.#facts = facts;
    this.#before = before;
  }

  parse(source: Source): Attempt | undefined {
    const known = this.#all.find(attempt => attempt.source.text === source.text);
    if (known) return { tree: known.tree, source };
    const last = this.#all.at(-1) ?? this.#before;
    const tree = parseFrom(this.#parser, source.text, last && { text: last.source.text, tree: last.tree });
    if (!tree) return undefined;
    const attempt = { tree, source };
    this.#all.push(attempt);
    return attempt;
  }

  /** How much of the text is in error nodes. */
  unread(attempt: Attempt): number {
    return errorSpansOf(attempt.tree).reduce((sum, { start, end }) => {
      const span = attempt.source.span(start, end);
      return sum + 1 + span.end - span.start;
    }, 0);
  }

  read({ tree, source }: Attempt): Reading {
    const syntax = readTree(tree, this.#facts, this.#before?.syntax);
    const errors = inOrder([...syntax.errors.map(({ start, end }) => source.span(start, end)), ...source.faults]);
    const reading = { tree, syntax, source, errors };
    readings.set(tree, reading);
    return reading;
  }

  deleteOthers(kept: Tree): void {
    for (const { tree } of this.#all) if (tree !== kept) tree.delete();
  }
}

/** One error, and an empty tree; it is not remembered, so that the next version of the text starts afresh. */
function unread(parser: Parser, text: string, facts: GrammarFacts): Reading {
  parser.reset();
  const tree = parser.parse('');
  if (!tree) throw new Error('The parser has no grammar.');
  return { tree, syntax: readTree(tree, facts), source: new Source(''), errors: [{ start: 0, end: text.length }], isUnread: true };
}

/** Sorted, without repetitions: several brackets can be missing at one place. */
function inOrder(spans: readonly Span[]): Span[] {
  const ordered = spans.toSorted((a, b) => a.start - b.start || a.end - b.end);
  return ordered.filter(({ start, end }, index) => start !== ordered[index - 1]?.start || end !== ordered[index - 1]?.end);
}
