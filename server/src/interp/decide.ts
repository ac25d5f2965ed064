/** Whether something counts as true where Python asks the object itself: `__bool__`, else `__len__`. */
import type { Expr } from '#server/ir/ir.ts';
import type { Answer } from '#shared/dim/compare.ts';
import { contentsOf } from './protocol.ts';
import type { Frame, Run } from './run.ts';
import { callSpecial } from './special-methods.ts';
import { truth } from './truth.ts';
import type { Value } from './value.ts';

export function decide(value: Value, { span }: Pick<Expr, 'span'>, frame: Frame, run: Run): Answer {
  const { dialect } = frame.module;
  if (value.kind !== 'instance' || frame.module.language !== 'python' || contentsOf(value)) return truth(value, dialect);
  const said = callSpecial(value, '__bool__', [], frame, span, run) ?? callSpecial(value, '__len__', [], frame, span, run);
  return truth(said ?? value, dialect);
}
