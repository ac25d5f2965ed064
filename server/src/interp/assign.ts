/** Binds patterns: names, attributes, items, destructuring. */

import type { Expr, Pattern, Span } from '#server/ir/ir.ts';
import { assignedOp } from '#shared/ops/registry.ts';
import { viewOf, writeEntries } from './attribute-views.ts';
import { attributeCell, deletedAttribute, forgetAttributes } from './classes.ts';
import { orFallback, perhaps } from './fallback.ts';
import { settledEntries } from './function-attributes.ts';
import { itemsOf } from './iterators.ts';
import { listOf, recordOf } from './join.ts';
import { keyOf, keysWith } from './keys.ts';
import { setLibraryAttribute } from './library/index.ts';
import { memberOf, setterOf } from './mro.ts';
import { unpackShape } from './open-values.ts';
import { notePatch } from './patched.ts';
import { type Frame, positionalArguments, type Run } from './run.ts';
import { callSpecial } from './special-methods.ts';
import { spoil } from './spoil.ts';
import { indexOfKey } from './subscript.ts';
import {
  hole,
  type InstanceValue,
  isNoteworthy,
  type ListValue,
  none,
  type RecordValue,
  toNumber,
  type UnknownValue,
  unknownValue,
  type Value,
} from './value.ts';

type Declares = 'const' | 'let' | 'var' | undefined;

export function assignPattern(target: Pattern, value: Value, frame: Frame, run: Run, declares: Declares): void {
  switch (target.kind) {
    case 'name':
      if (isNoteworthy(value)) run.recorder.note(frame.module.path, target.name, target.span, 'definition', value);
      return bindName(target.name, value, frame, run, declares);
    case 'attribute': {
      if (isNoteworthy(value)) run.recorder.note(frame.module.path, target.name, target.nameSpan, 'definition', value);
      const object = run.evaluate(target.object, frame);
      const op = object.kind === 'tensor' ? assignedOp(object.framework, target.name) : undefined;
      if (!op) return setAttribute(object, target.name, value, frame, run);
      const result = run.call({ kind: 'op', op, v1: false, receiver: object }, positionalArguments(value), { frame, span: target.span });
      if (target.object.kind === 'name' || target.object.kind === 'attribute') run.assign(target.object, result, frame);
      return;
    }
    case 'subscript':
      return setItem(
        run.evaluate(target.object, frame),
        target.indices.map(index => (index.kind === 'slice' ? undefined : run.evaluate(index, frame))),
        value,
        frame,
        target.span,
        run,
      );
    case 'sequence-pattern':
      return destructure(target, value, frame, run, declares);
    case 'record-pattern': {
      const taken = new Set(target.entries.map(entry => entry.key));
      for (const { key, target: inner } of target.entries)
        assignPattern(inner, run.attribute(value, key, frame, target.span), frame, run, declares);
      if (!target.rest) return;
      const rest = value.kind === 'record' ? settledEntries(value, frame, target.span, run, taken) : new Map<string, Value>();
      return assignPattern(
        target.rest,
        recordOf({ known: rest, open: value.kind !== 'record' || value.entries.current.open }),
        frame,
        run,
        declares,
      );
    }
    case 'rest-pattern':
      return assignPattern(target.target, value, frame, run, declares);
    case 'default-pattern': {
      return assignPattern(target.target, orFallback(value, target.fallback, frame, run), frame, run, declares);
    }
  }
}

function bindName(name: string, value: Value, frame: Frame, run: Run, declares: Declares): void {
  const { scope } = frame;
  if (declares === 'let' || declares === 'const') return scope.declare(name, value, run.trail);
  if (frame.module.language === 'python') {
    const home = scope.function;
    return (home.redirected?.get(name) ?? home).declare(name, value, run.trail);
  }
  const home = declares === 'var' ? scope.function : (scope.holder(name) ?? scope.root);
  home.declare(name, value, run.trail);
}

function setAttribute(object: Value, name: string, value: Value, frame: Frame, run: Run): void {
  const setter = object.kind === 'instance' ? memberOf(object.class, setterOf(name)) : undefined;
  if (setter?.kind === 'function') {
    run.call({ ...setter, self: object }, positionalArguments(value), { frame, span: setter.definition.span });
    return;
  }
  if (object.kind === 'instance' && frame.module.language === 'python' && memberOf(object.class, '__setattr__'))
    return forgetAttributes(object, run);
  if (object.kind === 'instance' && name === '__dict__' && frame.module.language === 'python') return replaceAttributes(object, value, run);
  if (object.kind === 'unknown' && object.parts) run.trail.write(attributeCell(object.parts, name), value);
  else if (object.kind === 'unknown') setOnAny(object, name, run);
  else if (object.kind === 'instance' || object.kind === 'class') run.trail.write(attributeCell(object.attributes, name), value);
  else if (object.kind === 'list' && name === 'length') setLength(object, toNumber(value), run);
  else if (object.kind === 'module') object.exports.declare(name, value, run.trail);
  else if (object.kind === 'record')
    writeEntries(object, { ...object.entries.current, known: new Map([...object.entries.current.known, [name, value]]) }, run);
  else if (object.kind === 'builtin' && object.name === 'module' && name === 'exports') exportAll(value, frame, run);
  else if (object.kind === 'builtin' && object.name === 'exports') frame.module.exports.declare(name, value, run.trail);
  else if (object.kind === 'builtin') setLibraryAttribute(object, name, value, run);
  else notePatch(object, run);
}

