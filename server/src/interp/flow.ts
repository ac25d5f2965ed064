/** How stretches of statements follow one another, and what remains of several that exclude each other. */
import type { Stmt } from '#server/ir/ir.ts';
import { join } from './join.ts';
import type { Flow, Frame, Run } from './run.ts';
import { Scope } from './scope.ts';
import { type Journal, unchanged } from './state/trail.ts';
import type { Value } from './value.ts';

export const through: Flow = { falls: true };

/** `first`, then `second`. */
export function sequel(first: Flow, second: Flow): Flow {
  const returns = first.returns && second.returns ? join(first.returns, second.returns) : (first.returns ?? second.returns);
  return {
    falls: second.falls,
    ...(returns ? { returns } : {}),
    ...(first.breaks || second.breaks ? { breaks: true } : {}),
    ...(first.continues || second.continues ? { continues: true } : {}),
    ...(first.raises || second.raises ? { raises: true } : {}),
    ...(first.jumps || second.jumps ? { jumps: new Set([...(first.jumps ?? []), ...(second.jumps ?? [])]) } : {}),
  };
}

/** Either of two flows. */
export function eitherFlow(a: Flow, b: Flow): Flow {
  return { ...sequel(a, b), falls: a.falls || b.falls };
}

/** The flow without the jump, and what takes its place where there was one. */
export function landed(flow: Flow, jump: string, then: Partial<Flow>): Flow {
  if (!flow.jumps?.has(jump)) return flow;
  const { jumps, ...others } = flow;
  const left = new Set([...jumps].filter(each => each !== jump));
  return { ...others, ...then, ...(left.size > 0 ? { jumps: left } : {}) };
}

/** Runs each way from the present state, `rest` behind them, and joins. */
export function branch(ways: readonly (() => Flow)[], rest: () => Flow, run: Run): Flow {
  const attempts = ways.map(way => ({ way, ...run.trail.attempt(way) }));
  const open = attempts.filter(({ result }) => result.falls);
  const [only, more] = open;
  if (!only) {
    merge(attempts, run);
    return attempts.map(({ result }) => result).reduce(eitherFlow);
  }
  if (!more && attempts.length > 1) {
    // One way goes on: the rest belongs to it alone.
    const closed = attempts.filter(attempt => attempt !== only);
    const longer = run.trail.attempt(() => {
      run.trail.merge([only.journal]);
      return onward(only.result, rest, run);
    });
    const { result, journal } = longer;
    merge([...closed, { result, journal: { ...journal, since: only.journal.since } }], run);
    return [...closed.map(({ result }) => result), longer.result].reduce(eitherFlow);
  }
  merge(attempts, run);
  const joined = attempts.map(({ result }) => result).reduce(eitherFlow);
  return onward(joined, rest, run);
}

/** Whether it may end otherwise than by running through. */
export const leaves = ({ returns, breaks, continues, jumps }: Flow): boolean => Boolean(returns || breaks || continues || jumps);

/** What follows a stretch: where that may have been left on its way (`if (a) { if (b) return; … }`), the rest may or may not run. */
export function onward(first: Flow, rest: () => Flow, run: Run): Flow {
  if (!first.falls) return first;
  if (!leaves(first)) return sequel(first, rest());
  const { result, journal } = run.trail.attempt(rest);
  run.trail.merge([journal, unchanged]);
  return sequel(first, result);
}

/** Continues from what the ways left behind; a way that only raises leaves nothing. */
function merge(attempts: readonly { readonly result: Flow; readonly journal: Journal }[], run: Run): void {
  const lasting = attempts.filter(({ result }) => result.falls || leaves(result));
  run.trail.merge((lasting.length > 0 ? lasting : attempts).map(({ journal }) => journal));
}

/** A block of JavaScript has its own scope; Python's has not. */
export function executeNested(body: readonly Stmt[], frame: Frame, run: Run): Flow {
  return run.execute(body, frame.module.dialect.blockScope ? { ...frame, scope: new Scope(frame.scope, false) } : frame);
}

/** Runs what may or may not happen, perhaps several times: afterwards a cell holds what it does in either case. */
export function maybe(run: Run, body: () => unknown): void {
  const { journal } = run.trail.attempt(body);
  run.trail.merge([journal, unchanged]);
}

/** Runs both sides from the same state and goes on with what they agree on. */
export function either(run: Run, one: () => Value, other: () => Value): Value {
  const first = run.trail.attempt(one);
  const second = run.trail.attempt(other);
  run.trail.merge([first.journal, second.journal]);
  return join(first.result, second.result);
}
