/** The options that convolutional and pooling layers share: sizes per axis, padding and dataFormat. Source: tfjs-layers/src/utils/conv_utils.ts, common.ts. */
import { argumentForm } from '../../../diagnostics/argument-form.ts';
import type { Fix, Literal, Severity } from '../../../diagnostics/diagnostic.ts';
import { unknownDataFormat } from '../../../diagnostics/unknown-data-format.ts';
import { unknownPadding } from '../../../diagnostics/unknown-padding.ts';
import { windowExceedsInput } from '../../../diagnostics/window-exceeds-input.ts';
import { less } from '../../../dim/compare.ts';
import { type Dim, int, toNumber, unknown } from '../../../dim/dim.ts';
import { show } from '../../../dim/show.ts';
import type { WindowAxis } from '../../../kernel/geometry.ts';
import type { Arg } from '../../argument.ts';
import { type Check, withSettled } from '../../check.ts';
import { isNotPositive, itemDim, itemsOf } from '../../conv/items.ts';
import { exceedingFacts, exceeds } from '../../conv/slide.ts';
import { anything, word, wordOr } from '../../parameter.ts';

export const sizes = (rank: number) => anything(`int | int[${rank}]`, { kind: 'integers' });
export const paddingOption = () => word('valid', 'same').default("'valid'");
export const formatOption = () => word('channelsLast', 'channelsFirst').default("'channelsLast'");
export const activationOption = () => wordOr('string', 'relu', 'sigmoid', 'tanh', 'softmax').optional();

const use = (argument: string, value: Literal & string): Fix => ({
  title: `Use '${value}'`,
  change: { kind: 'replace', place: { argument }, value },
  preferred: true,
});

/** One number per axis: `normalizeArray`. `fallback` stands for an option that is not given; `zero` is what becomes of a number below 1. */
export function readSizes(
  op: string,
  argument: string,
  given: Arg | undefined,
  rank: number,
  fallback: readonly Dim[],
  check: Check,
  zero: 'rejected' | 'throws later' = 'rejected',
): readonly Dim[] {
  const blank = Array<Dim>(rank).fill(unknown);
  const form = (problem: string, severity: Severity = 'error') => check.report(argumentForm, { op, problem }, { argument }, { severity });
  const items = itemsOf(given);
  if (items?.kind === 'none') return fallback;
  if (!items || items.kind === 'bad') {
    if (given?.kind === 'text' || given?.kind === 'record') form(`takes ${argument} as a number or ${rank} numbers`);
    return blank;
  }
  const dims = items.items.map(itemDim);
  const bad = dims.find(isNotPositive);
  if (bad) {
    const late = zero === 'throws later';
    form(`takes ${argument} greater than 0, got ${show(bad)}${late ? ': it throws when it runs' : ''}`, late ? 'warning' : 'error');
    return blank;
  }
  const broken = items.items.find(item => item.kind === 'float' && item.value !== undefined && !Number.isInteger(item.value));
  if (broken?.kind === 'float')
    form(`takes ${argument} as integers, got ${broken.value}`, zero === 'rejected' || items.kind === 'many' ? 'error' : 'warning');
  if (items.kind === 'one') return Array<Dim>(rank).fill(dims[0] ?? unknown);
  if (dims.length === rank) return dims;
  form(`takes ${argument} as a number or ${rank} numbers, got ${dims.length}: [${dims.map(show).join(', ')}]`);
  return blank;
}

/** `checkPaddingMode` lets 'causal' pass, which nothing computes. */
export function readPadding(
  op: string,
  given: string | undefined,
  causal: 'throws later' | 'rejected',
  check: Check,
): 'same' | 'valid' | undefined {
  if (given === undefined || given === 'same' || given === 'valid') return given;
  const place = { argument: 'padding' };
  if (given === 'causal') {
    const problem = "computes no padding 'causal': it throws when it runs";
    check.report(argumentForm, { op, problem }, place, causal === 'rejected' ? {} : { severity: 'warning' });
    return undefined;
  }
  const lower = given.toLowerCase();
  const known = lower === 'same' || lower === 'valid' ? lower : undefined;
  check.report(unknownPadding, { got: given, allowed: ["'same'", "'valid'"] }, place, { fixes: known ? [use('padding', known)] : [] });
  return known;
}

