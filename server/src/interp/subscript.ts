/** `object[index]`, with slices, on lists, records, text and tensors. */

import type { Expr, SliceExpr, SubscriptExpr } from '#server/ir/ir.ts';
import { add, subtract } from '#shared/dim/arithmetic.ts';
import { boundsOf } from '#shared/dim/bounds.ts';
import { type Dim, toNumber as dimToNumber, int, unknown } from '#shared/dim/dim.ts';
import { attributeCell, newInstance } from './classes.ts';
import { enumerationAttribute, isEnumeration } from './enumeration.ts';
import { perhaps } from './fallback.ts';
import { eachOf, listOf, oneOf } from './join.ts';
import { keyOf } from './keys.ts';
import { openValue } from './open-values.ts';
import { contentsOf, slots } from './protocol.ts';
import { reasonOf } from './reasons.ts';
import type { Frame, Run } from './run.ts';
import { callSpecial } from './special-methods.ts';
import {
  type InstanceValue,
  type ListValue,
  none,
  type TensorValue,
  textValue,
  toNumber,
  type UnknownValue,
  unknownValue,
  type Value,
  withoutHole,
} from './value.ts';

export function subscript(expr: SubscriptExpr, container: Value, run: Run, frame: Frame): Value {
  const object = contentsOf(container) ?? container;
  const [index, ...more] = expr.indices;
  if (container.kind === 'instance' && object.kind === 'list' && index?.kind === 'slice' && more.length === 0)
    return holding(container, sliceOf(object, index, run, frame), run);
  if (object.kind === 'tensor') return ofTensor(object, expr.indices, run, frame);
  if (!index || more.length > 0) {
    for (const each of expr.indices) run.evaluate(each, frame);
    return unknownValue(reasonOf(object) ?? 'several indices');
  }
  if (object.kind === 'stream' && index.kind !== 'slice') {
    run.evaluate(index, frame);
    return oneOf(object.element);
  }
  if (object.kind === 'list')
    return index.kind === 'slice' ? sliceOf(object, index, run, frame) : itemAt(object, run.evaluate(index, frame), frame);
  const key = index.kind === 'slice' ? undefined : run.evaluate(index, frame);
  if (object.kind === 'instance' && frame.module.language === 'python')
    return (
      callSpecial(object, '__getitem__', [key ?? run.evaluate(index, frame)], frame, expr.span, run) ??
      unknownValue('an index into an object')
    );
  if (index.kind === 'slice') {
    const bounds = sliceBounds(index, run, frame);
    return object.kind === 'text' && object.text !== undefined && bounds
      ? textValue(takeSlice([...object.text], bounds).join(''))
      : unknownValue(reasonOf(object) ?? 'a slice');
  }
  if (object.kind === 'record') {
    const text = key && keyOf(key, frame.module.dialect);
    return (text === undefined ? undefined : object.entries.current.known.get(text)) ?? unknownValue('a key that is not known');
  }
  if (object.kind === 'instance' && key?.kind === 'text' && key.text !== undefined && frame.module.dialect.language === 'javascript')
    return run.attribute(object, key.text, frame, expr.span);
  if (object.kind === 'text') {
    if (frame.module.language === 'typescript') return characterAt(object.text, key);
    const at = key && toNumber(key);
    return at !== undefined && object.text !== undefined ? textValue(object.text.at(at)) : textValue(undefined);
  }
  if (object.kind === 'class' && key?.kind === 'text' && key.text !== undefined && isEnumeration(object))
    return enumerationAttribute(object, key.text);
  const length = object.kind === 'unknown' && key ? lengthOfAxis(object, key, frame, expr.span.start, run) : undefined;
  if (length) return length;
  return unknownValue(reasonOf(object) ?? `an index into a ${object.kind}`);
}

/** A stretch of a container of modules is such a container. */
function holding(container: InstanceValue, members: Value, run: Run): InstanceValue {
  const taken = newInstance(container.class, true);
  run.trail.write(attributeCell(taken.attributes, slots.members), members);
  return taken;
}

