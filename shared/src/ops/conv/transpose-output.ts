/** Whether a transposed convolution's requested output can have come from its input. */
import { batchMismatch } from '../../diagnostics/batch-mismatch.ts';
import type { Fix } from '../../diagnostics/diagnostic.ts';
import { missingOutputShape } from '../../diagnostics/missing-output-shape.ts';
import { type ImpossibleOutput, transposeOutputShape } from '../../diagnostics/transpose-output-shape.ts';
import { equal, less, lessEqual } from '../../dim/compare.ts';
import { type Dim, int, unknown } from '../../dim/dim.ts';
import { show } from '../../dim/show.ts';
import { spatialNames, type WindowAxis } from '../../kernel/geometry.ts';
import { type Admissible, admissible } from '../../kernel/transpose.ts';
import type { WindowSpec } from '../../kernel/window.ts';
import { type Shape, showShape } from '../../shape/shape.ts';
import type { Check } from '../check.ts';
import { specOf, type Window } from './slide.ts';

/** The shape that was asked for. */
export interface Requested {
  /** `output_shape`, `outputShape`. */
  readonly argument: string;
  /** As written: one dim per item. */
  readonly items: Shape;
  /** Which items are spatial. */
  readonly spatial: readonly number[];
  readonly batch: number | undefined;
}

export type AdmissibleRule = (spec: WindowSpec) => Admissible;

interface Options {
  /** The framework does not look: the result is garbage instead of an error. */
  readonly silent: boolean;
  readonly rule?: AdmissibleRule;
  /** How the padding is written in this framework: `SAME`, `'same'`. */
  readonly paddingText: string;
}

/** At most this many shapes are offered as repairs. */
const MAX_CHOICES = 4;

/** Reports impossible lengths (one problem for all axes) and returns the axes, whose outputs are what was asked for. */
export function checkTransposedOutput(
  input: readonly Dim[],
  window: Window,
  requested: Requested,
  check: Check,
  { silent, rule = admissible, paddingText }: Options,
): readonly (WindowAxis | undefined)[] {
  const names = spatialNames(input.length);
  const wrong: { readonly item: number; readonly facts: ImpossibleOutput; readonly allowed: Admissible }[] = [];
  const axes = input.map((length, at): WindowAxis | undefined => {
    const spec = specOf(window, at, length);
    const [name, item] = [names[at], requested.spatial[at]];
    const output = item === undefined ? undefined : requested.items[item];
    if (!spec || !name || item === undefined || !output) return undefined;
    const allowed = rule(spec);
    const { low, high, canonical } = allowed;
    if (less(output, low) === 'yes' || less(high, output) === 'yes') {
      wrong.push({ item, allowed, facts: { axis: name, output, input: length, low, high, canonical, under: under(spec, paddingText) } });
    } else {
      check.explain(() => `${name} ${show(output)}: admissible ${range(allowed)}, from ${allowed.explanation}`);
    }
    return { ...spec, name, output };
  });
  const [first, more] = wrong;
  if (first) {
    const place = { argument: requested.argument, ...(more ? {} : { item: first.item }) };
    check.report(transposeOutputShape, { axes: wrong.map(({ facts }) => facts), silent }, place, {
      ...(silent ? { severity: 'warning' } : {}),
      fixes: choices(wrong, requested),
    });
  }
  return axes;
}

const range = ({ low, high }: Admissible): string => (show(low) === show(high) ? show(low) : `${show(low)}–${show(high)}`);

function under({ kernel, stride, dilation, padding }: WindowSpec, paddingText: string): string {
  const window = padding === 'same' ? [] : [`window ${show(kernel)}`];
  const dilated = dilation.kind === 'int' && dilation.value === 1 ? [] : [`dilation ${show(dilation)}`];
  return [...window, ...dilated, `stride ${show(stride)}`, paddingText].join(', ');
}

