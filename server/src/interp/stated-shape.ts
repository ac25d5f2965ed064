/** `# shape: [N, 64, 28, 28]` behind a statement, or on a line of its own before it, gives an unknown value its shape. */
import { type Dim, int, symbol, unknown } from '#shared/dim/dim.ts';
import type { Shape } from '#shared/shape/shape.ts';
import type { Span } from '#server/ir/ir.ts';
import type { ModuleContext } from './run.ts';
import type { Value } from './value.ts';

export function withStatedShape(value: Value, statement: Span, module: ModuleContext): Value {
  if (value.kind !== 'unknown' && value.kind !== 'tensor') return value;
  const stated = shapeAt(statement, module);
  if (!stated) return value;
  if (value.kind === 'unknown') return { kind: 'tensor', framework: module.language === 'python' ? 'tensorflow' : 'tfjs', shape: stated };
  // What is known of the value stays; the comment fills the gaps.
  if (!value.shape) return { ...value, shape: stated };
  if (value.shape.length !== stated.length) return value;
  return { ...value, shape: value.shape.map((dim, axis) => (dim.kind === 'unknown' ? (stated[axis] as Dim) : dim)) };
}

function shapeAt({ start, end }: Span, { ir, text }: ModuleContext): Shape | undefined {
  const directive = ir.directives.find(({ kind, span }) => {
    if (kind !== 'shape') return false;
    const [from, to] = span.start >= end ? [end, span.start] : [span.end, start];
    const between = text.slice(from, to);
    return span.start >= end ? /^[^\S\n]*;?[^\S\n]*$/.test(between) : from <= to && /^[^\S\n]*\n\s*$/.test(between) && ownLine(text, span.start);
  });
  return directive && parseShape(directive.text);
}

const ownLine = (text: string, at: number): boolean => /^[^\S\n]*$/.test(text.slice(text.lastIndexOf('\n', at - 1) + 1, at));

/** `[N, 3, ?, 28]`: integers, names (the same name is the same dim within the file), `?` or `None` for what is not known. */
function parseShape(text: string): Shape | undefined {
  const inside = /^\s*[[(]([^\])]*)[\])]/.exec(text)?.[1];
  if (inside === undefined) return undefined;
  const words = inside.split(',').map(word => word.trim());
  if (words.length === 1 && words[0] === '') return [];
  const dims = words.map(word => (/^\d+$/.test(word) ? int(Number(word)) : /^[A-Za-z_]\w*$/.test(word) && word !== 'None' ? symbol(word, { id: `stated ${word}` }) : unknown));
  return dims.length <= 16 ? dims : undefined;
}