/** `x.shape[0]` of something unknown: an integer of that name, the same each time. */
function lengthOfAxis({ name, parts }: UnknownValue, key: Value, { module }: Frame, start: number, run: Run): Value | undefined {
  const at = key.kind === 'number' ? toNumber(key) : undefined;
  if (!parts || at === undefined || !name?.endsWith('.shape')) return undefined;
  const full = `${name}[${at}]`;
  const known = parts.value(full);
  if (known) return known;
  const value = openValue(`'${full}' of something unknown`, full, `${full}@${module.path}:${start}#${run.fresh()}`);
  // It has been that length in every past.
  attributeCell(parts, full).current = value;
  return value;
}

function characterAt(text: string | undefined, key: Value | undefined): Value {
  const at = key?.kind === 'number' ? toNumber(key) : undefined;
  const found = at === undefined ? undefined : text?.[at];
  return found === undefined ? unknownValue('an index out of range') : textValue(found);
}

/** The index that a key of a JavaScript array means, if it means one: `'1'` is 1, `'length'` is none. */
export function indexOfKey(key: Value): number | undefined {
  const at =
    key.kind === 'text' && /^(?:0|[1-9]\d{0,9})$/.test(key.text ?? '') ? Number(key.text) : key.kind === 'flag' ? undefined : toNumber(key);
  return at !== undefined && Number.isInteger(at) && at >= 0 ? at : undefined;
}

function itemAt(list: ListValue, index: Value, frame: Frame): Value {
  const items = list.items.current;
  const isSymbolic = index.kind === 'unknown' || (index.kind === 'number' && index.dim.kind !== 'int');
  if (frame.module.language === 'typescript' && !isSymbolic && indexOfKey(index) === undefined) return unknownValue('a key of a list');
  const at = frame.module.language === 'typescript' ? indexOfKey(index) : toNumber(index);
  if ('known' in items && at !== undefined) {
    const position = at < 0 && frame.module.dialect.negativeIndex ? items.known.length + at : at;
    const item = items.known[position];
    return item ? withoutHole(item) : unknownValue('an index out of range');
  }
  const one = eachOf(items) ?? unknownValue('item of an empty list');
  // A shape is indexed by those who know its rank.
  return frame.module.language === 'typescript' && list.type === 'list' ? perhaps(one) : one;
}

interface SliceBounds {
  readonly start: number | undefined;
  readonly stop: number | undefined;
  readonly step: number;
}

/** Undefined when a bound is not known. */
function sliceBounds(slice: SliceExpr, run: Run, frame: Frame): SliceBounds | undefined {
  const part = (expr: Expr | undefined): number | undefined | 'unknown' => {
    if (!expr) return undefined;
    const value = run.evaluate(expr, frame);
    return value.kind === 'none' ? undefined : (toNumber(value) ?? 'unknown');
  };
  const [start, stop, step] = [part(slice.start), part(slice.stop), part(slice.step)];
  if (start === 'unknown' || stop === 'unknown' || step === 'unknown' || step === 0) return undefined;
  return { start, stop, step: step ?? 1 };
}

/** Python's slicing: bounds clamp, negative ones count from the end. */
function sliceRange(length: number, { start, stop, step }: SliceBounds): { readonly first: number; readonly end: number } {
  const [low, high] = step > 0 ? [0, length] : [-1, length - 1];
  const clamp = (bound: number) => Math.min(Math.max(bound < 0 ? bound + length : bound, low), high);
  return step > 0
    ? { first: clamp(start ?? 0), end: clamp(stop ?? length) }
    : { first: start === undefined ? high : clamp(start), end: stop === undefined ? low : clamp(stop) };
}

function sliceLength(length: number, bounds: SliceBounds): number {
  const { first, end } = sliceRange(length, bounds);
  return Math.max(Math.ceil((end - first) / bounds.step), 0);
}

function takeSlice<T>(items: readonly T[], bounds: SliceBounds): readonly T[] {
  const { first } = sliceRange(items.length, bounds);
  return Array.from({ length: sliceLength(items.length, bounds) }, (_, at) => items[first + at * bounds.step] as T);
}

