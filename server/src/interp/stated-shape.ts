/** `# shape: [N, 64, 28, 28]` behind a statement, or on a line of its own before it, gives an unknown value its shape. */

import type { Span } from '#server/ir/ir.ts';
import { statedShape } from '#shared/diagnostics/stated-shape.ts';
import { type Dim, int, symbol, unknown } from '#shared/dim/dim.ts';
import { type Shape, sameShape } from '#shared/shape/shape.ts';
import type { Recorder } from './recorder.ts';
import type { ModuleContext } from './run.ts';
import type { Value } from './value.ts';

export function withStatedShape(value: Value, statement: Span, module: ModuleContext, recorder: Recorder): Value {
  if (value.kind !== 'unknown' && value.kind !== 'tensor') return value;
  const stated = shapeAt(statement, module);
  if (!stated) return value;
  if (value.kind === 'unknown')
    return { kind: 'tensor', framework: module.language === 'python' ? 'tensorflow' : 'tfjs', shape: stated.shape };
  // What is known of the value stays; the comment fills the gaps.
  if (!value.shape) return { ...value, shape: stated.shape };
  if (sameShape(value.shape, stated.shape) === 'no') {
    recorder.remark(module.path, stated.span, statedShape, { by: 'comment', stated: stated.shape, actual: value.shape });
    return value;
  }
  return { ...value, shape: value.shape.map((dim, axis) => (dim.kind === 'unknown' ? (stated.shape[axis] as Dim) : dim)) };
}

/** The directive that speaks about the line on which the statement begins or ends. */
function shapeAt({ start, end }: Span, { ir, text }: ModuleContext): { readonly shape: Shape; readonly span: Span } | undefined {
  const stating = ir.directives.filter(directive => directive.kind === 'shape');
  if (stating.length === 0) return undefined;
  const [first, last] = [lineOf(text, start), lineOf(text, end)];
  const directive = stating.find(({ line }) => line === first || line === last);
  const shape = directive && parseShape(directive.text);
  return shape && { shape, span: directive.span };
}

function lineOf(text: string, offset: number): number {
  let line = 0;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line++;
  return line;
}

/** `[N, 3, ?, 28]`: integers, names (the same name is the same dim within the file), `?` or `None` for what is not known. */
function parseShape(text: string): Shape | undefined {
  const inside = /^\s*[[(]([^\])]*)[\])]/.exec(text)?.[1];
  if (inside === undefined) return undefined;
  const words = inside.split(',').map(word => word.trim());
  if (words.length === 1 && words[0] === '') return [];
  const dims = words.map(word =>
    /^\d+$/.test(word)
      ? int(Number(word))
      : /^[A-Za-z_]\w*$/.test(word) && word !== 'None'
        ? symbol(word, { id: `stated ${word}` })
        : unknown,
  );
  return dims.length <= 16 ? dims : undefined;
}
