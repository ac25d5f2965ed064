/**
 * The arguments that Keras' convolutions and pools share, with their names of Keras 1 (`subsample`, `border_mode`, `dim_ordering`).
 * Sources: utils/conv_utils.py (`normalize_tuple`, `normalize_padding`, `normalize_data_format`) in Keras 2,
 * src/utils/argument_validation.py and src/backend/config.py in Keras 3.
 */
import { argumentForm } from '../../diagnostics/argument-form.ts';
import type { Severity } from '../../diagnostics/diagnostic.ts';
import { rankMismatch } from '../../diagnostics/rank-mismatch.ts';
import { unknownDataFormat } from '../../diagnostics/unknown-data-format.ts';
import { unknownPadding } from '../../diagnostics/unknown-padding.ts';
import { windowExceedsInput } from '../../diagnostics/window-exceeds-input.ts';
import { add, multiply } from '../../dim/arithmetic.ts';
import { lessEqual } from '../../dim/compare.ts';
import { type Dim, int, unknown } from '../../dim/dim.ts';
import { show } from '../../dim/show.ts';
import type { Padding, WindowAxis } from '../../kernel/geometry.ts';
import { spareCells } from '../../kernel/window.ts';
import type { Shape } from '../../shape/shape.ts';
import { type Arg, toDim } from '../argument.ts';
import type { Check } from '../check.ts';
import { axesOf } from '../conv/axes.ts';
import { isNotPositive, itemDim, itemsOf } from '../conv/items.ts';
import { exceedingFacts, exceeds } from '../conv/slide.ts';
import { anything, wordOr } from '../parameter.ts';

export const perAxis = (n: number) => anything(n === 1 ? 'int' : `int | int[${n}]`, { kind: 'integers' });
export const paddingParam = (...words: string[]) =>
  wordOr('str', ...words)
    .default("'valid'")
    .alias('border_mode');
export const dataFormatParam = () =>
  anything("'channels_last' | 'channels_first'", { kind: 'choice', words: ['channels_last', 'channels_first'], open: false })
    .optional()
    .alias('dim_ordering')
    .set('image_data_format');

export interface Reading {
  readonly op: string;
  readonly spatial: number;
  readonly check: Check;
}

/** One dim per spatial axis. */
export function readPerAxis({ op, spatial, check }: Reading, name: string, arg: Arg | undefined, absent: Dim = unknown): readonly Dim[] {
  const all = (dim: Dim) => Array<Dim>(spatial).fill(dim);
  if (arg?.kind === 'unknown') return all(arg.dim ?? unknown);
  const items = itemsOf(arg);
  if (!items) return all(unknown);
  if (items.kind === 'none') return all(absent);
  const form = (problem: string) => check.report(argumentForm, { op, problem }, { argument: name });
  const wanted = spatial === 1 ? 'an integer' : `an integer or ${spatial} of them`;
  if (items.kind === 'bad') {
    form(`takes ${wanted} for ${name}`);
    return all(unknown);
  }
  const dims = items.items.map(itemDim);
  if (items.kind === 'many' && dims.length !== spatial) {
    form(`takes ${wanted} for ${name}, got ${dims.length}: (${dims.map(show).join(', ')})`);
    return all(unknown);
  }
  const bad = dims.find(isNotPositive);
  if (bad) form(`takes ${name} greater than 0, got ${show(bad)}`);
  return bad ? all(unknown) : dims.length === spatial ? dims : all(dims[0] as Dim);
}

/** Undefined when it is not known. Words in any case. */
export function readPadding({ check }: Reading, arg: Arg | undefined, words: readonly string[]): Padding | undefined {
  if (arg?.kind !== 'text' || arg.text === undefined) return undefined;
  const word = arg.text.toLowerCase();
  if (words.includes(word)) return word as Padding & string;
  // Keras 1 let Theano pad by a window less one.
  const severity: Severity = word === 'full' ? 'warning' : 'error';
  check.report(unknownPadding, { got: arg.text, allowed: words.map(each => `'${each}'`) }, { argument: 'padding' }, { severity });
  return undefined;
}

const formats: Readonly<Record<string, boolean>> = { channels_last: false, channels_first: true, tf: false, th: true };

/** Undefined when it is not known: no axis can be told from another then. */
export function readDataFormat(arg: Arg | undefined, check: Check): boolean | undefined {
  if (!arg || arg.kind === 'none') return false;
  if (arg.kind !== 'text' || arg.text === undefined) return undefined;
  const word = arg.text.toLowerCase();
  if (Object.hasOwn(formats, word)) return formats[word];
  // "default" stands for the setting; it reads as such only where the setting was not changed.
  if (word === 'default') return undefined;
  const allowed = ['channels_last', 'channels_first'] as const;
  const meant = { nhwc: allowed[0], nwc: allowed[0], ndhwc: allowed[0], nchw: allowed[1], ncw: allowed[1], ncdhw: allowed[1] }[word];
  check.report(
    unknownDataFormat,
    { argument: 'data_format', got: arg.text, allowed },
    { argument: 'data_format' },
    {
      fixes: meant
        ? [
            {
              title: `Use '${meant}'`,
              change: { kind: 'replace', place: { argument: 'data_format' }, value: meant },
              preferred: true,
            },
          ]
        : [],
    },
  );
  return meant === undefined ? undefined : meant === 'channels_first';
}

