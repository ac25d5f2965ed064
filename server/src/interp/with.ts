/** `with`: what is entered is told so, and may swallow what is raised in it. */
import type { Expr, Stmt } from '#server/ir/ir.ts';
import { expectsFailure } from './expected-failure.ts';
import type { Flow, Frame, Run } from './run.ts';
import { callSpecial } from './special-methods.ts';
import { executeTry } from './try.ts';
import { unknownValue, type Value } from './value.ts';

export function executeWith(statement: Extract<Stmt, { kind: 'with' }>, frame: Frame, run: Run): Flow {
  const { items, body, span } = statement;
  const managers = items.map(({ value, target }): Value => {
    const manager = run.evaluate(value, frame);
    const entered = callSpecial(manager, '__enter__', [], frame, value.span, run);
    // What `__enter__` returns need not be the object itself.
    if (target) run.assign(target, entered ?? unknownValue('a context', [manager]), frame);
    return manager;
  });
  const flow = items.some(({ value }) => swallows(value))
    ? executeTry({ kind: 'try', body, handlers: [{ body: [] }], otherwise: [], last: [], span }, frame, run)
    : run.execute(body, frame);
  for (const manager of managers.toReversed())
    callSpecial(
      manager,
      '__exit__',
      Array.from({ length: 3 }, () => unknownValue('an exception')),
      frame,
      span,
      run,
    );
  return flow.raises && managers.some(({ kind }) => kind === 'unknown' || kind === 'instance') ? { ...flow, falls: true } : flow;
}

/** `contextlib.suppress(…)`, `pytest.raises(…)`. */
function swallows(expr: Expr): boolean {
  if (expectsFailure(expr)) return true;
  const callee = expr.kind === 'call' ? expr.callee : undefined;
  return (callee?.kind === 'name' || callee?.kind === 'attribute') && callee.name === 'suppress';
}
