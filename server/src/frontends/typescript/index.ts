/** TypeScript and JavaScript: source text in, IR out. */
import type { Parser, Tree } from 'web-tree-sitter';
import type { Module, Span } from '#server/ir/ir.ts';
import { readDirectives } from '../directives.ts';
import type { Grammars, Parse, Parsed } from '../frontend.ts';
import { parseText } from '../incremental.ts';
import type { GrammarFacts, SyntaxTree } from '../nodes.ts';
import { callChains, callExpressions } from './calls.ts';
import { classExpressions, classStatements } from './classes.ts';
import { expressionChains, expressions } from './expressions.ts';
import { functionExpressions, functionStatements } from './functions.ts';
import { importStatements } from './imports.ts';
import { literals } from './literals.ts';
import { Lowering, type Rules } from './lower.ts';
import { lowerPattern } from './patterns.ts';
import { repairs } from './repair.ts';
import { salvage } from './salvage.ts';
import { Source } from './source.ts';
import { statements } from './statements.ts';

const rules: Rules = {
  expressions: new Map([...expressions, ...callExpressions, ...functionExpressions, ...classExpressions, ...literals]),
  chains: new Map([...expressionChains, ...callChains]),
  statements: new Map([...statements, ...functionStatements, ...classStatements, ...importStatements]),
  pattern: lowerPattern,
  salvage,
};

/** Types and names say all they have to say as text. */
const leaves: ReadonlySet<string> = new Set([
  ...['identifier', 'property_identifier', 'private_property_identifier', 'shorthand_property_identifier', 'type_identifier'],
  ...['shorthand_property_identifier_pattern', 'statement_identifier', 'number', 'string', 'regex', 'this', 'super', 'import'],
  ...['true', 'false', 'null', 'undefined', 'meta_property', 'accessibility_modifier', 'override_modifier', 'optional_chain'],
  ...['string_fragment', 'escape_sequence', 'jsx_text', 'hash_bang_line', 'empty_statement', 'predefined_type'],
  ...['type_annotation', 'type_predicate_annotation', 'asserts_annotation', 'type_arguments', 'type_parameters', 'implements_clause'],
  ...['interface_declaration', 'type_alias_declaration', 'ambient_declaration', 'function_signature', 'method_signature'],
  ...['abstract_method_signature', 'index_signature'],
]);

const facts = (): GrammarFacts => ({ leaves, fieldsOf: new Set(['for_statement']), comments: new Set(['comment', 'html_comment']) });

/** One each, since the numbers of node types differ between the grammars. */
const typescriptFacts = facts();
const tsxFacts = facts();

/** The `.ts` grammar reads `<T>x` as a cast, the other one as JSX. Plain JavaScript has no casts and may have JSX. */
const withCasts: ReadonlySet<string> = new Set(['.ts', '.mts', '.cts']);

interface ParsedTypescript extends Parsed {
  /** The text that `tree` is the tree of: repaired where the user's own could not be read. */
  readonly source: string;
}

export const parseTypescript: Parse = (text, grammars, options, previous) => {
  if (previous?.text === text) return previous;
  const { parser, facts } = grammarOf(grammars, options.extension);
  const { tree, syntax, source, errors } = read(parser, text, facts, previous);
  const lowering = new Lowering(source, rules, errors.length > 0);
  const body = lowering.statements(syntax.root.children);
  const module: Module = {
    language: 'typescript',
    body,
    directives: readDirectives(
      text,
      syntax.comments.map(comment => lowering.span(comment)),
    ),
    errors,
  };
  const parsed: ParsedTypescript = { text, module, tree, source: source.text, dispose: () => tree.delete() };
  return parsed;
};

function grammarOf(grammars: Grammars, extension: string): { parser: Parser; facts: GrammarFacts } {
  return withCasts.has(extension) ? { parser: grammars.typescript, facts: typescriptFacts } : { parser: grammars.tsx, facts: tsxFacts };
}

/** Longer texts (bundles, generated data) are not typed by hand, and repairing them would take seconds. */
const patience = 200_000;

interface Read {
  readonly tree: Tree;
  readonly syntax: SyntaxTree;
  readonly source: Source;
  /** In the user's text. */
  readonly errors: readonly Span[];
  /** How much of the text is in error nodes. */
  readonly unread: number;
}

/** Parses the text as it stands or, where that fails, repaired, whichever leaves least unread. */
function read(parser: Parser, text: string, facts: GrammarFacts, previous: Parsed | undefined): Read {
  const parse = (source: Source, last: { readonly text: string; readonly tree: Tree } | undefined): Read => {
    const { tree, syntax } = parseText(parser, source.text, facts, last);
    const left = syntax.errors.map(error => source.span(error.start, error.end));
    return { tree, syntax, source, errors: inOrder([...left, ...source.faults]), unread: extent(left) };
  };
  let latest = parse(new Source(text), previous && { text: sourceOf(previous), tree: previous.tree });
  if (!latest.tree.rootNode.hasError) return latest;
  let best = latest;
  for (const candidate of text.length > patience ? [] : repairs(text)) {
    latest = parse(candidate, { text: latest.source.text, tree: latest.tree });
    // A later candidate knows less of what belongs together, so it must read a good deal more.
    const better = best.source.text === text ? latest.unread <= best.unread : 2 * latest.unread + 40 < best.unread;
    if (better) best = latest;
    if (latest.unread === 0) break;
  }
  // Each parse used up the tree of the one before it.
  return latest === best ? best : parse(best.source, { text: latest.source.text, tree: latest.tree });
}

function sourceOf(parsed: Parsed): string {
  return 'source' in parsed && typeof parsed.source === 'string' ? parsed.source : parsed.text;
}

/** Sorted, without repetitions: several brackets can be missing at one place. */
function inOrder(spans: readonly Span[]): Span[] {
  const sorted = spans.toSorted((a, b) => a.start - b.start || a.end - b.end);
  return sorted.filter((span, index) => index === 0 || span.start !== sorted[index - 1]?.start || span.end !== sorted[index - 1]?.end);
}

function extent(errors: readonly Span[]): number {
  return errors.reduce((sum, error) => sum + 1 + error.end - error.start, 0);
}
