/** Defaults of JavaScript's parameters and patterns. */
import type { Expr } from '#server/ir/ir.ts';
import { either } from './flow.ts';
import type { Frame, Run } from './run.ts';
import { unknownValue, type Value } from './value.ts';

/** What a default makes of a value that may be missing: only `undefined` counts as that. */
export function orFallback(value: Value, fallback: Expr, frame: Frame, run: Run): Value {
  if (value.kind === 'none' && value.is === undefined) return run.evaluate(fallback, frame);
  if (value.kind !== 'unknown' && !(value.kind === 'none' && value.is === 'either')) return value;
  return either(
    run,
    () => value,
    () => run.evaluate(fallback, frame),
  );
}

const plain: ReadonlySet<Value['kind']> = new Set(['number', 'float', 'text', 'flag', 'none', 'function', 'list', 'record']);

/** An item of a list that may be too short: code that uses it as an object counts on it, code that uses a plain value may not. */
export const perhaps = (item: Value): Value => (plain.has(item.kind) ? unknownValue('an item that may not be there', [item]) : item);
