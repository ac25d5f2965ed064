/** Simple statements, loops, conditions, `with` and `try`; `match` is in `match.ts`. */
import type { AssignStmt, AttributeExpr, CallExpr, Expr, Pattern, Span, Stmt } from '#server/ir/ir.ts';
import { childOfType, childrenOfType, hasToken, operandsOf, type SyntaxNode } from '../nodes.ts';
import { bodyOf } from './blocks.ts';
import { endOf, type Lowering, type StatementRule } from './lower.ts';
import { lowerPattern } from './patterns.ts';

const expressionStatement: StatementRule = (node, lowering) => {
  const [first, ...more] = operandsOf(node);
  if (first?.type === 'assignment') return assignment(first, lowering);
  if (first?.type === 'augmented_assignment') return augmented(first, lowering);
  if (!first) return [];
  const isTuple = more.length > 0 || hasToken(node, ',');
  return {
    kind: 'expression',
    value: isTuple ? tuple([first, ...more], node, lowering) : lowering.expression(first),
    span: lowering.span(node),
  };
};

function tuple(nodes: readonly SyntaxNode[], at: Span, lowering: Lowering): Expr {
  return { kind: 'sequence', type: 'tuple', items: lowering.expressions(nodes), span: lowering.span(at) };
}

/** One expression, or several with commas. */
function values(nodes: readonly SyntaxNode[], lowering: Lowering): Expr | undefined {
  const [first] = nodes;
  if (!first) return undefined;
  return nodes.length === 1
    ? lowering.expression(first)
    : tuple(nodes, { start: first.start, end: nodes.at(-1)?.end ?? first.end }, lowering);
}

/** `a = b = c` parses as a nest that opens to the right. */
const assignment = (node: SyntaxNode, lowering: Lowering): AssignStmt => {
  const targets: Pattern[] = [];
  let annotation: string | undefined;
  let value: SyntaxNode | undefined = node;
  while (value?.type === 'assignment') {
    const [target, ...others]: SyntaxNode[] = operandsOf(value);
    const type = others.find(child => child.type === 'type');
    if (type) annotation = lowering.textOf(type);
    targets.push(lowerPattern(target, lowering, value));
    value = others.find(child => child !== type);
  }
  const end = endOf(node);
  return {
    kind: 'assign',
    targets,
    // `x: int` alone declares and gives no value.
    value: value || annotation === undefined ? lowering.expression(value, end) : lowering.opaque('declaration', end),
    ...(annotation !== undefined && { annotation }),
    span: lowering.span(node),
  };
};

const augmented = (node: SyntaxNode, lowering: Lowering): AssignStmt => {
  const [target, value] = operandsOf(node);
  const operator = node.children.find(child => !child.named)?.type.slice(0, -1) ?? '+';
  return {
    kind: 'assign',
    targets: [lowerPattern(target, lowering, node)],
    operator: operator as NonNullable<AssignStmt['operator']>,
    value: lowering.expression(value, endOf(node)),
    span: lowering.span(node),
  };
};

/** `elif` clauses come as a list; the IR nests them, built from the last one inwards. */
const conditional: StatementRule = (node, lowering) => {
  const otherwise = childOfType(node, 'else_clause');
  let rest: Stmt[] = otherwise ? bodyOf(otherwise, lowering) : [];
  for (const clause of [node, ...childrenOfType(node, 'elif_clause')].reverse()) {
    const test = lowering.expression(testOf(clause), { start: clause.start, end: clause.start });
    rest = [
      { kind: 'if', test, then: bodyOf(clause, lowering), otherwise: rest, span: lowering.span({ start: clause.start, end: node.end }) },
    ];
  }
  return rest;
};

function testOf(node: SyntaxNode): SyntaxNode | undefined {
  const [first] = operandsOf(node);
  return first?.type === 'block' ? undefined : first;
}

function elseOf(node: SyntaxNode, lowering: Lowering): Stmt[] {
  const clause = childOfType(node, 'else_clause');
  return clause ? bodyOf(clause, lowering) : [];
}

