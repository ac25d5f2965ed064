/** A value in one line, as a person would write it: `Tensor [1, 4, 4, 1] float32`, `[1, 2, 2, 1]`, `'SAME'`. */
import { show } from '#shared/dim/show.ts';
import type { Arg } from '#shared/ops/argument.ts';
import { showShape } from '#shared/shape/shape.ts';

const MAX_ITEMS = 16;
const MAX_TEXT = 60;

export function describe(value: Arg): string {
  switch (value.kind) {
    case 'tensor':
      return ['Tensor', showShape(value.shape), ...(value.dtype ? [value.dtype] : [])].join(' ');
    case 'number':
      return show(value.dim);
    case 'float':
      return value.value === undefined ? 'float' : String(value.value);
    case 'text':
      return value.text === undefined ? 'string' : `'${shorten(value.text)}'`;
    case 'flag':
      return value.value === undefined ? 'bool' : String(value.value);
    case 'none':
      return 'None';
    case 'list':
      return `[${some(value.items.map(describe))}]`;
    case 'record':
      return `{ ${some(Object.entries(value.entries).map(([key, item]) => `${shorten(key)}: ${describe(item)}`))} }`;
    case 'stream':
      return `Dataset of ${describe(value.element)}`;
    case 'model':
      return `model ${showShape(value.input.shape)} → ${showShape(value.output.shape)}`;
    case 'other':
    case 'unknown':
      return '?';
  }
}

const shorten = (text: string): string => (text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text);
const some = (items: readonly string[]): string => [...items.slice(0, MAX_ITEMS), ...(items.length > MAX_ITEMS ? ['…'] : [])].join(', ');
