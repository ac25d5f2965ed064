/** Numbers among the indices of a tensor that its axes do not have; more indices than axes. */
import type { SubscriptExpr } from '#server/ir/ir.ts';
import { subscriptOp } from '#shared/ops/subscript.ts';
import { callOp } from './op-call.ts';
import type { Frame, PassedArgument, Run } from './run.ts';
import { numberValue, type TensorValue } from './value.ts';

/** One index as the axes see it: how many it takes, or the rest of them; its number if it is one. */
export interface Indexed {
  readonly takes: number | 'rest';
  readonly number?: number;
}

export function checkIndices(object: TensorValue, indices: readonly Indexed[], expr: SubscriptExpr, run: Run, frame: Frame): void {
  const { shape } = object;
  const op = subscriptOp(object.framework);
  // What has no axes may be a text that is taken apart (`.numpy()` of a string), and `loss.data[0]` was right in PyTorch before 0.5.
  if (!shape?.length || !op || frame.module.language !== 'python' || object.dtype === 'object') return;
  const judge = (facts: Readonly<Record<string, number>>): void => {
    const named = new Map(
      Object.entries(facts).map(([name, value]): [string, PassedArgument] => {
        const span = name === 'index' ? expr.indices[facts.at ?? 0]?.span : undefined;
        return [name, { value: numberValue(value), ...(span ? { span } : {}) }];
      }),
    );
    named.delete('at');
    callOp({ kind: 'op', op, v1: false }, { positional: [{ value: object }], named, open: false }, { frame, span: expr.span }, run);
  };
  const taken = indices.reduce((sum, { takes }) => sum + (takes === 'rest' ? 0 : takes), 0);
  if (taken > shape.length) return judge({ count: taken });
  let axis = 0;
  for (const [at, { takes, number }] of indices.entries()) {
    const dim = shape[axis];
    if (number !== undefined && dim?.kind === 'int' && (number >= dim.value || number < -dim.value)) judge({ index: number, axis, at });
    axis += takes === 'rest' ? shape.length - taken : takes;
  }
}