const forLoop: StatementRule = (node, lowering) => {
  const [target, iterable] = operandsOf(node);
  return {
    kind: 'for',
    target: lowerPattern(target, lowering, node),
    iterable: lowering.expression(iterable?.type === 'block' ? undefined : iterable, node),
    over: 'values',
    body: bodyOf(node, lowering),
    otherwise: elseOf(node, lowering),
    span: lowering.span(node),
  };
};

const whileLoop: StatementRule = (node, lowering) => ({
  kind: 'while',
  test: lowering.expression(testOf(node), node),
  body: bodyOf(node, lowering),
  otherwise: elseOf(node, lowering),
  span: lowering.span(node),
});

const withStatement: StatementRule = (node, lowering) => {
  const clause = childOfType(node, 'with_clause');
  const items = clause ? childrenOfType(clause, 'with_item') : [];
  return {
    kind: 'with',
    items: items.map(item => {
      const [value] = operandsOf(item);
      if (value?.type !== 'as_pattern') return { value: lowering.expression(value, item) };
      const [context, target] = operandsOf(value);
      return { value: lowering.expression(context, item), target: lowerPattern(target, lowering, item) };
    }),
    body: bodyOf(node, lowering),
    span: lowering.span(node),
  };
};

const tryStatement: StatementRule = (node, lowering) => {
  const last = childOfType(node, 'finally_clause');
  return {
    kind: 'try',
    body: bodyOf(node, lowering),
    handlers: childrenOfType(node, 'except_clause').map(clause => handler(clause, lowering)),
    otherwise: elseOf(node, lowering),
    last: last ? bodyOf(last, lowering) : [],
    span: lowering.span(node),
  };
};

type Handler = Extract<Stmt, { readonly kind: 'try' }>['handlers'][number];

/** `except E as e`, Python 2's `except E, e`, and Python 3.14's `except E, F`. */
function handler(clause: SyntaxNode, lowering: Lowering): Handler {
  const body = bodyOf(clause, lowering);
  const types = operandsOf(clause).filter(child => child.type !== 'block');
  const [first, second] = types;
  if (!first) return { body };
  if (first.type === 'as_pattern') {
    const [type, alias] = operandsOf(first);
    return { ...nameOf(alias, lowering), type: lowering.expression(type, first), body };
  }
  // Exceptions begin with a capital, variables do not; nothing else tells the two meanings apart.
  if (types.length === 2 && second && !/^[A-Z]/.test(lowering.textOf(second))) {
    lowering.python2 = true;
    return { ...nameOf(second, lowering), type: lowering.expression(first), body };
  }
  return { type: values(types, lowering) ?? lowering.expression(first), body };
}

function nameOf(alias: SyntaxNode | undefined, lowering: Lowering): { readonly name?: string } {
  const name = alias ? lowering.textOf(alias) : '';
  return /^\w+$/.test(name) ? { name } : {};
}

const returning: StatementRule = (node, lowering) => {
  const value = values(operandsOf(node), lowering);
  return { kind: 'return', ...(value && { value }), span: lowering.span(node) };
};

const raising: StatementRule = (node, lowering) => {
  const [raised] = operandsOf(node);
  // `raise E, "message"`
  if (raised?.type === 'expression_list') lowering.python2 = true;
  const value = raised?.type === 'expression_list' ? operandsOf(raised)[0] : raised;
  return { kind: 'raise', ...(value && { value: lowering.expression(value) }), span: lowering.span(node) };
};

const asserting: StatementRule = (node, lowering) => ({
  kind: 'assert',
  test: lowering.expression(operandsOf(node)[0], endOf(node)),
  span: lowering.span(node),
});

const deleting: StatementRule = (node, lowering) => {
  const [only] = operandsOf(node);
  const isList = only?.type === 'expression_list' || only?.type === 'tuple' || only?.type === 'list';
  return { kind: 'delete', targets: lowering.expressions(isList ? operandsOf(only) : operandsOf(node)), span: lowering.span(node) };
};

