/** Pictures of Pillow: arrays of height and width, and of channels where there are several. Source: PIL/Image.py. */

import { argumentForm } from '../../diagnostics/argument-form.ts';
import { rankMismatch } from '../../diagnostics/rank-mismatch.ts';
import { type Dim, int } from '../../dim/dim.ts';
import { show } from '../../dim/show.ts';
import type { Arg, TensorArg } from '../argument.ts';
import type { Check } from '../check.ts';
import { ofType } from '../common/contents.ts';
import { defineOp, type Op } from '../op.ts';
import type { FrameworkPack } from '../pack.ts';
import { anything, type Integers, ignored, integers, tensor } from '../parameter.ts';

const own = { framework: 'pillow', listed: false } as const;
const docs = 'https://pillow.readthedocs.io/en/stable/reference/Image.html';
const any = () => ignored('any');

/** Bands of a mode; of `P` and others arrays say nothing. */
const bands: Readonly<Record<string, number>> = { RGB: 3, RGBA: 4, CMYK: 4, YCbCr: 3, LAB: 3, HSV: 3, L: 1, '1': 1, I: 1, F: 1, LA: 2 };

const picture = (height: Dim, width: Dim, mode: Arg | undefined): TensorArg => {
  const count = mode?.kind === 'text' ? bands[mode.text ?? ''] : undefined;
  return ofType(count === undefined ? undefined : count === 1 ? [height, width] : [height, width, int(count)], 'uint8');
};

/** Width comes first. `least`: how long a side must be. */
function sides(size: Integers, { op, least }: { readonly op: string; readonly least: number }, check: Check): readonly [Dim, Dim] {
  const form = (problem: string) => check.report(argumentForm, { op, problem }, { argument: 'size' });
  if (size?.kind === 'one') form(`takes a size of width and height, got the number ${show(size.dim)}`);
  if (size?.kind === 'many' && size.items.length !== 2) form(`takes a size of width and height, got ${size.items.length} numbers`);
  const short =
    size?.kind === 'many' ? size.items.find(item => typeof item === 'object' && item.kind === 'int' && item.value < least) : undefined;
  if (typeof short === 'object') form(`takes sides of at least ${least}, got ${show(short)}`);
  const items = size?.kind === 'many' && size.items.length === 2 ? size.items : [];
  const side = (item: Dim | string | undefined, name: string): Dim =>
    typeof item === 'object' && item.kind !== 'unknown' ? item : check.fresh(name);
  return [side(items[1], 'H'), side(items[0], 'W')];
}

const open = defineOp({
  ...own,
  name: 'PIL.Image.open',
  summary: 'A picture from a file, of any mode.',
  docs,
  params: { fp: any(), mode: any(), formats: any() },
  complete: true,
  shape: () => ofType(undefined, 'uint8'),
  examples: [{ call: "PIL.Image.open('a.png')" }, { call: "PIL.Image.open('a.png', format='RGB')", reports: 'argument-form' }],
});

const create = defineOp({
  ...own,
  name: 'PIL.Image.new',
  summary: 'A picture of one colour.',
  docs,
  params: { mode: anything('str'), size: integers('int[2]'), color: any() },
  complete: true,
  shape({ mode, size }, check) {
    const [height, width] = sides(size, { op: this.name, least: 0 }, check);
    return picture(height, width, mode);
  },
  examples: [
    { call: "PIL.Image.new('RGB', (64, 48))", gives: '48 64 3' },
    { call: "PIL.Image.new('RGB', (64, 48, 3))", reports: 'argument-form' },
  ],
});

