/** Reports arguments that the framework cannot do without. */
import { argumentForm } from '../diagnostics/argument-form.ts';
import type { Check } from './check.ts';

export function needs(op: string, names: readonly string[], check: Check): void {
  const missing = names.filter(name => !check.given.has(name));
  if (missing.length === 0) return;
  const list = missing.length === 1 ? missing[0] : `${missing.slice(0, -1).join(', ')} and ${missing.at(-1)}`;
  check.report(argumentForm, { op, problem: `needs ${list}` }, {});
}
