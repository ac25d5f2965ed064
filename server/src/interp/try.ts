/** `try`: handlers start from any state of the body; what they catch is not reported. */
import type { Expr, Stmt } from '#server/ir/ir.ts';
import { branch, executeNested, sequel, through } from './flow.ts';
import { isFound } from './imports.ts';
import type { Flow, Frame, Run } from './run.ts';
import { unchanged } from './state/trail.ts';
import { unknownValue } from './value.ts';

export function executeTry(statement: Extract<Stmt, { kind: 'try' }>, frame: Frame, run: Run): Flow {
  const after = (): Flow => through;
  const inside: Frame = statement.handlers.some(handler => catchesFailures(handler.type)) ? { ...frame, guarded: true } : frame;
  const tried = () => {
    const flow = executeNested(statement.body, inside, run);
    return flow.falls ? sequel(flow, executeNested(statement.otherwise, frame, run)) : flow;
  };
  // A handler starts from a state somewhere inside the body: what the body wrote, also on its way to a `raise`, may or may not be there.
  const handlers = statement.handlers.map(handler => () => {
    const partly = run.trail.watch(() => run.recorder.silently(() => executeNested(statement.body, inside, run)));
    run.trail.merge([partly, unchanged]);
    if (handler.name !== undefined)
      run.assign(
        { kind: 'name', name: handler.name, span: statement.span },
        unknownValue('an exception'),
        frame,
        frame.module.dialect.blockScope ? 'let' : undefined,
      );
    // It runs where the body failed, perhaps in another release: what is wrong in ours may be right there.
    return executeNested(handler.body, { ...frame, guarded: true }, run);
  });
  const mayFail = handlers.length > 0 && !(isOptionalImport(statement) && importsAreFound(statement.body, frame, run));
  const flow = mayFail ? branch([tried, ...handlers], after, run) : tried();
  const last = executeNested(statement.last, frame, run);
  return last.falls ? { ...sequel(flow, last), falls: flow.falls } : last;
}

/**
 * `try: import a` … `except ImportError: import b`: what is there is imported. Handlers of everything count where nothing in the body but
 * its imports can fail.
 */
function isOptionalImport({ body, handlers }: Extract<Stmt, { kind: 'try' }>): boolean {
  if (!body.some(({ kind }) => kind === 'import')) return false;
  if (handlers.every(({ type }) => type?.kind === 'name' && failedImports.has(type.name))) return true;
  return body.every(statement => statement.kind === 'import' || (statement.kind === 'assign' && isConstant.has(statement.value.kind)));
}

const failedImports: ReadonlySet<string> = new Set(['ImportError', 'ModuleNotFoundError']);
const isConstant: ReadonlySet<Expr['kind']> = new Set(['boolean', 'none', 'number', 'string']);

const importsAreFound = (body: readonly Stmt[], frame: Frame, run: Run): boolean =>
  body.every(statement => statement.kind !== 'import' || isFound(statement, frame, run));

/** Exceptions that no framework raises over shapes. */
const unrelated: ReadonlySet<string> = new Set([
  'ImportError',
  'ModuleNotFoundError',
  'KeyboardInterrupt',
  'KeyError',
  'IOError',
  'OSError',
  'FileNotFoundError',
  'StopIteration',
  'SystemExit',
  'NameError',
]);

/** A handler without a type catches everything; one of several types catches what any of them does. */
function catchesFailures(type: Expr | undefined): boolean {
  if (!type) return true;
  if (type.kind === 'sequence') return type.items.some(catchesFailures);
  return !(type.kind === 'name' && unrelated.has(type.name));
}
