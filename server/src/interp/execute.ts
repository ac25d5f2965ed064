/** Executes statements. Known conditions take one way; unknown ones run both ways from the same state and join. */
import type { FunctionDefinition, Stmt } from '#server/ir/ir.ts';
import { withAssertedType } from './annotation.ts';
import { assertion } from './asserted.ts';
import { removeItem } from './assign.ts';
import { assignLogically, held, isLogical, placeOf } from './assignment.ts';
import { defineClass, functionValue } from './classes.ts';
import { decide } from './decide.ts';
import { decorated, decoratedClass } from './decorators.ts';
import { branch, executeNested, landed, leaves, onward, sequel, through } from './flow.ts';
import { completed } from './half-typed.ts';
import { executeExport, executeImport } from './imports.ts';
import { changedInPlace } from './in-place.ts';
import { neverReturns } from './library/library.ts';
import { forLoop, whileLoop } from './loops.ts';
import { binary } from './operators.ts';
import type { Flow, Frame, ModuleContext, Run } from './run.ts';
import { asksForShape, leavesAlways } from './shape-conditions.ts';
import { callInPlace } from './special-methods.ts';
import { withStatedShape } from './stated-shape.ts';
import { executeSwitch } from './switch.ts';
import { annotatedValue } from './tensor-annotation.ts';
import { executeTry } from './try.ts';
import { none } from './value.ts';
import { executeWith } from './with.ts';

export function executeBlock(body: readonly Stmt[], frame: Frame, run: Run): Flow {
  hoist(body, frame, run);
  return executeFrom(body, 0, frame, run);
}

/** JavaScript functions can be used before the line that declares them. */
function hoist(body: readonly Stmt[], frame: Frame, run: Run): void {
  for (const { name, definition } of hoisted(body, frame.module))
    frame.scope.declare(name, functionValue(definition, frame, run), run.trail);
}

export const hoisted = (
  body: readonly Stmt[],
  { language }: ModuleContext,
): readonly { readonly name: string; readonly definition: FunctionDefinition }[] =>
  language !== 'typescript'
    ? []
    : body.flatMap(statement => {
        const { name } = statement.kind === 'function' ? statement.definition : {};
        return statement.kind === 'function' && name !== undefined ? [{ name, definition: statement.definition }] : [];
      });

/** One statement by itself; the flow tells what becomes of those behind it. */
export const executeStatement = (statement: Stmt, frame: Frame, run: Run): Flow => executeFrom([statement], 0, frame, run);

function executeFrom(body: readonly Stmt[], start: number, frame: Frame, run: Run): Flow {
  let flow: Flow = through;
  for (let at = start; at < body.length; at++) {
    const statement = body[at] as Stmt;
    run.spend();
    const restIn = (inside: Frame) => executeFrom(body, at + 1, inside, run);
    const rest = () => restIn(frame);
    let next: Flow;
    if (statement.kind === 'if') {
      const answer = decide(run.evaluate(statement.test, frame), statement.test, frame, run);
      const isGuard = answer === 'unknown' && asksForShape(statement.test);
      const inside = isGuard ? { ...frame, guarded: true } : frame;
      const [then, otherwise] = [statement.then, statement.otherwise].map(side => () => executeNested(side, inside, run)) as [Way, Way];
      // The rest of the block is run behind each side that falls through only when the other does not: `if c: return a` … `return b`.
      if (answer === 'unknown') {
        for (const side of [statement.then, statement.otherwise, body[at + 1]]) run.recorder.decide(frame, side, undefined);
        const behind = isGuard && (leavesAlways(statement.then) || leavesAlways(statement.otherwise)) ? () => restIn(inside) : rest;
        return sequel(flow, branch([then, otherwise], behind, run));
      }
      const [taken, other] = answer === 'yes' ? [statement.then, statement.otherwise] : [statement.otherwise, statement.then];
      run.recorder.decide(frame, taken, other.length > 0 ? other : undefined);
      next = answer === 'yes' ? then() : otherwise();
      const follows = body[at + 1];
      if (follows) run.recorder.decide(frame, next.falls ? follows : undefined, next.falls ? undefined : follows);
    } else next = executeOne(statement, frame, run);
    if (leaves(next)) return sequel(flow, onward(next, rest, run));
    flow = sequel(flow, next);
    if (!next.falls) return flow;
  }
  return flow;
}

type Way = () => Flow;

function executeOne(statement: Stmt, frame: Frame, run: Run): Flow {
  switch (statement.kind) {
    case 'expression':
      return run.evaluate(statement.value, frame) === neverReturns ? { falls: false, raises: true } : through;
    case 'assign': {
      // `x: int` alone binds nothing.
      if (statement.value.kind === 'opaque' && statement.value.what === 'declaration') return through;
      const { operator } = statement;
      const [first] = statement.targets;
      if (isLogical(operator)) {
        if (first) assignLogically(first, operator, statement.value, frame, run);
        return through;
      }
      const places = statement.targets.map(target => placeOf(target, statement.value, frame, run, operator !== undefined));
      const before = operator && places[0] ? held(places[0], run) : undefined;
      const right = completed(run.evaluate(statement.value, frame), statement, frame.module);
      const own = operator && before && callInPlace(operator, before, right, frame, statement.span, run);
      const inPlace = before && frame.module.language === 'python' && changedInPlace(operator, before, right, run);
      const computed = own
        ? own
        : inPlace
          ? before
          : operator && before
            ? binary(operator, before, right, run, frame, statement.value)
            : right;
      const stated = withStatedShape(computed, statement.span, frame.module, run.recorder);
      const { annotation } = statement;
      const value =
        annotation !== undefined && frame.module.language === 'python'
          ? annotatedValue(stated, annotation, new Map(frame.axes), statement.span, frame, run)
          : withAssertedType(stated, annotation, frame.module, run);
      for (const place of places) run.assign(place.target, value, place.frame, statement.declares);
      return through;
    }
    case 'function': {
      const { name } = statement.definition;
      if (name === undefined || frame.module.language === 'typescript') return through;
      frame.scope.function.declare(name, decorated(functionValue(statement.definition, frame, run), frame, run), run.trail);
      return through;
    }
    case 'class': {
      const value = decoratedClass(defineClass(statement, frame, run), frame, run);
      (frame.module.language === 'python' ? frame.scope.function : frame.scope).declare(statement.name, value, run.trail);
      return through;
    }
    case 'return':
      return { falls: false, returns: statement.value ? completed(run.evaluate(statement.value, frame), statement, frame.module) : none };
    case 'raise':
      if (statement.value) run.evaluate(statement.value, frame);
      return { falls: false, raises: true };
    case 'break':
      return statement.label === undefined ? { falls: false, breaks: true } : jump(`break ${statement.label}`);
    case 'continue':
      return statement.label === undefined ? { falls: false, continues: true } : jump(`continue ${statement.label}`);
    case 'pass':
      return through;
    case 'delete':
      for (const target of statement.targets) removeItem(target, frame, run);
      return through;
    case 'assert':
      return assertion(statement.test, frame, run);
    case 'block':
      return landed(executeNested(statement.body, frame, run), `break ${statement.label}`, through);
    case 'scope': {
      const home = frame.scope.function;
      for (const name of statement.names) {
        const outer = statement.type === 'global' ? frame.module.scope : (home.parent?.holder(name) ?? frame.module.scope);
        home.redirected ??= new Map();
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
    case 'with':
      return executeWith(statement, frame, run);
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

const jump = (to: string): Flow => ({ falls: false, jumps: new Set([to]) });
