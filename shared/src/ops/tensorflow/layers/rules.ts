/** What the layers of tf.layers and TF-Slim do to shapes, once their arguments are read: windows, transposed windows, dense layers. */
import { argumentForm } from '../../../diagnostics/argument-form.ts';
import { deviceDependent } from '../../../diagnostics/device-dependent.ts';
import { rankMismatch } from '../../../diagnostics/rank-mismatch.ts';
import { multiply, product } from '../../../dim/arithmetic.ts';
import { lessEqual } from '../../../dim/compare.ts';
import { type Dim, int, unknown } from '../../../dim/dim.ts';
import { formula } from '../../../dim/formula.ts';
import { show } from '../../../dim/show.ts';
import { type Padding, spatialNames, type WindowAxis, type WindowGeometry } from '../../../kernel/geometry.ts';
import { windowEnvironment } from '../../../kernel/window.ts';
import { join } from '../../../shape/pattern.ts';
import type { Shape } from '../../../shape/shape.ts';
import type { TensorArg } from '../../argument.ts';
import type { Check } from '../../check.ts';
import { axesOf } from '../../conv/axes.ts';
import { isOne } from '../../conv/items.ts';
import { allKnown, outputOf, slideAll, specOf } from '../../conv/slide.ts';
import type { Windowed } from '../../conv/words.ts';
import { mayRunEagerly } from '../../versions.ts';
import { checkFits, notNegative } from '../fit.ts';

/** A layer's window, read; one dim per spatial axis. */
export interface LayerWindow extends Windowed {
  readonly kernel: readonly Dim[];
  readonly strides: readonly Dim[];
  readonly dilations: readonly Dim[];
  readonly padding: Padding | undefined;
  /** Undefined when the layout is unknown. */
  readonly channelsFirst: boolean | undefined;
  /** The parameter that gives the window's size: `kernel_size`, `pool_size`. */
  readonly argument: string;
}

/** What a window makes of the channels `C` of its input. */
type Channels = (C: Dim) => Pick<WindowGeometry, 'kind' | 'outputChannels' | 'groups'>;

export const full =
  (filters: Dim): Channels =>
  () => ({ kind: 'conv', outputChannels: filters, groups: int(1) });
/** Every input channel on its own, `multiplier` outputs for each. */
export const depthwise =
  (multiplier: Dim): Channels =>
  C => ({ kind: 'depthwise-conv', outputChannels: multiply(C, multiplier), groups: C });
export const pooled =
  (kind: 'max-pool' | 'average-pool'): Channels =>
  C => ({ kind, outputChannels: C, groups: C });

/** Where a window finds the channels of its input; undefined for another rank, or an unknown layout. */
export const channelsOf = (shape: Shape, { spatial, channelsFirst }: LayerWindow): Dim | undefined =>
  channelsFirst === undefined || shape.length !== spatial + 2 ? undefined : shape[channelsFirst ? 1 : spatial + 1];

const inputArgument = 'inputs';

/** `output`: the channels of the result where they are not those that the window makes. */
export function slideLayer(window: LayerWindow, inputs: TensorArg, channels: Channels, check: Check, output?: Dim): Shape {
  const { spatial, channelsFirst, kernel, strides, dilations, padding } = window;
  const pool = channels(unknown).kind.endsWith('pool');
  // Keras takes further leading axes for part of the batch; the layers that came before it did not.
  const several = !pool && mayRunEagerly(check.version) && (inputs.shape?.length ?? 0) > spatial + 2;
  const layout = layoutOf(spatial, channelsFirst, several);
  const { B, S, C } = axesOf(layout, inputs.shape, { argument: inputArgument, wanted: spatial + 2 }, check);
  if (channelsFirst === undefined) return [...B, ...Array<Dim>(spatial + 1).fill(unknown)];
  checkStrideAndDilation(window, check);
  if (channelsFirst) reportChannelsFirst(check);
  const axes = slideAll(S, { kernel, strides, dilations, padding: Array(spatial).fill(padding) }, check);
  checkFits(axes, { window: window.argument, input: inputArgument }, check);
  const made = channels(C);
  describe(check, window, axes, { ...made, batch: product(B), inputChannels: C });
  return join(layout, { B, S: axes.map(outputOf).map(notNegative), C: output ?? made.outputChannels });
}

