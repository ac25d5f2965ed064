/**
 * A window geometry made ready to run: all numbers known, every contact listed. Convolution, its transpose, pooling and the matrix
 * form run over the same contacts and differ in what they do at each. The wide side is what the window slides over (a convolution's
 * input, a transposed convolution's output), the narrow side has one cell per place of the window.
 */
import { int, toNumber } from '../../dim/dim.ts';
import { split } from '../../shape/pattern.ts';
import { fits, MAX_WORK, memoryStrides } from '../data.ts';
import type { WindowAxis, WindowGeometry } from '../geometry.ts';
import { paddingCells, slide } from '../window.ts';
import { type Axis, type Contacts, contactsOf } from './contacts.ts';

/** A tensor on one side of the window: its shape in its own layout, and the steps in memory along its named axes. */
export interface Side {
  readonly shape: readonly number[];
  readonly batchStep: number;
  readonly channelStep: number;
  readonly spatialSteps: readonly number[];
}

/** A filter's shape, and its steps per wide channel of a group, per narrow channel of a group, and per group. */
export interface Filter {
  readonly shape: readonly number[];
  readonly wideStep: number;
  readonly narrowStep: number;
  readonly groupStep: number;
  readonly spatialSteps: readonly number[];
}

export interface Plan {
  readonly batch: number;
  readonly groups: number;
  /** Channels in one group. */
  readonly wideChannels: number;
  readonly narrowChannels: number;
  readonly wide: Side;
  readonly narrow: Side;
  /** Absent for pools. */
  readonly filter: Filter | undefined;
  readonly contacts: Contacts;
}

/** Undefined when a dim is not an integer, sizes contradict each other, or the tensors or the multiply-adds are over the limit. */
export function planOf(geometry: WindowGeometry, limit = MAX_WORK): Plan | undefined {
  const transposed = geometry.kind === 'transposed-conv';
  const batch = toNumber(geometry.batch);
  const axes = allKnown(geometry.axes.map(axis => axisOf(axis, transposed)));
  const channels = channelsOf(geometry, transposed);
  if (batch === undefined || !axes || !channels) return undefined;
  const { groups, wideChannels, narrowChannels } = channels;
  const lengths = (side: 'wide' | 'narrow') => axes.map(axis => axis[side]);
  const wide = sideOf(geometry.layout, batch, lengths('wide'), groups * wideChannels);
  const narrow = sideOf(geometry.layout, batch, lengths('narrow'), groups * narrowChannels);
  const kernel = axes.map(axis => axis.kernel);
  const filter = filterOf(geometry, kernel, channels);
  if (!wide || !narrow || (!filter && !isPool(geometry))) return undefined;
  const steps = { wide: wide.spatialSteps, narrow: narrow.spatialSteps, tap: filter?.spatialSteps ?? memoryStrides(kernel) };
  const perContact = batch * groups * wideChannels * narrowChannels;
  const contacts = contactsOf(axes, steps, limit / Math.max(perContact, 1));
  return contacts && { batch, groups, wideChannels, narrowChannels, wide, narrow, filter, contacts };
}

const isPool = ({ kind }: WindowGeometry): boolean => kind === 'max-pool' || kind === 'average-pool';

const allKnown = <T>(items: readonly (T | undefined)[]): readonly T[] | undefined =>
  items.every(item => item !== undefined) ? (items as readonly T[]) : undefined;

function axisOf(axis: WindowAxis, transposed: boolean): Axis | undefined {
  const [wideDim, narrowDim] = transposed ? [axis.output, axis.input] : [axis.input, axis.output];
  const forward = { ...axis, input: wideDim };
  const numbers = allKnown([wideDim, narrowDim, axis.kernel, axis.stride, axis.dilation, paddingCells(forward).before].map(toNumber));
  if (!numbers) return undefined;
  const [wide, narrow, kernel, stride, dilation, before] = numbers as [number, number, number, number, number, number];
  if (kernel < 1 || stride < 1 || dilation < 1 || narrow < 0) return undefined;
  // A transposed convolution whose output length does not lead back to its input has no meaning to compute.
  return toNumber(slide(forward).output) === narrow ? { wide, narrow, kernel, stride, dilation, before } : undefined;
}

