/**
 * The rule of TensorFlow's transposed convolutions, whose output shape is asked for.
 * Sources: Conv2DBackpropInputShape in common_shape_fns.cc, kernels/conv_grad_shape_utils.cc.
 */
import { argumentForm } from '../../diagnostics/argument-form.ts';
import { deviceDependent } from '../../diagnostics/device-dependent.ts';
import { equal } from '../../dim/compare.ts';
import { type Dim, int, unknown } from '../../dim/dim.ts';
import { show } from '../../dim/show.ts';
import { join } from '../../shape/pattern.ts';
import type { Shape } from '../../shape/shape.ts';
import { type Arg, type TensorArg, toDim } from '../argument.ts';
import type { Check } from '../check.ts';
import { axesOf } from '../conv/axes.ts';
import { checkTransposedChannels } from '../conv/channels.ts';
import { isOne, itemsOf } from '../conv/items.ts';
import { allKnown, type Window } from '../conv/slide.ts';
import { checkBatch, checkTransposedOutput, type Requested, reportMissingOutput } from '../conv/transpose-output.ts';
import { mayRunEagerly } from '../versions.ts';
import { patternOf } from './conv-rule.ts';
import { type Given, type WindowOp, windowArguments } from './window-arguments.ts';

/** Names that are not taken for those of the input. */
const outputNames: Readonly<Record<number, readonly string[]>> = { 1: ['out_l'], 2: ['out_h', 'out_w'], 3: ['out_d', 'out_h', 'out_w'] };

interface TransposedArguments {
  readonly input: TensorArg;
  readonly filters: TensorArg;
  readonly output_shape: Arg | undefined;
  readonly given: Given;
  /** What the op calls its input and the shape that is asked for. */
  readonly names?: Names;
  /** It runs on every device, whatever its dilation. */
  readonly anywhere?: boolean;
}

interface Names {
  readonly input: string;
  readonly output: string;
}

const usualNames: Names = { input: 'input', output: 'output_shape' };

export function transposedRule(op: WindowOp, args: TransposedArguments, check: Check): Shape {
  const { input, filters, output_shape, given, names = usualNames, anywhere = false } = args;
  const { spatial } = op;
  const rank = spatial + 2;
  const { channelsFirst, strides, dilations, padding, paddingText } = windowArguments(op, given, check);
  const layout = patternOf(channelsFirst ? 'N C S:2' : 'N S:2 C', spatial);
  const { N, S, C } = axesOf(layout, input.shape, { argument: names.input, wanted: rank }, check);
  const filter = axesOf(patternOf('S:2 O I', spatial), filters.shape, { argument: 'filters', wanted: rank }, check);
  const sliding: Window = { kernel: filter.S, strides, dilations, padding };
  if (channelsFirst === undefined) return Array<Dim>(rank).fill(unknown);

  const requested = readOutputShape(op, names.output, output_shape, channelsFirst, check);
  const item = channelsFirst ? 1 : rank - 1;
  const asked = requested?.items.length === rank ? { argument: names.output, item, dim: requested.items[item] ?? unknown } : undefined;
  const filterChannels = { ...filter, op: op.name, argument: 'filters', shape: filters.shape, transposed: true };
  const { groups, output } = checkTransposedChannels(C, filterChannels, asked, true, check);
  // Nobody can tell what was asked for where it is unknown, but it is some length, and batch and channels are those of the others.
  const nameOf = (at: number): Dim => check.fresh(outputNames[spatial]?.[at] ?? 'out');
  const channels = isKnown(output) ? output : isKnown(filter.O) ? filter.O : check.fresh('out_c');
  const around = (lengths: readonly Dim[]) => join(layout, { N, S: lengths, C: channels });
  if (itemsOf(output_shape)?.kind === 'none') {
    reportMissingOutput(S, sliding, { op: op.name, argument: names.output, around }, check);
  }
  if (!anywhere) checkDevice(groups, dilations, check);
  if (!requested) return around(S.map((_, at) => nameOf(at)));

  checkBatch(N, requested, check, false);
  const axes = checkTransposedOutput(S, sliding, requested, check, { silent: false, paddingText });
  const known = allKnown(axes);
  if (known) {
    check.geometry = {
      kind: 'transposed-conv',
      axes: known,
      batch: N,
      inputChannels: C,
      outputChannels: output,
      groups,
      layout,
      filterLayout: patternOf('S:2 O I', spatial),
      inputArgument: names.input,
      filterArgument: 'filters',
    };
  }
  // The static result is what was asked for, right or wrong; two values leave the batch to the input and the channels to the filter.
  const lengths = requested.spatial.map((at, axis) => orElse(requested.items[at], () => nameOf(axis)));
  if (!asked) return around(lengths);
  const [batch] = requested.items;
  return join(layout, { N: orElse(batch, () => N), S: lengths, C: orElse(asked.dim, () => channels) });
}

