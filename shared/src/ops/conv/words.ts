/**
 * How layers state their window: a number for all spatial axes or one for each, a padding and a layout as words.
 * Sources: `normalize_tuple`, `normalize_padding`, `normalize_data_format` in tensorflow/python/layers/utils.py.
 */
import { argumentForm } from '../../diagnostics/argument-form.ts';
import type { Fix } from '../../diagnostics/diagnostic.ts';
import { unknownDataFormat } from '../../diagnostics/unknown-data-format.ts';
import { unknownPadding } from '../../diagnostics/unknown-padding.ts';
import { type Dim, unknown } from '../../dim/dim.ts';
import { show } from '../../dim/show.ts';
import type { Padding } from '../../kernel/geometry.ts';
import type { Arg } from '../argument.ts';
import type { Check } from '../check.ts';
import { isNotPositive, itemDim, itemsOf } from './items.ts';

/** The op whose arguments are read. */
export interface Windowed {
  readonly name: string;
  readonly spatial: number;
}

/** One dim per spatial axis. */
export function readTuple({ name, spatial }: Windowed, argument: string, given: Arg | undefined, check: Check): readonly Dim[] {
  const unknowns = Array<Dim>(spatial).fill(unknown);
  const items = itemsOf(given);
  if (!given || !items) return unknowns;
  const form = (problem: string) => check.report(argumentForm, { op: name, problem }, { argument });
  if (items.kind === 'none' || items.kind === 'bad') {
    form(`takes numbers for ${argument}${items.kind === 'none' ? ', not None' : ''}`);
    return unknowns;
  }
  const dims = items.items.map(itemDim);
  if (items.kind === 'many' && dims.length !== spatial) {
    form(`takes ${argument} as one number or a list of ${spatial}, got ${dims.length}: [${dims.map(show).join(', ')}]`);
    return unknowns;
  }
  const all = items.kind === 'one' ? Array<Dim>(spatial).fill(dims[0] as Dim) : dims;
  const bad = all.find(isNotPositive);
  if (bad) form(`takes ${argument} greater than 0, got ${show(bad)}`);
  return all.map(dim => (isNotPositive(dim) ? unknown : dim));
}

const paddings: Readonly<Record<string, Padding>> = { valid: 'valid', same: 'same' };

/** In either case of letters. `words`: as the op's documentation writes them. */
export function readPaddingWord(given: Arg | undefined, words: readonly [string, string], check: Check): Padding | undefined {
  if (given?.kind !== 'text' || given.text === undefined) return undefined;
  const padding = Object.hasOwn(paddings, given.text.toLowerCase()) ? paddings[given.text.toLowerCase()] : undefined;
  if (!padding) check.report(unknownPadding, { got: given.text, allowed: words.map(word => `'${word}'`) }, { argument: 'padding' });
  return padding;
}

export interface Layouts {
  /** Channels last, channels first. */
  readonly words: readonly [string, string];
  /** Accepts either case of letters. */
  readonly anyCase: boolean;
}

/** Words that other APIs use for the same thing. */
const elsewhere: Readonly<Record<string, 0 | 1>> = {
  ...{ channels_last: 0, channelslast: 0, nwc: 0, nhwc: 0, ndhwc: 0 },
  ...{ channels_first: 1, channelsfirst: 1, ncw: 1, nchw: 1, ncdhw: 1 },
};

/** Whether channels come first; undefined when unknown. Absent and None mean the default, channels last. */
export function readLayout(given: Arg | undefined, { words, anyCase }: Layouts, check: Check): boolean | undefined {
  if (!given || given.kind === 'none') return false;
  if (given.kind !== 'text' || given.text === undefined) return undefined;
  const { text } = given;
  const known = words.indexOf(anyCase ? text.toLowerCase() : text);
  if (known >= 0) return known === 1;
  const meant = Object.hasOwn(elsewhere, text.toLowerCase()) ? elsewhere[text.toLowerCase()] : undefined;
  const place = { argument: 'data_format' };
  const word = meant === undefined ? undefined : words[meant];
  const fixes: Fix[] = word ? [{ title: `Use '${word}'`, change: { kind: 'replace', place, value: word }, preferred: true }] : [];
  check.report(unknownDataFormat, { argument: 'data_format', got: text, allowed: words }, place, { fixes });
  return meant === undefined ? undefined : meant === 1;
}