const fromArray = defineOp({
  ...own,
  name: 'PIL.Image.fromarray',
  summary: 'A picture of what an array holds.',
  docs,
  params: { obj: tensor(), mode: any() },
  complete: true,
  shape({ obj: { shape } }, check) {
    if (shape && shape.length > 3)
      check.report(rankMismatch, { argument: 'the array', wanted: 'at most 3', got: shape }, { argument: 'obj' });
    // With a mode the array's bytes are taken for pixels of it.
    if (check.given.has('mode')) return ofType(undefined, 'uint8');
    const channels = shape?.length === 3 ? shape[2] : undefined;
    if (channels?.kind === 'int' && (channels.value < 2 || channels.value > 4)) {
      const problem = `takes pictures of 2, 3 or 4 channels, or without an axis of channels; got ${channels.value}`;
      check.report(argumentForm, { op: this.name, problem }, { argument: 'obj' });
    }
    // A row of numbers is a column of pixels.
    return ofType(shape?.length === 1 ? [...shape, int(1)] : shape, 'uint8');
  },
  examples: [
    { call: "PIL.Image.fromarray(x.astype('uint8'))", given: { x: '48 64 3' }, gives: '48 64 3' },
    { call: "PIL.Image.fromarray(x.astype('uint8'))", given: { x: '48 64 1' }, reports: 'argument-form' },
    { call: "PIL.Image.fromarray(x.astype('uint8'))", given: { x: '8 48 64 3' }, reports: 'rank-mismatch' },
  ],
});

const method = (word: string) => ({ ...own, name: `PIL.Image.Image.${word}`, method: { names: [word], only: true }, docs }) as const;

const resize = defineOp({
  ...method('resize'),
  summary: 'The picture in another size; the width comes first.',
  params: { image: tensor(), size: integers('int[2]'), resample: any(), box: any(), reducing_gap: any() },
  complete: true,
  shape({ image: { shape, dtype }, size }, check) {
    const [height, width] = sides(size, { op: this.name, least: 1 }, check);
    return ofType(shape && [height, width, ...shape.slice(2)], dtype);
  },
  examples: [
    { call: "PIL.Image.open('a.png').convert('RGB').resize((64, 48))", gives: '48 64 3' },
    { call: "PIL.Image.new('RGB', (64, 48)).resize((32, 24, 3))", reports: 'argument-form' },
    { call: "PIL.Image.new('RGB', (64, 48)).resize(32)", reports: 'argument-form' },
  ],
});

const convert = defineOp({
  ...method('convert'),
  summary: 'The picture in another mode.',
  params: { image: tensor(), mode: anything('str').optional(), matrix: any(), dither: any(), palette: any(), colors: any() },
  complete: true,
  shape({ image: { shape }, mode }, check) {
    const text = mode?.kind === 'text' ? mode.text : undefined;
    const meant =
      text !== undefined && !Object.hasOwn(bands, text) && Object.keys(bands).find(name => name.toLowerCase() === text.toLowerCase());
    if (meant)
      check.report(argumentForm, { op: this.name, problem: `knows no mode '${text}'; did you mean '${meant}'?` }, { argument: 'mode' });
    const [height = check.fresh('H'), width = check.fresh('W')] = shape ?? [];
    return picture(height, width, mode);
  },
  examples: [
    { call: "PIL.Image.open('a.png').convert('L')", gives: 'H W' },
    { call: "PIL.Image.open('a.png').convert('rgb')", reports: 'argument-form' },
  ],
});

const copy = defineOp({
  ...method('copy'),
  summary: 'A picture of the same size.',
  params: { image: tensor() },
  complete: true,
  shape: ({ image }) => image,
  examples: [
    { call: "PIL.Image.new('RGB', (64, 48)).copy()", gives: '48 64 3' },
    { call: "PIL.Image.new('RGB', (64, 48)).copy((0, 0, 32, 24))", reports: 'argument-form' },
  ],
});

const filter = defineOp({
  ...method('filter'),
  summary: 'A picture of the same size.',
  params: { image: tensor(), filter: any() },
  complete: true,
  shape: ({ image }) => image,
  examples: [
    { call: "PIL.Image.new('RGB', (64, 48)).filter(PIL.ImageFilter.BLUR)", gives: '48 64 3' },
    { call: "PIL.Image.new('RGB', (64, 48)).filter(PIL.ImageFilter.BLUR, 2)", reports: 'argument-form' },
  ],
});

export const pillow: FrameworkPack = {
  name: 'pillow',
  language: 'python',
  prefix: 'PIL',
  modules: { PIL: '' },
  ops: [open, create, fromArray, resize, convert, copy, filter] satisfies readonly Op[],
  idioms: {},
  dtypes: [],
  sample: {
    imports: 'import numpy as np\nimport PIL\nimport PIL.Image\nimport PIL.ImageFilter',
    ones: dims => `np.ones(${dims})`,
    apply: (layer, inputs) => `${layer}(${inputs.join(', ')})`,
  },
};
