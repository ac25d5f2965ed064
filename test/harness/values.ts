/** What a value is, in the words of the suites' `# shape:` and `# value:`. */
import { show } from '#shared/dim/show.ts';
import { type Arg, type TensorArg, toTensor } from '#shared/ops/argument.ts';
import { showShape, toNumbers } from '#shared/shape/shape.ts';

/** `[1, 4, 4, 1]`; `[1, 2], [3]` for a list of tensors; undefined for what is no tensor. */
export function shapeText(arg: Arg): string | undefined {
  switch (arg.kind) {
    case 'tensor':
      return arg.shape ? showShape(arg.shape) : 'unknown';
    case 'unknown':
      return 'unknown';
    case 'list': {
      if (!arg.items.some(item => item.kind === 'tensor')) return undefined;
      return arg.items.map(item => shapeText(item) ?? '-').join(', ');
    }
    case 'stream':
      return `each ${shapeText(arg.element) ?? '-'}`;
    default:
      return undefined;
  }
}

export function valueText(arg: Arg): string {
  switch (arg.kind) {
    case 'number':
      return show(arg.dim);
    case 'float':
      return arg.value === undefined ? '?' : Number.isInteger(arg.value) ? `${arg.value}.0` : String(arg.value);
    case 'text':
      return arg.text === undefined ? '?' : `'${arg.text}'`;
    case 'flag':
      return arg.value === undefined ? '?' : String(arg.value);
    case 'none':
      return 'none';
    case 'list':
      return `[${arg.items.map(valueText).join(', ')}]`;
    case 'record':
      return `{${Object.entries(arg.entries)
        .map(([key, value]) => `${key}: ${valueText(value)}`)
        .join(', ')}}`;
    case 'tensor':
      return tensorText(toTensor(arg) ?? arg);
    case 'stream':
      return `each ${valueText(arg.element)}`;
    case 'model':
      return 'model';
    case 'other':
      return 'other';
    case 'unknown':
      return 'unknown';
  }
}

function tensorText(tensor: TensorArg): string {
  const shape = toNumbers(tensor.shape);
  if (!shape) return 'unknown';
  const items = tensor.data ? Array.from(tensor.data, String) : tensor.elements?.map(show);
  return items ? nest(items, shape) : 'unknown';
}

function nest(items: readonly string[], shape: readonly number[]): string {
  const [length, ...inner] = shape;
  if (length === undefined) return items[0] ?? '';
  const step = inner.reduce((count, n) => count * n, 1);
  return `[${Array.from({ length }, (_, at) => nest(items.slice(at * step, (at + 1) * step), inner)).join(', ')}]`;
}