/** `deconv_output_length` without output padding; `F` cells of window. */
const lengths: Readonly<Record<'same' | 'valid', ReturnType<typeof formula>>> = {
  same: formula('L*s'),
  valid: formula('L*s + max(k - s, 0)'),
};

/** A transposed convolution whose output is the usual one. */
export function slideTransposed(window: LayerWindow, inputs: TensorArg, filters: Dim, check: Check): Shape {
  const { spatial, channelsFirst, kernel, strides, dilations, padding } = window;
  const layout = layoutOf(spatial, channelsFirst, false);
  const { B, S, C } = axesOf(layout, inputs.shape, { argument: inputArgument, wanted: spatial + 2 }, check);
  if (channelsFirst === undefined) return [...B, ...Array<Dim>(spatial + 1).fill(unknown)];
  if (channelsFirst) reportChannelsFirst(check);
  const names = spatialNames(spatial);
  const axes = S.map((length, at): WindowAxis | undefined => {
    const spec = specOf({ kernel, strides, dilations, padding: Array(spatial).fill(padding) }, at, length);
    const name = names[at];
    if (!spec || !name || (padding !== 'same' && padding !== 'valid')) return undefined;
    const env = windowEnvironment(spec);
    check.explain(() => `${name}: ${lengths[padding].explain(env)}`);
    return { ...spec, name, output: lengths[padding](env) };
  });
  describe(check, window, axes, { kind: 'transposed-conv', batch: product(B), inputChannels: C, outputChannels: filters, groups: int(1) });
  return join(layout, { B, S: axes.map(outputOf), C: filters });
}

type Layout = 'B:1 S:2 C';

/** The pattern for any number of spatial axes; its type is that of one of them, since only the number differs. */
const layoutOf = (spatial: number, channelsFirst: boolean | undefined, several: boolean): Layout =>
  `${several ? '*B' : 'B:1'} ${channelsFirst ? `C S:${spatial}` : `S:${spatial} C`}` as Layout;

function describe(
  check: Check,
  { spatial, channelsFirst }: LayerWindow,
  axes: readonly (WindowAxis | undefined)[],
  made: Pick<WindowGeometry, 'kind' | 'batch' | 'inputChannels' | 'outputChannels' | 'groups'>,
): void {
  const known = allKnown(axes);
  if (known) check.geometry = { ...made, axes: known, layout: channelsFirst ? `N C S:${spatial}` : `N S:${spatial} C`, inputArgument };
}

function reportChannelsFirst(check: Check): void {
  check.report(deviceDependent, { what: 'channels first', fails: 'a CPU without oneDNN' }, { argument: 'data_format' });
}

/** `tf.nn.convolution`: "strides > 1 not supported in conjunction with dilation_rate > 1". TensorFlow 2 dropped the check, Keras took it up later. */
function checkStrideAndDilation({ name, strides, dilations }: LayerWindow, check: Check): void {
  const above = (dims: readonly Dim[]) => dims.find(dim => !isOne(dim) && lessEqual(int(2), dim) === 'yes');
  const [stride, dilation] = [above(strides), above(dilations)];
  if (!stride || !dilation) return;
  const problem = `takes no stride above 1 together with a dilation above 1, got ${show(stride)} and ${show(dilation)}`;
  check.report(argumentForm, { op: name, problem }, {}, { severity: mayRunEagerly(check.version) ? 'warning' : 'error' });
}

/** The last axis becomes `units`. */
export function denseRule({ shape }: TensorArg, units: Dim, check: Check): Shape | undefined {
  if (shape && shape.length < 2)
    check.report(rankMismatch, { argument: inputArgument, wanted: 'at least 2', got: shape }, { argument: inputArgument });
  return shape && [...shape.slice(0, -1), units];
}

/** All but the batch in one axis. */
export function flattenRule({ shape }: TensorArg, check: Check): Shape {
  if (shape?.length === 0)
    check.report(rankMismatch, { argument: inputArgument, wanted: 'at least 1', got: shape }, { argument: inputArgument });
  const [batch, ...rest] = shape ?? [check.fresh('N'), unknown];
  const elements = product(rest);
  return [batch ?? unknown, elements.kind === 'unknown' ? check.fresh('features') : elements];
}
