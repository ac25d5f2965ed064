/** A window with its numbers: what it slides over, its filter, what comes out, and one step of the sliding marked. */
import { int, toNumber } from '#shared/dim/dim.ts';
import type { Data } from '#shared/kernel/data.ts';
import { type Plan, planOf, type Side } from '#shared/kernel/execute/plan.ts';
import type { WindowAxis, WindowGeometry } from '#shared/kernel/geometry.ts';
import { effectiveKernel, paddingCells } from '#shared/kernel/window.ts';
import type { Cell, Grid, Margin, Panel } from './drawing.ts';

export interface WindowData {
  readonly geometry: WindowGeometry;
  readonly input: Data;
  readonly filter?: Data;
  readonly output: Data;
}

/** More cells than this in one grid are not drawn. */
const MAX_CELLS_DRAWN = 1024;
/** About as many rows of cells as a picture has room for. */
const MAX_ROWS = 11;

/** Undefined for windows along more than two axes, and for lengths too large to draw. */
export function windowPicture({
  geometry,
  input,
  filter,
  output,
}: WindowData): { readonly panels: readonly Panel[]; readonly caption: string } | undefined {
  const plan = planOf(geometry);
  const axes = plan && geometry.axes.length <= 2 ? geometry.axes.map(axis => measure(axis, geometry.kind === 'transposed-conv')) : [];
  const [rows, columns] = axes.length === 1 ? [single, axes[0]] : axes;
  if (!plan || !rows || !columns) return undefined;
  const frame = { rows, columns, flat: axes.length === 1 };
  const transposed = geometry.kind === 'transposed-conv';
  const window: Cell[] = rows.window.flatMap(row => columns.window.map((column): Cell => [row, column]));
  const place: Cell = [rows.place, columns.place];
  const wide = (data: Data, tone: 'source' | 'result') =>
    grids(data, plan.wide, plan.groups * plan.wideChannels, frame, {
      rows: rows.wide,
      columns: columns.wide,
      marked: window,
      tone,
      margin: marginOf(rows, columns),
    });
  const narrow = (data: Data, tone: 'source' | 'result') =>
    grids(data, plan.narrow, plan.groups * plan.narrowChannels, frame, {
      rows: rows.narrow,
      columns: columns.narrow,
      marked: [place],
      tone,
    });
  const from = transposed ? narrow(input, 'source') : wide(input, 'source');
  const to = transposed ? wide(output, 'result') : narrow(output, 'result');
  if ([...from, ...to].some(grid => grid.rows * grid.columns > MAX_CELLS_DRAWN)) return undefined;
  const panels: Panel[] = [
    { title: titled(geometry.inputArgument, input), grids: from },
    ...(filter && plan.filter
      ? [{ title: titled(geometry.filterArgument ?? 'filter', filter), sign: '∗', grids: filterGrids(filter, plan, frame, transposed) }]
      : []),
    { title: titled('output', output), sign: '→', grids: to },
  ];
  return {
    panels,
    caption: transposed ? 'marked: one input cell and where it is added to the output' : 'marked: one window and the output cell it makes',
  };
}

const titled = (name: string, { shape }: Data): string => `${name} [${shape.join(', ')}]`;

/** One axis in numbers: `window` are the wide cells that the window at `place` touches, padding included. */
interface Measure {
  readonly wide: number;
  readonly narrow: number;
  readonly kernel: number;
  readonly before: number;
  readonly after: number;
  readonly place: number;
  readonly window: readonly number[];
}

/** The row of a picture that has only columns. */
const single: Measure = { wide: 1, narrow: 1, kernel: 1, before: 0, after: 0, place: 0, window: [0] };

function measure(axis: WindowAxis, transposed: boolean): Measure {
  const number = (dim: Parameters<typeof toNumber>[0]) => toNumber(dim) ?? 0;
  const [wide, narrow] = (transposed ? [axis.output, axis.input] : [axis.input, axis.output]).map(number) as [number, number];
  const [kernel, stride, dilation] = [number(axis.kernel), number(axis.stride), number(axis.dilation)];
  const before = number(paddingCells({ ...axis, input: int(wide) }).before);
  const reach = number(effectiveKernel({ k: axis.kernel, d: axis.dilation }));
  const after = Math.max(0, (narrow - 1) * stride + reach - before - wide);
  // A stamp that is cut off shows less: the first that lies wholly on the output, where there is one.
  const whole = Math.ceil(before / stride);
  const place = transposed && whole < narrow && whole * stride - before + reach <= wide ? whole : 0;
  const window = Array.from({ length: kernel }, (_, tap) => place * stride - before + tap * dilation);
  return { wide, narrow, kernel, before, after, place, window };
}

const marginOf = (rows: Measure, columns: Measure): Margin => ({
  top: rows.before,
  bottom: rows.after,
  left: columns.before,
  right: columns.after,
});

interface Frame {
  readonly rows: Measure;
  readonly columns: Measure;
  /** One spatial axis, drawn as a row. */
  readonly flat: boolean;
}

/** The first channels of the first example. */
function grids(data: Data, side: Side, channels: number, { flat }: Frame, look: Omit<Grid, 'values' | 'title'>): readonly Grid[] {
  const [rowStep, columnStep] = flat ? [0, side.spatialSteps[0] ?? 0] : [side.spatialSteps[0] ?? 0, side.spatialSteps[1] ?? 0];
  const height = look.rows + (look.margin ? look.margin.top + look.margin.bottom : 0);
  const shown = Math.min(channels, sliceCount(height));
  return Array.from({ length: shown }, (_, channel) => ({
    ...look,
    values: read(data, look, channel * side.channelStep, rowStep, columnStep),
    ...(channels > 1 ? { title: shown < channels ? `channel ${channel} of ${channels}` : `channel ${channel}` } : {}),
  }));
}

const sliceCount = (rows: number): number => Math.max(1, Math.min(3, Math.floor(MAX_ROWS / (rows + 1))));

function filterGrids(filter: Data, plan: Plan, { rows, columns, flat }: Frame, transposed: boolean): readonly Grid[] {
  const layout = plan.filter;
  if (!layout) return [];
  const { groups, wideChannels, narrowChannels } = plan;
  const steps = layout.spatialSteps;
  const [rowStep, columnStep] = flat ? [0, steps[0] ?? 0] : [steps[0] ?? 0, steps[1] ?? 0];
  // Along the channels that are summed over, or else those that are made.
  const [count, step, name] =
    wideChannels > 1
      ? [wideChannels, layout.wideStep, transposed ? 'to channel' : 'of channel']
      : groups > 1
        ? [groups, layout.groupStep, 'channel']
        : [narrowChannels, layout.narrowStep, transposed ? 'of channel' : 'to channel'];
  const look = { rows: rows.kernel, columns: columns.kernel, marked: [], tone: 'filter' as const };
  return Array.from({ length: Math.min(count, sliceCount(look.rows)) }, (_, at) => ({
    ...look,
    values: read(filter, look, at * step, rowStep, columnStep),
    ...(count > 1 ? { title: `${name} ${at}` } : {}),
  }));
}

function read(
  { values }: Data,
  { rows, columns }: { readonly rows: number; readonly columns: number },
  from: number,
  rowStep: number,
  columnStep: number,
): number[] {
  return Array.from(
    { length: rows * columns },
    (_, at) => values[from + Math.floor(at / columns) * rowStep + (at % columns) * columnStep] ?? Number.NaN,
  );
}
