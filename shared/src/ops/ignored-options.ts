/** Options of a name that the framework does not know and drops without a word: what was probably meant. */
import { argumentForm } from '../diagnostics/argument-form.ts';
import type { Fix } from '../diagnostics/diagnostic.ts';
import type { Arg } from './argument.ts';
import type { CallArguments } from './bind.ts';
import type { Check } from './check.ts';
import type { Op } from './op.ts';

/** True when it is reported. */
export function reportIgnored(op: Op, word: string, arg: Arg, { named }: CallArguments, check: Check): boolean {
  const known = op.ignores && Object.hasOwn(op.ignores, word);
  const meant = known ? op.ignores?.[word] : Object.keys(op.params).find(name => plain(name) === plain(word));
  if ((!known && !meant) || (meant && Object.hasOwn(named, meant)) || isHarmless(arg, meant && op.params[meant]?.fallback)) return false;
  const fixes: Fix[] = meant
    ? [{ title: `Call it '${meant}'`, change: { kind: 'rename', argument: word, to: meant }, preferred: true }]
    : [];
  const problem = `has no option '${word}' and ignores it${meant ? `; '${meant}' is meant` : ''}`;
  check.report(argumentForm, { op: op.name, problem }, { argument: word }, { severity: 'warning', fixes });
  return true;
}

const plain = (word: string): string => word.replaceAll('_', '').toLowerCase();

/** The value says what happens anyway. */
function isHarmless(arg: Arg, fallback: string | undefined): boolean {
  if (arg.kind === 'none') return true;
  if (arg.kind !== 'number' || arg.dim.kind !== 'int') return false;
  return fallback === undefined ? arg.dim.value === 0 || arg.dim.value === 1 : fallback === String(arg.dim.value);
}
