/** Layers that lengthen and cut the spatial axes: `UpSampling`, `ZeroPadding`, `Cropping`. Sources: layers/reshaping in Keras 2 and 3. */
import { argumentForm } from '../../diagnostics/argument-form.ts';
import { add, multiply, subtract } from '../../dim/arithmetic.ts';
import { less, lessEqual } from '../../dim/compare.ts';
import { type Dim, int, unknown } from '../../dim/dim.ts';
import { show } from '../../dim/show.ts';
import type { Arg } from '../argument.ts';
import type { Check } from '../check.ts';
import { readPairs } from '../common/pad.ts';
import { itemDim, itemsOf } from '../conv/items.ts';
import type { LayerOp } from '../op.ts';
import { anything, ignored } from '../parameter.ts';
import { imageInput } from './conv.ts';
import { layer } from './declare.ts';
import { blankImage, dataFormatParam, imageAxes, joinImage, perAxis, readDataFormat, readPerAxis } from './window-arguments.ts';

type Spatial = 1 | 2 | 3;
type Pair = readonly [Dim, Dim];
const spatials: readonly Spatial[] = [1, 2, 3];

/** What the layer does to the spatial axes. */
type Rule = (S: readonly Dim[], argument: Arg | undefined, check: Check) => readonly Dim[];

interface Resampling {
  readonly name: string;
  readonly spatial: Spatial;
  readonly summary: string;
  readonly argument: string;
  readonly fallback: string;
  readonly alias?: string;
  readonly rule: Rule;
  readonly examples: LayerOp['examples'];
}

const resampling = ({ name, spatial, summary, argument, fallback, alias, rule, examples }: Resampling): LayerOp =>
  layer({
    name,
    summary,
    params: {
      [argument]: (argument === 'size' ? perAxis(spatial) : anything(`int | int[${spatial}] | pairs`, { kind: 'integers' }))
        .default(fallback)
        .alias(...(alias ? [alias] : [])),
      data_format: dataFormatParam(),
      interpolation: ignored('str'),
    },
    call: imageInput(spatial),
    construct: (args, check) => {
      rule(Array<Dim>(spatial).fill(unknown), (args as Record<string, Arg>)[argument], check);
      readDataFormat((args as { data_format?: Arg }).data_format, check);
    },
    shape(args, check) {
      const given = args as unknown as Record<string, Arg> & { inputs: { shape: readonly Dim[] | undefined } };
      const channelsFirst = readDataFormat(given.data_format, check);
      const axes = imageAxes(given.inputs.shape, spatial, channelsFirst, check);
      if (!axes || channelsFirst === undefined) return blankImage(given.inputs.shape, spatial);
      return joinImage({ ...axes, S: rule(axes.S, given[argument], check) }, channelsFirst);
    },
    examples,
  });

const scaled =
  (op: string, spatial: Spatial): Rule =>
  (S, size, check) => {
    if (spatial === 1 && size?.kind === 'list') {
      check.report(argumentForm, { op, problem: 'takes size as a number' }, { argument: 'size' });
      return S.map(() => unknown);
    }
    return S.map((dim, at) => multiply(dim, readPerAxis({ op, spatial, check }, 'size', size, int(2))[at] as Dim));
  };

/** A number for all ends, one number per axis, or a pair per axis; `[a, b]` on one axis is its pair. */
function pairsOf(op: string, spatial: Spatial, argument: string, arg: Arg | undefined, check: Check): readonly Pair[] {
  const all = (dim: Dim) => Array<Pair>(spatial).fill([dim, dim]);
  const items = itemsOf(arg);
  if (!items || items.kind === 'none') return all(arg?.kind === 'unknown' ? (arg.dim ?? unknown) : unknown);
  if (items.kind === 'one') return all(itemDim(items.items[0]));
  // Keras 1 took four numbers for two axes.
  const isOld = spatial === 2 && items.kind !== 'bad' && items.items.length === 4;
  const form = () =>
    check.report(
      argumentForm,
      {
        op,
        problem: `takes ${argument} as a number${spatial === 1 ? ' or a pair' : `, ${spatial} numbers or ${spatial} pairs`}${isOld ? ' since Keras 2' : ''}`,
      },
      { argument },
      isOld ? { severity: 'warning' } : {},
    );
  if (items.kind === 'bad' || (spatial === 1 ? items.items.length !== 2 : items.items.length !== spatial)) {
    form();
    return all(unknown);
  }
  if (spatial === 1) return [items.items.map(itemDim) as unknown as Pair];
  if (items.items.some(item => item.kind === 'list')) return readPairs({ kind: 'list', items: items.items }) ?? all(unknown);
  return items.items.map((item): Pair => [itemDim(item), itemDim(item)]);
}

