/** Pictures of OpenCV: arrays of NumPy; one channel has no axis of its own in what it makes. Source: OpenCV's imgcodecs and imgproc. */

import { argumentForm } from '../../diagnostics/argument-form.ts';
import { rankMismatch } from '../../diagnostics/rank-mismatch.ts';
import { type Dim, int } from '../../dim/dim.ts';
import { type Arg, unknownArg } from '../argument.ts';
import { ofType } from '../common/contents.ts';
import { defineOp, type Op } from '../op.ts';
import type { FrameworkPack } from '../pack.ts';
import { anything, ignored, integers, tensor } from '../parameter.ts';

const own = { framework: 'cv2', listed: false } as const;
const any = () => ignored('any');
const codecs = 'https://docs.opencv.org/4.x/d4/da8/group__imgcodecs.html';
const transforms = 'https://docs.opencv.org/4.x/da/d54/group__imgproc__transform.html';

/** Axes of what a flag makes of a file: by name, or the number that it is. */
const modes: Readonly<Record<string, 'colour' | 'grey'>> = { IMREAD_COLOR: 'colour', '1': 'colour', IMREAD_GRAYSCALE: 'grey', '0': 'grey' };

const word = (arg: Arg | undefined): string | undefined =>
  arg?.kind === 'text' ? arg.text : arg?.kind === 'number' && arg.dim.kind === 'int' ? String(arg.dim.value) : undefined;

const read = defineOp({
  ...own,
  name: 'cv2.imread',
  summary: 'A picture from a file.',
  docs: codecs,
  params: { filename: any(), flags: anything('int').default('1'), dst: any() },
  // Since 4.11 also imread(filename, dst, flags).
  complete: true,
  shape({ flags }, check) {
    const mode = modes[word(flags) ?? ''];
    if (!mode) return unknownArg;
    const plane: readonly Dim[] = [check.fresh('H'), check.fresh('W')];
    return ofType(mode === 'colour' ? [...plane, int(3)] : plane, 'uint8');
  },
  examples: [
    { call: "cv2.imread('a.png')", gives: 'H W 3' },
    { call: "cv2.imread('a.png', 0)", gives: 'H W' },
    { call: "cv2.imread('a.png', flag=0)", reports: 'argument-form' },
  ],
});

const resize = defineOp({
  ...own,
  name: 'cv2.resize',
  summary: 'The picture in another size; the width comes first.',
  docs: transforms,
  params: { src: tensor(), dsize: integers('int[2]'), ...{ dst: any(), fx: any(), fy: any(), interpolation: any() } },
  complete: true,
  shape({ src: { shape, dtype }, dsize }, check) {
    if (shape && shape.length > 3) check.report(rankMismatch, { argument: 'src', wanted: 'at most 3', got: shape }, { argument: 'src' });
    const count = dsize?.kind === 'many' ? dsize.items.length : dsize?.kind === 'one' ? 1 : 2;
    if (count !== 2) {
      const problem = `takes a size of width and height, got ${count === 1 ? 'one number' : `${count} numbers`}`;
      check.report(argumentForm, { op: this.name, problem }, { argument: 'dsize' });
    }
    if (!shape || shape.length < 2 || shape.length > 3) return unknownArg;
    const items = dsize?.kind === 'many' && dsize.items.length === 2 ? dsize.items : [];
    const side = (at: number, name: string): Dim => {
      const item = items[at];
      // (0, 0): as `fx` and `fy` say.
      const isStated = typeof item === 'object' && item.kind !== 'unknown' && !(item.kind === 'int' && item.value <= 0);
      return isStated ? item : check.fresh(name);
    };
    const channels = shape[2];
    if (channels && channels.kind !== 'int') return unknownArg;
    const single = channels?.kind === 'int' && channels.value === 1;
    return ofType([side(1, 'H'), side(0, 'W'), ...(channels && !single ? [channels] : [])], dtype);
  },
  examples: [
    { call: "cv2.resize(cv2.imread('a.png'), (64, 48))", gives: '48 64 3' },
    { call: 'cv2.resize(x, (64, 48))', given: { x: '28 28 1' }, gives: '48 64' },
    { call: 'cv2.resize(x, (64, 48))', given: { x: '8 28 28 3' }, reports: 'rank-mismatch' },
    { call: 'cv2.resize(x, (64, 48, 3))', given: { x: '28 28 3' }, reports: 'argument-form' },
  ],
});

