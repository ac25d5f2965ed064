/** Statements that are neither a function, a class nor an import. */
import type { Expr, FunctionDefinition, RecordEntry, Stmt, SwitchCase } from '#server/ir/ir.ts';
import { childOfField, childOfType, childrenOfType, operandsOf, type SyntaxNode } from '../nodes.ts';
import { classStatement } from './classes.ts';
import { assignmentStatement } from './expressions.ts';
import { after, annotationIn, castOf, type Lowering, type StatementRule } from './lower.ts';

export const statements: readonly (readonly [string, StatementRule])[] = [
  ['expression_statement', (node, lowering) => lowerExpressions(operandsOf(node)[0], lowering)],
  ['lexical_declaration', lowerDeclaration],
  ['variable_declaration', lowerDeclaration],
  ['statement_block', (node, lowering) => ({ kind: 'block', body: lowering.body(node), span: lowering.span(node) })],
  ['if_statement', lowerIf],
  ['for_statement', lowerFor],
  ['for_in_statement', lowerForIn],
  ['while_statement', lowerWhile],
  ['do_statement', lowerDo],
  ['switch_statement', lowerSwitch],
  ['try_statement', lowerTry],
  ['with_statement', lowerWith],
  ['return_statement', lowerReturn],
  ['throw_statement', (node, lowering) => ({ kind: 'raise', value: lowering.expression(operandsOf(node)[0]), span: lowering.span(node) })],
  ['break_statement', (node, lowering) => ({ kind: 'break', ...labelOf(node, lowering), span: lowering.span(node) })],
  ['continue_statement', (node, lowering) => ({ kind: 'continue', ...labelOf(node, lowering), span: lowering.span(node) })],
  ['labeled_statement', lowerLabelled],
  ['internal_module', lowerNamespace],
  ['module', lowerNamespace],
  ['empty_statement', () => []],
  ['debugger_statement', () => []],
  ['interface_declaration', () => []],
  ['type_alias_declaration', () => []],
  ['ambient_declaration', () => []],
  ['function_signature', () => []],
];

/** Expressions whose values nobody uses: `a(), b = c` is two statements. */
function lowerExpressions(node: SyntaxNode | undefined, lowering: Lowering): Stmt[] {
  if (!node) return [];
  // `({ a } = b);` needs its parentheses only to be no block.
  if (node.type === 'sequence_expression' || node.type === 'parenthesized_expression') {
    lowering.salvageIn(node);
    return operandsOf(node).flatMap(child => lowerExpressions(child, lowering));
  }
  if (node.type === 'internal_module') return [lowerNamespace(node, lowering)];
  const assignment = assignmentStatement(node, lowering);
  if (assignment) return [assignment];
  const value = lowering.expression(node);
  const span = lowering.span(node);
  if (value.kind === 'opaque' && value.what === 'delete') return [{ kind: 'delete', targets: value.parts, span }];
  return [{ kind: 'expression', value, span }];
}

function lowerDeclaration(node: SyntaxNode, lowering: Lowering): Stmt[] {
  const kind = node.children[0]?.type;
  const declares = kind === 'const' || kind === 'let' ? kind : 'var';
  return childrenOfType(node, 'variable_declarator').map(declarator => {
    lowering.salvageIn(declarator);
    const name = operandsOf(declarator)[0];
    const initialiser = after(declarator, '=');
    if (initialiser?.type === 'class' && name?.type === 'identifier' && !childOfType(initialiser, 'type_identifier')) {
      return classStatement(initialiser, lowering, name);
    }
    const annotation = annotationIn(declarator, lowering) ?? castOf(initialiser, lowering);
    const end = lowering.span(declarator).end;
    return {
      kind: 'assign',
      targets: [lowering.pattern(name)],
      value: initialiser ? lowering.expression(initialiser) : { kind: 'none', span: { start: end, end } },
      ...(annotation !== undefined && { annotation }),
      declares,
      span: lowering.span(declarator),
    };
  });
}

