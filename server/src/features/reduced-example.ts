/** A window on a tensor small enough to draw: kernel, stride, dilation and padding as they are, everything else as small as will do. */
import { type Dim, int, toNumber } from '#shared/dim/dim.ts';
import { cellCount, type Data, filled } from '#shared/kernel/data.ts';
import { executeWindow } from '#shared/kernel/execute/index.ts';
import { planOf } from '#shared/kernel/execute/plan.ts';
import type { WindowAxis, WindowGeometry } from '#shared/kernel/geometry.ts';
import { admissible } from '#shared/kernel/transpose.ts';
import { effectiveKernel, paddingCells, slide, spareCells } from '#shared/kernel/window.ts';

export interface WindowExample {
  readonly geometry: WindowGeometry;
  readonly input: Data;
  readonly filter?: Data;
  readonly output: Data;
  /** Lengths or channels differ from those of the call. */
  readonly reduced: boolean;
}

/** Lengths above this are shrunk to it. */
const MAX_LENGTH = 6;
/** A window wider than this is not drawn. */
const MAX_WINDOW = 11;

/** Undefined where the window's own numbers are not known, it is too wide, or it fits nowhere. */
export function reducedExample(geometry: WindowGeometry): WindowExample | undefined {
  const small = reducedGeometry(geometry);
  const plan = small && planOf(small);
  if (!plan) return undefined;
  const transposed = geometry.kind === 'transposed-conv';
  const shape = transposed ? plan.narrow.shape : plan.wide.shape;
  // Ones show where windows overlap in a transposed convolution; counting shows which cells a window has read.
  const input = transposed ? filled(shape, 1) : { shape, values: Float64Array.from({ length: cellCount(shape) }, (_, at) => at + 1) };
  const filter = plan.filter && filled(plan.filter.shape, 1);
  const output = input && executeWindow(small, input, filter);
  if (!input || !output) return undefined;
  return { geometry: small, input, output, reduced: !sameNumbers(small, geometry), ...(filter ? { filter } : {}) };
}

/** The same window on short axes with one channel. */
export function reducedGeometry(geometry: WindowGeometry): WindowGeometry | undefined {
  const transposed = geometry.kind === 'transposed-conv';
  const axes = geometry.axes.map(axis => (transposed ? reducedTransposed(axis) : reducedForward(axis)));
  if (!axes.every(axis => axis !== undefined)) return undefined;
  const one = int(1);
  return { ...geometry, axes, batch: one, inputChannels: one, outputChannels: one, groups: one };
}

function reducedForward(axis: WindowAxis): WindowAxis | undefined {
  const window = windowOf(axis);
  if (!window) return undefined;
  const length = toNumber(axis.input);
  const padding = paddingCells({ ...axis, input: int(MAX_LENGTH) });
  const room = (toNumber(padding.before) ?? 0) + (toNumber(padding.after) ?? 0);
  if (length !== undefined && (toNumber(spareCells(axis)) ?? 0) < 0) return undefined;
  const input = int(length !== undefined && length <= MAX_LENGTH ? length : Math.max(MAX_LENGTH, window.reach - room));
  return { ...axis, input, output: slide({ ...axis, input }).output };
}

function reducedTransposed(axis: WindowAxis): WindowAxis | undefined {
  const window = windowOf(axis);
  if (!window) return undefined;
  const most = window.stride > 2 ? 2 : window.stride > 1 ? 3 : 4;
  const length = toNumber(axis.input);
  if (length !== undefined && length < 1) return undefined;
  const input = int(Math.min(length ?? most, most));
  const range = admissible({ ...axis, input });
  return { ...axis, input, output: withSameSurplus(axis, range) ?? range.canonical };
}

/** As far above the smallest admissible length as the call's own output length is. */
function withSameSurplus(axis: WindowAxis, range: { readonly low: Dim; readonly high: Dim }): Dim | undefined {
  const [least, asked] = [toNumber(admissible(axis).low), toNumber(axis.output)];
  const [low, high] = [toNumber(range.low), toNumber(range.high)];
  if (least === undefined || asked === undefined || low === undefined || high === undefined) return undefined;
  const output = low + asked - least;
  return low <= output && output <= high ? int(output) : undefined;
}

function windowOf(axis: WindowAxis): { readonly reach: number; readonly stride: number } | undefined {
  const reach = toNumber(effectiveKernel({ k: axis.kernel, d: axis.dilation }));
  const stride = toNumber(axis.stride);
  return reach !== undefined && reach >= 1 && reach <= MAX_WINDOW && stride !== undefined && stride >= 1 ? { reach, stride } : undefined;
}

function sameNumbers(a: WindowGeometry, b: WindowGeometry): boolean {
  const dims = ({ axes, batch, inputChannels, outputChannels }: WindowGeometry) =>
    [...axes.flatMap(({ input, output }) => [input, output]), batch, inputChannels, outputChannels].map(toNumber);
  const other = dims(b);
  return dims(a).every((dim, at) => dim === other[at]);
}
