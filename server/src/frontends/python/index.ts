/** The Python front end: Python 2 and 3 source to IR. */
import type { Module } from '#server/ir/ir.ts';
import { readDirectives } from '../directives.ts';
import type { Parse } from '../frontend.ts';
import { parseText } from '../incremental.ts';
import type { GrammarFacts, SyntaxTree } from '../nodes.ts';
import { callChains } from './calls.ts';
import { classStatements } from './classes.ts';
import { chains, expressions } from './expressions.ts';
import { functionExpressions, functionStatements } from './functions.ts';
import { importStatements } from './imports.ts';
import { literals } from './literals.ts';
import { Lowering, type Rules } from './lower.ts';
import { matchStatements } from './match.ts';
import { statements } from './statements.ts';

const rules: Rules = {
  expressions: new Map([...literals, ...expressions, ...functionExpressions]),
  chains: new Map([...chains, ...callChains]),
  statements: new Map([...statements, ...matchStatements, ...functionStatements, ...classStatements, ...importStatements]),
};

const facts: GrammarFacts = {
  leaves: new Set([
    'identifier',
    'integer',
    'float',
    'true',
    'false',
    'none',
    'ellipsis',
    'string_start',
    'string_content',
    'string_end',
    'type_conversion',
    'format_specifier',
    // Annotations are kept as text.
    'type',
    'type_parameter',
    'pass_statement',
    'break_statement',
    'continue_statement',
    'wildcard_import',
    'import_prefix',
    'positional_separator',
    'keyword_separator',
  ]),
  // The order and types of children tell everything in this grammar.
  fieldsOf: new Set(),
  comments: new Set(['comment', 'line_continuation']),
};

export const parsePython: Parse = (text, grammars, _options, previous) => {
  if (previous?.text === text) return previous;
  const { tree, syntax } = parseText(grammars.python, text, facts, previous);
  return { text, tree, module: lowerModule(text, syntax), dispose: () => tree.delete() };
};

function lowerModule(text: string, syntax: SyntaxTree): Module {
  const lowering = new Lowering(text, rules);
  const body = lowering.statements(syntax.root.children);
  return {
    language: 'python',
    body,
    directives: readDirectives(text, syntax.comments),
    ...(lowering.python2 && !lowering.trueDivision && { python2: true }),
    errors: syntax.errors,
  };
}
