// A keystroke in a workspace of 1,000 files: in a file of 1,000 lines that imports others, and in a module that 20 open files import.
import { createProject, type Project } from '#server/analysis/project.ts';
import { diagnostics } from '#server/features/diagnostics.ts';
import { loadGrammarsFromPackages } from '#server/host/grammars.ts';
import { createMemoryHost } from '#server/host/memory.ts';
import { defaultSettings } from '#shared/settings.ts';
import { show, time, timesOf } from './measure.ts';
import type { BenchLanguage } from './programs.ts';
import { typing } from './typing.ts';
import { createBenchWorkspace } from './workspaces.ts';

const LINES = 1000;
const WARM_UP = 10;
/** Fewer where each is answered for many files. */
const KEYSTROKES = { own: 60, shared: 24 };

const grammars = await loadGrammarsFromPackages();

/** From each new text to fresh diagnostics of all the files. */
function keystrokes(
  project: Project,
  path: string,
  text: string,
  language: BenchLanguage,
  shown: readonly string[],
  count: number,
): number[] {
  const samples: number[] = [];
  for (const next of typing(text, language)) {
    if (samples.length >= count) break;
    samples.push(
      time(() => {
        project.open(path, next);
        for (const each of shown) {
          const analysis = project.isRelevant(each) ? project.analyse(each) : undefined;
          if (analysis) diagnostics(analysis);
        }
      }),
    );
  }
  return samples;
}

for (const language of ['python', 'typescript'] as const) {
  const { files, main, helper, importers } = createBenchWorkspace(language, LINES);
  const project = createProject({ host: createMemoryHost(files), grammars, settings: defaultSettings });
  const parser = language === 'python' ? grammars.python : grammars.typescript;
  const measured = (name: string, path: string, shown: readonly string[], count: number) => {
    const text = files.get(path) ?? '';
    keystrokes(project, path, text, language, shown, WARM_UP);
    const samples = timesOf(keystrokes(project, path, text, language, shown, count));
    const parseAll = () => {
      for (const each of shown) parser.parse(files.get(each) ?? '')?.delete();
    };
    const parses = timesOf(Array.from({ length: 20 }, () => time(parseAll)));
    show(`  ${name}`, samples, `${(samples.median / parses.median).toFixed(1)} plain parses`);
    project.close(path);
  };

  const first = time(() => {
    project.open(main, files.get(main) ?? '');
    project.analyse(main);
  });
  const analysis = project.analyse(main);
  console.log(
    `${language}: ${files.size} files, ${analysis?.dependencies.length} below the one that is edited, ${analysis?.calls.length} calls, ${analysis?.findings.length} findings${analysis?.partial ? ', partial' : ''}`,
  );
  console.log(`  first analysis${' '.repeat(37)}${first.toFixed(1)} ms`);
  measured('keystroke in the importing file', main, [main], KEYSTROKES.own);
  for (const path of importers) project.open(path, files.get(path) ?? '');
  measured(`keystroke in a module of ${importers.length} open files`, helper, [helper, ...importers], KEYSTROKES.shared);
  console.log('');
}