function lowerIf(node: SyntaxNode, lowering: Lowering): Stmt[] {
  // `else if` parses as a nest; walk it with a loop and close it from the end.
  const chain: { node: SyntaxNode; test: Expr; then: Stmt[] }[] = [];
  let otherwise: Stmt[] = [];
  for (let next: SyntaxNode | undefined = node; next; ) {
    if (next !== node) lowering.salvageIn(next);
    const [test, then] = operandsOf(next);
    chain.push({ node: next, test: lowering.expression(test), then: then?.type === 'else_clause' ? [] : lowering.body(then) });
    const clause: SyntaxNode | undefined = childOfType(next, 'else_clause');
    const branch: SyntaxNode | undefined = clause && operandsOf(clause)[0];
    next = branch?.type === 'if_statement' ? branch : undefined;
    if (!next && branch) otherwise = lowering.body(branch);
  }
  for (let link = chain.pop(); link; link = chain.pop()) {
    otherwise = [{ kind: 'if', test: link.test, then: link.then, otherwise, span: lowering.span(link.node) }];
  }
  return otherwise;
}

// ---- loops ----------------------------------------------------------------

/** `for (let i = 0; i < n; i++)` is a block: the initialiser, then a `while` with an update. */
function lowerFor(node: SyntaxNode, lowering: Lowering): Stmt {
  const span = lowering.span(node);
  const initialiser = childOfField(node, 'initializer');
  const condition = childOfField(node, 'condition');
  const before = !initialiser
    ? []
    : lowering.isExpression(initialiser)
      ? lowerExpressions(initialiser, lowering)
      : lowering.statements([initialiser]);
  const update = lowerExpressions(childOfField(node, 'increment'), lowering);
  const end = lowering.span(condition ?? node).end;
  const test: Expr =
    condition && condition.type !== 'empty_statement'
      ? lowering.expression(condition)
      : { kind: 'boolean', value: true, span: { start: end, end } };
  const loop: Stmt = { kind: 'while', test, body: lowering.body(childOfField(node, 'body')), update, otherwise: [], span };
  return before.length === 0 ? loop : { kind: 'block', body: [...before, loop], span };
}

function lowerForIn(node: SyntaxNode, lowering: Lowering): Stmt {
  const over = node.children.some(child => child.type === 'in') ? 'keys' : 'values';
  const [target] = operandsOf(node);
  const iterable = after(node, over === 'keys' ? 'in' : 'of');
  const body = after(node, ')');
  return {
    kind: 'for',
    target: lowering.pattern(target),
    iterable: lowering.expression(iterable),
    over,
    body: lowering.body(body),
    otherwise: [],
    span: lowering.span(node),
  };
}

function labelOf(node: SyntaxNode, lowering: Lowering): { readonly label?: string } {
  const [label] = operandsOf(node);
  return label ? { label: lowering.textOf(label) } : {};
}

/** A block that `break label` leaves, around a loop that `continue label` goes on with. */
function lowerLabelled(node: SyntaxNode, lowering: Lowering): Stmt {
  const { label = '' } = labelOf(node, lowering);
  const body = lowering.statements(operandsOf(node).slice(1)).map(statement => labelled(statement, label));
  return { kind: 'block', body, label, span: lowering.span(node) };
}

/** `for (;;)` is a loop at the end of a block. */
function labelled(statement: Stmt, label: string): Stmt {
  if (statement.kind === 'for' || statement.kind === 'while') return { ...statement, label };
  const last = statement.kind === 'block' ? statement.body.at(-1) : undefined;
  if (statement.kind !== 'block' || last?.kind !== 'while') return statement;
  return { ...statement, body: [...statement.body.slice(0, -1), { ...last, label }] };
}

function lowerWhile(node: SyntaxNode, lowering: Lowering): Stmt {
  const [test, body] = operandsOf(node);
  return { kind: 'while', test: lowering.expression(test), body: lowering.body(body), otherwise: [], span: lowering.span(node) };
}

function lowerDo(node: SyntaxNode, lowering: Lowering): Stmt {
  const [body, test] = operandsOf(node);
  return {
    kind: 'while',
    test: lowering.expression(test),
    body: lowering.body(body),
    first: 'body',
    otherwise: [],
    span: lowering.span(node),
  };
}

// ---- branches out of the ordinary -----------------------------------------

function lowerSwitch(node: SyntaxNode, lowering: Lowering): Stmt {
  const [subject, block] = operandsOf(node);
  const cases: SwitchCase[] = [];
  if (block) lowering.salvageIn(block);
  const branches = block ? operandsOf(block) : [];
  for (const branch of branches) {
    if (branch.type !== 'switch_case' && branch.type !== 'switch_default') continue;
    const colon = branch.children.findIndex(child => child.type === ':');
    const test = branch.type === 'switch_case' ? after(branch, 'case') : undefined;
    const body = lowering.statements(branch.children.slice(colon + 1));
    cases.push({
      ...(test && { test: lowering.expression(test) }),
      literal: true,
      binds: [],
      body: withoutBreak(body),
      falls: branch !== branches.at(-1) && !leaves(body.at(-1)),
    });
  }
  return { kind: 'switch', subject: lowering.expression(subject), cases, span: lowering.span(node) };
}

