/** `with`: what is entered is told so, and may swallow what is raised in it. */
import type { Expr, Stmt } from '#server/ir/ir.ts';
import { inside } from './default-arguments.ts';
import { expectsFailure } from './expected-failure.ts';
import { enteredContext } from './library/contextlib.ts';
import { objectAttribute } from './object-attributes.ts';
import { type CallSite, type Flow, type Frame, noArguments, type Run } from './run.ts';
import { callSpecial } from './special-methods.ts';
import { executeTry } from './try.ts';
import { unknownValue, type Value } from './value.ts';

export function executeWith(statement: Extract<Stmt, { kind: 'with' }>, frame: Frame, run: Run): Flow {
  const { items, body, span } = statement;
  let inner = frame;
  const managers = items.map(({ value, target }): Value => {
    const manager = run.evaluate(value, inner);
    const entered =
      enteredContext(manager) ??
      callSpecial(manager, '__enter__', [], inner, value.span, run) ??
      enteredObject(manager, { frame: inner, span: value.span }, run);
    inner = inside(manager, inner);
    // What `__enter__` returns need not be the object itself.
    if (target) run.assign(target, entered ?? (manager.kind === 'defaults' ? manager : unknownValue('a context', [manager])), inner);
    return manager;
  });
  const flow = items.some(({ value }) => swallows(value))
    ? executeTry({ kind: 'try', body, handlers: [{ body: [] }], otherwise: [], last: [], span }, inner, run)
    : run.execute(body, inner);
  for (const manager of managers.toReversed())
    callSpecial(
      manager,
      '__exit__',
      Array.from({ length: 3 }, () => unknownValue('an exception')),
      frame,
      span,
      run,
    );
  return flow.raises && managers.some(({ kind }) => kind === 'unknown' || kind === 'instance' || kind === 'builtin')
    ? { ...flow, falls: true }
    : flow;
}

/** An object of a framework's class that says what entering it gives: `with tf.Session() as session`. */
function enteredObject(manager: Value, site: CallSite, run: Run): Value | undefined {
  const enter = manager.kind === 'instance' ? objectAttribute(manager, '__enter__', site, run) : undefined;
  return enter && run.call(enter, noArguments, site);
}

/** `contextlib.suppress(…)`, `pytest.raises(…)`. */
function swallows(expr: Expr): boolean {
  if (expectsFailure(expr)) return true;
  const callee = expr.kind === 'call' ? expr.callee : undefined;
  return (callee?.kind === 'name' || callee?.kind === 'attribute') && callee.name === 'suppress';
}
