/** Executes statements. Known conditions take one way; unknown ones run both ways from the same state and join. */
import type { Expr, Stmt } from '#server/ir/ir.ts';
import { withAnnotation } from './annotation.ts';
import { removeItem } from './assign.ts';
import { defineClass, functionValue } from './classes.ts';
import { decorated } from './decorators.ts';
import { combine } from './evaluate.ts';
import { executeExport, executeImport } from './imports.ts';
import { join } from './join.ts';
import { forLoop, whileLoop } from './loops.ts';
import type { Flow, Frame, Run } from './run.ts';
import { Scope } from './scope.ts';
import { withStatedShape } from './stated-shape.ts';
import { sameValue, truth } from './truth.ts';
import { none, unknownValue } from './value.ts';

const through: Flow = { falls: true };

export function executeBlock(body: readonly Stmt[], frame: Frame, run: Run): Flow {
  hoist(body, frame, run);
  return executeFrom(body, 0, frame, run);
}

/** JavaScript functions can be used before the line that declares them. */
function hoist(body: readonly Stmt[], frame: Frame, run: Run): void {
  if (frame.module.language !== 'typescript') return;
  for (const statement of body) if (statement.kind === 'function' && statement.definition.name !== undefined) frame.scope.declare(statement.definition.name, functionValue(statement.definition, frame, run), run.trail);
}

function executeFrom(body: readonly Stmt[], start: number, frame: Frame, run: Run): Flow {
  let flow: Flow = through;
  for (let at = start; at < body.length; at++) {
    const statement = body[at] as Stmt;
    run.spend();
    if (statement.kind === 'if') {
      const answer = truth(run.evaluate(statement.test, frame), frame.module.dialect);
      if (answer === 'unknown') {
        // The rest of the block is run behind each side that falls through only when the other does not: `if c: return a` … `return b`.
        const rest = () => executeFrom(body, at + 1, frame, run);
        return sequel(flow, branch([() => executeNested(statement.then, frame, run), () => executeNested(statement.otherwise, frame, run)], rest, run));
      }
      const next = executeNested(answer === 'yes' ? statement.then : statement.otherwise, frame, run);
      flow = sequel(flow, next);
      if (!next.falls) return flow;
      continue;
    }
    const next = executeOne(statement, frame, run);
    flow = sequel(flow, next);
    if (!next.falls) return flow;
  }
  return flow;
}

/** `first`, then `second`. */
function sequel(first: Flow, second: Flow): Flow {
  const returns = first.returns && second.returns ? join(first.returns, second.returns) : (first.returns ?? second.returns);
  return {
    falls: second.falls,
    ...(returns ? { returns } : {}),
    ...(first.breaks || second.breaks ? { breaks: true } : {}),
    ...(first.continues || second.continues ? { continues: true } : {}),
    ...(first.raises || second.raises ? { raises: true } : {}),
  };
}

/** Either of two flows. */
export function eitherFlow(a: Flow, b: Flow): Flow {
  return { ...sequel(a, b), falls: a.falls || b.falls };
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
      return sequel(only.result, rest());
    });
    merge([...closed, longer], run);
    return [...closed.map(({ result }) => result), longer.result].reduce(eitherFlow);
  }
  merge(attempts, run);
  const joined = attempts.map(({ result }) => result).reduce(eitherFlow);
  return sequel(joined, rest());
}

/** Continues from what the ways left behind; a way that only raises leaves nothing. */
function merge(attempts: readonly { readonly result: Flow; readonly journal: Parameters<Run['trail']['merge']>[0][number] }[], run: Run): void {
  const lasting = attempts.filter(({ result }) => result.falls || result.returns || result.breaks || result.continues);
  run.trail.merge((lasting.length > 0 ? lasting : attempts).map(({ journal }) => journal));
}

/** A block of JavaScript has its own scope; Python's has not. */
export function executeNested(body: readonly Stmt[], frame: Frame, run: Run): Flow {
  return run.execute(body, frame.module.dialect.blockScope ? { ...frame, scope: new Scope(frame.scope, false) } : frame);
}

