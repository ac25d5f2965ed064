/** Comprehensions: over known items they are run, over others they give a list of unknown length. */

import type { ComprehensionClause, ComprehensionExpr } from '#server/ir/ir.ts';
import { maybe, through } from './flow.ts';
import { itemsOf, iteratorOf } from './iterators.ts';
import { eachOf, join, listOf, recordOf } from './join.ts';
import { keyOf, keysWith } from './keys.ts';
import { repeat } from './loops.ts';
import { opened } from './open-values.ts';
import type { Frame, Run } from './run.ts';
import { Scope } from './scope.ts';
import { setOfItems } from './sets.ts';
import { truth } from './truth.ts';
import { type Entries, unknownValue, type Value } from './value.ts';

/** More turns than this are not run one by one. */
const MAX_TURNS = 2000;

export function comprehension(expr: ComprehensionExpr, run: Run, outer: Frame): Value {
  const frame: Frame = { ...outer, scope: new Scope(outer.scope, false) };
  const copied = isCopy(expr) && expr.clauses[0]?.kind === 'for' ? run.evaluate(expr.clauses[0].iterable, frame) : undefined;
  // The shape of a tensor that nothing is known of: how the copy is taken apart says as much.
  if (copied?.kind === 'unknown' && copied.shapeOf) return copied;
  const items: Value[] = [];
  const entries = new Map<string, Value>();
  let objects: Pick<Entries, 'keys'> = {};
  let exact = true;
  let turns = 0;
  const visit = (clauses: readonly ComprehensionClause[]): void => {
    const [clause, ...rest] = clauses;
    if (!clause) {
      const name = expr.key && run.evaluate(expr.key, frame);
      const key = name && keyOf(name, frame.module.dialect);
      const value = run.evaluate(expr.element, frame);
      if (expr.type !== 'record') items.push(value);
      else if (key === undefined || !name) exact = false;
      else {
        entries.set(key, value);
        objects = keysWith(objects.keys, key, name);
      }
      return;
    }
    if (clause.kind === 'if') {
      const answer = truth(run.evaluate(clause.test, frame), frame.module.dialect);
      if (answer === 'yes') visit(rest);
      if (answer !== 'unknown') return;
      exact = false;
      maybe(run, () => visit(rest));
      return;
    }
    const iterable = copied && clause === expr.clauses[0] ? copied : run.evaluate(clause.iterable, frame);
    const source = itemsOf(iterable, frame, clause.iterable.span, run);
    turns += 'known' in source ? source.known.length : 1;
    if (!('known' in source) || turns > MAX_TURNS) {
      exact = false;
      const each = eachOf(source) as Value;
      const turn = () => {
        run.assign(clause.target, opened(each), frame, 'let');
        visit(rest);
        return through;
      };
      // What any number of turns write; then one that counts.
      const before = items.length;
      run.recorder.silently(() => repeat(turn, run));
      items.length = before;
      maybe(run, turn);
      return;
    }
    for (const value of source.known) {
      run.spend();
      run.assign(clause.target, value, frame, 'let');
      visit(rest);
    }
  };
  visit(expr.clauses);
  if (expr.type === 'record') return recordOf(exact ? { known: entries, open: false, ...objects } : { known: new Map(), open: true });
  const type = expr.type === 'set' ? 'set' : 'list';
  if (exact && type === 'set') return setOfItems(items);
  if (exact) return expr.type === 'generator' ? iteratorOf(items) : listOf(type, items);
  const [first = unknownValue('item of a list of unknown length'), ...more] = items;
  const each = { each: more.reduce((a, b) => join(a, b), first) };
  return expr.type === 'generator' ? iteratorOf(each) : listOf(type, each);
}

/** `[i for i in items]`: the items themselves. */
function isCopy({ type, element, clauses: [clause, more] }: ComprehensionExpr): boolean {
  return (
    type === 'list' &&
    !more &&
    clause?.kind === 'for' &&
    clause.target.kind === 'name' &&
    element.kind === 'name' &&
    element.name === clause.target.name
  );
}
