/** The Python front end: Python 2 and 3 source to IR. */
import type { Module } from '#server/ir/ir.ts';
import { readDirectives } from '../directives.ts';
import type { Parse } from '../frontend.ts';
import type { GrammarFacts } from '../nodes.ts';
import { type Reading, readText } from '../read.ts';
import { Units } from '../units.ts';
import { callChains } from './calls.ts';
import { classStatements } from './classes.ts';
import { chains, expressions } from './expressions.ts';
import { functionExpressions, functionStatements } from './functions.ts';
import { importStatements } from './imports.ts';
import { literals } from './literals.ts';
import { Lowering, type Noted, type Rules } from './lower.ts';
import { matchStatements } from './match.ts';
import { repairs } from './repair.ts';
import { salvaging } from './salvage.ts';
import { statements } from './statements.ts';

const rules: Rules = {
  expressions: new Map([...literals, ...expressions, ...functionExpressions]),
  chains: new Map([...chains, ...callChains]),
  statements: new Map([...statements, ...matchStatements, ...functionStatements, ...classStatements, ...importStatements, ...salvaging]),
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
  const reading = readText(grammars.python, text, facts, repairs, previous);
  const { tree, isUnread, source, errors } = reading;
  const units = new Units(text, [...errors, ...source.touched], previous?.units as Units<Noted> | undefined);
  return { text, tree, module: lowerModule(text, reading, units), units, ...(isUnread && { isUnread }), dispose: () => tree.delete() };
};

function lowerModule(text: string, { syntax, source, errors }: Reading, units: Units<Noted>): Module {
  const lowering = new Lowering(text, source, rules, units);
  // Where hardly anything could be read, the whole file is one error.
  const body = syntax.root.type === 'ERROR' ? lowering.statements([syntax.root]) : lowering.statements(syntax.root.children);
  return {
    language: 'python',
    body,
    directives: readDirectives(
      text,
      syntax.comments.map(comment => lowering.span(comment)),
    ),
    ...(lowering.python2 && !lowering.trueDivision && { python2: true }),
    errors,
  };
}
