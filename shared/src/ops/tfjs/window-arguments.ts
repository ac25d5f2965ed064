/**
 * The arguments that TensorFlow.js' convolutions and pools share: strides, dilations, pad and dimRoundingMode.
 * What is wrong is reported here, and read as what was probably meant, so that the rule can go on.
 * Source: tfjs-core/src/ops/conv_util.ts.
 */
import { argumentForm } from '../../diagnostics/argument-form.ts';
import type { Fix, Literal, Severity } from '../../diagnostics/diagnostic.ts';
import { unknownPadding } from '../../diagnostics/unknown-padding.ts';
import { type Dim, int, unknown } from '../../dim/dim.ts';
import { formula } from '../../dim/formula.ts';
import { show } from '../../dim/show.ts';
import type { Padding } from '../../kernel/geometry.ts';
import { slide, spareCells, windowEnvironment } from '../../kernel/window.ts';
import type { Arg } from '../argument.ts';
import type { Check } from '../check.ts';
import { isNotPositive, itemDim, itemsOf } from '../conv/items.ts';
import type { SlideRule, Window } from '../conv/slide.ts';
import { anything, word, wordOr } from '../parameter.ts';

export const stridesParam = () => anything('int | int[2]', { kind: 'integers' });
export const dilationsParam = () => anything('int | int[2]', { kind: 'integers' }).default('[1, 1]');
export const padParam = () => wordOr('int | pairs', 'same', 'valid');
export const roundingParam = () => word('floor', 'round', 'ceil').optional();

const replace = (argument: string, value: Literal, title: string): Fix => ({
  title,
  change: { kind: 'replace', place: { argument }, value },
  preferred: true,
});

export interface PairRules {
  /** The op checks that the numbers are greater than 0. conv2dTranspose does not, and computes garbage or never returns. */
  readonly checked: boolean;
  /** The result is reshaped to drop the batch axis, which fails where a dim is not a number. */
  readonly unbatched: boolean;
}

/** Height and width, as `parseTupleParam` makes them out. */
export function readPair(
  op: string,
  argument: 'strides' | 'dilations' | 'filterSize' | 'windowShape',
  given: Arg | undefined,
  { checked, unbatched }: PairRules,
  check: Check,
): readonly Dim[] {
  const items = itemsOf(given);
  const form = (problem: string, severity: Severity, fixes: readonly Fix[] = []) =>
    check.report(argumentForm, { op, problem }, { argument }, { severity, fixes });
  const garbage = '; TensorFlow.js does not check this and computes garbage';
  if (items?.kind === 'none') {
    // `undefined` was written; only dilations have a default.
    if (argument !== 'dilations' && check.given.has(argument)) form(`needs ${argument}`, 'error');
    return argument === 'dilations' ? [int(1), int(1)] : [unknown, unknown];
  }
  if (items?.kind === 'bad')
    form(`takes ${argument} as a number or [height, width]${checked ? '' : garbage}`, checked ? 'error' : 'warning');
  if (!items || items.kind === 'bad') return [unknown, unknown];
  const dims = items.items.map(itemDim);
  const [first = unknown, second = unknown] = dims;
  const bad = dims.find(isNotPositive);
  if (bad && checked) form(`takes ${argument} greater than 0, got ${show(bad)}`, 'error');
  else if (bad)
    form(
      `takes ${argument} greater than 0, got ${show(bad)}; TensorFlow.js does not check this: garbage, or a loop without end`,
      'warning',
    );
  if (bad) return [unknown, unknown];
  if (items.kind === 'one') return [first, first];
  if (dims.length === 2) return [first, second];
  const list = `[${dims.map(show).join(', ')}]`;
  if (dims.length < 2) {
    const problem = `takes ${argument} as a number or [height, width], got ${list}${unbatched ? '' : garbage}`;
    const both =
      dims.length === 1 && first.kind === 'int' ? [replace(argument, [first, first], `Use [${show(first)}, ${show(first)}]`)] : [];
    form(problem, unbatched ? 'error' : 'warning', both);
    return [first, unknown];
  }
  // TensorFlow's own [1, 2, 2, 1] reads as height 1, width 2.
  const [, height = unknown, width = unknown] = dims;
  const likely = dims.length === 4 && height.kind === 'int' && width.kind === 'int';
  form(
    `reads ${argument} as [height, width]: ${list} means height ${show(first)} and width ${show(second)}, the rest is ignored`,
    'warning',
    likely ? [replace(argument, [height, width], `Use [${show(height)}, ${show(width)}]`)] : [],
  );
  return [first, second];
}

