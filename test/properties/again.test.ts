// Analysing a file again after an edit gives what analysing it alone gives, whatever was kept of the analyses before.
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createProject } from '#server/analysis/project.ts';
import { loadGrammarsFromPackages } from '#server/host/grammars.ts';
import { createMemoryHost } from '#server/host/memory.ts';
import { defaultSettings } from '#shared/settings.ts';
import { isSource, readSections } from '../harness/markdown.ts';
import { snapshot } from './snapshot.ts';

const grammars = await loadGrammarsFromPackages();
const suites = new URL('../mdtest/', import.meta.url);

/** The small workspaces of the Markdown suites. */
const programs = readdirSync(suites)
  .filter(name => name.endsWith('.md'))
  .flatMap(name =>
    readSections(readFileSync(new URL(name, suites), 'utf8')).map(section => ({ ...section, name: `${name} ${section.name}` })),
  )
  .map(({ name, blocks }) => ({
    name,
    texts: new Map(blocks.filter(isSource).map(({ path, text }) => [String(`/workspace/${path}`), text] as const)),
  }))
  .filter(({ texts }) => texts.size > 0);

type Change = (text: string, original: string) => string;

/** The place in `list` that a number between 0 and 1 stands for. */
const placeIn = (length: number, at: number): number => Math.min(length - 1, Math.floor(at * length));

const inLines =
  (change: (lines: string[], at: number, original: readonly string[]) => void): ((at: number) => Change) =>
  at =>
  (text, original) => {
    const lines = text.split('\n');
    change(lines, placeIn(lines.length, at), original.split('\n'));
    return lines.join('\n');
  };

const replacing =
  (pattern: RegExp, by: (words: readonly string[], at: number) => string): ((at: number) => Change) =>
  at =>
  text => {
    const found = [...text.matchAll(pattern)];
    const match = found[placeIn(found.length, at)];
    if (!match) return text;
    return text.slice(0, match.index) + by(found.map(String), (at * 7919) % 1) + text.slice(match.index + match[0].length);
  };

const marks = '()[]{}:.,=x1 \n#';
const changes: readonly ((at: number) => Change)[] = [
  inLines((lines, at) => lines.splice(at, 1)),
  inLines((lines, at) => lines.splice(at, 0, lines[at] ?? '')),
  inLines((lines, at) => lines.splice(at, 0, '')),
  inLines((lines, at, original) => lines.splice(at, 0, original[(at * 7) % original.length] ?? '')),
  at => text => text.slice(0, at * text.length) + marks[placeIn(marks.length, (at * 7919) % 1)] + text.slice(at * text.length),
  at => text => text.slice(0, at * text.length) + text.slice(at * text.length + 3),
  replacing(/\d+/g, (_, at) => String(placeIn(9, at) + 1)),
  replacing(/[A-Za-z_]\w*/g, (words, at) => words[placeIn(words.length, at)] ?? ''),
  () => (_, original) => original,
];

const change = fc.tuple(fc.nat(changes.length - 1), fc.double({ min: 0, max: 0.999, noNaN: true }), fc.nat(9));

describe('an analysis after edits is that of the text alone', () => {
  test('in the programs of the suites', () => {
    fc.assert(
      fc.property(fc.constantFrom(...programs), fc.array(change, { minLength: 1, maxLength: 6 }), ({ name, texts }, edits) => {
        const project = createProject({ host: createMemoryHost(new Map(texts), ['/workspace']), grammars, settings: defaultSettings });
        const now = new Map(texts);
        for (const [path, text] of texts) project.open(path, text);
        for (const path of texts.keys()) project.analyse(path);
        for (const [kind, at, file] of edits) {
          const path = [...texts.keys()][file % texts.size] ?? '';
          now.set(path, changes[kind]?.(at)(now.get(path) ?? '', texts.get(path) ?? '') ?? '');
          project.open(path, now.get(path) ?? '');
          const alone = createProject({ host: createMemoryHost(now, ['/workspace']), grammars, settings: defaultSettings });
          for (const each of texts.keys())
            expect(snapshot(project.analyse(each)), `${name} ${each}\n${now.get(each)}`).toBe(snapshot(alone.analyse(each)));
        }
      }),
      // AGAIN=2000 tries that many others.
      process.env['AGAIN'] === undefined ? { numRuns: 50, seed: 1 } : { numRuns: Number(process.env['AGAIN']) },
    );
  }, 600_000);
});
