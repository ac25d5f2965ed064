/** `tf.nn.fractional_max_pool` and `fractional_avg_pool`. Source: kernels/fractional_pool_common.cc. */
import { argumentForm } from '../../diagnostics/argument-form.ts';
import { add } from '../../dim/arithmetic.ts';
import { less } from '../../dim/compare.ts';
import { int, unknown } from '../../dim/dim.ts';
import { join } from '../../shape/pattern.ts';
import { type Arg, listArg, tensorArg } from '../argument.ts';
import { axesOf } from '../conv/axes.ts';
import type { Op } from '../op.ts';
import { anything, tensor } from '../parameter.ts';
import { op, words } from './declare.ts';
import { type Kind, titles } from './pool.ts';

/** Sequences of cells whose lengths are drawn at random: every `pooling_ratio`-th cell or so begins one. */
const fractional = (kind: Kind): Op =>
  op(`nn.fractional_${kind}_pool`, {
    summary: `${titles[kind]} of regions whose sizes change from place to place, and where the rows and columns begin.`,
    params: {
      value: tensor('[batch, h, w, channels]'),
      pooling_ratio: anything('float | float[4]', { kind: 'text' }),
      ...words('pseudo_random overlapping deterministic seed seed2 name'),
    },
    order: {
      legacy: 'value pooling_ratio pseudo_random overlapping deterministic seed seed2 name',
      v1: 'value pooling_ratio pseudo_random overlapping deterministic seed seed2 name',
      v2: 'value pooling_ratio pseudo_random overlapping seed name',
    },
    shape({ value, pooling_ratio }, check) {
      const { N, S, C } = axesOf('N S:2 C', value.shape, { argument: 'value', wanted: 4 }, check);
      const ratios = ratiosOf(pooling_ratio);
      const lengths = S.map((dim, at) => {
        const ratio = ratios?.[at];
        return dim.kind === 'int' && ratio !== undefined && ratio > 0 ? int(Math.floor(dim.value / ratio)) : unknown;
      });
      // "Pooling ratio is higher than input dimension size"
      if (lengths.some(dim => less(dim, int(1)) === 'yes'))
        check.report(
          argumentForm,
          { op: `tf.nn.fractional_${kind}_pool`, problem: 'has a ratio above the length of an axis' },
          { argument: 'pooling_ratio' },
        );
      const bounds = lengths.map(dim => tensorArg([add(dim, int(1))], { dtype: 'int64' }));
      return listArg([tensorArg(join('N S:2 C', { N, S: lengths, C }), value.dtype ? { dtype: value.dtype } : {}), ...bounds]);
    },
    examples: [
      { call: `tf.nn.fractional_${kind}_pool(x, [1.0, 1.44, 1.73, 1.0])[0]`, given: { x: '1 9 9 4' }, gives: '1 6 5 4' },
      { call: `tf.nn.fractional_${kind}_pool(x, [1.0, 1.44, 1.73, 1.0])[0]`, given: { x: '9 9 4' }, reports: 'rank-mismatch' },
    ],
  });

/** One number for both axes, two, or the full list. */
function ratiosOf(arg: Arg | undefined): readonly number[] | undefined {
  const numberOf = (item: Arg) =>
    item.kind === 'float' ? item.value : item.kind === 'number' && item.dim.kind === 'int' ? item.dim.value : undefined;
  if (arg?.kind !== 'list') {
    const one = arg && numberOf(arg);
    return one === undefined ? undefined : [one, one];
  }
  const numbers = arg.items.map(numberOf).filter(value => value !== undefined);
  if (numbers.length !== arg.items.length) return undefined;
  return numbers.length === 4 ? numbers.slice(1, 3) : numbers.length === 2 ? numbers : undefined;
}

export const fractionalPools: readonly Op[] = [fractional('max'), fractional('avg')];
