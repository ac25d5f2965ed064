/** Loops: over known items they are unrolled within bounds; others are run to a fixed point with what changes given up. */
import type { Stmt } from '#server/ir/ir.ts';
import { iterate } from './bind.ts';
import { decide } from './decide.ts';
import { eitherFlow, executeNested, landed, maybe, onward, through } from './flow.ts';
import { begin, consume, iterable as goneThrough } from './iterators.ts';
import { join } from './join.ts';
import { inOrder } from './keys.ts';
import { opened } from './open-values.ts';
import type { Flow, Frame, Run } from './run.ts';
import { sameKnowledge } from './same-knowledge.ts';
import { Scope } from './scope.ts';
import { markUnique } from './state/ledger.ts';
import { unchanged } from './state/trail.ts';
import { hole, textValue, unknownValue, type Value, withoutHole } from './value.ts';

/** Turns of one loop that are unrolled; longer loops are widened. */
const MAX_TURNS = 256;
/** Turns over nested loops, through calls: networks are built by fewer, number crunching takes more and is none of our business. */
const MAX_NESTED_TURNS = 1024;

/** Steps that the turns of one loop may take, before the rest of them is widened: what trains for a hundred epochs does the same in each. */
const MAX_STEPS = 15_000;

/** Calls whose results are remembered take fewer steps: how far a long loop is followed depends on what ran before it. */
function isLong(steps: number): boolean {
  if (steps > MAX_STEPS / 4) markUnique();
  return steps > MAX_STEPS;
}

const affordable = (run: Run): number => Math.min(MAX_TURNS, Math.floor(MAX_NESTED_TURNS / run.turns));

/** Runs `body` as part of a loop that takes `turns` turns. */
function weighted<R>(turns: number, run: Run, body: () => R): R {
  const before = run.turns;
  run.turns = before * Math.max(turns, 1);
  try {
    return body();
  } finally {
    run.turns = before;
  }
}

export function forLoop(statement: Extract<Stmt, { kind: 'for' }>, outer: Frame, run: Run): Flow {
  const given = run.evaluate(statement.iterable, outer);
  const iterable = statement.over === 'keys' ? given : goneThrough(given, outer, statement.iterable.span, run);
  const source = statement.over === 'keys' ? keysOf(iterable) : iterate(iterable);
  const turn = (value: Value) => {
    const frame = blockFrame(outer);
    run.assign(statement.target, value, frame, frame.module.dialect.blockScope ? 'let' : undefined);
    const flow = landed(executeNested(statement.body, frame, run), `continue ${statement.label}`, { continues: true });
    left ||= Boolean(flow.breaks || flow.returns || flow.jumps || flow.raises);
    return flow;
  };
  const isUntouched = begin(iterable, run);
  let left = false;
  const ended = (flow: Flow): Flow => {
    consume(iterable, run, left || !isUntouched() ? 'some' : 'all');
    return flow;
  };
  if ('known' in source && source.known.length <= affordable(run)) {
    const values = source.known;
    const [limit, fuel] = [affordable(run), run.fuel];
    const next = (at: number): Turn => {
      const now = isUntouched() ? itemsNow(iterable, statement.over, values) : undefined;
      // What the body does to the list shows in the turns to come.
      if (!now || at >= limit || (at < now.length && isLong(fuel - run.fuel))) return 'any';
      const value = now[at];
      return value && (() => turn(value));
    };
    const rest = () => widen(() => turn(unknownValue('item of a list that changes')), statement.otherwise, outer, run);
    return ended(weighted(values.length, run, () => unroll(next, rest, statement.otherwise, outer, run)));
  }
  const each = 'known' in source ? source.known.reduce((a, b) => join(a, b)) : source.each;
  return ended(widen(() => turn(opened(each)), statement.otherwise, outer, run));
}

/** A turn, none when there are no more, or any number of any kind. */
type Turn = (() => Flow) | 'any' | undefined;

/** The items that a loop goes through as they are by now; undefined when they are not known any more. Keys that are gone are passed over. */
function itemsNow(iterable: Value, over: 'values' | 'keys', values: readonly Value[]): readonly Value[] | undefined {
  if (over === 'keys') {
    const now = keysOf(iterable);
    return 'known' in now && now.known.length >= values.length ? values : undefined;
  }
  if (iterable.kind !== 'list' || iterable.type === 'set' || iterable.type === 'iterator') return values;
  const now = iterable.items.current;
  return 'known' in now ? now.known.map(withoutHole) : undefined;
}

/** JavaScript's `for … in`: indices of a list, keys of an object. */
function keysOf(value: Value): ReturnType<typeof iterate> {
  if (value.kind === 'list' && 'known' in value.items.current)
    return { known: value.items.current.known.flatMap((item, at) => (item === hole ? [] : [textValue(String(at))])) };
  return value.kind === 'record' && !value.entries.current.open
    ? { known: inOrder(value.entries.current.known).map(([key]) => textValue(key)) }
    : { each: textValue(undefined) };
}

/** The variable of a JavaScript loop lives in the loop. */
const blockFrame = (frame: Frame): Frame => (frame.module.dialect.blockScope ? { ...frame, scope: new Scope(frame.scope, false) } : frame);

