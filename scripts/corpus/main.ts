/** One repository after another: run, count, collect; then print. */

import { basename, relative, resolve } from 'node:path';
import { languageOf } from '#server/analysis/languages.ts';
import type { Report } from '#server/cli/report/model.ts';
import { discover } from '#server/host/discover.ts';
import { toSlashes } from '#server/host/node.ts';
import { readSource } from '#server/host/read.ts';
import type { Language } from '#server/ir/ir.ts';
import { familyCalls, tally } from './count.ts';
import { type MeasureOptions, measure } from './measure.ts';
import { reasonsOf } from './reasons.ts';
import { type Failed, type Row, render } from './tables.ts';
import { definedIn, unlistedIn } from './unlisted.ts';

export interface CorpusOptions {
  readonly format: string;
  readonly verbose: boolean;
  readonly measure: MeasureOptions;
  readonly onProgress: (name: string) => void;
}

export async function corpus(repositories: readonly string[], options: CorpusOptions): Promise<string> {
  const rows: (Row | Failed)[] = [];
  for (const repository of repositories) {
    const { folder, ...named } = parse(repository);
    options.onProgress(named.name);
    const measured = await measure(folder, options.measure);
    rows.push(
      typeof measured === 'string'
        ? { ...named, failure: measured }
        : { ...named, ...measured, ...rowOf(measured.report, named.name, folder) },
    );
  }
  return render(rows, options);
}

/** `owner/name@commit=folder`, or a folder alone. */
function parse(repository: string): { readonly name: string; readonly commit?: string; readonly folder: string } {
  const at = repository.indexOf('=');
  const folder = resolve(repository.slice(at + 1));
  const [name = '', commit] = (at < 0 ? basename(folder) : repository.slice(0, at)).split('@');
  return { name, ...(commit ? { commit } : {}), folder };
}

function rowOf(report: Report, name: string, folder: string): Omit<Row, 'name' | 'commit' | 'seconds' | 'memory'> {
  const calls = familyCalls(report);
  const diagnostics = report.files.flatMap(({ path, diagnostics }) =>
    diagnostics.map(({ code, severity, line, message }) => ({ path, code, severity, line, message })),
  );
  return {
    summary: report.summary,
    tally: tally(calls),
    calls,
    reasons: reasonsOf(calls, ({ path, call }) => `${name}/${path}:${call.line}`),
    unlisted: unlistedOf(report, folder),
    diagnostics,
  };
}

function unlistedOf({ files }: Report, folder: string): Row['unlisted'] {
  const texts = discover([folder], folder).files.flatMap(file => {
    const language = languageOf(file);
    const source = readSource(file);
    return language && source.kind === 'text' ? [{ path: toSlashes(relative(folder, file)), language, text: source.text }] : [];
  });
  const defined = (wanted: Language): ReadonlySet<string> =>
    new Set(texts.filter(({ language }) => language === wanted).flatMap(({ text, language }) => definedIn(text, language)));
  const names = { python: defined('python'), typescript: defined('typescript') };
  const listed = new Map(files.map(({ path, calls = [] }) => [path, calls]));
  return texts.flatMap(({ path, language, text }) =>
    unlistedIn(text, language, listed.get(path) ?? [], names[language]).map(place => ({ path, ...place })),
  );
}