/** Depth, height and width: `parse3TupleParam`. What a shorter list leaves out is not a number. */
export function readTriple(op: string, argument: string, given: Arg | undefined, check: Check): readonly Dim[] {
  const blank = [unknown, unknown, unknown];
  const items = itemsOf(given);
  if (!items || items.kind === 'none' || items.kind === 'bad') return blank;
  const dims = items.items.map(itemDim);
  const bad = dims.find(isNotPositive);
  if (bad) check.report(argumentForm, { op, problem: `takes ${argument} greater than 0, got ${show(bad)}` }, { argument });
  if (bad) return blank;
  if (items.kind === 'one') return [dims[0] ?? unknown, dims[0] ?? unknown, dims[0] ?? unknown];
  if (dims.length === 3) return dims;
  const problem = `takes ${argument} as a number or 3 numbers, got ${dims.length}; TensorFlow.js does not check this and computes garbage`;
  check.report(argumentForm, { op, problem }, { argument }, { severity: 'warning' });
  return blank.map((dim, at) => dims[at] ?? dim);
}

/** `[2]`: the width is undefined, and what is computed from it not a number. */
export const isLone = (given: Arg | undefined): boolean => given?.kind === 'list' && given.items.length === 1;

/** `eitherStridesOrDilationsAreOne` looks at three items of a longer list, and finds a third one missing in a list of one. */
export function readsAsOne(given: Arg | undefined): 'yes' | 'no' | 'unknown' {
  const items = itemsOf(given);
  if (!items || items.kind === 'none' || items.kind === 'bad') return 'unknown';
  if (items.kind === 'many' && items.items.length < 2) return 'no';
  const dims = items.items.slice(0, 3).map(itemDim);
  if (dims.some(dim => dim.kind === 'int' && dim.value !== 1)) return 'no';
  return dims.every(dim => dim.kind === 'int') ? 'yes' : 'unknown';
}

export interface ReadPad {
  readonly padding: readonly (Padding | undefined)[];
  readonly padText: string;
  /** `pad` is a number: both output lengths come from the height's numbers (see `numericWindow`). */
  readonly numeric: boolean;
}

export function readPad(
  op: string,
  given: Arg | undefined,
  channelsFirst: boolean,
  check: Check,
  pairs: 'pairs' | 'no pairs' = 'pairs',
): ReadPad {
  const all = (padding: Padding | undefined, padText = '', numeric = false): ReadPad => ({ padding: [padding, padding], padText, numeric });
  const place = { argument: 'pad' };
  const form = (problem: string) => check.report(argumentForm, { op, problem }, place);
  switch (given?.kind) {
    case 'text': {
      const { text } = given;
      if (text === undefined) return all(undefined);
      const lower = text.toLowerCase();
      const known = lower === 'same' || lower === 'valid' ? lower : undefined;
      if (text !== known) {
        const fixes = known ? [replace('pad', known, `Use '${known}'`)] : [];
        check.report(unknownPadding, { got: text, allowed: ["'same'", "'valid'", 'a number', 'a list of pairs'] }, place, { fixes });
      }
      return known ? all(known, `'${known}'`) : all(undefined);
    }
    case 'number':
      return all({ before: given.dim, after: given.dim }, `pad ${show(given.dim)}`, true);
    case 'list':
      if (pairs === 'no pairs') {
        form("takes pad as 'same', 'valid' or a number");
        return all(undefined);
      }
      return { padding: readPairs(given.items, channelsFirst, form), padText: 'explicit pad', numeric: false };
    case 'flag':
    case 'record':
      if (given.kind === 'flag') form("takes pad as 'same', 'valid', a number or a list of pairs");
      return all(undefined);
    case undefined:
    case 'none':
      if (check.given.has('pad')) form("needs pad: 'same', 'valid', a number or a list of pairs");
      return all(undefined);
    default:
      return all(undefined);
  }
}

