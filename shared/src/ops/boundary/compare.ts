/** Whether data fits a model, by shapes alone. Axis 0 holds the samples and is compared elsewhere. */
import { equal } from '../../dim/compare.ts';
import { type Dim, int, unknown } from '../../dim/dim.ts';
import { broadcast } from '../../shape/broadcast.ts';
import { elementCount, type Shape } from '../../shape/shape.ts';
import type { Wanted } from './losses.ts';

/** `rejected` in every release, in `some` of them; `broadcasts`: stretched without a word where it is not rejected. */
export type Verdict = 'fits' | 'rejected' | 'some' | 'broadcasts';

/** How a framework takes data. */
export interface Manner {
  /** Everything has the very rank and sizes, whatever the loss (TensorFlow.js); otherwise an axis of 1 at the end may come and go. */
  readonly exact: boolean;
  /** A vector is not made a column of. */
  readonly asIs?: boolean;
}

const isOne = (dim: Dim | undefined): boolean => dim?.kind === 'int' && dim.value === 1;

/** One number for each sample is a column. */
const asColumn = (shape: Shape): Shape => (shape.length === 1 ? [...shape, int(1)] : shape);

/** Some axis behind the first certainly differs; axes that only one of them has do not count. */
const differs = (a: Shape, b: Shape): boolean => a.some((dim, axis) => axis > 0 && axis < b.length && equal(dim, b[axis] as Dim) === 'no');

/** The same with an axis of 1 at the end taken off or put on; undefined where the last axis may be one or not. */
function toRankOf(wanted: Shape, given: Shape): Shape | undefined {
  const more = given.length - wanted.length;
  const last = more === 1 ? given.at(-1) : more === -1 ? wanted.at(-1) : undefined;
  if (isOne(last)) return more === 1 ? given.slice(0, -1) : [...given, int(1)];
  return last && last.kind !== 'int' ? undefined : given;
}

export function inputVerdict(input: Shape, given: Shape, { exact, asIs, sequence }: Manner & { readonly sequence?: boolean }): Verdict {
  if (exact) {
    const data = asIs ? given : asColumn(given);
    return data.length !== input.length || differs(input, data) ? 'rejected' : 'fits';
  }
  const data = toRankOf(input, given);
  if (!data || (data.length === input.length && !differs(input, data))) return 'fits';
  // Of a sequence, Keras 3 looks at the rank alone.
  if (sequence && data.length === input.length) return 'some';
  // A model hands on what agrees with its input axis by axis, an axis of 1 at the end left out of both; then its layers judge.
  const bare = (shape: Shape): Shape => (isOne(shape.at(-1)) ? shape.slice(0, -1) : shape);
  return differs(bare(input), bare(data)) ? 'rejected' : 'some';
}

export function targetVerdict(wanted: Wanted | undefined, output: Shape, target: Shape, { exact }: Manner): Verdict {
  if (exact) return exactVerdict(wanted, output, asColumn(target));
  if (!wanted || output.length === 0) return 'fits';
  return wanted.target === 'classes' ? classesVerdict(output, target) : sameVerdict(wanted.broadcasts, output, target);
}

/** A loss over classes, and the output has a single one. */
export const isSingleClass = (wanted: Wanted | undefined, output: Shape): boolean =>
  (wanted?.target === 'classes' || wanted?.broadcasts === 'never') && output.length > 1 && isOne(output.at(-1));

/** Of a loss that nothing is known of: with classes or without, the rank is the same and only the last axis may differ. */
function exactVerdict(wanted: Wanted | undefined, output: Shape, target: Shape): Verdict {
  if (isSingleClass(wanted, output)) return 'rejected';
  const whole = wanted?.target === 'classes' ? [...output.slice(0, -1), int(1)] : output;
  const [a, b] = wanted ? [whole, target] : [output.slice(0, -1), target.slice(0, -1)];
  return target.length !== output.length || differs(a, b) ? 'rejected' : 'fits';
}

function classesVerdict(output: Shape, target: Shape): Verdict {
  const want = output.slice(0, -1);
  if (output.length < 2 || output.at(-1)?.kind === 'unknown') return 'fits';
  let given = target;
  while (given.length > want.length && isOne(given.at(-1))) given = given.slice(0, -1);
  if (given.length === want.length) {
    // With a single class, releases disagree about which axis is which.
    if (!differs(want, given)) return isOne(output.at(-1)) && want.length > 1 && target.length === want.length ? 'some' : 'fits';
  } else if (given.length > want.length && given.at(-1)?.kind !== 'int') return 'fits';
  // Some releases flatten both.
  const [all, some] = [elementCount(want.slice(1)), elementCount(given.slice(1))];
  return want.length > 1 && equal(all, some) !== 'no' ? 'some' : 'rejected';
}

function sameVerdict(broadcasts: 'never' | 'some' | 'most', output: Shape, target: Shape): Verdict {
  const given = toRankOf(output, asColumn(target));
  // With a single class the loss is the same whatever the model does; only old releases say so.
  if (!given || (given.length === output.length && !differs(output, given)))
    return broadcasts === 'never' && output.length > 1 && isOne(output.at(-1)) ? 'some' : 'fits';
  if (broadcasts === 'never') return 'rejected';
  // How many samples a batch holds is not known here.
  const ofAnyBatch = (shape: Shape): Shape => [unknown, ...shape.slice(1)];
  const clashes = 'clash' in broadcast(ofAnyBatch(output), ofAnyBatch(given));
  return clashes ? 'rejected' : broadcasts === 'some' ? 'some' : 'broadcasts';
}
