/** TypeScript and JavaScript: source text in, IR out. */
import type { Parser } from 'web-tree-sitter';
import type { Module } from '#server/ir/ir.ts';
import { readDirectives } from '../directives.ts';
import type { Grammars, Parse } from '../frontend.ts';
import type { GrammarFacts } from '../nodes.ts';
import { readText } from '../read.ts';
import { Units } from '../units.ts';
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

export const parseTypescript: Parse = (text, grammars, options, previous) => {
  if (previous?.text === text) return previous;
  const { parser, facts } = grammarOf(grammars, options.extension);
  const { tree, syntax, source, errors, isUnread } = readText(parser, text, facts, { of: repairs }, previous);
  const units = new Units(text, [...errors, ...source.touched], previous?.units as Units<undefined> | undefined);
  const lowering = new Lowering(source, rules, errors.length > 0, units);
  // Where hardly anything could be read, the whole file is one error.
  const body = lowering.statements(syntax.root.type === 'ERROR' ? [syntax.root] : syntax.root.children);
  const module: Module = {
    language: 'typescript',
    body,
    directives: readDirectives(
      text,
      syntax.comments.map(comment => lowering.span(comment)),
    ),
    errors,
  };
  return { text, module, tree, units, ...(isUnread && { isUnread }), dispose: () => tree.delete() };
};

function grammarOf(grammars: Grammars, extension: string): { parser: Parser; facts: GrammarFacts } {
  return withCasts.has(extension) ? { parser: grammars.typescript, facts: typescriptFacts } : { parser: grammars.tsx, facts: tsxFacts };
}
