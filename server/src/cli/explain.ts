/** `shapewright explain`: the manual page of a diagnostic, found by its code or by what a framework says. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Diagnostic, docsUrl } from '#shared/diagnostics/diagnostic.ts';
import { diagnosticFor, diagnostics } from '#shared/diagnostics/index.ts';
import { Failure } from './failure.ts';

/** `directory` holds the pages beside the bundle, in `diagnostics/`. */
export function explain(words: readonly string[], directory: string): string {
  const text = words.join(' ').trim();
  if (text === '') return list();
  const code = text.replace(/^\[(.*)\]$/, '$1').toLowerCase();
  const exact = diagnosticFor(code);
  if (exact) return page(exact, directory);
  const found = findByMessage(text);
  const [first, ...others] = found;
  if (first) return others.length === 0 ? page(first, directory) : choices(text, found);
  throw new Failure(`there is no diagnostic '${text}'${suggestion(code)}`);
}

const list = (): string => `${diagnostics.map(line).join('\n')}\n`;
const width = Math.max(...diagnostics.map(({ code }) => code.length));
const line = ({ code, title }: Diagnostic<never>): string => `${code.padEnd(width)}  ${title}`;

const choices = (text: string, found: readonly Diagnostic<never>[]): string =>
  [`'${text}' can mean:`, '', ...found.map(line), '', `Say which: shapewright explain ${found[0]?.code}`, ''].join('\n');

function page({ code, title, severity }: Diagnostic<never>, directory: string): string {
  // What marks the generated parts is for no reader.
  const manual = readPage(code, directory)?.replaceAll(/<!--.*?-->\n*/gs, '');
  return [manual?.trimEnd() ?? `${code} (${severity}): ${title}`, '', docsUrl(code), ''].join('\n');
}

function readPage(code: string, directory: string): string | undefined {
  try {
    return readFileSync(join(directory, 'diagnostics', `${code}.md`), 'utf8');
  } catch {
    return undefined;
  }
}

/** The diagnostics whose framework says something of which the text is a part, or the other way round; the best first, those as good with it. */
function findByMessage(text: string): readonly Diagnostic<never>[] {
  const wanted = wordsOf(text);
  if (wanted.size === 0) return [];
  const scored = diagnostics.map(diagnostic => ({
    diagnostic,
    score: Math.max(0, ...diagnostic.frameworkMessages.map(message => score(wanted, message))),
  }));
  const best = Math.max(...scored.map(each => each.score));
  return best < 0.6 ? [] : scored.filter(each => each.score === best).map(({ diagnostic }) => diagnostic);
}

/** The share of the shorter one's words that the other one has; numbers are left out, for they differ from call to call. */
function score(wanted: ReadonlySet<string>, message: string): number {
  const words = wordsOf(message);
  const common = [...wanted].filter(word => words.has(word)).length;
  const shorter = Math.min(wanted.size, words.size);
  // One word alone says little.
  return shorter === 0 || common < 2 ? 0 : common / shorter + common / 1000;
}

const wordsOf = (text: string): ReadonlySet<string> => new Set(text.toLowerCase().match(/[a-z_][\w']*/g) ?? []);

function suggestion(code: string): string {
  const ranked = diagnostics
    .map(diagnostic => ({ code: diagnostic.code, distance: distanceOf(code, diagnostic.code) }))
    .sort((a, b) => a.distance - b.distance);
  const [nearest] = ranked;
  const part = diagnostics.find(diagnostic => code.length >= 4 && diagnostic.code.includes(code))?.code;
  const meant = nearest && nearest.distance <= Math.max(2, code.length / 3) ? nearest.code : part;
  return meant ? `; did you mean ${meant}?` : '; `shapewright explain` lists them';
}

/** Insertions, deletions and exchanges that lead from one word to the other. */
function distanceOf(a: string, b: string): number {
  if (a.length > 60) return a.length;
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const exchanged = (row[j - 1] ?? 0) + Number(a[i - 1] !== b[j - 1]);
      next.push(Math.min(exchanged, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