/** Channels that a conversion ends in: `COLOR_BGR2GRAY` has one, which has no axis. */
const channels: Readonly<Record<string, number>> = {
  GRAY: 1,
  BGR: 3,
  RGB: 3,
  HSV: 3,
  HLS: 3,
  Lab: 3,
  LAB: 3,
  YUV: 3,
  YCrCb: 3,
  BGRA: 4,
  RGBA: 4,
};
/** From several channels these are computed of three colours; what only reorders or adds channels takes one as well since OpenCV 5. */
const computed = new Set(['GRAY', 'HSV', 'HLS', 'Lab', 'LAB', 'YUV', 'YCrCb']);

/** Channels that a conversion takes, where every release agrees. */
function wantedBy(from: string, to: string): readonly number[] | undefined {
  if (from === 'GRAY') return [1];
  if (computed.has(from)) return [3];
  return computed.has(to) ? [3, 4] : undefined;
}

const colours = Object.keys(channels);
const conversions = colours.flatMap(from => colours.filter(to => to !== from).map(to => `COLOR_${from}2${to}`));

const convert = defineOp({
  ...own,
  name: 'cv2.cvtColor',
  summary: 'The picture in other colours.',
  docs: 'https://docs.opencv.org/4.x/d8/d01/group__imgproc__color__conversions.html',
  params: { src: tensor(), code: anything('int'), dst: any(), dstCn: any(), hint: any() },
  complete: true,
  shape({ src: { shape, dtype }, code }, check) {
    const [height, width] = shape ?? [];
    const [, from = '', to = ''] = /^COLOR_(\w+)2(\w+)$/.exec(word(code) ?? '') ?? [];
    const wanted = wantedBy(from, to);
    const got = shape?.length === 2 ? int(1) : shape?.length === 3 ? shape[2] : undefined;
    if (wanted && Object.hasOwn(channels, to) && got?.kind === 'int' && !wanted.includes(got.value)) {
      const problem = `takes ${wanted.join(' or ')} channel${wanted.includes(1) ? '' : 's'} for ${word(code)}, got ${got.value}`;
      check.report(argumentForm, { op: this.name, problem }, { argument: 'src' });
    }
    const count = channels[to];
    if (!height || !width || count === undefined) return unknownArg;
    return ofType([height, width, ...(count === 1 ? [] : [int(count)])], dtype);
  },
  examples: [
    { call: "cv2.cvtColor(cv2.imread('a.png'), cv2.COLOR_BGR2GRAY)", gives: 'H W' },
    { call: "cv2.cvtColor(cv2.imread('a.png'), cv2.COLOR_BGR2RGB)", gives: 'H W 3' },
    { call: "cv2.cvtColor(x.astype('uint8'), cv2.COLOR_BGR2GRAY)", given: { x: '48 64' }, reports: 'argument-form' },
    { call: "cv2.cvtColor(x.astype('uint8'), cv2.COLOR_GRAY2BGR)", given: { x: '48 64 3' }, reports: 'argument-form' },
  ],
});

export const cv2: FrameworkPack = {
  name: 'cv2',
  language: 'python',
  prefix: 'cv2',
  modules: { cv2: '' },
  tensors: 'numpy',
  ops: [read, resize, convert] satisfies readonly Op[],
  idioms: {},
  dtypes: ['IMREAD_COLOR', 'IMREAD_GRAYSCALE', 'IMREAD_UNCHANGED', ...conversions],
  sample: {
    imports: 'import numpy as np\nimport cv2',
    ones: dims => `np.ones(${dims})`,
    apply: (layer, inputs) => `${layer}(${inputs.join(', ')})`,
  },
};