function sliceOf(list: ListValue, slice: SliceExpr, run: Run, frame: Frame): Value {
  const bounds = sliceBounds(slice, run, frame);
  const items = list.items.current;
  if (bounds && 'known' in items) return listOf(list.type, takeSlice(items.known, bounds));
  return listOf(list.type, { each: eachOf(items) ?? unknownValue('item of an empty list') });
}

/** NumPy-style indexing of a tensor: integers drop an axis, slices keep it, `...` fills up, `None` adds one. Data is not followed, short integer contents are. */
function ofTensor(object: TensorValue, indices: readonly Expr[], run: Run, frame: Frame): Value {
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
      const element = at === undefined ? undefined : object.elements.at(at);
      return element ? result([], [element]) : result([]);
    }
  }
  const shape = object.shape;
  const given = indices.filter(index => !isEllipsis(index)).length;
  const dims: Dim[] = [];
  let axis = 0;
  let newAxes = 0;
  let picked = false;
  for (const index of indices) {
    if (isEllipsis(index)) {
      const rest = (shape?.length ?? 0) - (given - countNew(indices, run, frame));
      for (let i = 0; i < rest; i++) dims.push(shape?.[axis++] ?? unknown);
    } else if (index.kind === 'slice') {
      dims.push(slicedDim(shape?.[axis++], index, run, frame));
    } else {
      const value = run.evaluate(index, frame);
      if (value.kind === 'none' || isNewAxis(value)) {
        dims.push(int(1));
        newAxes++;
      } else if (picks(object, value) && !picked) {
        dims.push(...(picks(object, value) as readonly Dim[]));
        picked = true;
        axis++;
      } else if (value.kind === 'number' || (value.kind === 'tensor' && value.shape?.length === 0)) {
        axis++;
      } else return result(undefined);
    }
  }
  if (!shape || axis > shape.length || newAxes + axis > 32) return result(undefined);
  return result([...dims, ...shape.slice(axis)]);
}

/** Arrays of NumPy and JAX: an array of positions puts its own axes in the place of one. */
function picks({ framework }: TensorValue, value: Value): readonly Dim[] | undefined {
  if (framework !== 'numpy' && framework !== 'jax') return undefined;
  if (value.kind === 'tensor') return value.shape?.length && value.dtype !== 'bool' ? value.shape : undefined;
  if (value.kind !== 'list' || !('known' in value.items.current)) return undefined;
  const { known } = value.items.current;
  return known.length > 0 && known.every(item => item.kind === 'number') ? [int(known.length)] : undefined;
}

const isEllipsis = (index: Expr): boolean => index.kind === 'name' && index.name === '...';

/** `tf.newaxis`, `jnp.newaxis`. */
const isNewAxis = (value: Value): boolean => value.kind === 'namespace' && /(?:^|\.)newaxis$/.test(value.path);

const countNew = (indices: readonly Expr[], run: Run, frame: Frame): number =>
  indices.filter(index => {
    if (index.kind === 'none') return true;
    if (index.kind !== 'attribute') return false;
    const value = run.evaluate(index, frame);
    return isNewAxis(value);
  }).length;

function slicedDim(dim: Dim | undefined, slice: SliceExpr, run: Run, frame: Frame): Dim {
  const bounds = sliceBounds(slice, run, frame);
  if (!dim || !bounds) return unknown;
  const { start = 0, stop, step } = bounds;
  if (start === 0 && stop === undefined && step === 1) return dim;
  const length = dimToNumber(dim);
  if (length !== undefined) return int(sliceLength(length, bounds));
  if (step !== 1) return unknown;
  // Symbolic: only where the bounds certainly lie inside.
  if (start >= 0 && stop === undefined && boundsOf(dim).low >= start) return subtract(dim, int(start));
  if (start >= 0 && stop !== undefined && stop < 0 && boundsOf(dim).low >= start - stop) return add(dim, int(stop - start));
  if (start >= 0 && stop !== undefined && stop >= start && boundsOf(dim).low >= stop) return int(stop - start);
  return unknown;
}
