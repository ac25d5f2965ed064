/**
 * The arguments that all of `tf.nn`'s convolutions and pools share: strides, dilations, padding and data_format, brought into one form.
 * What is wrong is reported here, and read as what was probably meant, so that the rule can go on.
 * Sources: `_get_sequence` and `convert_padding` in tensorflow/python/ops/nn_ops.py, core/util/padding.cc.
 */
import { argumentForm } from '../../diagnostics/argument-form.ts';
import { deviceDependent } from '../../diagnostics/device-dependent.ts';
import type { Fix, Literal, Severity } from '../../diagnostics/diagnostic.ts';
import { strideOnBatchOrChannels } from '../../diagnostics/stride-on-batch-or-channels.ts';
import { unknownDataFormat } from '../../diagnostics/unknown-data-format.ts';
import { unknownPadding } from '../../diagnostics/unknown-padding.ts';
import { type Dim, int, unknown } from '../../dim/dim.ts';
import { show } from '../../dim/show.ts';
import type { Padding } from '../../kernel/geometry.ts';
import type { Arg } from '../argument.ts';
import type { Check } from '../check.ts';
import { isNotPositive, isOne, itemDim, itemsOf } from '../conv/items.ts';
import { anything, wordOr } from '../parameter.ts';

/** The op whose arguments are read. */
export interface WindowOp {
  readonly name: string;
  readonly spatial: number;
  /** Whether it takes padding as a list of pairs; unknown where only some releases of the version do. */
  readonly pairs: (check: Check) => 'yes' | 'no' | 'unknown';
  /** The parameter of the strides where it is not called that. */
  readonly strides?: string;
  /** Whether it takes strides and dilations as the full list only; by default the releases before 1.14 do. */
  readonly onlyFull?: boolean;
  /** Axes on which an argument is not looked at. */
  readonly ignores?: Readonly<Record<string, readonly ('batch' | 'channels')[]>>;
}

export const stridesParam = () => anything('int | int[2] | int[4]', { kind: 'integers' });
export const dilationsParam = () => anything('int | int[2] | int[4]', { kind: 'integers' }).default('1');
export const paddingParam = () => wordOr('pairs', 'SAME', 'VALID');
export const dataFormatParam = () =>
  anything("'NHWC' | 'NCHW'", { kind: 'choice', words: ['NHWC', 'NCHW'], open: false }).default("'NHWC'");

export interface WindowArguments {
  /** Undefined when the data format is unknown: no axis can be told from another then. */
  readonly channelsFirst: boolean | undefined;
  readonly strides: readonly Dim[];
  readonly dilations: readonly Dim[];
  readonly padding: readonly (Padding | undefined)[];
  /** `SAME`, `VALID`, `explicit padding`. */
  readonly paddingText: string;
}

export interface Given {
  readonly strides: Arg | undefined;
  readonly dilations: Arg | undefined;
  readonly padding: Arg | undefined;
  readonly data_format: Arg | undefined;
}

export function windowArguments(op: WindowOp, given: Given, check: Check): WindowArguments {
  const channelsFirst = readDataFormat(op, given.data_format, check);
  const strides = readSequence(op, op.strides ?? 'strides', given.strides, channelsFirst, check);
  const dilations = readSequence(op, 'dilations', given.dilations, channelsFirst, check);
  return { channelsFirst, strides, dilations, ...readPadding(op, given.padding, channelsFirst, check) };
}

const formats: Readonly<Record<number, readonly [string, string]>> = { 1: ['NWC', 'NCW'], 2: ['NHWC', 'NCHW'], 3: ['NDHWC', 'NCDHW'] };
const formatsOf = ({ spatial }: WindowOp): readonly [string, string] => formats[spatial] as readonly [string, string];
const layoutOf = (op: WindowOp, channelsFirst: boolean | undefined): string => formatsOf(op)[channelsFirst ? 1 : 0];

/** Words that other APIs use for the same thing. */
const meant: Readonly<Record<string, 0 | 1>> = { channels_last: 0, channelslast: 0, channels_first: 1, channelsfirst: 1 };

export function readDataFormat(op: WindowOp, arg: Arg | undefined, check: Check): boolean | undefined {
  const allowed = formatsOf(op);
  if (arg?.kind === 'none') return false;
  const given = arg?.kind === 'text' ? arg.text : undefined;
  if (given === undefined) return undefined;
  // `conv1d` took the words for images before it had its own.
  if (op.spatial === 1 && formats[2]?.includes(given)) return given === 'NCHW';
  const known = allowed.indexOf(given);
  const index = known >= 0 ? known : (meant[given.toLowerCase()] ?? allowed.indexOf(given.toUpperCase()));
  const [word, place] = [allowed[index], { argument: 'data_format' }];
  if (known < 0) {
    const fixes: Fix[] = word ? [replace('data_format', word, `Use '${word}'`)] : [];
    check.report(unknownDataFormat, { argument: 'data_format', got: given, allowed }, place, { fixes });
  }
  // conv_ops.cc: "only supports the NHWC tensor format on the CPU"; oneDNN brings kernels of its own.
  if (index === 1) check.report(deviceDependent, { what: `data format ${word}`, fails: 'a CPU without oneDNN' }, place);
  return word ? index === 1 : undefined;
}