const scope =
  (type: 'global' | 'nonlocal'): StatementRule =>
  (node, lowering) => ({ kind: 'scope', type, names: operandsOf(node).map(name => lowering.textOf(name)), span: lowering.span(node) });

/** Python 2. `print >>f, x` prints to a file: the file is no argument. */
const printing: StatementRule = (node, lowering) => {
  lowering.python2 = true;
  const args = operandsOf(node).filter(child => child.type !== 'chevron');
  const span = lowering.span(node);
  const start = node.start + 'print'.length;
  const callee: Expr = { kind: 'name', name: 'print', span: lowering.span({ start: node.start, end: start }) };
  const value: Expr = {
    kind: 'call',
    callee,
    args: args.map(arg => ({ value: lowering.expression(arg), span: lowering.span(arg) })),
    argsSpan: lowering.between(start, node.end),
    span,
  };
  return { kind: 'expression', value, span };
};

/** Python 2. */
const executing: StatementRule = (node, lowering) => {
  lowering.python2 = true;
  return { kind: 'expression', value: lowering.opaque('exec', node, lowering.expressions(operandsOf(node))), span: lowering.span(node) };
};

/** `type(x).y = …`, which the grammar takes for a type alias, as it takes what stands right of it for a type. */
function attributeOfType(left: SyntaxNode, node: SyntaxNode, lowering: Lowering): AttributeExpr | undefined {
  const [, name, attribute] = /^\((\w+)\)\.(\w+)$/.exec(lowering.textOf(left)) ?? [];
  if (name === undefined || attribute === undefined) return undefined;
  const [callee, argument, nameSpan, span] = [
    { start: node.start, end: node.start + 'type'.length },
    { start: left.start + 1, end: left.start + 1 + name.length },
    { start: left.end - attribute.length, end: left.end },
    { start: node.start, end: left.end },
  ].map(each => lowering.span(each)) as [Span, Span, Span, Span];
  const object: CallExpr = {
    kind: 'call',
    callee: { kind: 'name', name: 'type', span: callee },
    args: [{ value: { kind: 'name', name, span: argument }, span: argument }],
    argsSpan: argument,
    span: { start: span.start, end: argument.end + 1 },
  };
  return { kind: 'attribute', object, name: attribute, nameSpan, span };
}

/** `type X[T] = …` binds `X`; what types mean is not followed. */
const typeAlias: StatementRule = (node, lowering) => {
  const [left] = operandsOf(node);
  const attribute = left && attributeOfType(left, node, lowering);
  if (attribute) return { kind: 'assign', targets: [attribute], value: lowering.opaque('type', node), span: lowering.span(node) };
  const name = left ? (/^\w+/.exec(lowering.textOf(left))?.[0] ?? '') : '';
  const span = lowering.span(node);
  const target: Pattern = {
    kind: 'name',
    name,
    span: lowering.span({ start: left?.start ?? node.start, end: (left?.start ?? node.start) + name.length }),
  };
  return { kind: 'assign', targets: [target], value: lowering.opaque('type', node), span };
};

const simple =
  (kind: 'pass' | 'break' | 'continue'): StatementRule =>
  (node, lowering) => ({ kind, span: lowering.span(node) });

export const statements: ReadonlyMap<string, StatementRule> = new Map(
  Object.entries<StatementRule>({
    expression_statement: expressionStatement,
    if_statement: conditional,
    for_statement: forLoop,
    while_statement: whileLoop,
    with_statement: withStatement,
    try_statement: tryStatement,
    return_statement: returning,
    raise_statement: raising,
    assert_statement: asserting,
    delete_statement: deleting,
    global_statement: scope('global'),
    nonlocal_statement: scope('nonlocal'),
    print_statement: printing,
    exec_statement: executing,
    type_alias_statement: typeAlias,
    pass_statement: simple('pass'),
    break_statement: simple('break'),
    continue_statement: simple('continue'),
  }),
);