interface Channels {
  readonly groups: number;
  readonly wideChannels: number;
  readonly narrowChannels: number;
}

/** Per group. A depthwise convolution and a pool treat each channel as a group of its own. */
function channelsOf(geometry: WindowGeometry, transposed: boolean): Channels | undefined {
  const [input, output] = [toNumber(geometry.inputChannels), toNumber(geometry.outputChannels)];
  const separate = geometry.kind === 'depthwise-conv' || isPool(geometry);
  const groups = separate ? input : toNumber(geometry.groups);
  if (input === undefined || output === undefined || groups === undefined) return undefined;
  if (groups < 1 || input % groups !== 0 || output % groups !== 0 || (isPool(geometry) && input !== output)) return undefined;
  const [wide, narrow] = transposed ? [output, input] : [input, output];
  return { groups, wideChannels: wide / groups, narrowChannels: narrow / groups };
}

/** Positions of named axes in a layout of this rank: `{ N: [0], S: [1, 2], C: [3] }`. */
export function axisPositions(layout: string, rank: number): Readonly<Record<string, readonly number[]>> | undefined {
  const axes: Readonly<Record<string, unknown>> | undefined = split(
    layout,
    Array.from({ length: rank }, (_, axis) => int(axis)),
  );
  if (!axes) return undefined;
  const positions = (at: unknown) => [at].flat().map(dim => (dim as { readonly value: number }).value);
  return Object.fromEntries(Object.entries(axes).map(([name, at]) => [name, positions(at)]));
}

function sideOf(layout: string, batch: number, lengths: readonly number[], channels: number): Side | undefined {
  // Without a batch axis (`N?`, or a layout that has none) the batch is one example.
  const positions = axisPositions(layout, lengths.length + 2) ?? axisPositions(layout, lengths.length + 1);
  const { N = [], S = [], C = [] } = positions ?? {};
  if (S.length !== lengths.length || C.length !== 1 || (N.length === 0 && batch !== 1)) return undefined;
  const shape = new Array<number>(N.length + S.length + 1).fill(channels);
  for (const axis of N) shape[axis] = batch;
  for (const [at, axis] of S.entries()) shape[axis] = lengths[at] as number;
  if (!fits(shape)) return undefined;
  const steps = memoryStrides(shape);
  const step = (axis: number | undefined) => (axis === undefined ? 0 : (steps[axis] as number));
  return { shape, batchStep: step(N[0]), channelStep: step(C[0]), spatialSteps: S.map(step) };
}

/**
 * Frameworks name the filter's channel axes from the op's own view: `I` belongs to the op's input, `O` to its output. So in a
 * transposed convolution `O` is the wide side. That side is per group, the other is whole. A depthwise filter has `I` and a multiplier.
 */
function filterOf(geometry: WindowGeometry, kernel: readonly number[], channels: Channels): Filter | undefined {
  const positions = axisPositions(geometry.filterLayout ?? '', kernel.length + 2);
  const { S = [], I: [input] = [], C: [channel] = [], O: [output] = [], M: [multiplier] = [] } = positions ?? {};
  const [one, other] = [input ?? channel, output ?? multiplier];
  const [wideAxis, narrowAxis] = geometry.kind === 'transposed-conv' ? [other, one] : [one, other];
  if (S.length !== kernel.length || wideAxis === undefined || narrowAxis === undefined) return undefined;
  const depthwise = geometry.kind === 'depthwise-conv';
  const { groups, wideChannels, narrowChannels } = channels;
  const shape = new Array<number>(kernel.length + 2).fill(0);
  for (const [at, axis] of S.entries()) shape[axis] = kernel[at] as number;
  shape[wideAxis] = depthwise ? groups : wideChannels;
  shape[narrowAxis] = depthwise ? narrowChannels : groups * narrowChannels;
  if (!fits(shape)) return undefined;
  const steps = memoryStrides(shape);
  const [wideStep, narrowStep] = [steps[wideAxis] as number, steps[narrowAxis] as number];
  const groupStep = depthwise ? wideStep : narrowChannels * narrowStep;
  return { shape, wideStep, narrowStep, groupStep, spatialSteps: S.map(axis => steps[axis] as number) };
}
