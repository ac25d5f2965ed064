/** Numbers, strings of every kind, names and the constants. */
import type { Expr } from '#server/ir/ir.ts';
import { operandsOf, type SyntaxNode } from '../nodes.ts';
import type { ExpressionRule, Lowering } from './lower.ts';

const name: ExpressionRule = (node, lowering) => ({ kind: 'name', name: lowering.textOf(node), span: lowering.span(node) });

const number: ExpressionRule = (node, lowering) => {
  const text = lowering.textOf(node).replaceAll('_', '');
  if (/^[\d.eE+-]+[jJ]$/.test(text)) return lowering.opaque('complex number', node);
  const digits = text.replace(/[lL]$/, '');
  // `10L` and `0777` are Python 2's; `00` is lawful in both.
  const octal = /^0[0-7]*[1-7][0-7]*$/.test(digits);
  if (digits !== text || octal) lowering.python2 = true;
  return {
    kind: 'number',
    value: octal ? Number.parseInt(digits, 8) : Number(digits),
    float: node.type === 'float',
    span: lowering.span(node),
  };
};

type Parts = (string | Expr)[];

const string: ExpressionRule = (node, lowering) => fromParts(node, partsOf(node, lowering), lowering);

const concatenated: ExpressionRule = (node, lowering) => {
  const strings = operandsOf(node).map(child => partsOf(child, lowering));
  const known = strings.filter(parts => parts !== undefined);
  return fromParts(node, known.length === strings.length ? known.flat() : undefined, lowering);
};

function fromParts(node: SyntaxNode, parts: Parts | undefined, lowering: Lowering): Expr {
  // Python 2: `x` in backticks is repr(x). The grammar reads it as a kind of string.
  if (!parts) return lowering.opaque('repr', node);
  const merged: Parts = [];
  for (const part of parts) {
    const last = merged.at(-1);
    if (typeof part === 'string' && typeof last === 'string') merged[merged.length - 1] = last + part;
    else merged.push(part);
  }
  const [only = ''] = merged;
  if (merged.length <= 1 && typeof only === 'string') return { kind: 'string', value: only, span: lowering.span(node) };
  return { kind: 'template', parts: merged, span: lowering.span(node) };
}

function partsOf(node: SyntaxNode, lowering: Lowering): Parts | undefined {
  const [start] = node.children;
  const opening = start ? lowering.textOf(start).toLowerCase() : '';
  if (opening.startsWith('ur')) lowering.python2 = true;
  if (opening === '`') {
    lowering.python2 = true;
    return undefined;
  }
  const raw = opening.includes('r');
  const formatted = opening.includes('f') || opening.includes('t');
  const parts: Parts = [];
  for (const child of node.children) {
    if (child.type === 'string_content') {
      const text = lowering.textOf(child);
      const content = raw ? text : unescaped(text, opening.includes('b'));
      parts.push(formatted ? content.replaceAll('{{', '{').replaceAll('}}', '}') : content);
    } else if (child.type === 'interpolation') {
      const [value] = operandsOf(child);
      // `{x=}` shows its own source first.
      if (value && child.children.some(token => token.type === '=')) parts.push(`${lowering.textOf(value)}=`);
      const shown = lowering.expression(value, child);
      const isPlain = !child.children.some(token => token.type === 'format_specifier' || token.type === 'type_conversion');
      parts.push(isPlain ? shown : { kind: 'opaque', parts: [shown], what: 'formatted', span: shown.span });
    }
  }
  return parts;
}

const escapes = /\\(?:\r?\n|u([\da-fA-F]{4})|U([\da-fA-F]{8})|x([\da-fA-F]{2})|([0-7]{1,3})|N\{[^}]*\}|[\s\S])/g;

const single: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
  '\\': '\\',
  "'": "'",
  '"': '"',
};

function unescaped(text: string, bytes: boolean): string {
  if (!text.includes('\\')) return text;
  return text.replace(escapes, (all: string, u?: string, long?: string, x?: string, octal?: string) => {
    const hex = x ?? (bytes ? undefined : (u ?? long));
    if (hex !== undefined) return fromCode(Number.parseInt(hex, 16));
    if (octal !== undefined) return fromCode(Number.parseInt(octal, 8));
    if (all.endsWith('\n')) return '';
    // Python keeps an escape it does not know as it stands.
    return single[all.slice(1)] ?? all;
  });
}

function fromCode(code: number): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : '�';
}

const boolean =
  (value: boolean): ExpressionRule =>
  (node, lowering) => ({ kind: 'boolean', value, span: lowering.span(node) });

export const literals: ReadonlyMap<string, ExpressionRule> = new Map(
  Object.entries<ExpressionRule>({
    identifier: name,
    ellipsis: name,
    integer: number,
    float: number,
    string,
    concatenated_string: concatenated,
    true: boolean(true),
    false: boolean(false),
    none: (node, lowering) => ({ kind: 'none', span: lowering.span(node) }),
  }),
);
