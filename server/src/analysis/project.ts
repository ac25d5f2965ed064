/** The public face of the analysis: the files of a workspace and what is known about them. */

import type { Grammars } from '#server/frontends/frontend.ts';
import { KeptRuns } from '#server/interp/kept-runs.ts';
import type { Settings } from '#shared/settings.ts';
import { analyseModule } from './analyse.ts';
import type { Analysis } from './analysis.ts';
import type { Host } from './host.ts';
import { languageOf } from './languages.ts';
import { createModules } from './modules.ts';
import { createRelevance } from './relevance.ts';

export interface ProjectOptions {
  readonly host: Host;
  readonly grammars: Grammars;
  readonly settings: Settings;
}

export interface Project {
  /** The editor's text of a file, which counts instead of the disk's; a changed text is parsed incrementally. */
  open(path: string, text: string): void;
  /** Back to the disk's text. */
  close(path: string): void;
  /** A file changed, appeared or vanished on disk. Returns the open files whose analysis may differ now. */
  changed(path: string): readonly string[];
  /** Analyses a file (and first what it imports). Cached until a text that took part changes. Undefined when the file cannot be read or is in no language we know. */
  analyse(path: string): Analysis | undefined;
  /** The analysis of a file as if it had that text; nothing is remembered. For trying out fixes. */
  analyseEdited(path: string, text: string): Analysis | undefined;
  /** The analysis is not needed any more; what its imports gave stays. */
  release(path: string): void;
  /** Whether the text is worth analysing: names a framework, or imports something of the workspace that does. Cheap, by text. */
  isRelevant(path: string): boolean;
  configure(settings: Settings): void;
}

export function createProject({ host, grammars, settings: initial }: ProjectOptions): Project {
  let settings = initial;
  const modules = createModules(host, grammars, () => settings);
  const analyses = new Map<string, Analysis>();
  /** Of the open files, which are likely to be analysed again. */
  const keptRuns = new Map<string, KeptRuns>();
  const openFiles = new Set<string>();

  const drop = (paths: Iterable<string>): string[] => [...paths].filter(path => analyses.delete(path));

  const analyse = (path: string): Analysis | undefined => {
    const known = analyses.get(path);
    if (known) return known;
    if (!languageOf(path)) return undefined;
    const analysis = analyseModule(path, modules, settings, keptRuns.get(path));
    if (analysis) analyses.set(path, analysis);
    return analysis;
  };

  return {
    open(path, text) {
      openFiles.add(path);
      if (!keptRuns.has(path)) keptRuns.set(path, new KeptRuns());
      drop(modules.setText(path, text));
    },
    close(path) {
      openFiles.delete(path);
      keptRuns.delete(path);
      drop(modules.setText(path, undefined));
    },
    changed: path => drop(modules.changed(path)).filter(name => openFiles.has(name)),
    analyse,
    release: path => void analyses.delete(path),
    analyseEdited: (path, text) => modules.whileEdited(path, text, () => analyseModule(path, modules, settings)),
    isRelevant: createRelevance(modules),
    configure(next) {
      settings = next;
      modules.forgetAll();
      analyses.clear();
      for (const path of keptRuns.keys()) keptRuns.set(path, new KeptRuns());
    },
  };
}