/** `for (let i = 0; …; i++)`: each turn has variables of its own, which begin as the last turn left them; closures keep those of theirs. */
function nextTurn(frame: Frame, run: Run): Frame {
  const { scope } = frame;
  if (!frame.module.dialect.blockScope || scope.isFunction || scope.variables.size === 0) return frame;
  const next = new Scope(scope.parent, false);
  for (const [name, { current }] of scope.variables) if (current) next.declare(name, current, run.trail);
  return { ...frame, scope: next };
}

export function whileLoop(statement: Extract<Stmt, { kind: 'while' }>, outer: Frame, run: Run): Flow {
  let frame = outer;
  const body = (): Flow => {
    const flow = landed(executeNested(statement.body, frame, run), `continue ${statement.label}`, { continues: true });
    const { update } = statement;
    if (update && (flow.falls || flow.continues)) {
      const { continues, ...left } = flow;
      if (follows) frame = nextTurn(frame, run);
      onward({ ...left, falls: true }, () => run.execute(update, frame), run);
    }
    return flow;
  };
  let follows = true;
  let flow: Flow = { falls: true };
  const [limit, fuel] = [affordable(run), run.fuel];
  for (let turn = 0; turn < limit && !isLong(fuel - run.fuel); turn++) {
    const skipTest = turn === 0 && statement.first === 'body';
    const answer = skipTest ? 'yes' : decide(run.evaluate(statement.test, frame), statement.test, frame, run);
    if (answer === 'no') return finish(flow, statement.otherwise, frame, run);
    if (answer === 'unknown') break;
    run.spend();
    const next = weighted(turn + 1, run, body);
    flow = eitherFlow({ ...flow, falls: false }, next);
    if (next.breaks && !next.falls && !next.continues) return { ...flow, falls: true, breaks: false };
    if (!next.falls && !next.continues) return { ...flow, breaks: false, falls: Boolean(flow.breaks) };
    // A turn that may or may not leave the loop: the number of turns is not known any more.
    if (next.breaks || next.returns || next.jumps) break;
  }
  // From here on one turn stands for all.
  follows = false;
  const rest = widen(
    () => {
      run.evaluate(statement.test, frame);
      return body();
    },
    statement.otherwise,
    frame,
    run,
  );
  return eitherFlow({ ...flow, falls: false, breaks: false }, rest);
}

function unroll(turns: (at: number) => Turn, rest: () => Flow, otherwise: readonly Stmt[], frame: Frame, run: Run): Flow {
  const go = (at: number): Flow => {
    const turn = turns(at);
    if (turn === 'any') return rest();
    if (!turn) return finish({ falls: true }, otherwise, frame, run);
    run.spend();
    const next = turn();
    const stays = next.falls || next.continues;
    if (!stays) return { ...next, falls: Boolean(next.breaks), breaks: false, continues: false };
    if (!next.breaks && !next.returns && !next.jumps) {
      const more = go(at + 1);
      return next.raises ? { ...more, raises: true } : more;
    }
    // It may have been left here: the remaining turns are one way, leaving now the other.
    const onward = run.trail.attempt(() => go(at + 1));
    run.trail.merge([onward.journal, unchanged]);
    return eitherFlow({ ...next, falls: Boolean(next.breaks), breaks: false, continues: false }, onward.result);
  };
  return go(0);
}

function finish(flow: Flow, otherwise: readonly Stmt[], frame: Frame, run: Run): Flow {
  const settled = { ...flow, breaks: false, continues: false };
  if (otherwise.length === 0) return { ...settled, falls: true };
  // Where the loop may have been left by `break`, the rest may or may not run.
  const left = flow.breaks === true;
  let last: Flow = through;
  const rest = () => {
    last = executeNested(otherwise, frame, run);
  };
  if (left) maybe(run, rest);
  else rest();
  if (left) return { ...eitherFlow(settled, last), falls: true, breaks: last.breaks ?? false, continues: last.continues ?? false };
  return { ...eitherFlow({ ...settled, falls: false }, last), breaks: last.breaks ?? false, continues: last.continues ?? false };
}

/** Passes over a loop's body after which whatever still changes is given up. */
const MAX_PASSES = 3;

function widen(body: () => Flow, otherwise: readonly Stmt[], frame: Frame, run: Run): Flow {
  return finish(repeat(body, run), otherwise, frame, run);
}

/**
 * Runs the body any number of times: once as it stands, so that findings have the first turn's values; then with everything that
 * differed between before and after joined, until nothing changes.
 */
export function repeat(body: () => Flow, run: Run): Flow {
  let flow: Flow = through;
  for (let pass = 0; ; pass++) {
    run.spend();
    const { result, journal } = run.trail.attempt(body);
    flow = eitherFlow(flow, result);
    // What a turn makes for itself is gone after it.
    const written = [...journal.written].filter(([cell]) => cell.born <= journal.since);
    const changed = written.filter(([cell, value]) =>
      pass < 2 ? value !== cell.current : !sameKnowledge(cell.join(cell.current, value), cell.current),
    );
    if (changed.length === 0) return flow;
    if (pass < MAX_PASSES) run.trail.merge([journal, unchanged]);
    else for (const [cell] of changed) run.trail.write(cell, cell.nothing);
  }
}
