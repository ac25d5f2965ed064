/** Whether input, filter and output agree about channels, and whether exchanging the filter's channel axes would repair it. */

import { channelsMismatch } from '../../diagnostics/channels-mismatch.ts';
import { counted, type Fix, type Severity } from '../../diagnostics/diagnostic.ts';
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

const swapFix = (argument: string, order: string, axes: readonly [number, number]): Fix => ({
  title: `Write the filter's channels in the order ${order}`,
  change: { kind: 'swap-axes', argument, axes },
  preferred: true,
});

/** Axes of the filter before its two of channels. */
const spatialOf = ({ shape }: FilterChannels): number => (shape?.length ?? 4) - 2;
const spatialWords: Readonly<Record<number, string>> = { 1: 'w', 2: 'h, w', 3: 'd, h, w' };

function reportOrder(filter: FilterChannels, input: Dim, check: Check): void {
  const { op, argument, shape, transposed } = filter;
  if (!shape) return;
  const spatial = spatialOf(filter);
  const wants = `[${spatialWords[spatial]}, ${transposed ? 'out, in' : 'in, out'}]`;
  const fits = [...shape.slice(0, -2), ...shape.slice(-2).reverse()];
  check.report(
    filterOrder,
    { op, wants, got: shape, fits, inputChannels: input },
    { argument },
    { related: filterComesFrom(argument), fixes: [swapFix(argument, wants, [spatial, spatial + 1])] },
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
    check.report(channelsMismatch, { kind: 'input', input, filter: I, filterAxis: spatialOf(filter), groups }, { argument }, { related });
    return { groups: int(1), output: O };
  }
  const count = equal(I, input) === 'yes' ? int(1) : floorDivide(input, I);
  if (groups && fits === 'yes' && divides(count, O) === 'no') {
    check.report(channelsMismatch, { kind: 'groups', input, filter: I, groups: count, output: O }, { argument }, { severity, related });
    return { groups: unknown, output: O };
  }
  return { groups: count, output: O };
}

/** The item of the requested shape that counts channels. */
export interface AskedChannels {
  /** `output_shape`, `outputShape`. */
  readonly argument: string;
  readonly item: number;
  readonly dim: Dim;
}

/**
 * A transposed convolution's channels: the input's against the filter's `in`, those asked for (if any) against the filter's `out`.
 * When exchanging the filter's axes satisfies both, that is the one problem. The output is what the filter was meant to make.
 */
export function checkTransposedChannels(
  input: Dim,
  filter: FilterChannels,
  asked: AskedChannels | undefined,
  groups: boolean,
  check: Check,
): { readonly groups: Dim; readonly output: Dim } {
  const { argument, I, O } = filter;
  const inputFits = equal(I, input);
  const outputFits = !asked ? 'yes' : groups ? divides(O, asked.dim) : equal(O, asked.dim);
  const swapFits = equal(O, input) === 'yes' && (!asked || equal(I, asked.dim) === 'yes');
  if (swapFits && (inputFits === 'no' || outputFits === 'no')) {
    reportOrder(filter, input, check);
    return { groups: int(1), output: I };
  }
  if (inputFits === 'no') {
    const facts = { kind: 'input', input, filter: I, filterAxis: spatialOf(filter) + 1, groups: false } as const;
    check.report(channelsMismatch, facts, { argument }, { related: filterComesFrom(argument) });
  }
  if (!asked || equal(O, asked.dim) === 'yes') return { groups: int(1), output: O };
  const count = floorDivide(asked.dim, O);
  // Groups split the input's channels too: TensorFlow with oneDNN says "output depth must be evenly divisible by number of groups".
  if (outputFits === 'no' || (groups && outputFits === 'yes' && divides(count, I) === 'no')) {
    const place = { argument: asked.argument, item: asked.item };
    const fix = (value: number): Fix => ({
      title: `Ask for ${counted(int(value), 'channel')}`,
      change: { kind: 'replace', place, value: int(value) },
      preferred: true,
    });
    check.report(transposeOutputChannels, { argument: asked.argument, output: asked.dim, filter: O }, place, {
      related: filterComesFrom(argument),
      fixes: O.kind === 'int' ? [fix(O.value)] : [],
    });
    return { groups: int(1), output: asked.dim };
  }
  return { groups: groups ? count : int(1), output: asked.dim };
}
