/** Reports arguments that the framework cannot do without. */
import { argumentForm } from '../diagnostics/argument-form.ts';
import type { Check } from './check.ts';

export function needs(op: string, names: readonly string[], check: Check): void {
  const missing = names.filter(name => !check.given.has(name));
  reportMissing(op, missing, check);
}

/** Unless a rule has said already what is wrong, perhaps in better words. */
export function reportMissing(op: string, missing: readonly string[], check: Check): void {
  if (missing.length === 0 || !check.sound) return;
  const list = missing.length === 1 ? missing[0] : `${missing.slice(0, -1).join(', ')} and ${missing.at(-1)}`;
  check.report(argumentForm, { op, problem: `needs ${list}` }, {});
}