/** The `break` that ends a case is said by `falls: false`. One deeper inside (`if (x) break;`) stays and leaves the switch. */
function withoutBreak(body: readonly Stmt[]): readonly Stmt[] {
  const last = body.at(-1);
  if (last?.kind === 'break') return body.slice(0, -1);
  if (last?.kind === 'block') return [...body.slice(0, -1), { ...last, body: withoutBreak(last.body) }];
  return body;
}

/** Whether what follows the statement is never reached from it. */
function leaves(statement: Stmt | undefined): boolean {
  switch (statement?.kind) {
    case 'break':
    case 'continue':
    case 'return':
    case 'raise':
      return true;
    case 'block':
      return leaves(statement.body.at(-1));
    case 'if':
      return leaves(statement.then.at(-1)) && leaves(statement.otherwise.at(-1));
    default:
      return false;
  }
}

function lowerTry(node: SyntaxNode, lowering: Lowering): Stmt {
  const handler = childOfType(node, 'catch_clause');
  const finaliser = childOfType(node, 'finally_clause');
  return {
    kind: 'try',
    body: lowering.body(childOfType(node, 'statement_block')),
    handlers: handler ? [lowerCatch(handler, lowering)] : [],
    otherwise: [],
    last: finaliser ? lowering.body(childOfType(finaliser, 'statement_block')) : [],
    span: lowering.span(node),
  };
}

function lowerCatch(node: SyntaxNode, lowering: Lowering): { name?: string; body: readonly Stmt[] } {
  const parameter = after(node, '(');
  const body = lowering.body(childOfType(node, 'statement_block'));
  if (!parameter || parameter.type === 'statement_block') return { body };
  if (parameter.type === 'identifier') return { name: lowering.textOf(parameter), body };
  // `catch ({ message })` takes an exception apart that nothing is known of.
  const value = lowering.opaque('exception', parameter);
  const span = lowering.span(parameter);
  return { body: [{ kind: 'assign', targets: [lowering.pattern(parameter)], value, declares: 'let', span }, ...body] };
}

/** Sloppy JavaScript's `with (object) body`, whose names may be the object's: only the calls in it are worth reading. */
function lowerWith(node: SyntaxNode, lowering: Lowering): Stmt[] {
  const [object, body] = operandsOf(node);
  const value = lowering.expression(object);
  return [
    { kind: 'expression', value, span: value.span },
    { kind: 'block', body: lowering.body(body), span: lowering.span(node) },
  ];
}

function lowerReturn(node: SyntaxNode, lowering: Lowering): Stmt {
  const value = operandsOf(node)[0];
  return { kind: 'return', ...(value && { value: lowering.expression(value) }), span: lowering.span(node) };
}

/** `namespace Sizes { export const small = 3 }`: an object of what it exports, made by a function. Another part of it may export more. */
function lowerNamespace(node: SyntaxNode, lowering: Lowering): Stmt {
  const span = lowering.span(node);
  const body = lowering.body(childOfType(node, 'statement_block'));
  const name = childOfType(node, 'identifier');
  if (!name) return { kind: 'block', body, span };
  const exported = body.flatMap(statement => (statement.kind === 'export' && statement.from === undefined ? statement.names : []));
  const entries: RecordEntry[] = [
    { value: lowering.opaque('namespace', node), span },
    ...exported.map(
      ({ name: key, local = key, value }): RecordEntry => ({
        key: { kind: 'string', value: key, span },
        value: value ?? { kind: 'name', name: local, span },
        span,
      }),
    ),
  ];
  const returned: Stmt = { kind: 'return', value: { kind: 'record', entries, span }, span };
  const definition: FunctionDefinition = {
    params: [],
    body: [...body, returned],
    decorators: [],
    isAsync: false,
    isGenerator: false,
    isArrow: true,
    span,
  };
  return {
    kind: 'assign',
    targets: [{ kind: 'name', name: lowering.textOf(name), span: lowering.span(name) }],
    value: { kind: 'call', callee: { kind: 'function', definition, span }, args: [], argsSpan: span, span },
    declares: 'var',
    span,
  };
}