const replace = (argument: string, value: Literal, title: string): Fix => ({
  title,
  change: { kind: 'replace', place: { argument }, value },
  preferred: true,
});

/** TensorFlow below 1.14 passes strides and dilations to the op as they are: only the full list will do. */
const onlyFull = (op: WindowOp, check: Check): boolean => op.onlyFull ?? check.version.generation === '1.4';

/** One dim per spatial axis. */
export function readSequence(
  op: WindowOp,
  name: string,
  given: Arg | undefined,
  channelsFirst: boolean | undefined,
  check: Check,
): readonly Dim[] {
  const n = op.spatial;
  const items = itemsOf(given);
  const unknowns = Array<Dim>(n).fill(unknown);
  if (!items) return unknowns;
  const form = (problem: string, fixes: readonly Fix[] = []) =>
    check.report(argumentForm, { op: op.name, problem }, { argument: name }, { fixes });
  const full = (spatial: readonly Dim[]): readonly Dim[] => (channelsFirst ? [int(1), int(1), ...spatial] : [int(1), ...spatial, int(1)]);
  const fullFix = (spatial: readonly Dim[]): Fix[] =>
    channelsFirst !== undefined && spatial.every(dim => dim.kind === 'int')
      ? [replace(name, full(spatial), `Use ${name} [${full(spatial).map(show).join(', ')}]`)]
      : [];

  if (items.kind === 'bad') {
    form(`takes numbers for ${name}`);
    return unknowns;
  }
  if (items.kind === 'none') {
    if (name === 'strides' && onlyFull(op, check) && check.given.has(name)) form(`needs ${name}: a list of ${n + 2} numbers`);
    return Array<Dim>(n).fill(int(1));
  }
  const dims = items.items.map(itemDim);
  if (dims.length === n + 2) return readFull(op, name, dims, channelsFirst, check);
  if (dims.length !== 1 && dims.length !== n) {
    const likely = dims.length === n + 1 ? withoutOuterOne(dims) : undefined;
    form(`takes ${name} of length 1, ${n} or ${n + 2}, got ${dims.length}: [${dims.map(show).join(', ')}]`, likely ? fullFix(likely) : []);
    return likely ?? unknowns;
  }
  const spatial = dims.length === 1 ? Array<Dim>(n).fill(dims[0] as Dim) : dims;
  // The wrapper's defaults for dilations never reach this: they are full lists.
  if (onlyFull(op, check) && check.given.has(name)) {
    const got = items.kind === 'one' ? `the number ${show(spatial[0] as Dim)}` : `${dims.length}: [${dims.map(show).join(', ')}]`;
    form(`takes ${name} as a list of ${n + 2}${op.onlyFull ? '' : ' before TensorFlow 1.14'}, got ${got}`, fullFix(spatial));
  }
  return positive(op, name, spatial, check);
}

/** `[1, 2, 2]` and `[2, 2, 1]` miss one of the ones around the spatial axes. */
function withoutOuterOne(dims: readonly Dim[]): readonly Dim[] | undefined {
  if (isOne(dims[0] as Dim)) return dims.slice(1);
  return isOne(dims.at(-1) as Dim) ? dims.slice(0, -1) : undefined;
}

/** The full list, in data format order. Kernels reject another number than 1 outside the spatial axes (conv_ops.cc: "in the batch and depth dimensions"). */
function readFull(op: WindowOp, name: string, dims: readonly Dim[], channelsFirst: boolean | undefined, check: Check): readonly Dim[] {
  const layout = layoutOf(op, channelsFirst);
  if (channelsFirst === undefined) return Array<Dim>(op.spatial).fill(unknown);
  const channels = channelsFirst ? 1 : dims.length - 1;
  const outer: readonly ['batch' | 'channels', number][] = [
    ['batch', 0],
    ['channels', channels],
  ];
  for (const [axis, item] of outer) {
    const value = dims[item] as Dim;
    if (value.kind !== 'int' || value.value === 1) continue;
    const place = { argument: name, item };
    const fix: Fix = { title: `Use 1 on the ${axis} axis`, change: { kind: 'replace', place, value: int(1) }, preferred: true };
    const ignored = op.ignores?.[name]?.includes(axis);
    const facts = { argument: name, axis, value, layout, ...(ignored ? { ignored } : {}) };
    check.report(strideOnBatchOrChannels, facts, place, { fixes: [fix], ...(ignored ? { severity: 'warning' } : {}) });
  }
  return positive(op, name, channelsFirst ? dims.slice(2) : dims.slice(1, -1), check);
}

/** "Row and column strides should be larger than 0", "Dilated rates should be larger than 0". */
function positive(op: WindowOp, name: string, dims: readonly Dim[], check: Check): readonly Dim[] {
  const bad = dims.find(isNotPositive);
  if (!bad) return dims;
  check.report(argumentForm, { op: op.name, problem: `takes ${name} greater than 0, got ${show(bad)}` }, { argument: name });
  return dims.map(dim => (isNotPositive(dim) ? unknown : dim));
}

