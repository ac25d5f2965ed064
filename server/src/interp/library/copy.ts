/** Python's copy: lists, dicts and objects of one's own. */
import { at, type Builtin } from '../builtins/types.ts';
import { attributeCell, newInstance } from '../classes.ts';
import { listOf, recordOf } from '../join.ts';
import type { Run } from '../run.ts';
import { newCell } from '../state/cell.ts';
import { unknownValue, type Value } from '../value.ts';
import type { LibraryModule } from './library.ts';

/** Copies `value`; what is in it is made by `inner`, and is met again through `made`. */
function copyOf(value: Value, inner: (value: Value) => Value, made: Map<Value, Value>, run: Run): Value {
  switch (value.kind) {
    case 'list': {
      const items = value.items.current;
      return listOf(value.type, 'known' in items ? { known: items.known.map(inner) } : { each: inner(items.each) }, value.site);
    }
    case 'record': {
      const { known, open } = value.entries.current;
      return recordOf({ known: new Map([...known].map(([key, item]) => [key, inner(item)])), open });
    }
    case 'instance': {
      if (value.attributes.sources.length > 0) return unknownValue('a copy of one of several objects');
      const copy = { ...value, attributes: newInstance(value.class, value.open).attributes };
      made.set(value, copy);
      for (const [name, { current }] of value.attributes)
        if (current) run.trail.write(attributeCell(copy.attributes, name), inner(current));
      return copy;
    }
    case 'layer':
      return { ...value, first: newCell(value.first.current, value.first.join, value.first.nothing) };
    case 'builtin':
      return value.receiver?.kind === 'record' ? { ...value, receiver: copyOf(value.receiver, inner, made, run) } : value;
    default:
      return value;
  }
}

const shallow: Builtin = (args, _site, run) => copyOf(at(args, 0) ?? unknownValue('copy'), item => item, new Map(), run);

const deep: Builtin = (args, _site, run) => {
  const made = new Map<Value, Value>();
  const copy = (value: Value): Value => {
    run.spend();
    const known = made.get(value);
    if (known) return known;
    const fresh = copyOf(value, copy, made, run);
    made.set(value, fresh);
    return fresh;
  };
  return copy(at(args, 0) ?? unknownValue('deepcopy'));
};

export const copy: LibraryModule = { language: 'python', name: 'copy', functions: { copy: shallow, deepcopy: deep } };