/** The canonical shape first, then the others that take the same step up from the smallest on every wrong axis. */
function choices(
  wrong: readonly { readonly item: number; readonly facts: ImpossibleOutput; readonly allowed: Admissible }[],
  requested: Requested,
): Fix[] {
  const bounds = wrong.map(({ item, allowed: { low, high, canonical } }) =>
    low.kind === 'int' && high.kind === 'int' && low.value <= high.value && canonical.kind === 'int'
      ? { item, low: low.value, count: high.value - low.value + 1, canonical: canonical.value }
      : undefined,
  );
  if (!bounds.every(bound => bound !== undefined) || !bounds[0]) return [];
  const { count, canonical, low } = bounds[0];
  const even = bounds.every(bound => bound.count === count && bound.canonical - bound.low === canonical - low);
  const steps = even && count <= MAX_CHOICES ? Array.from({ length: count }, (_, step) => step) : [];
  const usual = canonical - low;
  const nameOf = (item: number) => wrong.find(each => each.item === item)?.facts.axis ?? '';
  const fixOf = (values: readonly { readonly item: number; readonly value: Dim }[], preferred: boolean): Fix => {
    const all = requested.items.map((dim, at) => values.find(({ item }) => item === at)?.value ?? dim);
    return {
      // Only what changes, where the rest is not known to be anything that could be shown.
      title: all.some(dim => dim.kind === 'unknown')
        ? `Use output ${values.map(({ item, value }) => `${nameOf(item)} ${show(value)}`).join(', ')}`
        : `Use ${requested.argument} ${showShape(all)}`,
      change: { kind: 'replace-items', argument: requested.argument, items: values, all },
      ...(preferred ? { preferred } : {}),
    };
  };
  return [
    fixOf(
      bounds.map(({ item, canonical: value }) => ({ item, value: int(value) })),
      true,
    ),
    ...steps
      .filter(step => step !== usual)
      .map(step =>
        fixOf(
          bounds.map(bound => ({ item: bound.item, value: int(bound.low + step) })),
          false,
        ),
      ),
  ];
}

export function checkBatch(input: Dim, requested: Requested, check: Check, silent: boolean): void {
  const { argument, batch: item } = requested;
  const output = item === undefined ? undefined : requested.items[item];
  if (item === undefined || !output || equal(output, input) !== 'no') return;
  const place = { argument, item };
  const fixes: Fix[] =
    input.kind === 'int' ? [{ title: `Use batch ${input.value}`, change: { kind: 'replace', place, value: input }, preferred: true }] : [];
  check.report(batchMismatch, { argument, output, input, silent }, place, { ...(silent ? { severity: 'warning' } : {}), fixes });
}

/** Where the missing argument goes, and the whole shape around the spatial lengths: `[N, …, C]`. */
export interface MissingOutput {
  readonly op: string;
  readonly argument: string;
  readonly around: (lengths: readonly Dim[]) => Shape;
}

/** No output shape was given. With all sizes known, the canonical one is offered. */
export function reportMissingOutput(
  input: readonly Dim[],
  window: Window,
  { op, argument, around }: MissingOutput,
  check: Check,
  rule: AdmissibleRule = admissible,
): void {
  const allowed = input.map((length, at) => {
    const spec = specOf(window, at, length);
    return spec && rule(spec);
  });
  const all = around(allowed.map(axis => (axis && lessEqual(axis.low, axis.high) === 'yes' ? axis.canonical : unknown)));
  // A None that was written is replaced.
  const written = check.given.has(argument);
  const change: Fix['change'] = written
    ? { kind: 'replace', place: { argument }, value: all }
    : { kind: 'add-argument', argument, value: all };
  const fixes: Fix[] = all.every(dim => dim.kind === 'int')
    ? [{ title: `Add ${argument} ${showShape(all)}`, change, preferred: true }]
    : [];
  const [first, [name], length] = [allowed[0], spatialNames(input.length), input[0]];
  const choice =
    first?.low.kind === 'int' && less(first.low, first.high) === 'yes' && name && length
      ? { choice: { axis: name, input: length, low: first.low, high: first.high } }
      : {};
  check.report(missingOutputShape, { op, argument, ...choice }, written ? { argument } : {}, { fixes });
}
