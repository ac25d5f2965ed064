/** Parses a text as it stands or, where that fails, repaired. */
import type { Parser, Tree } from 'web-tree-sitter';
import type { Span } from '#server/ir/ir.ts';
import type { Parsed } from './frontend.ts';
import { parseText } from './incremental.ts';
import type { GrammarFacts, SyntaxTree } from './nodes.ts';
import { Source } from './source.ts';

export interface Reading {
  readonly tree: Tree;
  /** Its offsets are those of `source.text`. */
  readonly syntax: SyntaxTree;
  readonly source: Source;
  /** In the text as written. */
  readonly errors: readonly Span[];
}

/** Longer texts (bundles, generated data) are not typed by hand, and repairing them would take seconds. */
const patience = 200_000;

export interface Repairs {
  /** Text that parses without an error and yet not as meant (`y = x.` with a statement on the next line). */
  readonly suspicious?: RegExp;
  /** Repaired texts, the likeliest first. Empty if there is nothing to repair. */
  of(text: string): Source[];
}

/** The text that each tree is the tree of: repaired, where the text as written could not be read. */
const sources = new WeakMap<Tree, string>();

/** Whichever text leaves least unread. Takes over `previous`, like `parseText`. */
export function readText(parser: Parser, text: string, facts: GrammarFacts, repairs: Repairs, previous?: Parsed): Reading {
  type Attempt = Reading & { readonly unread: number };
  const attempt = (source: Source, last: { readonly text: string; readonly tree: Tree } | undefined): Attempt => {
    const { tree, syntax } = parseText(parser, source.text, facts, last);
    sources.set(tree, source.text);
    const left = syntax.errors.map(error => source.span(error.start, error.end));
    const errors = merged([...left, ...source.faults]);
    return { tree, syntax, source, errors, unread: left.reduce((sum, error) => sum + 1 + error.end - error.start, 0) };
  };
  let latest = attempt(new Source(text), previous && { text: sources.get(previous.tree) ?? previous.text, tree: previous.tree });
  if (text.length > patience || (latest.unread === 0 && !repairs.suspicious?.test(text))) return latest;
  let best = latest;
  for (const candidate of repairs.of(text)) {
    latest = attempt(candidate, { text: latest.source.text, tree: latest.tree });
    // A later candidate knows less of what belongs together, so it must read a good deal more.
    const better = best.source.text === text ? latest.unread <= best.unread : 2 * latest.unread + 40 < best.unread;
    if (better) best = latest;
    if (latest.unread === 0) break;
  }
  // Each attempt used up the tree of the one before it.
  return latest === best ? best : attempt(best.source, { text: latest.source.text, tree: latest.tree });
}

/** In order, without repetitions. */
function merged(spans: readonly Span[]): Span[] {
  const ordered = spans.toSorted((a, b) => a.start - b.start || b.end - a.end);
  return ordered.filter(
    ({ start, end }, index) => index === 0 || start !== ordered[index - 1]?.start || end > (ordered[index - 1]?.end ?? 0),
  );
}