/** Whether channels come first; undefined when that is not known. */
export function readFormat(given: string | undefined, check: Check): boolean | undefined {
  if (given === undefined) return undefined;
  if (given === 'channelsLast' || given === 'channelsFirst') return given === 'channelsFirst';
  const first = /^n?c(hannels?_?first|d?hw|[lw])$/i.test(given);
  const last = /^(channels?_?last|n?[dhlw]+c)$/i.test(given);
  const likely = first ? 'channelsFirst' : last ? 'channelsLast' : undefined;
  const facts = { argument: 'dataFormat', got: given, allowed: ['channelsLast', 'channelsFirst'] };
  check.report(unknownDataFormat, facts, { argument: 'dataFormat' }, { fixes: likely ? [use('dataFormat', likely)] : [] });
  return likely ? first : undefined;
}

/** Axis patterns by format. */
export const layoutOf = <R extends 1 | 2 | 3>(first: boolean | undefined, rank: R) =>
  first ? (`N C S:${rank}` as const) : (`N S:${rank} C` as const);

export const reportMissing = (op: string, argument: string, check: Check): void =>
  check.report(argumentForm, { op, problem: `needs ${argument}` }, {});

/** An option that must be there, whatever it is. */
export function needs(op: string, argument: string, check: Check): void {
  if (!check.given.has(argument)) reportMissing(op, argument, check);
}

/** An integer of at least 1 that cannot be left out: `filters`, `units`. */
export function readCount(op: string, argument: string, given: Arg | undefined, check: Check): Dim {
  const place = check.given.has(argument) ? { argument } : {};
  const items = itemsOf(given);
  const [first] = items && 'items' in items ? items.items : [];
  if (items?.kind === 'none') {
    if (!check.given.has(argument)) reportMissing(op, argument, check);
    return unknown;
  }
  if (!items) return unknown;
  const dim = first ? itemDim(first) : unknown;
  const float = given?.kind === 'float' && given.value !== undefined && !Number.isInteger(given.value);
  if (items.kind !== 'one' || float || isNotPositive(dim)) {
    if (given?.kind === 'other' || given?.kind === 'tensor') return unknown;
    check.report(
      argumentForm,
      { op, problem: `takes ${argument} as an integer greater than 0${dim.kind === 'int' ? `, got ${show(dim)}` : ''}` },
      place,
    );
    return unknown;
  }
  return dim;
}

/** Strides with dilation: made without complaint, rejected when it runs. */
export function checkStridesOrDilation(op: string, strides: readonly Dim[], dilation: readonly Dim[], check: Check): void {
  const spread = (dims: readonly Dim[]) => dims.some(dim => dim.kind === 'int' && dim.value > 1);
  if (!spread(strides) || !spread(dilation)) return;
  const problem = 'takes either strides or dilationRate, not both: it throws when it runs';
  check.report(argumentForm, { op, problem }, { argument: 'dilationRate' }, { severity: 'warning' });
}

/**
 * Nothing looks whether the window fits, except a sequential model at its members. `fails`: which negative lengths cannot
 * be computed; of an odd number of them no memory can be had, and of an even number it is garbage.
 */
export function checkFits(
  given: readonly (WindowAxis | undefined)[],
  check: Check,
  argument: string,
  fails: 'negative' | 'odd' | 'never' = 'never',
): void {
  const axes = given.map(axis => axis && { ...axis, input: withSettled(axis.input), output: withSettled(axis.output) });
  // What is negative already has been reported where it became so.
  const wrong = axes.filter(axis => axis !== undefined).filter(axis => exceeds(axis) && less(axis.input, int(0)) !== 'yes');
  if (wrong.length === 0) return;
  // An output of 0 is no negative dimension.
  const negative = wrong.some(({ output }) => output.kind === 'int' && output.value < 0);
  const lengths = axes.map(axis => axis && toNumber(axis.output));
  const below = lengths.filter(length => length !== undefined && length < 0).length;
  const odd = below % 2 === 1 && lengths.every(length => length !== undefined && length !== 0);
  const rejected = negative && (check.within === 'sequence' || fails === 'negative' || (fails === 'odd' && odd));
  check.report(
    windowExceedsInput,
    { axes: wrong.map(exceedingFacts), outcome: rejected ? 'rejected' : 'garbage' },
    { argument },
    { severity: rejected ? 'error' : 'warning', related: [{ argument: 'inputs', message: "the input's shape comes from here" }] },
  );
}

export const ones = (rank: number): readonly Dim[] => Array<Dim>(rank).fill(int(1));