function executeOne(statement: Stmt, frame: Frame, run: Run): Flow {
  switch (statement.kind) {
    case 'expression':
      run.evaluate(statement.value, frame);
      return through;
    case 'assign': {
      const right = run.evaluate(statement.value, frame);
      const [first] = statement.targets;
      const before = statement.operator && first && (first.kind === 'name' || first.kind === 'attribute' || first.kind === 'subscript') ? run.evaluate(first, frame) : undefined;
      if (statement.operator === '+' && before?.kind === 'list' && right.kind === 'list' && frame.module.language === 'python' && before.type === 'list') {
        // Python's `+=` changes the list itself.
        const [a, b] = [before.items.current, right.items.current];
        run.trail.write(before.items, 'known' in a && 'known' in b ? { known: [...a.known, ...b.known] } : { each: unknownValue('item of a list of unknown length') });
        return through;
      }
      const computed = combine(statement.operator, before, right, frame, run, statement.value);
      const value = withStatedShape(withAnnotation(computed, statement.annotation, frame.module), statement.span, frame.module);
      for (const target of statement.targets) run.assign(target, value, frame, statement.declares);
      return through;
    }
    case 'function': {
      const { name } = statement.definition;
      if (name === undefined || frame.module.language === 'typescript') return through;
      frame.scope.function.declare(name, decorated(functionValue(statement.definition, frame, run), frame, run), run.trail);
      return through;
    }
    case 'class': {
      const value = defineClass(statement, frame, run);
      (frame.module.language === 'python' ? frame.scope.function : frame.scope).declare(statement.name, value, run.trail);
      return through;
    }
    case 'return':
      return { falls: false, returns: statement.value ? run.evaluate(statement.value, frame) : none };
    case 'raise':
      if (statement.value) run.evaluate(statement.value, frame);
      return { falls: false, raises: true };
    case 'break':
      return { falls: false, breaks: true };
    case 'continue':
      return { falls: false, continues: true };
    case 'pass':
      return through;
    case 'delete':
      for (const target of statement.targets) removeItem(target, frame, run);
      return through;
    case 'assert':
      run.evaluate(statement.test, frame);
      return through;
    case 'block':
      return executeNested(statement.body, frame, run);
    case 'scope': {
      const home = frame.scope.function;
      for (const name of statement.names) {
        const outer = statement.type === 'global' ? frame.module.scope : (home.parent?.holder(name) ?? frame.module.scope);
        home.redirected.set(name, outer);
      }
      return through;
    }
    case 'import':
      executeImport(statement, frame, run);
      return through;
    case 'export':
      executeExport(statement, frame, run);
      return through;
    case 'with': {
      for (const { value, target } of statement.items) {
        run.evaluate(value, frame);
        // What `__enter__` returns need not be the object itself.
        if (target) run.assign(target, unknownValue('a context'), frame);
      }
      return run.execute(statement.body, frame);
    }
    case 'try':
      return executeTry(statement, frame, run);
    case 'switch':
      return executeSwitch(statement, frame, run);
    case 'for':
      return forLoop(statement, frame, run);
    case 'while':
      return whileLoop(statement, frame, run);
    case 'if':
      // Handled where the rest of the block is known.
      return executeFrom([statement], 0, frame, run);
  }
}

function executeTry(statement: Extract<Stmt, { kind: 'try' }>, frame: Frame, run: Run): Flow {
  const after = (): Flow => through;
  const inside: Frame = statement.handlers.some(handler => catchesFailures(handler.type)) ? { ...frame, guarded: true } : frame;
  const tried = () => {
    const flow = executeNested(statement.body, inside, run);
    return flow.falls ? sequel(flow, executeNested(statement.otherwise, frame, run)) : flow;
  };
  // A handler starts from a state somewhere inside the body: what the body wrote is one of two values there.
  const handlers = statement.handlers.map(handler => () => {
    const partly = run.trail.attempt(() => run.recorder.silently(() => executeNested(statement.body, inside, run)));
    run.trail.merge([partly.journal, { written: new Map() }]);
    if (handler.name !== undefined) run.assign({ kind: 'name', name: handler.name, span: statement.span }, unknownValue('an exception'), frame, frame.module.dialect.blockScope ? 'let' : undefined);
    return executeNested(handler.body, frame, run);
  });
  const flow = handlers.length > 0 ? branch([tried, ...handlers], after, run) : tried();
  const last = executeNested(statement.last, frame, run);
  return last.falls ? { ...sequel(flow, last), falls: flow.falls } : last;
}

/** Exceptions that no framework raises over shapes. */
const unrelated: ReadonlySet<string> = new Set(['ImportError', 'ModuleNotFoundError', 'KeyboardInterrupt', 'KeyError', 'IOError', 'OSError', 'FileNotFoundError', 'StopIteration', 'SystemExit', 'NameError']);

/** A handler without a type catches everything; one of several types catches what any of them does. */
function catchesFailures(type: Expr | undefined): boolean {
  if (!type) return true;
  if (type.kind === 'sequence') return type.items.some(catchesFailures);
  return !(type.kind === 'name' && unrelated.has(type.name));
}

function executeSwitch(statement: Extract<Stmt, { kind: 'switch' }>, frame: Frame, run: Run): Flow {
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
    const answer = each.literal ? sameValue(subject, run.evaluate(each.test, frame)) : 'unknown';
    if (answer !== 'no') ways.push(at);
    certain = answer === 'yes';
  });
  if (!certain && fallback >= 0) ways.push(fallback);
  const bodies = ways.map(at => () => {
    let flow: Flow = through;
    for (let i = at; i < statement.cases.length; i++) {
      const one = statement.cases[i];
      if (!one) break;
      for (const name of one.binds) run.assign({ kind: 'name', name, span: statement.span }, unknownValue('captured by a pattern'), frame, frame.module.dialect.blockScope ? 'let' : undefined);
      flow = sequel(flow, executeNested(one.body, frame, run));
      if (!flow.falls || !one.falls) break;
    }
    // `break` leaves the switch.
    return flow.breaks && frame.module.language === 'typescript' ? { ...flow, falls: true, breaks: false } : flow;
  });
  if (!certain && fallback < 0) bodies.push(() => through);
  const [only, more] = bodies;
  if (!only) return through;
  return more ? branch(bodies, () => through, run) : only();
}
