/** `object[index]`, with slices, on lists, records, text and tensors. */

import type { SliceExpr, SubscriptExpr } from '#server/ir/ir.ts';
import { attributeCell, newInstance } from './classes.ts';
import { enumerationAttribute, isEnumeration } from './enumeration.ts';
import { perhaps } from './fallback.ts';
import { eachOf, listOf, oneOf } from './join.ts';
import { keyOf } from './keys.ts';
import { openValue } from './open-values.ts';
import { contentsOf, slots } from './protocol.ts';
import { reasonOf } from './reasons.ts';
import type { Frame, Run } from './run.ts';
import { sliceBounds, takeSlice } from './slices.ts';
import { callSpecial } from './special-methods.ts';
import { tensorSubscript } from './tensor-subscript.ts';
import {
  type InstanceValue,
  type ListValue,
  none,
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
  if (object.kind === 'tensor') return tensorSubscript(object, expr, run, frame);
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
    if (item) return withoutHole(item);
    // A shape has nothing behind its last length, and nobody adds to it.
    return frame.module.language === 'typescript' && list.type === 'shape' ? none : unknownValue('an index out of range');
  }
  const one = eachOf(items) ?? unknownValue('item of an empty list');
  // A shape is indexed by those who know its rank.
  return frame.module.language === 'typescript' && list.type === 'list' ? perhaps(one) : one;
}

function sliceOf(list: ListValue, slice: SliceExpr, run: Run, frame: Frame): Value {
  const bounds = sliceBounds(slice, run, frame);
  const items = list.items.current;
  if (bounds && 'known' in items) return listOf(list.type, takeSlice(items.known, bounds));
  return listOf(list.type, { each: eachOf(items) ?? unknownValue('item of an empty list') });
}
