/**
 * Findings that rest on an assumption: the same file is analysed again with assumptions switched off. What is still found is certain;
 * what is gone is a warning that names the assumption.
 */
import { type Assumption, keyOfAssumption } from '#server/interp/assumptions.ts';
import type { Finding } from './analysis.ts';

/** What is found without some of the assumptions. */
export type Again = (off: ReadonlySet<string> | 'all') => readonly Finding[];

/** `mayRun`: whether the file may be analysed once more to find out which assumption it is. */
export function qualified(
  findings: readonly Finding[],
  made: readonly Assumption[],
  mayRun: () => boolean,
  again: Again,
): readonly Finding[] {
  if (made.length === 0 || !findings.some(isSerious)) return findings;
  const remaining = keysOf(again('all'));
  const search = createSearch(made.toReversed(), mayRun, again);
  return findings.map(finding =>
    isSerious(finding) && !remaining.has(keyOf(finding)) ? resting(finding, search.namesOf(keyOf(finding))) : finding,
  );
}

/**
 * Findings in functions that nothing calls, which were run with the defaults of their parameters: who calls them later may give something else.
 * Only what is found whatever the arguments counts. The same goes for what is found by the word of a type assertion.
 */
export function withoutSupposed(findings: readonly Finding[], trustsTypes: boolean, again: () => readonly Finding[]): readonly Finding[] {
  const isDoubtful = (finding: Finding) => finding.supposed === true || (trustsTypes && isSerious(finding));
  if (!findings.some(isDoubtful)) return findings;
  const remaining = keysOf(again());
  return findings.filter(finding => !isDoubtful(finding) || remaining.has(keyOf(finding)));
}

const isSerious = ({ severity }: Finding): boolean => severity === 'error' || severity === 'warning';
const keyOf = ({ code, span }: Finding): string => `${code} ${span.start} ${span.end}`;
const keysOf = (findings: readonly Finding[]): ReadonlySet<string> => new Set(findings.map(keyOf));

function resting(finding: Finding, names: readonly Assumption[]): Finding {
  const words = names.length === 0 ? 'the defaults of the flags' : names.map(inWords).join(' and ');
  return {
    ...finding,
    severity: 'warning',
    message: `${finding.message} (with ${words})`,
    related: [...finding.related, ...names.map(({ path, span, ...of }) => ({ path, span, message: inWords(of) }))],
  };
}

const inWords = ({ name, shown }: Pick<Assumption, 'name' | 'shown'>): string =>
  shown === undefined ? `the environment variable ${name} not set` : `${name} at its default ${shown}`;

/** Finds the assumptions without which a finding is gone, by halving. */
function createSearch(candidates: readonly Assumption[], mayRun: () => boolean, again: Again) {
  const results = new Map<string, ReadonlySet<string>>();
  const named: Assumption[] = [];

  /** Whether the finding is gone without these; undefined when that takes one run too many. */
  const vanishes = (finding: string, off: readonly Assumption[]): boolean | undefined => {
    const keys = off.map(keyOfAssumption);
    const name = keys.join('\n');
    let found = results.get(name);
    if (!found) {
      if (!mayRun()) return undefined;
      found = keysOf(again(new Set(keys)));
      results.set(name, found);
    }
    return !found.has(finding);
  };

  const oneOf = (finding: string, from: readonly Assumption[]): Assumption | undefined => {
    let suspects = from;
    while (suspects.length > 1) {
      const half = suspects.slice(0, suspects.length >> 1);
      const gone = vanishes(finding, half);
      if (gone === undefined) return undefined;
      suspects = gone ? half : suspects.slice(half.length);
    }
    return suspects[0] && vanishes(finding, suspects) ? suspects[0] : undefined;
  };

  return {
    /** At most two, each of which suffices. */
    namesOf(finding: string): readonly Assumption[] {
      // Most findings of a file rest on the same few.
      const first = named.find(each => vanishes(finding, [each])) ?? oneOf(finding, candidates);
      if (!first) return [];
      if (!named.includes(first)) named.push(first);
      const others = candidates.filter(each => each !== first);
      const second = others.length > 0 && vanishes(finding, others) ? oneOf(finding, others) : undefined;
      if (second && !named.includes(second)) named.push(second);
      return second ? [first, second].sort((a, b) => candidates.indexOf(b) - candidates.indexOf(a)) : [first];
    },
  };
}
