/** Whether input, filter and output agree about channels, and whether exchanging the filter's channel axes would repair it. */

import { channelsMismatch } from '../../diagnostics/channels-mismatch.ts';
import type { Fix, Severity } from '../../diagnostics/diagnostic.ts';
import { filterOrder } from '../../diagnostics/filter-order.ts';
import { transposeOutputChannels } from '../../diagnostics/transpose-output-channels.ts';
import { floorDivide } from '../../dim/arithmetic.ts';
import { divides, equal } from '../../dim/compare.ts';
import { type Dim, int, unknown } from '../../dim/dim.ts';
import type { Shape } from '../../shape/shape.ts';
import type { Check } from '../check.ts';

/** The filter argument, with its two channel axes by the op's own names. */
export interface FilterChannels {
  readonly op: string;
  /** The parameter's name. */
  readonly argument: string;
  readonly shape: Shape | undefined;
  readonly I: Dim;
  readonly O: Dim;
  /** Has input and output channels exchanged, as every transposed convolution wants them. */
  readonly transposed: boolean;
}

const filterComesFrom = (argument: string) => [{ argument, message: "the filter's shape comes from here" }];

const swapFix = (argument: string, order: string): Fix => ({
  title: `Write the filter's channels in the order ${order}`,
  change: { kind: 'swap-axes', argument, axes: [2, 3] },
  preferred: true,
});

function reportOrder(filter: FilterChannels, input: Dim, check: Check): void {
  const { op, argument, shape, transposed } = filter;
  if (!shape) return;
  const wants = transposed ? '[h, w, out, in]' : '[h, w, in, out]';
  const fits = [...shape.slice(0, -2), ...shape.slice(-2).reverse()];
  check.report(
    filterOrder,
    { op, wants, got: shape, fits, inputChannels: input },
    { argument },
    { related: filterComesFrom(argument), fixes: [swapFix(argument, wants)] },
  );
}

/**
 * The forward convolution's channels. `groups`: an input with a multiple of the filter's channels is a grouped convolution
 * (TensorFlow since 1.14); otherwise they must be equal (TensorFlow.js, older TensorFlow).
 * `severity` is that of groups which do not divide the output.
 */
export function checkChannels(
  input: Dim,
  filter: FilterChannels,
  groups: boolean,
  check: Check,
  severity: Severity = 'error',
): { readonly groups: Dim; readonly output: Dim } {
  const { argument, I, O } = filter;
  const fits = groups ? divides(I, input) : equal(I, input);
  const related = filterComesFrom(argument);
  if (fits === 'no') {
    if (equal(O, input) === 'yes') {
      reportOrder(filter, input, check);
      return { groups: int(1), output: I };
    }
    check.report(channelsMismatch, { kind: 'input', input, filter: I, filterAxis: 2, groups }, { argument }, { related });
    return { groups: int(1), output: O };
  }
  const count = equal(I, input) === 'yes' ? int(1) : floorDivide(input, I);
  if (groups && fits === 'yes' && divides(count, O) === 'no') {
    check.report(channelsMismatch, { kind: 'groups', input, filter: I, groups: count, output: O }, { argument }, { severity, related });
    return { groups: unknown, output: O };
  }
  return { groups: count, output: O };
}

export interface OutputChannels {
  /** `output_shape`, `outputShape`. */
  readonly argument: string;
  /** Which item counts the channels; undefined when the channels are not asked for but follow from the filter. */
  readonly item: number | undefined;
  readonly dim: Dim;
}

/**
 * A transposed convolution's channels: the input's against the filter's `in`, the requested output's against the filter's `out`.
 * When exchanging the filter's axes satisfies both, that is the one problem. Returns the number of groups.
 */
export function checkTransposedChannels(input: Dim, filter: FilterChannels, output: OutputChannels, groups: boolean, check: Check): Dim {
  const { argument, I, O } = filter;
  const asked = output.item === undefined ? undefined : output.dim;
  const inputFits = equal(I, input);
  const outputFits = asked === undefined ? 'yes' : groups ? divides(O, asked) : equal(O, asked);
  const swapFits = equal(O, input) === 'yes' && (asked === undefined || equal(I, asked) === 'yes');
  if (swapFits && (inputFits === 'no' || outputFits === 'no')) {
    reportOrder(filter, input, check);
    return int(1);
  }
  if (inputFits === 'no') {
    const facts = { kind: 'input', input, filter: I, filterAxis: 3, groups: false } as const;
    check.report(channelsMismatch, facts, { argument }, { related: filterComesFrom(argument) });
  }
  if (asked === undefined || equal(O, asked) === 'yes') return int(1);
  const place = { argument: output.argument, ...(output.item === undefined ? {} : { item: output.item }) };
  const fixes: Fix[] =
    O.kind === 'int' ? [{ title: `Ask for ${O.value} channels`, change: { kind: 'replace', place, value: O }, preferred: true }] : [];
  const count = floorDivide(asked, O);
  // Groups split the input's channels too: TensorFlow with oneDNN says "output depth must be evenly divisible by number of groups".
  if (outputFits === 'no' || (groups && outputFits === 'yes' && divides(count, I) === 'no')) {
    check.report(transposeOutputChannels, { argument: output.argument, output: asked, filter: O }, place, {
      related: filterComesFrom(argument),
      fixes,
    });
    return int(1);
  }
  return groups ? count : int(1);
}