interface ReadPadding {
  readonly padding: readonly (Padding | undefined)[];
  readonly paddingText: string;
}

export function readPadding(op: WindowOp, given: Arg | undefined, channelsFirst: boolean | undefined, check: Check): ReadPadding {
  const all = (padding: Padding | undefined, paddingText = ''): ReadPadding => ({ padding: Array(op.spatial).fill(padding), paddingText });
  const place = { argument: 'padding' };
  switch (given?.kind) {
    case 'text': {
      const { text } = given;
      if (text === undefined) return all(undefined);
      const upper = text.toUpperCase();
      const known = upper === 'SAME' || upper === 'VALID' ? upper : undefined;
      if (text !== known) {
        const allowed = ["'SAME'", "'VALID'", ...(op.pairs(check) === 'no' ? [] : ['a list of pairs'])];
        check.report(unknownPadding, { got: text, allowed }, place, { fixes: known ? [replace('padding', known, `Use '${known}'`)] : [] });
      }
      return known ? all(known === 'SAME' ? 'same' : 'valid', known) : all(undefined);
    }
    case 'list':
      return { padding: readPairs(op, given.items, channelsFirst, check), paddingText: 'explicit padding' };
    case undefined:
    case 'none':
      // "Expected string for argument 'padding' not None."
      if (check.given.has('padding')) form("needs padding: 'SAME' or 'VALID'");
      return all(undefined);
    case 'number':
    case 'float':
    case 'flag':
    case 'record':
      form(
        `takes padding as 'SAME', 'VALID'${op.pairs(check) === 'no' ? '' : ' or a list of pairs'}, not ${given.kind === 'number' ? show(given.dim) : `a ${given.kind}`}`,
      );
      return all(undefined);
    default:
      return all(undefined);
  }

  function form(problem: string): void {
    check.report(argumentForm, { op: op.name, problem }, place);
  }
}

/** Padding by pairs, one for every axis in data format order: `[[0, 0], [1, 1], [1, 1], [0, 0]]`. */
function readPairs(
  op: WindowOp,
  pairs: readonly Arg[],
  channelsFirst: boolean | undefined,
  check: Check,
): readonly (Padding | undefined)[] {
  const unread = Array<undefined>(op.spatial).fill(undefined);
  const rank = op.spatial + 2;
  const form = (problem: string, fixes: readonly Fix[] = [], severity: Severity = 'error') =>
    check.report(argumentForm, { op: op.name, problem }, { argument: 'padding' }, { fixes, severity });
  if (op.pairs(check) !== 'yes')
    form('takes padding as a list of pairs only in later TensorFlow', [], op.pairs(check) === 'no' ? 'error' : 'warning');
  if (pairs.some(pair => pair.kind === 'unknown' || pair.kind === 'tensor')) return unread;
  const read = pairs.map(pair => (pair.kind === 'list' && pair.items.length === 2 ? pair.items.map(itemDim) : undefined));
  if (!read.every(pair => pair !== undefined)) {
    form(`takes padding as ${rank} pairs, one [before, after] for every axis`);
    return unread;
  }
  if (read.length !== rank) {
    const fixable = read.length === op.spatial && channelsFirst !== undefined && read.flat().every(dim => dim.kind === 'int');
    const none = [int(0), int(0)];
    const all = channelsFirst ? [none, none, ...read] : [none, ...read, none];
    form(
      `takes padding as ${rank} pairs, one for every axis, got ${read.length}`,
      fixable ? [replace('padding', all, 'Add pairs for the batch and channel axes')] : [],
    );
    return fixable ? read.map(toPadding) : unread;
  }
  if (read.flat().some(dim => dim.kind === 'int' && dim.value < 0)) {
    form('takes no negative padding');
    return unread;
  }
  if (channelsFirst === undefined) return unread;
  const outer = channelsFirst ? read.slice(0, 2) : [read[0], read.at(-1)];
  if (outer.flat().some(dim => dim?.kind === 'int' && dim.value !== 0)) form('takes no padding on the batch and channel axes');
  return (channelsFirst ? read.slice(2) : read.slice(1, -1)).map(toPadding);
}

const toPadding = ([before = unknown, after = unknown]: readonly Dim[]): Padding => ({ before, after });

/** "`strides > 1` not supported in conjunction with `dilation_rate > 1`": where space becomes batch in the wrapper. */
export function notBoth(op: string, strides: Arg | undefined, dilations: Arg | undefined, check: Check): void {
  if (!someAbove1(strides) || !someAbove1(dilations)) return;
  check.report(argumentForm, { op, problem: 'takes no dilation together with strides above 1' }, { argument: 'dilations' });
}

function someAbove1(arg: Arg | undefined): boolean {
  const items = itemsOf(arg);
  return (items?.kind === 'one' || items?.kind === 'many') && items.items.map(itemDim).some(dim => dim.kind === 'int' && dim.value > 1);
}