/** `[[0, 0], [top, bottom], [left, right], [0, 0]]`; pairs of batch and channels are not looked at. */
function readPairs(pairs: readonly Arg[], channelsFirst: boolean, form: (problem: string) => void): readonly (Padding | undefined)[] {
  const at = channelsFirst ? 2 : 1;
  const spatial = pairs.slice(at, at + 2);
  if (spatial.length < 2) {
    form(`takes pad as 4 pairs, one for every axis, got ${pairs.length}`);
    return [undefined, undefined];
  }
  return spatial.map(pair => {
    if (pair.kind !== 'list' || pair.items.length < 2) return undefined;
    const [before = unknown, after = unknown] = pair.items.map(itemDim);
    return { before, after };
  });
}

/** "pad must be an integer when using dimRoundingMode", "Unknown roundingMode". */
export function checkRounding(op: string, rounding: string | undefined, pad: Arg | undefined, check: Check): void {
  if (rounding === undefined) return;
  const form = (problem: string, fixes: readonly Fix[] = []) =>
    check.report(argumentForm, { op, problem }, { argument: 'dimRoundingMode' }, { fixes });
  const cells = pad?.kind === 'list' ? pad.items.flatMap(pair => (pair.kind === 'list' ? pair.items : [])) : pad ? [pad] : [];
  if (cells.some(each => each.kind === 'float' && each.value !== undefined && !Number.isInteger(each.value)))
    form(`takes whole numbers as pad with dimRoundingMode '${rounding}'`);
  else if (pad?.kind === 'text') form('takes dimRoundingMode only with a number or pairs as pad');
  else if (!['floor', 'round', 'ceil'].includes(rounding)) form(`takes dimRoundingMode 'floor', 'round' or 'ceil', got '${rounding}'`);
}

/**
 * With a number as pad, `getPadAndOutInfo` computes the width from the filter's height and the stride of the height
 * (conv_util.ts, `computeOutputShape2D`): the window that decides is the height's on both axes.
 */
export function numericWindow(window: Window): Window {
  const twice = (dims: readonly Dim[]) => [dims[0] ?? unknown, dims[0] ?? unknown];
  return { ...window, kernel: twice(window.kernel), strides: twice(window.strides), dilations: twice(window.dilations) };
}

const slideCeil = formula('ceil((L + b + a - F) / s) + 1');
const slideRound = formula('floor((2*(L + b + a - F) + s) / (2*s)) + 1');

/** How a length that the stride does not divide is rounded: towards zero unless `dimRoundingMode` says otherwise; words do not round. */
export function slideRule(rounding: string | undefined): SlideRule {
  const rule = rounding === 'ceil' ? slideCeil : rounding === 'round' ? slideRound : undefined;
  return spec => {
    if (typeof spec.padding === 'string') return slide(spec);
    if (rule) return { output: rule(windowEnvironment(spec)), explanation: rule.explain(windowEnvironment(spec)) };
    const plain = slide(spec);
    const [spare, stride] = [spareCells(spec), spec.stride];
    if (rounding || spare.kind !== 'int' || spare.value >= 0 || stride.kind !== 'int') return plain;
    return { output: int(Math.trunc(spare.value / stride.value + 1)), explanation: `${plain.explanation}, truncated` };
  };
}