/** What was asked for; undefined when it is unknown or not understood. */
function readOutputShape(
  op: WindowOp,
  argument: string,
  given: Arg | undefined,
  channelsFirst: boolean,
  check: Check,
): Requested | undefined {
  const rank = op.spatial + 2;
  const form = (problem: string) => check.report(argumentForm, { op: op.name, problem }, { argument });
  const items = itemsOf(given);
  if (!items || items.kind === 'none') return undefined;
  if (items.kind === 'bad' || items.kind === 'one') {
    form(`takes ${argument} as a list of ${rank} values, with batch and channels`);
    return undefined;
  }
  const { length } = items.items;
  // Conv2DBackpropInput requires "4 values or 2 values" today, 4 up to 2.0.
  const two = op.spatial === 2 && mayRunEagerly(check.version);
  if (length !== rank && !(length === 2 && two)) {
    form(`takes ${argument} as ${two ? '4 or 2' : rank} values, got ${length}`);
    return undefined;
  }
  for (const [item, arg] of items.items.entries()) checkItem(op, argument, arg, item, check);
  const dims: Shape = items.items.map(item => toDim(item) ?? unknown);
  const short = length < rank;
  const spatial = Array.from({ length: op.spatial }, (_, at) => at + (short ? 0 : channelsFirst ? 2 : 1));
  return { argument, items: dims, spatial, batch: short ? undefined : 0 };
}

/** An item must be an integer from 0: "Expected int32, but got None", "Dimension -1 must be >= 0". */
function checkItem(op: WindowOp, argument: string, arg: Arg, item: number, check: Check): void {
  const place = { argument, item };
  const form = (problem: string) => check.report(argumentForm, { op: op.name, problem }, place);
  if (arg.kind === 'none') form(`takes no None in ${argument}: for an unknown batch write tf.shape(x)[0]`);
  else if (arg.kind === 'float') form(`takes integers in ${argument}, item ${item} is a float: divide with //`);
  else if (arg.kind === 'text' || arg.kind === 'list' || arg.kind === 'record') form(`takes integers in ${argument}, item ${item} is none`);
  else if (arg.kind === 'number' && arg.dim.kind === 'int' && arg.dim.value < 0) {
    form(`takes no negative ${argument}, item ${item} is ${arg.dim.value}: for an unknown batch write tf.shape(x)[0]`);
  }
}

/** conv_grad_input_ops.h: no dilation and no groups on a CPU; oneDNN and GPUs have both. */
function checkDevice(groups: Dim, dilations: readonly Dim[], check: Check): void {
  const fails = 'a CPU without oneDNN';
  if (dilations.some(dim => dim.kind === 'int' && !isOne(dim))) {
    check.report(deviceDependent, { what: 'transposed convolution with dilation', fails }, { argument: 'dilations' });
  }
  if (equal(groups, int(1)) === 'no') {
    check.report(deviceDependent, { what: `transposed convolution in ${show(groups)} groups`, fails }, { argument: 'filters' });
  }
}

const isKnown = (dim: Dim): boolean => dim.kind !== 'unknown';
/** The dim that was asked for, which is no length where it is negative. */
const orElse = (dim: Dim | undefined, other: () => Dim): Dim => (dim && isKnown(dim) ? notNegative(dim) : other());
const notNegative = (dim: Dim): Dim => (dim.kind === 'int' && dim.value < 0 ? unknown : dim);