const padded =
  (op: string, spatial: Spatial): Rule =>
  (S, padding, check) => {
    const pairs = pairsOf(op, spatial, 'padding', padding, check);
    if (pairs.flat().some(dim => less(dim, int(0)) === 'yes'))
      check.report(argumentForm, { op, problem: 'takes no negative padding' }, { argument: 'padding' });
    return S.map((dim, at) => add(dim, add(...(pairs[at] as Pair))));
  };

const cropped =
  (op: string, spatial: Spatial): Rule =>
  (S, cropping, check) => {
    const pairs = pairsOf(op, spatial, 'cropping', cropping, check);
    // Before they were checked, cells of the other end were left.
    if (pairs.flat().some(dim => less(dim, int(0)) === 'yes'))
      check.report(argumentForm, { op, problem: 'takes no negative cropping' }, { argument: 'cropping' }, { severity: 'warning' });
    return S.map((dim, at) => {
      const cut = add(...(pairs[at] as Pair));
      // Nothing left passed in the first releases.
      if (lessEqual(dim, cut) === 'yes')
        check.report(
          argumentForm,
          { op, problem: `cuts ${show(cut)} cells from an axis of ${show(dim)}` },
          { argument: 'cropping' },
          { severity: less(dim, cut) === 'yes' ? 'error' : 'warning' },
        );
      const rest = subtract(dim, cut);
      return rest.kind === 'int' && rest.value < 0 ? unknown : rest;
    });
  };

const word = (spatial: Spatial) => ({ 1: '8 10 4', 2: '8 7 5 4', 3: '2 4 7 5 4' })[spatial];

export const resamplings: readonly LayerOp[] = spatials.flatMap(spatial => {
  const named = (kind: string) => `keras.layers.${kind}${spatial}D`;
  const [up, pad, crop] = [named('UpSampling'), named('ZeroPadding'), named('Cropping')];
  return [
    resampling({
      name: up,
      spatial,
      summary: 'Repeats every cell along the spatial axes.',
      argument: 'size',
      fallback: '2',
      alias: 'length',
      rule: scaled(up, spatial),
      examples: [
        { call: `${up}()`, on: word(spatial), gives: { 1: '8 20 4', 2: '8 14 10 4', 3: '2 8 14 10 4' }[spatial] },
        { call: `${up}(3)`, on: '8 4', reports: 'rank-mismatch' },
      ],
    }),
    resampling({
      name: pad,
      spatial,
      summary: 'Adds zeros at the ends of the spatial axes.',
      argument: 'padding',
      fallback: '1',
      rule: padded(pad, spatial),
      examples: [
        { call: `${pad}(-1)`, on: word(spatial), reports: 'argument-form' },
        { call: `${pad}()`, on: word(spatial), gives: { 1: '8 12 4', 2: '8 9 7 4', 3: '2 6 9 7 4' }[spatial] },
        ...(spatial === 2
          ? [
              { call: `${pad}((1, 2))`, on: '8 7 5 4', gives: '8 9 9 4' },
              { call: `${pad}(((0, 1), (2, 3)))`, on: '8 7 5 4', gives: '8 8 10 4' },
              { call: `${pad}((1, 2, 3))`, on: '8 7 5 4', reports: 'argument-form' },
            ]
          : []),
        { call: `${pad}(1)`, on: '8 4', reports: 'rank-mismatch' },
      ],
    }),
    resampling({
      name: crop,
      spatial,
      summary: 'Cuts cells off the ends of the spatial axes.',
      argument: 'cropping',
      fallback: spatial === 1 ? '[1, 1]' : '0',
      rule: cropped(crop, spatial),
      examples: [
        { call: `${crop}(1)`, on: word(spatial), gives: { 1: '8 8 4', 2: '8 5 3 4', 3: '2 2 5 3 4' }[spatial] },
        ...(spatial === 2 ? [{ call: `${crop}(((0, 1), (2, 0)))`, on: '8 7 5 4', gives: '8 6 3 4' }] : []),
        { call: `${crop}(6)`, on: word(spatial), reports: 'argument-form' },
        { call: `${crop}(1)`, on: '8 4', reports: 'rank-mismatch' },
      ],
    }),
  ];
});
