/** One random program: analysed, really run with several choices of its unknown inputs, and compared. */
import vm from 'node:vm';
import type { Arg } from '#shared/ops/argument.ts';
import { createWorkspace } from '../harness/workspace.ts';
import { randomFrom } from '../oracle/random.ts';
import { knownOf, wrongClaim } from './claims.ts';
import { inputs, type Random } from './javascript-expressions.ts';
import { Grower } from './javascript-programs.ts';

type Choice = readonly unknown[];
type Values = Readonly<Record<string, unknown>>;

const choicesOf = ({ pick }: Random): readonly Choice[] =>
  Array.from({ length: 4 }, (_, at) => [at % 2 === 0, pick(0, 1, 2, 3, -2.5), pick<unknown>('a', '', 0, 7, null, undefined, true, 'k')]);

/** Runs a program to its end; undefined when it throws or takes too long. */
export function realValues(lines: readonly string[], names: readonly string[], choice: Choice): Values | undefined {
  try {
    const text = `(function (${inputs.join()}) { 'use strict';\n${lines.join('\n')}\nreturn { ${names.join()} };\n})(...choice)`;
    Object.assign(globalThis, { choice });
    return vm.runInThisContext(text, { timeout: 200 }) as Values;
  } catch {
    return undefined;
  }
}

export interface Trial {
  readonly text: string;
  readonly lines: readonly string[];
  readonly names: readonly string[];
  readonly choices: readonly Choice[];
  readonly wrong: string | undefined;
  readonly known: number;
  readonly all: number;
}

export function trial(seed: number): Trial {
  const random = randomFrom(seed);
  const grower = new Grower(random);
  const choices = choicesOf(random);
  const lines: string[] = [];
  const wanted = random.pick(4, 6, 8, 10);
  for (let tries = 0; tries < 3 * wanted && lines.length < wanted; tries++) {
    const before = grower.names.length;
    const line = grower.next();
    const runs = choices.map(choice => realValues([...lines, line], grower.names, choice));
    const [one] = runs;
    if (one && runs.every(run => run !== undefined)) {
      lines.push(line);
      grower.learn(one);
    } else grower.forget(before);
  }
  return compared(lines, grower.names, choices);
}

/** What is claimed at the end, against what is there in every run. */
export function compared(lines: readonly string[], names: readonly string[], choices: readonly Choice[]): Trial {
  const text = `import { ${inputs.join(', ')} } from './elsewhere';\n${lines.join('\n')}\nexport const out = [${names.join(', ')}];\n`;
  const analysis = createWorkspace(new Map([['program.ts', text]])).analyse('program.ts');
  const note = analysis.notes.findLast(({ name, role }) => name === 'out' && role === 'definition');
  const claim: Arg = note?.values.at(-1) ?? { kind: 'unknown' };
  const wrong =
    claim.kind !== 'list'
      ? undefined
      : choices
          .map(choice => {
            const values = realValues(lines, names, choice);
            return values && wrongIn(claim.items, names, values);
          })
          .find(answer => answer !== undefined);
  return { text, lines, names, choices, wrong, known: claim.kind === 'list' ? knownOf(claim.items) : 0, all: names.length };
}

const wrongIn = (claims: readonly Arg[], names: readonly string[], values: Values): string | undefined =>
  claims.map((claim, at) => wrongClaim(claim, values[names[at] as string], names[at])).find(answer => answer !== undefined);

/** The same kind of mistake in fewer statements. */
export function shrink(found: Trial): Trial {
  let best = found;
  for (let at = best.lines.length - 1; at >= 0; at--) {
    for (const lines of [best.lines.toSpliced(at, 1), ...simpler(best.lines, at)]) {
      const names = best.names.filter(name => new RegExp(`\\b${name}\\b`).test(lines.join('\n')));
      if (best.choices.some(choice => !realValues(lines, names, choice))) continue;
      const next = compared(lines, names, best.choices);
      if (next.wrong) {
        best = next;
        break;
      }
    }
  }
  return best;
}

/** The statement without one of its lines. */
function simpler(lines: readonly string[], at: number): (readonly string[])[] {
  const inner = (lines[at] as string).split('\n');
  return inner.map((_, line) => lines.with(at, inner.toSpliced(line, 1).join('\n')));
}
