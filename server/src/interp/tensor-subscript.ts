/**
 * Indexing of tensors as NumPy has it: integers drop an axis, slices keep it, `...` fills up, `None` adds one, arrays of positions put their own
 * axes in the place of those they index, masks as many as there are hits. Data is not followed, short integer contents are.
 */
import type { Expr, SubscriptExpr } from '#server/ir/ir.ts';
import { type Dim, int, symbol, unknown } from '#shared/dim/dim.ts';
import { broadcast } from '#shared/shape/broadcast.ts';
import type { Shape } from '#shared/shape/shape.ts';
import type { Frame, Run } from './run.ts';
import { sliceBounds, slicedDim, takeSlice } from './slices.ts';
import { checkIndices } from './subscript-checks.ts';
import { none, revealed, type TensorValue, toNumber, unknownValue, type Value } from './value.ts';

/** More axes than these no array has. */
const MAX_AXES = 32;

export function tensorSubscript(object: TensorValue, expr: SubscriptExpr, run: Run, frame: Frame): Value {
  const { indices, span } = expr;
  const result = (shape: readonly Dim[] | undefined, elements?: readonly Dim[]): Value => {
    // What an array of objects holds may be anything, lists of their own lengths for one.
    if (object.dtype === 'object' && shape?.length === 0) return unknownValue('an object in an array');
    return {
      kind: 'tensor',
      framework: object.framework,
      shape,
      ...(object.dtype ? { dtype: object.dtype } : {}),
      ...(object.reason ? { reason: object.reason } : {}),
      ...(elements ? { elements } : {}),
    };
  };
  const [only] = indices;
  // The contents of `tf.shape(x)`.
  if (object.elements && object.shape?.length === 1 && only && indices.length === 1) {
    if (only.kind === 'slice') {
      const bounds = sliceBounds(only, run, frame);
      const taken = bounds && takeSlice(object.elements, bounds);
      return taken ? result([int(taken.length)], taken) : result([unknown]);
    }
    // `None`, `...` and an array do something else.
    const index = isEllipsis(only) ? none : run.evaluate(only, frame);
    if (index.kind === 'number') {
      const at = toNumber(index);
      checkIndices(object, [{ takes: 1, ...(at === undefined ? {} : { number: at }) }], expr, run, frame);
      const element = at === undefined ? undefined : object.elements.at(at);
      return element ? result([], [element]) : result([]);
    }
  }
  const fresh = (name: string): Dim => symbol(name, { id: `${name}@${frame.module.path}:${span.start}#${run.fresh()}` });
  const parts = indices.map((index): Part | undefined => partOf(object, index, run, frame, fresh));
  if (!object.shape || parts.some(part => part === undefined)) return result(undefined);
  const known = parts as readonly Part[];
  const seen = known.map(part => ({
    takes: part.kind === 'rest' ? part.kind : axesOf(part),
    ...('number' in part ? { number: part.number } : {}),
  }));
  checkIndices(object, seen, expr, run, frame);
  return result(indexed(object, object.shape, known, run, frame, fresh));
}

type Part =
  | { readonly kind: 'slice'; readonly index: Extract<Expr, { kind: 'slice' }> }
  | { readonly kind: 'new' | 'rest' }
  | { readonly kind: 'position'; readonly number?: number }
  /** Positions, or a mask: of so many axes, it gives one. */
  | { readonly kind: 'array'; readonly shape: Shape; readonly takes: number };

