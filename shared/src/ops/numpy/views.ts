/** Views of memory in other shapes. Source: numpy/lib/_stride_tricks_impl.py. */
import { argumentForm } from '../../diagnostics/argument-form.ts';
import { add, subtract } from '../../dim/arithmetic.ts';
import { less } from '../../dim/compare.ts';
import { type Dim, int } from '../../dim/dim.ts';
import { showShape } from '../../shape/shape.ts';
import { type TensorArg, unknownArg } from '../argument.ts';
import { readAxes } from '../common/axis.ts';
import { ofType } from '../common/contents.ts';
import { toShape } from '../common/shape-argument.ts';
import type { Op } from '../op.ts';
import { type Integers, integers, tensor } from '../parameter.ts';
import { anyOf, whole } from './declare.ts';

/** "window shape cannot be larger than input array shape". */
const slidingWindows = whole('lib.stride_tricks.sliding_window_view', {
  summary: 'Every window of a size, as views; the axes of a window come last.',
  params: { x: tensor(), window_shape: integers('int | int[]'), axis: integers('int | int[]').optional(), ...anyOf('subok writeable') },
  order: 'x window_shape axis',
  shape(args, check) {
    const [x, window, axis] = [args.x as TensorArg, args.window_shape as Integers, args.axis as Integers];
    const sizes = toShape(window);
    const axes = x.shape && readAxes(axis, x.shape, 'axis', check);
    if (!x.shape || !sizes || !axes) return unknownArg;
    const along = axes === 'all' ? [...x.shape.keys()] : axes;
    const op = 'np.lib.stride_tricks.sliding_window_view';
    if (along.length !== sizes.length) {
      const problem = `needs a window size for each of ${along.length} axes, got ${sizes.length}`;
      check.report(argumentForm, { op, problem }, { argument: 'window_shape' });
      return unknownArg;
    }
    const shape = x.shape.map((dim, at) => (along.includes(at) ? slid(dim, sizes[along.indexOf(at)] as Dim) : dim));
    if (along.some((at, i) => less(x.shape?.[at] as Dim, sizes[i] as Dim) === 'yes')) {
      check.report(
        argumentForm,
        { op, problem: `has a window ${showShape(sizes)} larger than ${showShape(x.shape)}` },
        { argument: 'window_shape' },
      );
      return unknownArg;
    }
    return ofType([...shape, ...sizes], x.dtype);
  },
  examples: [
    { call: 'np.lib.stride_tricks.sliding_window_view(x, (2, 2))', given: { x: '3 4' }, gives: '2 3 2 2' },
    { call: 'np.lib.stride_tricks.sliding_window_view(x, 3, axis=1)', given: { x: '3 4' }, gives: '3 2 3' },
    { call: 'np.lib.stride_tricks.sliding_window_view(x, 5, axis=1)', given: { x: '3 4' }, reports: 'argument-form' },
    { call: 'np.lib.stride_tricks.sliding_window_view(x, 2)', given: { x: '3 4' }, reports: 'argument-form' },
  ],
});

const slid = (dim: Dim, size: Dim): Dim => add(subtract(dim, size), int(1));

const asStrided = whole('lib.stride_tricks.as_strided', {
  summary: 'The same memory with another shape.',
  params: { x: tensor(), shape: integers('int[]').optional(), ...anyOf('strides subok writeable') },
  shape: args => {
    const { shape, dtype } = args.x as TensorArg;
    return ofType(toShape(args.shape as Integers) ?? ((args.shape as Integers)?.kind === 'none' ? shape : undefined), dtype);
  },
  examples: [{ call: 'np.lib.stride_tricks.as_strided(x, (2, 2), (8, 8))', given: { x: '3 4' }, gives: '2 2' }],
});

export const viewOps: readonly Op[] = [slidingWindows, asStrided];
