/** Giving up what is known of lists and objects that something unseen may have changed. */
import type { Run } from './run.ts';
import { unknownValue, type Value } from './value.ts';

/** Objects inside objects are given up this deep. */
const MAX_DEPTH = 4;

/** The attributes of instances stay: a library rarely sets what a class of the user's code calls its own. */
export function spoil(value: Value, run: Run, depth = 0): void {
  if (depth > MAX_DEPTH) return;
  if (value.kind === 'list' && (value.type === 'list' || value.type === 'iterator')) {
    const items = value.items.current;
    run.trail.write(value.items, value.items.nothing);
    for (const item of 'known' in items ? items.known : [items.each]) spoil(item, run, depth + 1);
  } else if (value.kind === 'record') {
    const { known } = value.entries.current;
    run.trail.write(value.entries, value.entries.nothing);
    for (const item of known.values()) spoil(item, run, depth + 1);
  } else if (value.kind === 'unknown') {
    for (const each of value.either ?? []) spoil(each, run, depth + 1);
    for (const cell of value.parts?.values() ?? []) run.trail.write(cell, unknownValue('may have been set'));
  }
}