/** `self.__dict__ = entries`: attributes and entries are one from then on; what is said of either later is not followed. */
function replaceAttributes(object: InstanceValue, value: Value, run: Run): void {
  if (value.kind !== 'record' || value.entries.current.open) return forgetAttributes(object, run);
  writeEntries(viewOf(object), value.entries.current, run);
}

/** CommonJS: `module.exports = { … }` exports each entry; anything else is the default export. */
function exportAll(value: Value, frame: Frame, run: Run): void {
  if (value.kind === 'record') for (const [name, item] of value.entries.current.known) frame.module.exports.declare(name, item, run.trail);
  frame.module.exports.declare('default', value, run.trail);
}

/** JavaScript: `list.length = n` cuts it off or fills it up. */
function setLength(list: ListValue, length: number | undefined, run: Run): void {
  const items = list.items.current;
  const changed =
    'known' in items && length !== undefined && length <= items.known.length + 1000
      ? { known: Array.from({ length }, (_, at) => items.known[at] ?? hole) }
      : { each: unknownValue('item of a list whose length was set') };
  run.trail.write(list.items, changed);
}

/** Sets an attribute of something that may be one of several objects. */
function setOnAny(object: UnknownValue, name: string, run: Run): void {
  spoil(object, run);
  for (const each of object.either ?? [])
    if (each.kind === 'instance') run.trail.write(attributeCell(each.attributes, name), unknownValue('set on one of several objects'));
}

function setItem(object: Value, [index]: readonly (Value | undefined)[], value: Value, frame: Frame, span: Span, run: Run): void {
  if (object.kind === 'unknown') spoil(object, run);
  else if (object.kind === 'record') {
    const key = index && keyOf(index, frame.module.dialect);
    const { known, open, keys } = object.entries.current;
    // An unknown key may be any of them.
    if (key === undefined) writeEntries(object, { known: new Map(), open: true }, run);
    else writeEntries(object, { known: new Map([...known, [key, value]]), open, ...keysWith(keys, key, index as Value) }, run);
  } else if (object.kind === 'list') {
    const items = object.items.current;
    const at = index && (frame.module.language === 'python' ? toNumber(index) : indexOfKey(index));
    if (!('known' in items) || at === undefined)
      return run.trail.write(object.items, { each: unknownValue('item of a list that was written to') });
    const position = at < 0 ? items.known.length + at : at;
    if (position > items.known.length + 1000) return run.trail.write(object.items, { each: unknownValue('item of a sparse list') });
    const changed = [...items.known];
    while (changed.length < position) changed.push(hole);
    changed[position] = value;
    run.trail.write(object.items, { known: changed });
  } else if (callSpecial(object, '__setitem__', [index ?? unknownValue('a slice'), value], frame, span, run)) {
    return;
  } else if (object.kind === 'instance' && frame.module.language !== 'python' && index?.kind === 'text' && index.text !== undefined) {
    run.trail.write(attributeCell(object.attributes, index.text), value);
  }
}

function destructure(
  target: Extract<Pattern, { kind: 'sequence-pattern' }>,
  value: Value,
  frame: Frame,
  run: Run,
  declares: Declares,
): void {
  const dims = value.kind === 'unknown' ? unpackShape(value, target.items, frame, run) : undefined;
  const source = dims ? { known: dims } : itemsOf(value, frame, target.span, run);
  const rest = target.items.findIndex(item => item?.kind === 'rest-pattern');
  const missing = frame.module.language === 'typescript' ? none : unknownValue('nothing left to unpack');
  const valueAt = (at: number): Value => {
    const behind = target.items.length - 1 - at;
    if (!('known' in source)) {
      if (at === rest) return listOf('list', { each: source.each });
      if (frame.module.language === 'python') return source.each;
      // A generator may end early, and a default is there for the item that is missing.
      const isNested = source.each.kind === 'list' || source.each.kind === 'record';
      const mayEnd = isNested || (value.kind === 'list' && value.type === 'iterator') || target.items[at]?.kind === 'default-pattern';
      return mayEnd ? unknownValue('an item that may not be there', [source.each]) : perhaps(source.each);
    }
    if (at === rest) return listOf('list', source.known.slice(at, source.known.length - behind));
    return source.known[rest >= 0 && at > rest ? source.known.length - 1 - behind : at] ?? missing;
  };
  for (const [at, item] of target.items.entries()) if (item) assignPattern(item, valueAt(at), frame, run, declares);
}

/** `del x[i]`, `delete x.y`: what is left is known only where the key is. */
export function removeItem(target: Expr, frame: Frame, run: Run): void {
  if (target.kind === 'subscript') {
    const object = run.evaluate(target.object, frame);
    const [index] = target.indices;
    const key = index && index.kind !== 'slice' ? keyOf(run.evaluate(index, frame), frame.module.dialect) : undefined;
    if (object.kind === 'unknown') spoil(object, run);
    else if (object.kind === 'list') run.trail.write(object.items, { each: unknownValue('item of a list that lost some') });
    else if (object.kind === 'record') removeKey(object, key, run);
  } else if (target.kind === 'attribute') {
    const object = run.evaluate(target.object, frame);
    if (object.kind === 'unknown') setOnAny(object, target.name, run);
    else if (object.kind === 'record') removeKey(object, target.name, run);
    else if (object.kind === 'instance') run.trail.write(attributeCell(object.attributes, target.name), deletedAttribute);
  }
}

function removeKey(object: RecordValue, key: string | undefined, run: Run): void {
  const { known, open } = object.entries.current;
  writeEntries(
    object,
    key === undefined ? { known: new Map(), open: true } : { known: new Map([...known].filter(([name]) => name !== key)), open },
    run,
  );
}
