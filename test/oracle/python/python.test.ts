/** Random programs and what Python left in their variables: what is claimed of a variable is so in every run. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Arg } from '#server/analysis/analysis.ts';
import { knownOf, wrongClaim } from '../../differential/claims.ts';
import { createWorkspace } from '../../harness/workspace.ts';

interface Recorded {
  readonly seed: number;
  readonly text: string;
  /** The items of `END`, one list per different outcome. */
  readonly ends: readonly (readonly unknown[])[];
}

const folder = process.env['PYTHON_RECORDINGS'] ?? join(import.meta.dirname, 'recordings');
const recorded: readonly Recorded[] = readdirSync(folder).flatMap(name =>
  readFileSync(join(folder, name), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map(line => JSON.parse(line)),
);

const isUnsaid = (real: unknown): boolean => typeof real === 'object' && real !== null && 'unsaid' in real;

test('values are what Python makes of them', { timeout: 10_000 + recorded.length * 100 }, () => {
  let [known, all] = [0, 0];
  for (const { seed, text, ends } of recorded) {
    const claims = claimsOf(text);
    known += knownOf(claims);
    all += claims.length;
    for (const end of ends) {
      expect(claims).toHaveLength(end.length);
      const wrong = claims.map((claim, at) => (isUnsaid(end[at]) ? undefined : wrongClaim(claim, end[at]))).find(Boolean);
      if (wrong) expect.fail(`seed ${seed}: ${wrong}\n${text}`);
    }
  }
  // Else there is nothing to be wrong about.
  expect(known / all).toBeGreaterThan(0.6);
});

/** What is known of the items of `END`. */
function claimsOf(text: string): readonly Arg[] {
  const { notes } = createWorkspace(new Map([['program.py', text]])).analyse('program.py');
  const at = text.lastIndexOf('END =');
  const [end, more] = notes.find(note => note.span.start === at)?.values ?? [];
  if (end?.kind !== 'list' || more) throw new Error(`END is not one list\n${text}`);
  return end.items;
}
