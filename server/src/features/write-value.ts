/** The reverse of `readValue`: an argument as one would write it in a form. Empty where that says nothing. */

import type { Literal } from '#shared/diagnostics/diagnostic.ts';
import type { Dim } from '#shared/dim/dim.ts';
import { show } from '#shared/dim/show.ts';
import { type Arg, toTensor } from '#shared/ops/argument.ts';
import type { Control } from '#shared/ops/parameter.ts';

export function writeValue(control: Control, value: Arg): string {
  if (control.kind === 'shape') {
    if (value.kind === 'list' && value.items.some(item => item.kind === 'tensor'))
      return value.items.map(item => shapeText(item)).join('; ');
    return shapeText(value);
  }
  return plain(value);
}

/** A repair's literal: `1,4,4,1`, `SAME`. */
export function writeLiteral(literal: Literal): string {
  if (typeof literal === 'string') return literal;
  if ('kind' in literal) return writeDim(literal);
  const items: readonly Literal[] = literal;
  return items.some(item => Array.isArray(item)) ? `[${items.map(nested).join(',')}]` : items.map(writeLiteral).join(',');
}

const nested = (literal: Literal): string => (Array.isArray(literal) ? `[${literal.map(nested).join(',')}]` : writeLiteral(literal));

function shapeText(value: Arg): string {
  const shape = toTensor(value)?.shape;
  return shape ? (shape.length === 0 ? '[]' : shape.map(writeDim).join(',')) : '';
}

/** Expressions that a form cannot read back are left open. */
function writeDim(dim: Dim): string {
  const text = show(dim);
  return /^[\w\s+*-]+$/.test(text) && !text.includes('@') ? text : '?';
}

function plain(value: Arg): string {
  switch (value.kind) {
    case 'number':
      return writeDim(value.dim);
    case 'float':
      return value.value === undefined ? '' : String(value.value);
    case 'text':
      return value.text ?? '';
    case 'flag':
      return value.value === undefined ? '' : String(value.value);
    case 'list':
      return value.items.some(item => item.kind === 'list') ? json(value) : value.items.map(plain).join(',');
    case 'tensor':
      return value.elements ? value.elements.map(writeDim).join(',') : '';
    default:
      return '';
  }
}

const json = (value: Arg): string =>
  value.kind === 'list'
    ? `[${value.items.map(json).join(',')}]`
    : value.kind === 'text'
      ? JSON.stringify(value.text ?? '')
      : plain(value) || 'null';
