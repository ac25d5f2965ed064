/** Counts the calls of the convolution family in a report, and how much is known of each. */

import type { CallReport, JsonDim, JsonOutput, JsonShape, Report } from '#server/cli/report/model.ts';
import { isList, isResolved } from '#server/cli/report/shapes.ts';
import { type Family, type Form, familyOf, forms, type Kind, kinds } from './families.ts';

export interface FamilyCall {
  readonly family: Family;
  readonly path: string;
  readonly call: CallReport;
}

/** `partly`: not resolved, but rank and channels are known. */
export type Knowledge = 'resolved' | 'partly' | 'unknown';

export interface Tally {
  readonly calls: number;
  /** In every calling context. */
  readonly resolved: number;
  readonly partly: number;
  /** `output` itself has no null, so a dim that differs between contexts counts as unknown. */
  readonly strict: number;
  readonly byKind: Readonly<Record<Kind, number>>;
  readonly byForm: Readonly<Record<Form, number>>;
}

export const familyCalls = ({ files }: Pick<Report, 'files'>): readonly FamilyCall[] =>
  files.flatMap(({ path, language, calls = [] }) =>
    calls.flatMap(call => {
      const family = familyOf(call.op, language);
      return family ? [{ family, path, call }] : [];
    }),
  );

export function knowledgeOf({ family, call }: FamilyCall): Knowledge {
  const outputs = call.outputs ?? [call.output];
  if (outputs.every(isResolved)) return 'resolved';
  return outputs.every(output => hasChannels(output, family, call.op)) ? 'partly' : 'unknown';
}

function hasChannels(output: JsonOutput, family: Family, op: string): boolean {
  if (output === null) return false;
  const shapes: readonly JsonShape[] = isList(output) ? output : [output as readonly JsonDim[]];
  return shapes.every(shape => shape !== null && shape.at(channelAxis(family, op)) != null);
}

/** Counted from the end: what stands in front of channels (a batch, or none) does not matter. */
function channelAxis({ channels }: Family, op: string): number {
  const spatial = Number(/([123])d/i.exec(op)?.[1] ?? 2);
  return channels === 'last' ? -1 : -1 - spatial;
}

export function tally(calls: readonly FamilyCall[]): Tally {
  const known = calls.map(knowledgeOf);
  const count = (wanted: Knowledge): number => known.filter(knowledge => knowledge === wanted).length;
  const by = <Key extends string>(keys: readonly Key[], keyOf: (family: Family) => Key): Record<Key, number> =>
    Object.fromEntries(keys.map(key => [key, calls.filter(({ family }) => keyOf(family) === key).length])) as Record<Key, number>;
  return {
    calls: calls.length,
    resolved: count('resolved'),
    partly: count('partly'),
    strict: calls.filter(({ call }) => isResolved(call.output)).length,
    byKind: by(kinds, ({ kind }) => kind),
    byForm: by(forms, ({ form }) => form),
  };
}
