/** Analyses files one by one, in this thread. */
import { relative } from 'node:path';
import { languageOf } from '#server/analysis/languages.ts';
import { createProject, type Project } from '#server/analysis/project.ts';
import { newTries, verifiedFixes } from '#server/features/fixes.ts';
import { loadGrammars } from '#server/host/grammars.ts';
import { createNodeHost, toSlashes } from '#server/host/node.ts';
import { cellAt } from '#server/host/notebook.ts';
import type { Source } from '#server/host/read.ts';
import type { Settings } from '#shared/settings.ts';
import { reportFile } from '../report/build.ts';
import { Lines } from '../report/lines.ts';
import type { FileReport } from '../report/model.ts';
import { isResolved } from '../report/shapes.ts';

/** What every thread needs to know; plain data. */
export interface Job {
  readonly workingDirectory: string;
  readonly roots: readonly string[];
  readonly settings: Settings;
  readonly shapes: boolean;
  readonly values: boolean;
  /** Where the grammars lie. */
  readonly grammars: string;
}

export type Outcome =
  | { readonly kind: 'analysed'; readonly report: FileReport; readonly calls: number; readonly resolved: number }
  /** Names no framework. */
  | { readonly kind: 'irrelevant' }
  | { readonly kind: 'skipped' | 'unreadable' | 'failed'; readonly reason: string };

export type Analyser = (path: string) => Promise<Outcome>;

/** Trees and texts are kept for what imports them; now and then all of it is let go. */
const FILES_PER_PROJECT = 400;

export async function createAnalyser(job: Job): Promise<Analyser> {
  const host = createNodeHost(job.roots);
  const display = (path: string): string => displayPath(path, job.workingDirectory);
  const start = async (): Promise<Project> => createProject({ host, grammars: await loadGrammars(job.grammars), settings: job.settings });
  let project = await start();
  let analysed = 0;

  const analyse = (path: string): Outcome => {
    if (!languageOf(path)) return { kind: 'skipped', reason: 'is in no language that Shapewright reads' };
    const source = host.source(path);
    if (source.kind !== 'text') return source;
    if (!project.isRelevant(path)) return { kind: 'irrelevant' };
    const analysis = project.analyse(path);
    if (!analysis) return { kind: 'failed', reason: 'there is no analysis' };
    const sources = createSources(host.source);
    const tries = newTries();
    const report = reportFile(analysis, {
      display,
      linesOf: file => (file === path ? sources.own(path, analysis.text) : sources.linesOf(file)),
      cellOf: (file, line) => sources.cellOf(file, line)?.cell,
      fixesOf: finding => verifiedFixes(analysis, finding, project.analyseEdited, finding.fixes, tries),
      shapes: true,
      values: job.values,
    });
    project.release(path);
    const calls = report.calls?.length ?? 0;
    const resolved = report.calls?.filter(({ output }) => isResolved(output)).length ?? 0;
    return { kind: 'analysed', report: job.shapes ? report : withoutCalls(report), calls, resolved };
  };

  return async path => {
    try {
      if (++analysed % FILES_PER_PROJECT === 0) project = await start();
      return analyse(path);
    } catch (error) {
      // The parser's memory may be in any state now; the next file gets a new one.
      project = await start();
      return {
        kind: 'failed',
        reason: error instanceof Error ? (process.env['DEBUG'] ? (error.stack ?? error.message) : error.message) : String(error),
      };
    }
  };
}

const withoutCalls = ({ calls: _, ...report }: FileReport): FileReport => report;

/** As people wrote it: relative to where they are, with `/`. */
export function displayPath(path: string, workingDirectory: string): string {
  return toSlashes(relative(workingDirectory, path)) || '.';
}

export interface Sources {
  own(path: string, text: string): Lines;
  linesOf(path: string): Lines | undefined;
  cellOf(path: string, line: number): { readonly cell: number; readonly line: number } | undefined;
}

/** Texts of the files that a report points into, each read once. */
export function createSources(read: (path: string) => Source): Sources {
  const sources = new Map<string, Source>();
  const lines = new Map<string, Lines>();
  const sourceOf = (path: string): Source => {
    const source = sources.get(path) ?? read(path);
    sources.set(path, source);
    return source;
  };
  const own = (path: string, text: string): Lines => {
    const known = lines.get(path) ?? new Lines(text);
    lines.set(path, known);
    return known;
  };
  return {
    own,
    linesOf(path) {
      const source = sourceOf(path);
      return source.kind === 'text' ? own(path, source.text) : undefined;
    },
    cellOf(path, line) {
      if (!path.endsWith('.ipynb')) return undefined;
      const source = sourceOf(path);
      return source.kind === 'text' && source.notebook ? cellAt(source.notebook, line) : undefined;
    },
  };
}
