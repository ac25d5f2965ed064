/** The rule of TensorFlow's convolutions with a filter. Sources: Conv2DShapeImpl in common_shape_fns.cc, kernels/conv_ops.cc. */
import { argumentForm } from '../../diagnostics/argument-form.ts';
import { channelsMismatch } from '../../diagnostics/channels-mismatch.ts';
import { deviceDependent } from '../../diagnostics/device-dependent.ts';
import type { Severity } from '../../diagnostics/diagnostic.ts';
import { product } from '../../dim/arithmetic.ts';
import { equal, less } from '../../dim/compare.ts';
import { type Dim, int, unknown } from '../../dim/dim.ts';
import { show } from '../../dim/show.ts';
import { join } from '../../shape/pattern.ts';
import { type Shape, showShape } from '../../shape/shape.ts';
import type { TensorArg } from '../argument.ts';
import type { Check } from '../check.ts';
import { axesOf } from '../conv/axes.ts';
import { checkChannels, type FilterChannels } from '../conv/channels.ts';
import { allKnown, outputOf, slideAll } from '../conv/slide.ts';
import { mayRunEagerly } from '../versions.ts';
import { checkFits, isZero, notNegative } from './fit.ts';
import { type Given, type WindowOp, windowArguments } from './window-arguments.ts';

/** Patterns of any number of spatial axes; their types are those of two, since only the number differs. */
export const patternOf = <const P extends string>(pattern: P, spatial: number): P => pattern.replace('S:2', `S:${spatial}`) as P;

interface ConvArguments {
  readonly input: TensorArg;
  readonly filters: TensorArg;
  readonly given: Given;
}

export function convRule(op: WindowOp, { input, filters, given }: ConvArguments, check: Check): Shape | undefined {
  const { spatial } = op;
  const { channelsFirst, strides, dilations, padding } = windowArguments(op, given, check);
  // `squeeze_batch_dims` (TensorFlow 2) lets several leading axes be one batch; an image of unknown rank is taken for the usual one.
  const batches = mayRunEagerly(check.version);
  const several = batches && (input.shape?.length ?? 0) > spatial + 2;
  const layout = patternOf(channelsFirst ? (several ? '*B C S:2' : 'B:1 C S:2') : several ? '*B S:2 C' : 'B:1 S:2 C', spatial);
  const wanted = batches ? `at least ${spatial + 2}` : spatial + 2;
  const { B, S, C } = axesOf(layout, input.shape, { argument: 'input', wanted }, check);
  const filter = axesOf(patternOf('S:2 I O', spatial), filters.shape, { argument: 'filters', wanted: spatial + 2 }, check);
  if (channelsFirst === undefined) return input.shape?.map((dim, axis) => (axis === 0 ? dim : unknown));

  // "CPU implementation of Conv3D currently only supports dilated rates of 1."
  if (spatial === 3 && dilations.some(dim => less(int(1), dim) === 'yes'))
    check.report(deviceDependent, { what: 'convolution through a volume with dilation', fails: 'a CPU' }, { argument: 'dilations' });
  const axes = slideAll(S, { kernel: filter.S, strides, dilations, padding }, check);
  checkFits(axes, { window: 'filters', input: 'input' }, check);
  const lengths = axes.map(outputOf).map(notNegative);
  // The kernel returns at once when there is nothing to compute: what it checks later is an error in a graph only.
  const late = batches && lengths.some(isZero) ? 'warning' : 'error';
  const filterChannels = { ...filter, op: op.name, argument: 'filters', shape: filters.shape, transposed: false };
  const { groups, output } = channelGroups(C, filterChannels, spatial, check, late);
  checkElements(op, filter, filters.shape, check, late);
  const known = allKnown(axes);
  if (known) {
    check.geometry = {
      kind: 'conv',
      axes: known,
      batch: product(B),
      inputChannels: C,
      outputChannels: output,
      groups,
      layout: patternOf(channelsFirst ? 'N C S:2' : 'N S:2 C', spatial),
      filterLayout: patternOf('S:2 I O', spatial),
      inputArgument: 'input',
      filterArgument: 'filters',
    };
  }
  return join(layout, { B, S: lengths, C: output });
}

/**
 * Channels that divide make a grouped convolution: not in the first releases, and on CPUs only since lately, without gradient. `conv3d` has
 * groups in TensorFlow 2 alone.
 */
function channelGroups(
  input: Dim,
  filter: FilterChannels,
  spatial: number,
  check: Check,
  late: Severity,
): { readonly groups: Dim; readonly output: Dim } {
  const channels = checkChannels(input, filter, spatial < 3 || mayRunEagerly(check.version), check, late);
  if (equal(channels.groups, int(1)) !== 'no') return channels;
  const place = { argument: 'filters' };
  if (check.version.generation === '1.4') {
    // Conv2DShape merged the two dims up to some release between 1.5 and 1.13.
    const facts = { kind: 'input', input, filter: filter.I, filterAxis: spatial, groups: false } as const;
    check.report(channelsMismatch, facts, place, { severity: 'warning' });
  } else {
    const what = `grouped convolution (${show(input)} channels into a filter that takes ${show(filter.I)})`;
    const fails = spatial === 3 ? 'a CPU' : 'a CPU in older TensorFlow, and its gradient on any CPU without oneDNN';
    check.report(deviceDependent, { what, fails }, place);
  }
  return channels;
}

/** "filter must not have zero elements", "Depth of filter must not be 0"; a filter that makes no channels is let through. */
function checkElements(
  { name }: WindowOp,
  { S, I }: { readonly S: readonly Dim[]; readonly I: Dim },
  shape: Shape | undefined,
  check: Check,
  late: Severity,
): void {
  if (![...S, I].some(isZero)) return;
  const problem = `takes no filter without elements: ${showShape(shape)}`;
  check.report(argumentForm, { op: name, problem }, { argument: 'filters' }, { severity: isZero(I) ? 'error' : late });
}
