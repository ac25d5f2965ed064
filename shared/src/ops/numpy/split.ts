/** Arrays cut into parts. Source: numpy/lib/_shape_base_impl.py. */
import { rankMismatch } from '../../diagnostics/rank-mismatch.ts';
import { unevenSplit } from '../../diagnostics/uneven-split.ts';
import { floorDivide } from '../../dim/arithmetic.ts';
import { divides } from '../../dim/compare.ts';
import { type Dim, int, unknown } from '../../dim/dim.ts';
import { type Arg, listArg, type TensorArg, unknownArg } from '../argument.ts';
import type { Check } from '../check.ts';
import { readAxis } from '../common/axis.ts';
import { ofType } from '../common/contents.ts';
import { defineOp, type Op } from '../op.ts';
import { type Integers, integer, integers, tensor } from '../parameter.ts';
import { docs, numpy } from './declare.ts';

/** More parts than these are not listed one by one. */
const MAX_PARTS = 1000;

/** `x[a:b]` of so many: bounds beyond the ends are cut, negative ones count from the end. */
function between(start: Dim | undefined, stop: Dim | undefined, length: Dim, check: Check): Dim {
  if (length.kind !== 'int' || (start && start.kind !== 'int') || (stop && stop.kind !== 'int')) return check.fresh('N');
  const { value: n } = length;
  const clamp = (bound: number) => Math.min(Math.max(bound < 0 ? bound + n : bound, 0), n);
  return int(Math.max(clamp(stop ? stop.value : n) - clamp(start ? start.value : 0), 0));
}

/** How long each part is; undefined where nobody knows how many there are. `evenly`: a number of parts must divide the whole. */
function lengthsOf(into: Integers, along: Dim, evenly: boolean, check: Check): readonly Dim[] | 'uneven' | undefined {
  if (into?.kind === 'one') {
    const { dim } = into;
    if (dim.kind !== 'int' || dim.value < 1 || dim.value > MAX_PARTS) return undefined;
    const { value: count } = dim;
    if (divides(dim, along) === 'yes') return Array<Dim>(count).fill(floorDivide(along, dim));
    if (evenly && divides(dim, along) === 'no') return 'uneven';
    // Where it must go up without a rest, it does.
    if (evenly) return Array<Dim>(count).fill(floorDivide(along, dim));
    if (along.kind !== 'int') return Array.from({ length: count }, () => check.fresh('N'));
    const [each, more] = [Math.floor(along.value / count), along.value % count];
    return Array.from({ length: count }, (_, at) => int(each + (at < more ? 1 : 0)));
  }
  if (into?.kind !== 'many' || into.items.length > MAX_PARTS) return undefined;
  const cuts = into.items.map(item => (typeof item === 'string' ? unknown : item));
  return [...cuts, undefined].map((stop, at) => between(cuts[at - 1], stop, along, check));
}

function splitAlong(ary: TensorArg, into: Integers, axis: number | undefined, evenly: boolean, check: Check): Arg {
  const { shape } = ary;
  if (!shape || axis === undefined) return unknownArg;
  const along = shape[axis] ?? unknown;
  const lengths = lengthsOf(into, along, evenly, check);
  if (lengths === 'uneven' && into?.kind === 'one' && into.dim.kind === 'int')
    check.report(unevenSplit, { shape, axis, into: into.dim.value }, { argument: 'indices_or_sections' });
  if (!lengths || lengths === 'uneven') return unknownArg;
  return listArg(lengths.map(length => ofType(shape.with(axis, length), ary.dtype)));
}

const sections = () => integers('int | int[]');

const split = (word: 'split' | 'array_split'): Op =>
  defineOp({
    ...numpy,
    name: `np.${word}`,
    summary: 'Parts along an axis: so many of them, or cut at some places.',
    docs: docs(word),
    params: { ary: tensor(), indices_or_sections: sections(), axis: integer().default('0') },
    shape({ ary, indices_or_sections, axis }, check) {
      const at = ary.shape && readAxis(axis, ary.shape, 'axis', check);
      return splitAlong(ary, indices_or_sections, at, word === 'split', check);
    },
    examples: [
      { call: `np.${word}(x, 2, axis=-1)[0]`, given: { x: '4 6' }, gives: '4 3' },
      { call: `np.${word}(x, [1, 4], axis=1)[1]`, given: { x: '4 6' }, gives: '4 3' },
      word === 'split'
        ? { call: 'np.split(x, 4, axis=1)', given: { x: '4 6' }, reports: 'uneven-split' }
        : { call: 'np.array_split(x, 4, axis=1)[0]', given: { x: '4 6' }, gives: '4 2' },
      { call: `np.${word}(x, 2, axis=2)`, given: { x: '4 6' }, reports: 'axis-out-of-range' },
    ],
  });

/** Along an axis that the name says. */
const along = (word: string, least: number, axisOf: (rank: number) => number | undefined, example: Op['examples'][number]): Op =>
  defineOp({
    ...numpy,
    name: `np.${word}`,
    summary: 'Equal parts, or parts cut at some places.',
    docs: docs(word),
    params: { ary: tensor(), indices_or_sections: sections() },
    shape({ ary, indices_or_sections }, check) {
      const { shape } = ary;
      const axis = shape && axisOf(shape.length);
      if (shape && axis === undefined)
        check.report(rankMismatch, { argument: 'ary', wanted: `at least ${least}`, got: shape }, { argument: 'ary' });
      return splitAlong(ary, indices_or_sections, axis, true, check);
    },
    examples: [example, { call: `np.${word}(x, 5)`, given: { x: '4 3 6' }, reports: 'uneven-split' }],
  });

export const splits: readonly Op[] = [
  split('split'),
  split('array_split'),
  along('vsplit', 2, rank => (rank >= 2 ? 0 : undefined), { call: 'np.vsplit(x, 2)[0]', given: { x: '4 6' }, gives: '2 6' }),
  along('hsplit', 1, rank => (rank >= 2 ? 1 : rank === 1 ? 0 : undefined), {
    call: 'np.hsplit(x, 2)[0]',
    given: { x: '4 6' },
    gives: '4 3',
  }),
  along('dsplit', 3, rank => (rank >= 3 ? 2 : undefined), { call: 'np.dsplit(x, 2)[0]', given: { x: '4 3 6' }, gives: '4 3 3' }),
];
