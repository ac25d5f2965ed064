/** `nn_ops.pool`: "`strides` > `window_shape` not supported due to inconsistency between CPU and GPU implementations". */
import { argumentForm } from '../../diagnostics/argument-form.ts';
import { lessEqual } from '../../dim/compare.ts';
import type { Dim } from '../../dim/dim.ts';
import { show } from '../../dim/show.ts';
import type { Check } from '../check.ts';

interface Steps {
  readonly window: Dim;
  readonly stride: Dim;
}

export function checkPoolStrides(op: string, argument: string, axes: readonly Steps[], check: Check): void {
  const wrong = axes.find(({ window, stride }) => lessEqual(stride, window) === 'no');
  if (!wrong) return;
  const problem = `takes no stride above the length of the window, got a stride of ${show(wrong.stride)} for a window of ${show(wrong.window)}`;
  check.report(argumentForm, { op, problem }, { argument });
}
