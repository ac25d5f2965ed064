/** Functions that a framework calls for every slice of tensors, or again and again with what it returned: `tf.map_fn`, `tf.scan`, `tf.while_loop`. */
import type { Dim } from '#shared/dim/dim.ts';
import { tensorsOf } from '#shared/ops/registry.ts';
import type { Framework } from '#shared/ops/versions.ts';
import { fromArg } from './convert.ts';
import { through } from './flow.ts';
import { join, listOf } from './join.ts';
import { repeat } from './loops.ts';
import { type Arguments, type CallSite, positionalArguments, type Run } from './run.ts';
import { newCell } from './state/cell.ts';
import { type NamespaceValue, revealed, unknownValue, type Value } from './value.ts';

export const named = ({ positional, named: words }: Arguments, at: number, name: string): Value | undefined =>
  positional[at]?.value ?? words.get(name)?.value;

export const itemsOf = (value: Value | undefined): readonly Value[] | undefined => {
  const items = value?.kind === 'list' ? value.items.current : undefined;
  return items && 'known' in items ? items.known : undefined;
};

/** What the function sees of `elements`: one slice along the first axis of each tensor in it. */
export function sliceOf(elements: Value | undefined, framework: Framework): Value {
  const over = elements && revealed(elements);
  if (over?.kind === 'tensor') return { kind: 'tensor', framework, shape: over.shape?.slice(1) };
  const items = itemsOf(over);
  return items?.length && items.every(item => revealed(item).kind === 'tensor')
    ? listOf(
        'tuple',
        items.map(item => sliceOf(item, framework)),
      )
    : unknownValue('one of unknown elements');
}

/** How many slices there are. */
export function countOf(elements: Value | undefined): Dim | undefined {
  const over = elements && revealed(elements);
  if (over?.kind === 'tensor') return over.shape?.[0];
  return itemsOf(over)
    ?.map(countOf)
    .find(count => count !== undefined);
}

/** What the function returned, so many of them along a new axis. */
export function stacked(result: Value, count: Dim | undefined, framework: Framework): Value {
  if (result.kind === 'tensor') return { kind: 'tensor', framework, shape: count && result.shape && [count, ...result.shape] };
  if (result.kind === 'number' || result.kind === 'float') return fromArg({ kind: 'tensor', shape: count && [count] }, framework);
  const items = itemsOf(result);
  return items
    ? listOf(
        'tuple',
        items.map(item => stacked(item, count, framework)),
      )
    : unknownValue('what a mapped function returns');
}

export function mapped(callee: NamespaceValue, args: Arguments, { frame, span }: CallSite, run: Run): Value {
  const [fn, elements] = [named(args, 0, 'fn'), named(args, 1, 'elems')];
  if (!fn) return unknownValue('nothing to map');
  const framework = tensorsOf(callee.framework);
  return stacked(run.call(fn, positionalArguments(sliceOf(elements, framework)), { frame, span }), countOf(elements), framework);
}

/** Called with what it returned before and the next slice; what it returned is given for every slice, or that of the last. */
export function scanned(gives: 'every' | 'last', callee: NamespaceValue, args: Arguments, { frame, span }: CallSite, run: Run): Value {
  const [fn, elements, given] = [named(args, 0, 'fn'), named(args, 1, 'elems'), named(args, 2, 'initializer')];
  if (!fn) return unknownValue('nothing to scan');
  const framework = tensorsOf(callee.framework);
  const slice = sliceOf(elements, framework);
  const first = given && given.kind !== 'none' ? given : slice;
  const state = newCell<Value>(first, join, unknownValue('what changes from turn to turn'));
  turns(() => run.trail.write(state, run.call(fn, positionalArguments(state.current, slice), { frame, span })), run);
  return gives === 'last' ? state.current : stacked(state.current, countOf(elements), framework);
}

/** The body gets the variables and returns them anew. What is known afterwards holds whatever the number of turns. */
export function looped(callee: NamespaceValue, args: Arguments, { frame, span }: CallSite, run: Run): Value {
  const [condition, body, given] = [named(args, 0, 'cond'), named(args, 1, 'body'), named(args, 2, 'loop_vars')];
  if (!body || !given) return unknownValue('nothing to loop over');
  const listed = itemsOf(given);
  if (given.kind === 'list' && !listed) return unknownValue('variables of a loop');
  const first = listed ?? [given];
  const lost = first.map(() => unknownValue('what changes from turn to turn'));
  const { items } = listOf('tuple', first);
  const current = (): readonly Value[] => ('known' in items.current ? items.current.known : lost);
  turns(() => {
    if (condition) run.call(condition, positionalArguments(...current()), { frame, span });
    const result = run.call(body, positionalArguments(...current()), { frame, span });
    const next = itemsOf(result) ?? [result];
    run.trail.write(items, { known: next.length === first.length ? next : lost });
  }, run);
  const last = current();
  const [only] = last;
  if (!listed) return only ?? unknownValue('a loop');
  // A list of one comes back as what is in it, in TensorFlow 1.
  const kept = !callee.v1 && !frame.module.versions.some(({ generation }) => generation === '1.4' || generation === '1.15');
  if (listed.length === 1 && !kept && only) return only;
  return listOf(given.kind === 'list' && given.type === 'tuple' ? 'tuple' : 'list', last);
}

export function turns(turn: () => void, run: Run): void {
  repeat(() => {
    turn();
    return through;
  }, run);
}