/** How many channels or units: a whole number above 0. */
export function readCount(op: string, name: string, arg: Arg | undefined, check: Check): Dim {
  if (!arg) return unknown;
  const dim = arg.kind === 'float' ? itemDim(arg) : (toDim(arg) ?? unknown);
  if (!isNotPositive(dim)) return dim;
  // Zero was let through by older releases.
  const severity: Severity = dim.kind === 'int' && dim.value < 0 ? 'error' : 'warning';
  check.report(argumentForm, { op, problem: `takes ${name} greater than 0, got ${show(dim)}` }, { argument: name }, { severity });
  return unknown;
}

export type ImageAxes = { readonly N: readonly Dim[]; readonly S: readonly Dim[]; readonly C: Dim };

interface Taken {
  /** More batch axes than one: `squeeze_batch_dims` of Keras on TensorFlow 2; Keras 3 and the first releases reject them. */
  readonly batches?: boolean;
  /** Channels that the op's other arguments decide. */
  readonly must?: Readonly<Record<string, Dim>>;
}

/** The axes of an image by the data format; undefined where that is unknown. */
export function imageAxes(
  shape: Shape | undefined,
  spatial: number,
  channelsFirst: boolean | undefined,
  check: Check,
  { batches, must }: Taken = {},
): ImageAxes | undefined {
  const rank = spatial + 2;
  if (batches && shape && shape.length > rank) {
    const more = shape.length - rank;
    check.report(rankMismatch, { argument: 'inputs', wanted: rank, got: shape }, { argument: 'inputs' }, { severity: 'warning' });
    const inner = imageAxes(shape.slice(more), spatial, channelsFirst, check);
    return inner && { ...inner, N: [...shape.slice(0, more), ...inner.N] };
  }
  if (channelsFirst === undefined) {
    axesOf(`N S:${rank - 1}`, shape, { argument: 'inputs', wanted: rank }, check);
    return undefined;
  }
  const pattern = `N ${channelsFirst ? `C S:${spatial}` : `S:${spatial} C`}` as 'N C S:2';
  const { N, S, C } = axesOf(pattern, shape, { argument: 'inputs', wanted: rank, ...(must ? { must } : {}) }, check);
  return { N: [N], S, C };
}

export const joinImage = ({ N, S, C }: ImageAxes, channelsFirst: boolean): Shape => (channelsFirst ? [...N, C, ...S] : [...N, ...S, C]);
export const layoutOf = (spatial: number, channelsFirst: boolean): string => (channelsFirst ? `N C S:${spatial}` : `N S:${spatial} C`);

/** What is known where the data format is not. */
export const blankImage = (shape: Shape | undefined, spatial: number): Shape => [
  shape?.length === spatial + 2 ? (shape[0] as Dim) : unknown,
  ...Array<Dim>(spatial + 1).fill(unknown),
];

/** `strides > 1` together with `dilation_rate > 1`. */
export function checkStridesAndDilations(
  { op, check }: Reading,
  strides: readonly Dim[],
  dilations: readonly Dim[],
  severity: Severity = 'error',
): void {
  const above = (dim: Dim) => dim.kind === 'int' && dim.value > 1;
  if (!strides.some(above) || !dilations.some(above)) return;
  const list = (dims: readonly Dim[]) => dims.map(show).join(', ');
  const problem = `takes no strides above 1 (${list(strides)}) together with dilation_rate above 1 (${list(dilations)})`;
  check.report(argumentForm, { op, problem }, { argument: 'dilation_rate' }, { severity });
}

/**
 * A window that finds no place. A model is rejected when it is built where the length would be negative ("One of the dimensions in the output
 * is <= 0 due to downsampling", "Computed output size would be negative"), in some releases also where it would be 0; TensorFlow's kernels
 * divide by the stride towards zero first, so that some of what remains gives nothing at all when it runs eagerly.
 */
export function checkFits(axes: readonly (WindowAxis | undefined)[], argument: string, check: Check): void {
  const wrong = axes.filter(axis => axis !== undefined).filter(exceeds);
  if (wrong.length === 0) return;
  const rejected = wrong.some(axis => lessEqual(add(spareCells(axis), multiply(axis.stride, int(2))), int(0)) === 'yes');
  check.report(
    windowExceedsInput,
    { axes: wrong.map(exceedingFacts), outcome: rejected ? 'rejected' : 'empty' },
    { argument },
    { severity: rejected ? 'error' : 'warning', related: [{ argument: 'inputs', message: "the input's shape comes from here" }] },
  );
}

export const notNegative = (dim: Dim): Dim => (dim.kind === 'int' && dim.value < 0 ? int(0) : dim);
