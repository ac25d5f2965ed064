/** Why calls stayed unknown, most frequent first. */

import { type FamilyCall, knowledgeOf } from './count.ts';

export interface Reason {
  readonly reason: string;
  readonly count: number;
  /** One of the calls: `model.py:8`. */
  readonly example: string;
}

const unsaid = 'no reason given';

/** Reasons in which the name is what matters: it is one of a framework or a library, not of the program. */
const telling = /^import of |is not modelled$|leaves it open$/;

/** Without the argument that brought it and the program's own names, so that the like comes together. */
export function normalise(unknown: string | undefined): string {
  if (unknown === undefined) return unsaid;
  const reason = unknown.replace(/^\w+: /, '');
  return telling.test(reason) ? reason : reason.replace(/'[^']*'|`[^`]*`|"[^"]*"/g, '‘…’');
}

/** Of the calls that are not resolved. `place` shows where one stands. */
export function reasonsOf(calls: readonly FamilyCall[], place: (call: FamilyCall) => string): readonly Reason[] {
  const groups = new Map<string, { count: number; readonly example: string }>();
  for (const call of calls) {
    if (knowledgeOf(call) === 'resolved') continue;
    const reason = normalise(call.call.unknown);
    const group = groups.get(reason);
    if (group) group.count++;
    else groups.set(reason, { count: 1, example: place(call) });
  }
  return sorted([...groups].map(([reason, group]) => ({ reason, ...group })));
}

/** Of several repositories. */
export function joinReasons(lists: readonly (readonly Reason[])[]): readonly Reason[] {
  const groups = new Map<string, Reason>();
  for (const reason of lists.flat()) {
    const group = groups.get(reason.reason);
    groups.set(reason.reason, group ? { ...group, count: group.count + reason.count } : reason);
  }
  return sorted([...groups.values()]);
}

const sorted = (reasons: readonly Reason[]): readonly Reason[] =>
  reasons.toSorted((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1));
