/** `match` and `switch`: cases that cannot be meant are left out, the others are ways to go. */
import type { Stmt } from '#server/ir/ir.ts';
import { branch, executeNested, onward, through } from './flow.ts';
import type { Flow, Frame, Run } from './run.ts';
import { compare } from './truth.ts';
import { unknownValue } from './value.ts';

export function executeSwitch(statement: Extract<Stmt, { kind: 'switch' }>, frame: Frame, run: Run): Flow {
  const subject = run.evaluate(statement.subject, frame);
  const ways: number[] = [];
  let certain = false;
  let fallback = -1;
  statement.cases.forEach((each, at) => {
    if (certain) return;
    if (!each.test) {
      fallback = at;
      return;
    }
    const answer = each.literal ? compare('===', subject, run.evaluate(each.test, frame), frame.module.dialect) : 'unknown';
    if (answer !== 'no') ways.push(at);
    certain = answer === 'yes';
  });
  if (!certain && fallback >= 0) ways.push(fallback);
  const bodies = ways.map(at => () => {
    const from = (i: number): Flow => {
      const one = statement.cases[i];
      if (!one) return through;
      for (const name of one.binds)
        run.assign(
          { kind: 'name', name, span: statement.span },
          unknownValue('captured by a pattern'),
          frame,
          frame.module.dialect.blockScope ? 'let' : undefined,
        );
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
