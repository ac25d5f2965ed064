/** Classes as declarations and expressions, and enums. */
import type { Argument, ClassStmt, Expr, FunctionDefinition, Method, RecordEntry, Span, Stmt } from '#server/ir/ir.ts';
import { childOfType, childrenOfType, hasToken, operandsOf, type SyntaxNode } from '../nodes.ts';
import { methodDefinition, parameterProperties } from './functions.ts';
import { propertyKey, propertyName, propertyText } from './literals.ts';
import { after, annotationIn, type ExpressionRule, type Lowering, type StatementRule } from './lower.ts';

const lowerClassDeclaration: StatementRule = (node, lowering) => classStatement(node, lowering);

export const classStatements: readonly (readonly [string, StatementRule])[] = [
  ['class_declaration', lowerClassDeclaration],
  ['abstract_class_declaration', lowerClassDeclaration],
  ['enum_declaration', lowerEnum],
];

export const classExpressions: readonly (readonly [string, ExpressionRule])[] = [
  // The IR knows classes as statements only: the class is made just before the expression runs, under a name of its own.
  [
    'class',
    (node, lowering) => {
      const statement = classStatement(node, lowering);
      lowering.runBefore(statement);
      return { kind: 'name', name: statement.name, span: statement.span };
    },
  ],
];

/** `name` for `const Net = class …`. */
export function classStatement(node: SyntaxNode, lowering: Lowering, name = childOfType(node, 'type_identifier')): ClassStmt {
  const members = new Members(lowering);
  const body = childOfType(node, 'class_body');
  if (body) {
    lowering.salvageIn(body);
    members.readAll(body);
  }
  const span = lowering.span(node);
  return {
    kind: 'class',
    name: name ? lowering.textOf(name) : `class@${span.start}`,
    nameSpan: name ? lowering.span(name) : { start: span.start, end: span.start + 'class'.length },
    bases: bases(node, lowering),
    decorators: decorators(childrenOfType(node, 'decorator'), lowering),
    body: members.statics,
    methods: members.methods,
    fields: members.fields,
    span,
  };
}

function bases(node: SyntaxNode, lowering: Lowering): Argument[] {
  const heritage = childOfType(node, 'class_heritage');
  const clause = heritage && childOfType(heritage, 'extends_clause');
  const base = clause && operandsOf(clause)[0];
  return base ? [{ value: lowering.expression(base), span: lowering.span(base) }] : [];
}

export function decorators(nodes: readonly SyntaxNode[], lowering: Lowering): Expr[] {
  return nodes.map(node => lowering.expression(operandsOf(node)[0]));
}

class Members {
  readonly statics: Stmt[] = [];
  readonly methods: Method[] = [];
  readonly fields: { name: string; value?: Expr; annotation?: string; span: Span }[] = [];
  readonly #lowering: Lowering;

  constructor(lowering: Lowering) {
    this.#lowering = lowering;
  }

  readAll(body: SyntaxNode): void {
    // A method's decorators stand before it in the body, a field's inside the field.
    let waiting: SyntaxNode[] = [];
    for (const member of body.children) {
      if (member.type === 'decorator') {
        waiting.push(member);
        continue;
      }
      if (member.type === 'method_definition') this.#method(member, decorators(waiting, this.#lowering));
      else if (member.type === 'public_field_definition') this.#field(member);
      else if (member.type === 'class_static_block') this.statics.push(...this.#lowering.body(childOfType(member, 'statement_block')));
      if (member.named) waiting = [];
    }
  }

  #method(node: SyntaxNode, decorators: FunctionDefinition['decorators']): void {
    const lowering = this.#lowering;
    const key = propertyName(node);
    const name = propertyText(key, lowering);
    const isStatic = hasToken(node, 'static');
    let definition = methodDefinition(node, lowering, { text: name, span: key ? lowering.span(key) : lowering.span(node) }, decorators);
    if (name === 'constructor' && !isStatic) {
      const properties = parameterProperties(node, lowering);
      for (const { store: _, ...field } of properties) this.fields.push(field);
      const stores = properties.map(property => property.store);
      definition = { ...definition, body: afterSuper(definition.body, stores) };
      this.methods.push({ name, type: 'constructor', definition });
      return;
    }
    const accessor = hasToken(node, 'get') ? 'getter' : hasToken(node, 'set') ? 'setter' : undefined;
    this.methods.push({
      name,
      type: accessor ?? (isStatic ? 'static' : 'method'),
      ...(accessor && isStatic && { isStatic }),
      definition,
    });
  }

  #field(node: SyntaxNode): void {
    const lowering = this.#lowering;
    lowering.salvageIn(node);
    const key = propertyName(node);
    const name = propertyText(key, lowering);
    const initialiser = after(node, '=');
    const value = initialiser && lowering.expression(initialiser);
    const annotation = annotationIn(node, lowering);
    const typed = annotation !== undefined && { annotation };
    const span = lowering.span(node);
    if (!hasToken(node, 'static')) this.fields.push({ name, ...(value && { value }), ...typed, span });
    else if (value) {
      const target: Expr = { kind: 'name', name, span: key ? lowering.span(key) : span };
      this.statics.push({ kind: 'assign', targets: [target], value, ...typed, span });
    }
  }
}

/** Parameter properties are stored once `super(…)` has returned, as TypeScript does it. */
function afterSuper(body: readonly Stmt[], stores: readonly Stmt[]): readonly Stmt[] {
  if (stores.length === 0) return body;
  const at = body.findIndex(
    statement =>
      statement.kind === 'expression' &&
      statement.value.kind === 'call' &&
      statement.value.callee.kind === 'name' &&
      statement.value.callee.name === 'super',
  );
  return [...body.slice(0, at + 1), ...stores, ...body.slice(at + 1)];
}

/** `enum Padding { Same = 'same' }` is an object that never changes; members without a value count on from the one before. */
function lowerEnum(node: SyntaxNode, lowering: Lowering): Stmt[] {
  const name = childOfType(node, 'identifier');
  const body = childOfType(node, 'enum_body');
  if (!name || !body) return [];
  const entries: RecordEntry[] = [];
  let last: { readonly value: Expr; readonly offset: number } | undefined;
  for (const member of operandsOf(body)) {
    const key = member.type === 'enum_assignment' ? operandsOf(member)[0] : member;
    const initialiser = member.type === 'enum_assignment' ? after(member, '=') : undefined;
    const span = lowering.span(member);
    if (initialiser) last = { value: lowering.expression(initialiser), offset: 0 };
    else last = last ? { value: last.value, offset: last.offset + 1 } : { value: numberAt(0, span), offset: 0 };
    entries.push({ key: propertyKey(key, lowering), value: counted(last.value, last.offset, span), span });
  }
  return [
    {
      kind: 'assign',
      targets: [{ kind: 'name', name: lowering.textOf(name), span: lowering.span(name) }],
      value: { kind: 'record', entries, span: lowering.span(body) },
      declares: 'const',
      span: lowering.span(node),
    },
  ];
}

function counted(first: Expr, offset: number, span: Span): Expr {
  if (offset === 0) return first;
  if (first.kind === 'number') return numberAt(first.value + offset, span);
  return { kind: 'binary', operator: '+', left: first, right: numberAt(offset, span), span };
}

function numberAt(value: number, span: Span): Expr {
  return { kind: 'number', value, float: !Number.isInteger(value), span };
}
