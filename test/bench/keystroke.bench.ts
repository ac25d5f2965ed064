// A keystroke in a file of 1,000 lines: from the new text to fresh diagnostics, next to a plain parse of the same file.
import type { Project } from '#server/analysis/project.ts';
import { createProject } from '#server/analysis/project.ts';
import { diagnostics } from '#server/features/diagnostics.ts';
import { loadGrammarsFromPackages } from '#server/host/grammars.ts';
import { createMemoryHost } from '#server/host/memory.ts';
import { defaultSettings } from '#shared/settings.ts';
import { megabytes, show, time, timesOf } from './measure.ts';
import { type BenchLanguage, program } from './programs.ts';
import { typing } from './typing.ts';

const LINES = 1000;
const WARM_UP = 20;
const KEYSTROKES = 200;

const grammars = await loadGrammarsFromPackages();

function keystrokes(project: Project, path: string, language: BenchLanguage, text: string, count: number): number[] {
  const samples: number[] = [];
  for (const next of typing(text, language)) {
    if (samples.length >= count) break;
    samples.push(
      time(() => {
        project.open(path, next);
        const analysis = project.analyse(path);
        if (analysis) diagnostics(analysis);
      }),
    );
  }
  return samples;
}

for (const language of ['python', 'typescript'] as const) {
  const text = program(language, LINES);
  const path = `/bench.${language === 'python' ? 'py' : 'ts'}`;
  const project = createProject({ host: createMemoryHost(new Map(), ['/']), grammars, settings: defaultSettings });
  const first = time(() => {
    project.open(path, text);
    project.analyse(path);
  });
  keystrokes(project, path, language, text, WARM_UP);
  const samples = timesOf(keystrokes(project, path, language, text, KEYSTROKES));
  const parser = language === 'python' ? grammars.python : grammars.typescript;
  const parses = timesOf(Array.from({ length: 40 }, () => time(() => parser.parse(text)?.delete())));
  const analysis = project.analyse(path);
  console.log(
    `${language}: ${text.split('\n').length} lines, ${analysis?.calls.length} calls, ${analysis?.findings.length} findings${analysis?.partial ? ', partial' : ''}`,
  );
  show('  keystroke to diagnostics', samples, `${(samples.median / parses.median).toFixed(1)} plain parses`);
  show('  plain parse', parses);
  console.log(`  first analysis${' '.repeat(37)}${first.toFixed(1)} ms`);

  global.gc?.();
  const before = process.memoryUsage();
  keystrokes(project, path, language, text, 1000);
  global.gc?.();
  const after = process.memoryUsage();
  console.log(`  memory after 1,000 more keystrokes${' '.repeat(14)}${megabytes(after.rss)}, ${megabytes(after.rss - before.rss)} more\n`);
}
