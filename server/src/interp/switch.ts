/** `match` and `switch`: cases that cannot be meant are left out, the others are ways to go. */
import type { Expr, MatchPattern, Stmt } from '#server/ir/ir.ts';
import type { Answer } from '#shared/dim/compare.ts';
import { decide } from './decide.ts';
import { branch, executeNested, onward, through } from './flow.ts';
import { type Bindings, matches } from './match.ts';
import type { Flow, Frame, Run } from './run.ts';
import { unchanged } from './state/trail.ts';
import { compare } from './truth.ts';
import { unknownValue, type Value } from './value.ts';

/** A case that may be meant, with what its pattern names. */
interface WayIn {
  readonly at: number;
  readonly binds: Bindings;
}

export function executeSwitch(statement: Extract<Stmt, { kind: 'switch' }>, frame: Frame, run: Run): Flow {
  const subject = run.evaluate(statement.subject, frame);
  const ways: WayIn[] = [];
  let certain = false;
  let fallback = -1;
  statement.cases.forEach((each, at) => {
    if (certain) return;
    if (!each.test) {
      fallback = at;
      return;
    }
    const binds: Bindings = new Map();
    const answer = each.literal
      ? compare('===', subject, run.evaluate(each.test, frame), frame.module.dialect)
      : each.pattern
        ? accepted(each.pattern, each.guard, subject, binds, ways.length > 0, frame, run)
        : 'unknown';
    if (answer !== 'no') ways.push({ at, binds });
    certain = answer === 'yes';
  });
  if (!certain && fallback >= 0) {
    const [name] = statement.cases[fallback]?.binds ?? [];
    ways.push({ at: fallback, binds: new Map(name === undefined ? [] : [[name, subject]]) });
  }
  const bodies = ways.map(({ at, binds }) => () => {
    const from = (i: number): Flow => {
      const one = statement.cases[i];
      if (!one) return through;
      bind(one.binds, binds, statement, frame, run);
      const first = executeNested(one.body, frame, run);
      return one.falls ? onward(first, () => from(i + 1), run) : first;
    };
    const flow = from(at);
    // `break` leaves the switch.
    return flow.breaks && frame.module.language === 'typescript' ? { ...flow, falls: true, breaks: false } : flow;
  });
  if (!certain && fallback < 0) bodies.push(() => through);
  const [only, more] = bodies;
  if (!only) return through;
  return more ? branch(bodies, () => through, run) : only();
}

function bind(names: readonly string[], binds: Bindings, { span }: Stmt, frame: Frame, run: Run): void {
  for (const name of names)
    run.assign(
      { kind: 'name', name, span },
      binds.get(name) ?? unknownValue('captured by a pattern'),
      frame,
      frame.module.dialect.blockScope ? 'let' : undefined,
    );
}

/** Whether the pattern matches and its guard says yes; the guard sees what the pattern names. `perhaps`: a case before it may be meant. */
function accepted(
  pattern: MatchPattern,
  guard: Expr | undefined,
  subject: Value,
  binds: Bindings,
  perhaps: boolean,
  frame: Frame,
  run: Run,
): Answer {
  const answer = matches(pattern, subject, binds, frame, run);
  if (answer === 'no' || !guard) return answer;
  const ask = (): Answer => {
    bind([...binds.keys()], binds, { kind: 'pass', span: guard.span }, frame, run);
    return decide(run.evaluate(guard, frame), guard, frame, run);
  };
  if (!perhaps && answer === 'yes') return ask();
  const { result: said, journal } = run.trail.attempt(ask);
  run.trail.merge([journal, unchanged]);
  return said === 'yes' ? answer : said;
}
