/** What the corpus prints: for a terminal, as Markdown, or for programs. */

import type { DiagnosticReport, Summary } from '#server/cli/report/model.ts';
import { type FamilyCall, knowledgeOf, type Tally, tally } from './count.ts';
import { forms, kinds } from './families.ts';
import { joinReasons, type Reason } from './reasons.ts';
import type { Place } from './unlisted.ts';

interface Named {
  readonly name: string;
  readonly commit?: string;
}

export interface Row extends Named {
  readonly summary: Summary;
  readonly tally: Tally;
  readonly calls: readonly FamilyCall[];
  readonly reasons: readonly Reason[];
  readonly unlisted: readonly (Place & { readonly path: string })[];
  readonly diagnostics: readonly (Pick<DiagnosticReport, 'code' | 'severity' | 'line' | 'message'> & { readonly path: string })[];
  readonly seconds: number;
  /** Bytes. */
  readonly memory: number;
}

export interface Failed extends Named {
  readonly failure: string;
}

interface Options {
  readonly format: string;
  readonly verbose: boolean;
}

type Cells = readonly string[];
interface Table {
  readonly title: string;
  /** A sentence below the table. */
  readonly note?: string;
  readonly head: Cells;
  readonly rows: readonly Cells[];
}

export function render(results: readonly (Row | Failed)[], { format, verbose }: Options): string {
  const rows = results.filter((result): result is Row => !('failure' in result));
  const failed = results.filter((result): result is Failed => 'failure' in result);
  if (format === 'json') return `${JSON.stringify({ rows: rows.map(({ calls: _, ...row }) => row), failed })}\n`;
  const tables = [repositories(rows, failed, format === 'markdown'), kindsByRepository(rows), byKind(rows), reasons(rows)];
  const show = format === 'markdown' ? markdown : plain;
  const parts = [...tables.filter(table => table.rows.length > 0).map(show), ...(verbose ? places(rows) : [])];
  return `${parts.join('\n\n')}\n`;
}

const percent = (part: number, whole: number): string => (whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`);
const sum = (numbers: readonly number[]): number => numbers.reduce((total, n) => total + n, 0);
const megabytes = (bytes: number): string => `${Math.round(bytes / 1024 / 1024)} MB`;

function repositories(rows: readonly Row[], failed: readonly Failed[], commits: boolean): Table {
  const all = rows.flatMap(({ calls }) => calls);
  const column = (of: (row: Row) => number): string => String(sum(rows.map(of)));
  const withCommits = commits && rows.some(({ commit }) => commit !== undefined);
  const cells = ({ calls, resolved, partly, strict }: Tally): Cells => [
    String(calls),
    String(resolved),
    String(partly),
    percent(resolved, calls),
    percent(resolved + partly, calls),
    String(strict),
  ];
  const head = [
    'files',
    'with tensors',
    'calls',
    'resolved',
    'partly',
    'resolved %',
    'with partly %',
    'strict',
    'not listed',
    'errors',
    'warnings',
    'time',
    'memory',
  ];
  const named = (name: string, commit: string): Cells => [name, ...(withCommits ? [commit] : [])];
  const total = tally(all);
  const unlisted = sum(rows.map(row => row.unlisted.length));
  const everything = total.calls + unlisted;
  return {
    title: 'Repositories',
    note: `With the ${unlisted} that are listed nowhere counted as unknown, ${percent(total.resolved, everything)} of ${everything} are resolved, ${percent(total.resolved + total.partly, everything)} at least partly.`,
    head: [...named('repository', 'commit'), ...head],
    rows: [
      ...rows.map(row => [
        ...named(row.name, row.commit ? `\`${row.commit}\`` : ''),
        String(row.summary.files),
        String(row.summary.analysed),
        ...cells(row.tally),
        String(row.unlisted.length),
        String(row.summary.errors),
        String(row.summary.warnings),
        `${row.seconds.toFixed(1)} s`,
        megabytes(row.memory),
      ]),
      ...failed.map(({ name, commit, failure }) => [...named(name, commit ? `\`${commit}\`` : ''), failure]),
      [
        ...named(failed.length > 0 ? `all but ${failed.length} that failed` : 'all', ''),
        column(({ summary }) => summary.files),
        column(({ summary }) => summary.analysed),
        ...cells(total),
        String(unlisted),
        column(({ summary }) => summary.errors),
        column(({ summary }) => summary.warnings),
        `${sum(rows.map(({ seconds }) => seconds)).toFixed(1)} s`,
        megabytes(Math.max(0, ...rows.map(({ memory }) => memory))),
      ],
    ],
  };
}

function kindsByRepository(rows: readonly Row[]): Table {
  return {
    title: 'Calls of each repository',
    head: ['repository', ...kinds, ...forms],
    rows: rows.map(({ name, tally: { byKind, byForm } }) => [
      name,
      ...kinds.map(kind => String(byKind[kind])),
      ...forms.map(form => String(byForm[form])),
    ]),
  };
}

function byKind(rows: readonly Row[]): Table {
  const all = rows.flatMap(({ calls }) => calls);
  return {
    title: 'Kinds',
    head: ['kind', ...forms, 'resolved', 'partly', 'resolved %', 'with partly %'],
    rows: kinds.map(kind => {
      const { calls, byForm, resolved, partly } = tally(all.filter(({ family }) => family.kind === kind));
      return [
        kind,
        ...forms.map(form => String(byForm[form])),
        String(resolved),
        String(partly),
        percent(resolved, calls),
        percent(resolved + partly, calls),
      ];
    }),
  };
}

function reasons(rows: readonly Row[]): Table {
  return {
    title: 'Why calls are not resolved',
    head: ['calls', 'reason', 'for example'],
    rows: joinReasons(rows.map(row => row.reasons)).map(({ count, reason, example }) => [String(count), reason, example]),
  };
}

function places(rows: readonly Row[]): string[] {
  const lines = rows.flatMap(({ name, calls, diagnostics, unlisted }) => [
    ...diagnostics.map(({ path, line, severity, code, message }) => `${severity} ${name}/${path}:${line} [${code}] ${message}`),
    ...calls
      .filter(each => knowledgeOf(each) !== 'resolved')
      .map(({ path, call }) =>
        `not resolved ${name}/${path}:${call.line} ${call.op} ${JSON.stringify(call.output)} ${call.unknown ?? ''}`.trimEnd(),
      ),
    ...unlisted.map(({ path, line, name: call }) => `not listed ${name}/${path}:${line} ${call}`),
  ]);
  return lines.length > 0 ? [lines.join('\n')] : [];
}

const noted = (note: string | undefined): string[] => (note === undefined ? [] : ['', note]);

function plain({ title, note, head, rows }: Table): string {
  const widths = head.map((cell, at) =>
    Math.max(...[head, ...rows].filter(row => row.length === head.length).map(row => (row[at] ?? cell).length)),
  );
  const line = (cells: Cells): string =>
    cells
      .map((cell, at) => (/^[\d–]/.test(cell) ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0)))
      .join('  ')
      .trimEnd();
  return [title, '', ...[head, ...rows].map(line), ...noted(note)].join('\n');
}

/** A bar inside a cell would end it. */
function markdown({ title, note, head, rows }: Table): string {
  const line = (cells: Cells): string => `| ${cells.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  const padded = (cells: Cells): Cells => [...cells, ...head.slice(cells.length).map(() => '')];
  return [`## ${title}`, '', line(head), line(head.map(() => '---')), ...rows.map(padded).map(line), ...noted(note)].join('\n');
}
