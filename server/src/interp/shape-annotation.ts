/**
 * Parses annotations that say what a tensor is: `torch.Tensor`, jaxtyping's `Float[Tensor, "n 3 h w"]`, torchtyping's `TensorType["n", 3]`.
 */

export type AnnotatedAxis =
  | { readonly kind: 'length'; readonly value: number }
  /** The same name is the same length within one signature. `loose`: or 1. */
  | { readonly kind: 'name'; readonly name: string; readonly loose: boolean }
  /** Any number of axes. */
  | { readonly kind: 'several'; readonly name?: string }
  | { readonly kind: 'any' };

export interface TensorAnnotation {
  /** The type of the array as it is written: `torch.Tensor`. */
  readonly array: string;
  /** Undefined where only the type is said. */
  readonly axes?: readonly AnnotatedAxis[];
  /** It may be None. */
  readonly optional: boolean;
}

/** What stands in quotes is an annotation as well. */
const unquoted = (text: string): string => /^(["'])(.*)\1$/s.exec(text)?.[2]?.trim() ?? text;

const parsed = new Map<string, TensorAnnotation | undefined>();

/** Undefined for anything that is no single tensor. */
export function parseTensorAnnotation(text: string): TensorAnnotation | undefined {
  if (!parsed.has(text)) {
    if (parsed.size > 2000) parsed.clear();
    parsed.set(text, parse(unquoted(text.trim()), false));
  }
  return parsed.get(text);
}

function parse(text: string, optional: boolean): TensorAnnotation | undefined {
  const inside =
    /^(?:\w+\.)*Optional\[(.*)\]$/s.exec(text)?.[1] ?? /^(.*?)\s*\|\s*None$/s.exec(text)?.[1] ?? /^None\s*\|\s*(.*)$/s.exec(text)?.[1];
  if (inside !== undefined) return optional ? undefined : parse(inside.trim(), true);
  if (/^[A-Za-z_]\w*(?:\.\w+)*$/.test(text)) return { array: text, optional };
  const typed = /^(?:\w+\.)*(?<type>\w+)\[\s*(?<array>[\w.]+)\s*,\s*r?(?<quote>["'])(?<axes>[^"'{}]*)\k<quote>\s*\]$/s.exec(text)?.groups;
  if (typed && elementTypes.test(typed['type'] ?? '')) return { array: typed['array'] ?? '', axes: words(typed['axes'] ?? ''), optional };
  const listed = /^(?:\w+\.)*TensorType\[(?<axes>[^[\]]*)\]$/s.exec(text)?.groups;
  return listed ? { array: 'torch.Tensor', axes: items(listed['axes'] ?? ''), optional } : undefined;
}

const elementTypes = /^(?:Float\w*|BFloat16|Int\w*|UInt\w*|Integer|Inexact|Complex\w*|Bool|Num|Real|Shaped|Key)$/;

const words = (text: string): readonly AnnotatedAxis[] =>
  text
    .split(/\s+/)
    .filter(Boolean)
    .map(word => {
      if (word === '...') return { kind: 'several' };
      // `rows=4` says what a number means.
      const plain = word.replace(/^([#*?_]*)\w+=/, '$1');
      const [, marks = '', name = ''] = /^([#*?_]*)(\w*)$/.exec(plain) ?? [];
      if (marks.includes('*')) return name ? { kind: 'several', name } : { kind: 'several' };
      if (marks.includes('_') || marks.includes('?') || name === '') return { kind: 'any' };
      return axis(name, marks.includes('#'));
    });

const axis = (name: string, loose: boolean): AnnotatedAxis =>
  /^\d+$/.test(name) ? { kind: 'length', value: Number(name) } : { kind: 'name', name, loose };

/** `"batch", 3, -1, ..., float32`: element types and the like are no axes. */
function items(text: string): readonly AnnotatedAxis[] {
  return text.split(',').flatMap((each): readonly AnnotatedAxis[] => {
    const item = each.trim();
    if (item === '...') return [{ kind: 'several' }];
    if (item === '-1') return [{ kind: 'any' }];
    const quoted = /^["'](\w+)["'](?:\s*:\s*(\d+))?$/.exec(item);
    if (quoted) return [quoted[2] ? axis(quoted[2], false) : axis(quoted[1] ?? '', false)];
    return /^\d+$/.test(item) ? [axis(item, false)] : [];
  });
}
