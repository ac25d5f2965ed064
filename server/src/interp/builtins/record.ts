/** Methods of Python's dict; JavaScript's objects have their entries as attributes. */

import { writeEntries } from '../attribute-views.ts';
import { type Dialect, python } from '../dialect.ts';
import { settledEntries } from '../function-attributes.ts';
import { listOf, recordOf } from '../join.ts';
import { inOrder, keyOf, keysOfBoth, keyValue } from '../keys.ts';
import type { Run } from '../run.ts';
import { type Entries, flagValue, none, type RecordValue, textValue, unknownValue, type Value } from '../value.ts';
import { at, type Builtin, type Members } from './types.ts';

const entriesOf = (value: Value): Entries => (value.kind === 'record' ? value.entries.current : { known: new Map(), open: true });

const lookUp: Builtin = (args, _site, _run, receiver) => {
  const key = at(args, 0) && keyOf(at(args, 0) as Value, python);
  const { known, open } = entriesOf(receiver);
  if (key === undefined) return unknownValue('a key that is not known');
  return known.get(key) ?? (open ? unknownValue(`key '${key}'`) : (at(args, 1) ?? none));
};

const nameOf = (key: string, { language }: Dialect, entries: Entries): Value =>
  language === 'javascript' ? textValue(key) : keyValue(key, entries);

const listing =
  (item: (key: string, value: Value, dialect: Dialect, entries: Entries) => Value): Builtin =>
  (_args, site, run, receiver) => {
    const { dialect } = site.frame.module;
    const entries = entriesOf(receiver);
    const { open } = entries;
    const known = receiver.kind === 'record' ? settledEntries(receiver, site.frame, site.span, run) : new Map<string, Value>();
    return listOf(
      'list',
      open
        ? { each: unknownValue('item of a dict') }
        : (dialect.language === 'javascript' ? inOrder(known) : [...known]).map(([key, value]) => item(key, value, dialect, entries)),
    );
  };

export const keysOf = listing((key, _value, dialect, entries) => nameOf(key, dialect, entries));
export const valuesOf = listing((_key, value) => value);
export const itemsOf = listing((key, value, dialect, entries) =>
  listOf(dialect.language === 'javascript' ? 'list' : 'tuple', [nameOf(key, dialect, entries), value]),
);

/** `a | b` in Python: a new dict. */
export function mergedRecords(left: RecordValue, right: RecordValue): Value {
  const [a, b] = [left.entries.current, right.entries.current];
  // Entries that may come may also replace.
  return recordOf({ known: new Map([...(b.open ? [] : a.known), ...b.known]), open: a.open || b.open, ...keysOfBoth(a, b) });
}

/** Changed in a way that is not followed. */
const forget = (record: RecordValue, run: Run): Value => {
  writeEntries(record, { known: new Map(), open: true }, run);
  return unknownValue('a key that is not known');
};

export const recordMembers: Members = {
  python: {
    methods: {
      get: lookUp,
      keys: keysOf,
      values: valuesOf,
      items: itemsOf,
      iteritems: itemsOf,
      itervalues: valuesOf,
      copy: (_args, _site, _run, receiver) => recordOf(entriesOf(receiver)),
      update: (args, _site, run, receiver) => {
        if (receiver.kind !== 'record') return none;
        const other = at(args, 0);
        const before = receiver.entries.current;
        const { known, open } = before;
        const added: Entries = other?.kind === 'record' ? other.entries.current : { known: new Map(), open: other !== undefined };
        const named = [...args.named].map(([name, { value }]) => [name, value] as const);
        // Entries that may come may also replace.
        const kept = added.open || args.open ? new Map<string, Value>() : known;
        const entries = { known: new Map([...kept, ...added.known, ...named]), open: open || added.open || args.open };
        writeEntries(receiver, { ...entries, ...keysOfBoth(before, added) }, run);
        return none;
      },
      setdefault: (args, _site, run, receiver) => {
        const key = at(args, 0) && keyOf(at(args, 0) as Value, python);
        if (receiver.kind !== 'record') return unknownValue('setdefault');
        if (key === undefined) return forget(receiver, run);
        const { known, open } = receiver.entries.current;
        const before = known.get(key);
        if (before || open) return before ?? unknownValue(`key '${key}'`);
        const value = at(args, 1) ?? none;
        writeEntries(receiver, { known: new Map([...known, [key, value]]), open }, run);
        return value;
      },
      pop: (args, site, run, receiver) => {
        const key = at(args, 0) && keyOf(at(args, 0) as Value, python);
        if (receiver.kind !== 'record') return unknownValue('pop');
        if (key === undefined) return forget(receiver, run);
        const value = lookUp(args, site, run, receiver);
        const { known, open } = receiver.entries.current;
        writeEntries(receiver, { known: new Map([...known].filter(([name]) => name !== key)), open }, run);
        return value;
      },
      clear: (_args, _site, run, receiver) => {
        if (receiver.kind === 'record') writeEntries(receiver, { known: new Map(), open: false }, run);
        return none;
      },
      has_key: (args, _site, _run, receiver) => {
        const key = at(args, 0) && keyOf(at(args, 0) as Value, python);
        const { known, open } = entriesOf(receiver);
        return flagValue(key === undefined ? undefined : known.has(key) ? true : open ? undefined : false);
      },
    },
    properties: {},
  },
  javascript: { methods: {}, properties: {} },
};
