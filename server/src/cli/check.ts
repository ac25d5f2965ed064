/** `shapewright check`: finds files, has them analysed, prints one report. */
import { dirname, isAbsolute, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { discover } from '#server/host/discover.ts';
import { toSlashes } from '#server/host/node.ts';
import { readSource } from '#server/host/read.ts';
import { readConfiguration } from './config.ts';
import { exitStatus } from './failure.ts';
import { createSources, displayPath, type Outcome, type Sources } from './jobs/analyser.ts';
import { run } from './jobs/run.ts';
import { githubReport } from './report/github.ts';
import { jsonReport } from './report/json.ts';
import type { FileReport, Report, Summary } from './report/model.ts';
import { sarifReport } from './report/sarif.ts';
import { textReport } from './report/text.ts';
import { complain, createProgress, paintFor, write } from './terminal.ts';
import { version } from './version.ts';

export type Format = 'text' | 'json' | 'sarif' | 'github';

export interface CheckOptions {
  readonly paths: readonly string[];
  readonly format: Format;
  readonly shapes: boolean;
  readonly values: boolean;
  readonly jobs: number | undefined;
  /** From 1. */
  readonly shard: { readonly index: number; readonly count: number } | undefined;
  readonly config: string | undefined;
}

/** Where the program's bundle lies: worker threads run it too, and the grammars are beside it. */
export async function check(options: CheckOptions, program: URL, directory: string): Promise<number> {
  const started = performance.now();
  const workingDirectory = process.cwd();
  const { settings, file: configuration, warnings } = readConfiguration(workingDirectory, options.config);
  warnings.forEach(complain);
  const paths = options.paths.length > 0 ? options.paths : ['.'];
  const { files: all, named, problems } = discover(paths, workingDirectory);
  problems.forEach(complain);
  const { shard } = options;
  const files = shard ? all.filter((_, at) => at % shard.count === shard.index - 1) : all;
  const { shapes, values } = options;
  const roots = [
    ...new Set([
      workingDirectory,
      ...(configuration ? [dirname(configuration)] : []),
      ...paths.map(path => folderOf(path, workingDirectory)),
    ]),
  ].map(toSlashes);
  const progress = createProgress();
  const outcomes = await run({
    job: { workingDirectory, roots, settings, shapes, values, grammars: directory },
    files,
    jobs: options.jobs,
    program,
    onProgress: done => progress.update(done, files.length),
  });
  progress.clear();
  const failed = explainFailures(files, outcomes, named, workingDirectory) || problems.length > 0;
  const report = summarise(outcomes, Math.round(performance.now() - started));
  await write(render(report, options.format, sourcesFor(workingDirectory)));
  if (failed) return exitStatus.failure;
  return report.summary.errors > 0 ? exitStatus.errors : exitStatus.clean;
}

const folderOf = (path: string, workingDirectory: string): string => {
  const absolute = resolve(workingDirectory, path);
  return /\.\w+$/.test(path) ? dirname(absolute) : absolute;
};

/** What went wrong with a file is said at once; the others are reported all the same. Returns whether anything did. */
function explainFailures(
  files: readonly string[],
  outcomes: readonly Outcome[],
  named: ReadonlySet<string>,
  workingDirectory: string,
): boolean {
  let failed = false;
  outcomes.forEach((outcome, at) => {
    const file = files[at] ?? '';
    const shown = displayPath(file, workingDirectory);
    if (outcome.kind === 'skipped' && named.has(file)) complain(`skipped ${shown}: it ${outcome.reason}`);
    if (outcome.kind === 'unreadable') complain(`cannot read ${shown}: ${outcome.reason}`);
    if (outcome.kind === 'failed') complain(`internal failure on ${shown}, please report it: ${outcome.reason}`);
    failed ||= outcome.kind === 'unreadable' || outcome.kind === 'failed';
  });
  return failed;
}

function summarise(outcomes: readonly Outcome[], elapsedMs: number): Report {
  const analysed = outcomes.filter(outcome => outcome.kind === 'analysed');
  const files: readonly FileReport[] = analysed.map(({ report }) => report);
  const severities = files.flatMap(({ diagnostics }) => diagnostics.map(({ severity }) => severity));
  const count = (wanted: (typeof severities)[number]): number => severities.filter(severity => severity === wanted).length;
  const summary: Summary = {
    files: outcomes.filter(({ kind }) => kind === 'analysed' || kind === 'irrelevant').length,
    analysed: analysed.length,
    calls: analysed.reduce((sum, { calls }) => sum + calls, 0),
    resolved: analysed.reduce((sum, { resolved }) => sum + resolved, 0),
    errors: count('error'),
    warnings: count('warning'),
    information: count('information'),
    hints: count('hint'),
    partial: files.filter(({ partial }) => partial).length,
    elapsedMs,
  };
  return { tool: { name: 'shapewright', version }, summary, files };
}

/** Sources by the paths that a report shows. */
function sourcesFor(workingDirectory: string): Pick<Sources, 'linesOf' | 'cellOf'> {
  const sources = createSources(readSource);
  const absolute = (path: string): string => (isAbsolute(path) ? path : toSlashes(resolve(workingDirectory, path)));
  return { linesOf: path => sources.linesOf(absolute(path)), cellOf: (path, line) => sources.cellOf(absolute(path), line) };
}

function render(report: Report, format: Format, sources: Pick<Sources, 'linesOf' | 'cellOf'>): string {
  switch (format) {
    case 'text':
      return textReport(report, sources, paintFor(process.stdout));
    case 'json':
      return jsonReport(report);
    case 'sarif':
      return sarifReport(report, sources);
    case 'github':
      return githubReport(report, sources);
  }
}