/** Undefined where nobody knows what it does. */
function partOf(object: TensorValue, index: Expr, run: Run, frame: Frame, fresh: (name: string) => Dim): Part | undefined {
  if (isEllipsis(index)) return { kind: 'rest' };
  if (index.kind === 'slice') return { kind: 'slice', index };
  const value = revealed(run.evaluate(index, frame));
  if (value.kind === 'none' || isNewAxis(value)) return { kind: 'new' };
  if (value.kind === 'number') {
    const number = toNumber(value);
    return { kind: 'position', ...(number === undefined ? {} : { number }) };
  }
  if (value.kind === 'tensor' && value.shape?.length === 0) return value.dtype === 'bool' ? undefined : { kind: 'position' };
  if (!takesArrays.has(object.framework)) return undefined;
  if (value.kind === 'tensor') {
    if (!value.shape) return undefined;
    if (value.dtype === 'bool') return { kind: 'array', shape: [fresh('hits')], takes: value.shape.length };
    // What holds integers, as far as its type is known; JAX makes most arrays without saying.
    const holdsIntegers = value.dtype ? value.dtype.includes('int') : value.elements !== undefined || object.framework === 'jax';
    return holdsIntegers ? { kind: 'array', shape: value.shape, takes: 1 } : undefined;
  }
  if (value.kind !== 'list' || value.type === 'tuple' || !('known' in value.items.current)) return undefined;
  const { known } = value.items.current;
  return known.length > 0 && known.every(item => item.kind === 'number')
    ? { kind: 'array', shape: [int(known.length)], takes: 1 }
    : undefined;
}

const takesArrays: ReadonlySet<TensorValue['framework']> = new Set(['numpy', 'jax', 'torch']);

function indexed(
  object: TensorValue,
  shape: Shape,
  parts: readonly Part[],
  run: Run,
  frame: Frame,
  fresh: (name: string) => Dim,
): Shape | undefined {
  const taken = parts.reduce((sum, part) => sum + axesOf(part), 0);
  if (taken > shape.length || parts.filter(part => part.kind === 'rest').length > 1) return undefined;
  const arrays = parts.filter(part => part.kind === 'array');
  const picked = arrays.map(part => part.shape).reduce<Shape | undefined>((a, b) => (a ? together(a, b) : undefined), []);
  if (!picked) return undefined;
  // In NumPy a position beside arrays counts as one of them; PyTorch takes it first.
  const advances = (part: Part) => part.kind === 'array' || (part.kind === 'position' && arrays.length > 0 && object.framework !== 'torch');
  const places = parts.flatMap((part, at) => (advances(part) ? [at] : []));
  const stay = object.framework === 'torch' ? parts.filter(part => part.kind !== 'position') : parts;
  const torchPlaces = stay.flatMap((part, at) => (part.kind === 'array' ? [at] : []));
  const [first = 0, last = 0] = object.framework === 'torch' ? [torchPlaces[0], torchPlaces.at(-1)] : [places[0], places.at(-1)];
  const isTogether = last - first + 1 === (object.framework === 'torch' ? torchPlaces : places).length;
  const dims: Dim[] = [];
  let axis = 0;
  let isPut = arrays.length === 0;
  for (const part of parts) {
    if (part.kind === 'rest') {
      for (let left = shape.length - taken; left > 0; left--) dims.push(shape[axis++] ?? unknown);
    } else if (part.kind === 'slice') {
      const dim = slicedDim(shape[axis++], part.index, run, frame);
      dims.push(dim.kind === 'unknown' && object.framework === 'numpy' ? fresh('N') : dim);
    } else if (part.kind === 'new') dims.push(int(1));
    else {
      if (!isPut && isTogether && advances(part)) {
        dims.push(...picked);
        isPut = true;
      }
      axis += axesOf(part);
    }
  }
  // Arrays that stand apart have their axes in front.
  const all = [...(isPut ? [] : picked), ...dims, ...shape.slice(axis)];
  return all.length > MAX_AXES ? undefined : all;
}

const axesOf = (part: Part): number => (part.kind === 'array' ? part.takes : part.kind === 'slice' || part.kind === 'position' ? 1 : 0);

function together(a: Shape, b: Shape): Shape | undefined {
  const joined = broadcast(a, b);
  return 'shape' in joined ? joined.shape : undefined;
}

const isEllipsis = (index: Expr): boolean => index.kind === 'name' && index.name === '...';

/** `tf.newaxis`, `jnp.newaxis`. */
const isNewAxis = (value: Value): boolean => value.kind === 'namespace' && /(?:^|\.)newaxis$/.test(value.path);
