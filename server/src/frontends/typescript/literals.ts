/** Numbers, strings, templates, arrays and objects. */
import type { Expr, RecordEntry } from '#server/ir/ir.ts';
import { childOfType, hasToken, operandsOf, type SyntaxNode } from '../nodes.ts';
import { methodDefinition } from './functions.ts';
import { after, type ExpressionRule, type Lowering } from './lower.ts';

export const literals: readonly (readonly [string, ExpressionRule])[] = [
  ['number', lowerNumber],
  ['string', (node, lowering) => ({ kind: 'string', value: stringValue(node, lowering), span: lowering.span(node) })],
  ['template_string', lowerTemplate],
  ['regex', (node, lowering) => lowering.opaque('regex', node)],
  ['true', (node, lowering) => ({ kind: 'boolean', value: true, span: lowering.span(node) })],
  ['false', (node, lowering) => ({ kind: 'boolean', value: false, span: lowering.span(node) })],
  ['null', (node, lowering) => ({ kind: 'none', isNull: true, span: lowering.span(node) })],
  ['undefined', (node, lowering) => ({ kind: 'none', span: lowering.span(node) })],
  ['array', lowerArray],
  ['object', lowerObject],
  ['spread_element', (node, lowering) => ({ kind: 'spread', value: lowering.expression(operandsOf(node)[0]), span: lowering.span(node) })],
];

function lowerNumber(node: SyntaxNode, lowering: Lowering): Expr {
  const text = lowering.textOf(node);
  if (text.endsWith('n')) return lowering.opaque('bigint', node);
  const value = numberValue(text);
  if (Number.isNaN(value)) return lowering.opaque('syntax error', node);
  return { kind: 'number', value, float: !Number.isInteger(value), span: lowering.span(node) };
}

function numberValue(text: string): number {
  const digits = text.replaceAll('_', '');
  // `017` is octal in sloppy code, `018` is not.
  return /^0[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : Number(digits);
}

/** The text between the quotes, escapes resolved. */
export function stringValue(node: SyntaxNode, lowering: Lowering): string {
  return cooked(lowering.textBetween(node.start + 1, node.end - 1));
}

const simpleEscapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', v: '\v' };

function cooked(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(
    /\\(?:u\{([0-9a-fA-F]+)\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([0-7]{1,3})|(\r\n|[\s\S]))/g,
    (_, braced?: string, unicode?: string, hex?: string, octal?: string, other = '') => {
      const code = braced ?? unicode ?? hex;
      if (code !== undefined) return codePoint(Number.parseInt(code, 16));
      if (octal !== undefined) return codePoint(Number.parseInt(octal, 8));
      // A backslash at the end of a line joins it with the next.
      if (/^[\r\n\u2028\u2029]/.test(other)) return '';
      return simpleEscapes[other] ?? other;
    },
  );
}

function codePoint(code: number): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
}

function lowerTemplate(node: SyntaxNode, lowering: Lowering): Expr {
  const parts: (string | Expr)[] = [];
  let from = node.start + 1;
  const literal = (to: number) => {
    if (to > from) parts.push(cooked(lowering.textBetween(from, to)));
  };
  for (const child of node.children) {
    if (child.type !== 'template_substitution') continue;
    literal(child.start);
    parts.push(lowering.expression(operandsOf(child)[0]));
    from = child.end;
  }
  literal(node.end - 1);
  if (parts.every(part => typeof part === 'string')) return { kind: 'string', value: parts.join(''), span: lowering.span(node) };
  return { kind: 'template', parts, span: lowering.span(node) };
}

/** The expressions inside `${…}`. */
export function substitutions(node: SyntaxNode, lowering: Lowering): Expr[] {
  return node.children.filter(child => child.type === 'template_substitution').map(child => lowering.expression(operandsOf(child)[0]));
}

function lowerArray(node: SyntaxNode, lowering: Lowering): Expr {
  const items: Expr[] = [];
  // `[a, , b]`: a comma with nothing before it is a hole, which reads as undefined.
  let filled = false;
  for (const child of node.children) {
    if (child.named && child.type !== 'ERROR') {
      items.push(lowering.expression(child));
      filled = true;
    } else if (child.type === ',') {
      if (!filled) items.push({ kind: 'none', span: lowering.place(child.start) });
      filled = false;
    }
  }
  return { kind: 'sequence', type: 'list', items, span: lowering.span(node) };
}

function lowerObject(node: SyntaxNode, lowering: Lowering): Expr {
  const entries: RecordEntry[] = [];
  for (const child of operandsOf(node)) {
    const entry = lowerEntry(child, lowering);
    if (entry) entries.push(entry);
  }
  return { kind: 'record', entries, span: lowering.span(node) };
}

function lowerEntry(node: SyntaxNode, lowering: Lowering): RecordEntry | undefined {
  const span = lowering.span(node);
  switch (node.type) {
    case 'pair': {
      lowering.salvageIn(node);
      return { key: propertyKey(operandsOf(node)[0], lowering), value: lowering.expression(after(node, ':')), span };
    }
    case 'shorthand_property_identifier': {
      const name = lowering.textOf(node);
      return { key: { kind: 'string', value: name, span }, value: { kind: 'name', name, span }, span };
    }
    case 'spread_element':
      return { value: lowering.expression(operandsOf(node)[0]), span };
    case 'method_definition': {
      const definition = methodDefinition(node, lowering);
      const method: Expr = { kind: 'function', definition, span };
      // Reading a property with a getter runs the function: its value is not the function.
      const accessor = hasToken(node, 'get') ? 'getter' : hasToken(node, 'set') ? 'setter' : undefined;
      return { key: propertyKey(propertyName(node), lowering), value: accessor ? lowering.opaque(accessor, node, [method]) : method, span };
    }
    default:
      return undefined;
  }
}

const nameTypes: ReadonlySet<string> = new Set([
  'property_identifier',
  'private_property_identifier',
  'string',
  'number',
  'computed_property_name',
]);

/** The child that names a method or field, whatever modifiers stand before it. */
export function propertyName(node: SyntaxNode): SyntaxNode | undefined {
  return node.children.find(child => nameTypes.has(child.type));
}

/** A plain, quoted or numeric key is a string; `[expr]` is any expression. */
export function propertyKey(node: SyntaxNode | undefined, lowering: Lowering): Expr {
  if (!node) return lowering.expression(node);
  if (node.type === 'computed_property_name') return lowering.expression(operandsOf(node)[0]);
  return { kind: 'string', value: propertyText(node, lowering), span: lowering.span(node) };
}

/** The same as text, where the IR wants a name: `[Symbol.iterator]` stays as written. */
export function propertyText(node: SyntaxNode | undefined, lowering: Lowering): string {
  if (!node) return '';
  if (node.type === 'string') return stringValue(node, lowering);
  if (node.type === 'number') return String(numberValue(lowering.textOf(node)));
  const literal = node.type === 'computed_property_name' ? childOfType(node, 'string') : undefined;
  return literal ? stringValue(literal, lowering) : lowering.textOf(node);
}
