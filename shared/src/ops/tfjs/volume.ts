/** Windows of the core ops that slide through a volume. Source: `computeConv3DInfo` in tfjs-core/src/ops/conv_util.ts. */
import { argumentForm } from '../../diagnostics/argument-form.ts';
import { windowExceedsInput } from '../../diagnostics/window-exceeds-input.ts';
import { type Dim, int } from '../../dim/dim.ts';
import type { WindowAxis } from '../../kernel/geometry.ts';
import type { Arg } from '../argument.ts';
import type { Check } from '../check.ts';
import { allKnown, exceedingFacts, exceeds, outputOf, slideAll } from '../conv/slide.ts';
import * as reading from './window-arguments.ts';

interface VolumeArguments {
  readonly op: string;
  readonly strides: Arg | undefined;
  readonly pad: Arg | undefined;
  readonly dilations: Arg | undefined;
  readonly rounding: string | undefined;
  /** Which parameter says the window. */
  readonly argument: string;
}

interface Volume {
  readonly outputs: readonly Dim[];
  readonly drawn: readonly WindowAxis[] | undefined;
}

/** No pairs as padding; where the window does not fit the length is 0. */
export function slideVolume(
  S: readonly Dim[],
  kernel: readonly Dim[],
  { op, strides, pad, dilations, rounding, argument }: VolumeArguments,
  check: Check,
): Volume {
  const { padding } = reading.readPad(op, pad, false, check, 'no pairs');
  const window = {
    kernel,
    strides: reading.readTriple(op, 'strides', strides, check),
    dilations: reading.readTriple(op, 'dilations', dilations ?? { kind: 'number', dim: int(1) }, check),
    padding: kernel.map(() => padding[0]),
  };
  const axes = slideAll(S, window, check, reading.slideRule(rounding));
  const wrong = axes.filter(axis => axis !== undefined).filter(exceeds);
  if (wrong.length > 0) {
    const facts = { axes: wrong.map(axis => ({ ...exceedingFacts(axis), output: int(0) })), outcome: 'garbage' } as const;
    const related = [{ argument: 'x', message: "the input's shape comes from here" }];
    check.report(windowExceedsInput, facts, { argument }, { severity: 'warning', related });
  }
  const none = (axis: WindowAxis | undefined) => axis !== undefined && wrong.includes(axis);
  return { outputs: axes.map(axis => (none(axis) ? int(0) : outputOf(axis))), drawn: wrong.length > 0 ? undefined : allKnown(axes) };
}

/** "Only NDHWC is currently supported". */
export function checkVolume(op: string, dataFormat: string | undefined, check: Check): void {
  if (dataFormat === undefined || dataFormat === 'NDHWC') return;
  check.report(argumentForm, { op, problem: `takes no dataFormat but 'NDHWC', got '${dataFormat}'` }, { argument: 'dataFormat' });
}
