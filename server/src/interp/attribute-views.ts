/** An object's attributes as a dict, `vars(x)` and `x.__dict__`: what is written to it is written to them. */
import { attributeCell, deletedAttribute, forgetAttributes, mayHaveAny } from './classes.ts';
import { recordOf } from './join.ts';
import type { Run } from './run.ts';
import type { Attributes, Entries, InstanceValue, RecordValue } from './value.ts';

export const viewOf = (object: InstanceValue): RecordValue => ({
  kind: 'record',
  // Asked for anew each time: attributes may have been set since.
  get entries() {
    return recordOf(attributesOf(object)).entries;
  },
  view: object,
});

function attributesOf(object: InstanceValue): Entries {
  let open = object.open || mayHaveAny(object) || object.attributes.sources.length > 0;
  const known: Entries['known'] = new Map(
    [...(object.attributes as Attributes)].flatMap(([name, cell]) => {
      const value = cell.current;
      if (!value || value === deletedAttribute || name.startsWith('*')) return [];
      // It may have been set on one way only.
      if (value.kind !== 'unknown') return [[name, value] as const];
      open = true;
      return [];
    }),
  );
  return { known, open };
}

/** Writes to a dict, or to the attributes that it is a view of. */
export function writeEntries(record: RecordValue, entries: Entries, run: Run): void {
  const { view } = record;
  if (!view) return run.trail.write(record.entries, entries);
  const before = record.entries.current.known;
  if (entries.open && entries.known.size < before.size) forgetAttributes(view, run);
  for (const [name, value] of entries.known) if (before.get(name) !== value) run.trail.write(attributeCell(view.attributes, name), value);
  for (const name of before.keys())
    if (!entries.known.has(name) && !entries.open) run.trail.write(attributeCell(view.attributes, name), deletedAttribute);
}
