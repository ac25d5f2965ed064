/** The report for people: each diagnostic with its source, where the other numbers came from, and what would repair it. */
import { type Frame, type Paint, plain, printable, renderFrame } from './frames.ts';
import type { Lines, Range } from './lines.ts';
import type { CallReport, DiagnosticReport, FileReport, JsonOutput, RelatedReport, Report, Summary } from './model.ts';
import type { CellOf } from './places.ts';
import { isList } from './shapes.ts';

export interface Sources {
  readonly linesOf: (path: string) => Lines | undefined;
  readonly cellOf?: CellOf;
}

export function textReport({ files, summary }: Report, sources: Sources, paint: Paint): string {
  const calls = files.flatMap(({ path, calls = [] }) => calls.map(call => renderCall(path, call, sources, paint)));
  const parts = [calls.join('\n'), renderDiagnostics(files, sources, paint), renderEnd(files, summary, paint)];
  return `${parts.filter(part => part !== '').join('\n\n')}\n`;
}

/** `model.py:8:11: tf.nn.conv2d [1, 4, 4, 1], [3, 3, 1, 1] → [1, 2, 2, 1]`. */
function renderCall(path: string, call: CallReport, sources: Sources, paint: Paint): string {
  const inputs = Object.values(call.inputs).map(shapeText).join(', ');
  const values = call.values === undefined ? '' : ` = ${JSON.stringify(call.values)}`;
  const from = inputs ? ` ${inputs} →` : ' →';
  return `${paint.faint(`${placeText({ ...call, path }, sources)}:`)} ${call.op}${from} ${paint.strong(shapeText(call.output))}${values}`;
}

function shapeText(output: JsonOutput): string {
  if (output === null) return '?';
  return isList(output) ? output.map(shapeText).join(', ') : `[${output.map(dim => dim ?? '?').join(', ')}]`;
}

export function renderDiagnostics(files: readonly FileReport[], sources: Sources, paint: Paint = plain): string {
  return files.flatMap(file => file.diagnostics.map(diagnostic => renderDiagnostic(file.path, diagnostic, sources, paint))).join('\n\n');
}

type Placed = Range & Pick<RelatedReport, 'path'>;

export function renderDiagnostic(path: string, diagnostic: DiagnosticReport, sources: Sources, paint: Paint = plain): string {
  const { severity, code, message, related, fixes } = diagnostic;
  const frames = [
    frameOf({ ...diagnostic, path }, sources, { arrow: '-->', mark: '^' }),
    ...related.map(place => frameOf(place, sources, { arrow: ':::', mark: '-', label: place.message })),
  ].filter(frame => frame !== undefined);
  const gutter = Math.max(2, ...frames.map(({ number }) => String(number).length + 1));
  const bar = `${' '.repeat(gutter)} ${paint.gutter('|')}`;
  const notes = fixes.map(({ title }) => `help: ${title}`);
  const body = frames.flatMap((frame, at) => [
    ...(at > 0 ? [bar] : []),
    ...renderFrame(frame, gutter, paint, frame.mark === '^' ? paint[severity] : paint.gutter),
  ]);
  return [
    `${paint[severity](`${severity}[${code}]`)}${paint.strong(`: ${printable(message)}`)}`,
    ...body,
    ...(notes.length > 0 ? [bar, ...notes.map(note => `${' '.repeat(gutter)} ${paint.gutter('=')} ${printable(note)}`)] : []),
  ].join('\n');
}

function frameOf(place: Placed, sources: Sources, look: Pick<Frame, 'arrow' | 'mark'> & { readonly label?: string }): Frame | undefined {
  const lines = sources.linesOf(place.path);
  if (!lines) return undefined;
  const number = sources.cellOf?.(place.path, place.line)?.line ?? place.line;
  return { lines, range: place, number, place: placeText(place, sources), ...look };
}

/** `model.py:8:57`; in a notebook `model.ipynb:cell 3:2:57`. */
function placeText({ path, line, column }: Placed, sources: Sources): string {
  const cell = sources.cellOf?.(path, line);
  return cell ? `${path}:cell ${cell.cell}:${cell.line}:${column}` : `${path}:${line}:${column}`;
}

const renderEnd = (files: readonly FileReport[], summary: Summary, paint: Paint): string =>
  [...partialText(files).map(paint.faint), renderSummary(summary, paint)].join('\n');

const MAX_NAMED = 3;

/** `2 files analysed in part, they take too many steps: model.py, train.py`; nothing where all were analysed to their end. */
export function partialText(files: readonly FileReport[]): readonly string[] {
  const paths = files.filter(({ partial }) => partial).map(({ path }) => path);
  const [only] = paths;
  if (only === undefined) return [];
  if (paths.length === 1) return [`1 file analysed in part, it takes too many steps: ${printable(only)}`];
  const named = paths.slice(0, MAX_NAMED).map(printable).join(', ');
  return [`${paths.length} files analysed in part, they take too many steps: ${named}${paths.length > MAX_NAMED ? ', …' : ''}`];
}

/** The last line: `2 errors, 1 warning in 12 files (5 with tensors, 41 calls, 38 resolved), 0.1 s`. */
export function renderSummary(summary: Summary, paint: Paint = plain): string {
  const { files, analysed, errors, warnings, information, hints, calls, resolved, elapsedMs } = summary;
  const counts = [
    [errors, 'error', 'errors', paint.error],
    [warnings, 'warning', 'warnings', paint.warning],
    [information, 'information', 'information', paint.information],
    [hints, 'hint', 'hints', paint.hint],
  ] as const;
  const found = counts.filter(([count]) => count > 0).map(([count, one, many, colour]) => colour(`${count} ${count === 1 ? one : many}`));
  const where = `${files} ${files === 1 ? 'file' : 'files'} (${analysed} with tensors, ${calls} calls, ${resolved} resolved)`;
  return `${found.length > 0 ? found.join(', ') : paint.strong('nothing found')} in ${where}, ${(elapsedMs / 1000).toFixed(1)} s`;
}
