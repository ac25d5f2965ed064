/** Pictures of Pillow: arrays of height and width, and of channels where there are several. Source: PIL/Image.py. */
import { type Dim, int } from '../../dim/dim.ts';
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
const bands: Readonly<Record<string, number>> = { RGB: 3, RGBA: 4, CMYK: 4, YCbCr: 3, LAB: 3, HSV: 3, L: 1, '1': 1, I: 1, F: 1 };

const picture = (height: Dim, width: Dim, mode: Arg | undefined): TensorArg => {
  const count = mode?.kind === 'text' ? bands[mode.text ?? ''] : undefined;
  return ofType(count === undefined ? undefined : count === 1 ? [height, width] : [height, width, int(count)], 'uint8');
};

/** Width comes first. */
function sides(size: Integers, check: Check): readonly [Dim, Dim] {
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
  shape: () => ofType(undefined, 'uint8'),
  examples: [{ call: "PIL.Image.open('a.png')" }],
});

const create = defineOp({
  ...own,
  name: 'PIL.Image.new',
  summary: 'A picture of one colour.',
  docs,
  params: { mode: anything('str'), size: integers('int[2]'), color: any() },
  shape({ mode, size }, check) {
    const [height, width] = sides(size, check);
    return picture(height, width, mode);
  },
  examples: [{ call: "PIL.Image.new('RGB', (64, 48))", gives: '48 64 3' }],
});

const fromArray = defineOp({
  ...own,
  name: 'PIL.Image.fromarray',
  summary: 'A picture of what an array holds.',
  docs,
  params: { obj: tensor(), mode: any() },
  shape: ({ obj }, check) => ofType(check.given.has('mode') ? undefined : obj.shape, 'uint8'),
  examples: [{ call: 'PIL.Image.fromarray(x)', given: { x: '48 64 3' }, gives: '48 64 3' }],
});

const method = (word: string) => ({ ...own, name: `PIL.Image.Image.${word}`, method: { names: [word], only: true }, docs }) as const;

const resize = defineOp({
  ...method('resize'),
  summary: 'The picture in another size; the width comes first.',
  params: { image: tensor(), size: integers('int[2]'), resample: any(), box: any(), reducing_gap: any() },
  shape({ image: { shape, dtype }, size }, check) {
    const [height, width] = sides(size, check);
    return ofType(shape && [height, width, ...shape.slice(2)], dtype);
  },
  examples: [{ call: "PIL.Image.open('a.png').convert('RGB').resize((64, 48))", gives: '48 64 3' }],
});

const convert = defineOp({
  ...method('convert'),
  summary: 'The picture in another mode.',
  params: { image: tensor(), mode: anything('str'), matrix: any(), dither: any(), palette: any(), colors: any() },
  shape({ image: { shape }, mode }, check) {
    const [height = check.fresh('H'), width = check.fresh('W')] = shape ?? [];
    return picture(height, width, mode);
  },
  examples: [{ call: "PIL.Image.open('a.png').convert('L')", gives: 'H W' }],
});

const kept = (word: string): Op =>
  defineOp({
    ...method(word),
    summary: 'A picture of the same size.',
    params: { image: tensor() },
    shape: ({ image }) => image,
    examples: [{ call: `PIL.Image.fromarray(x).${word}(1)`, given: { x: '48 64 3' }, gives: '48 64 3' }],
  });

export const pillow: FrameworkPack = {
  name: 'pillow',
  language: 'python',
  prefix: 'PIL',
  modules: { PIL: '' },
  ops: [open, create, fromArray, resize, convert, ...['copy', 'filter'].map(kept)],
  idioms: {},
  dtypes: [],
  sample: {
    imports: 'import numpy as np\nimport PIL',
    ones: dims => `np.ones(${dims})`,
    apply: (layer, inputs) => `${layer}(${inputs.join(', ')})`,
  },
};
