/** Pools that are told the size of their output. Sources: AdaptiveAveragePooling.cpp, AdaptiveMaxPooling2d.cpp, FractionalMaxPool2d.cpp. */

import { type Dim, int, unknown } from '../../dim/dim.ts';
import { formula } from '../../dim/formula.ts';
import { join } from '../../shape/pattern.ts';
import { type Arg, listArg, type TensorArg, tensorArg } from '../argument.ts';
import type { Check } from '../check.ts';
import { axesOf } from '../conv/axes.ts';
import { defineLayer, defineOp, type Op, type Result } from '../op.ts';
import { anything, flag, type Integers, ignored, integers, readIntegers, tensor } from '../parameter.ts';
import { docs, type Spatial, spatialCounts, torch } from './declare.ts';
import { allCalled, layouts, perAxis, rankOf, usualLayouts } from './window-arguments.ts';

const dimsOf = (spatial: Spatial, length: number): string => Array(spatial).fill(length).join(' ');

const isOtherThanOne = (size: Integers): boolean => {
  const items = size?.kind === 'one' ? [size.dim] : size?.kind === 'many' ? size.items : [];
  return items.some(item => typeof item !== 'string' && item.kind === 'int' && item.value !== 1);
};

/** `None` keeps the length of its axis. */
function adapt(input: TensorArg, size: Integers, op: string, spatial: Spatial, check: Check): TensorArg {
  const layout = layouts[spatial];
  const { shape } = input;
  // Averages of everything are means over the last axes, of whatever rank the tensor is.
  const means = op.toLowerCase().includes('avg') && !(size?.kind === 'many' && size.items.includes('none')) && !isOtherThanOne(size);
  if (means && shape && shape.length !== spatial + 1 && shape.length !== spatial + 2) return tensorArg(undefined);
  const { N, C, S } = axesOf(layout, input.shape, { argument: 'input', wanted: rankOf(spatial), usual: usualLayouts[spatial] }, check);
  const items = size?.kind === 'many' && size.items.length === spatial ? size.items : undefined;
  const lengths = items
    ? items.map((item, at) => (item === 'none' ? (S[at] ?? unknown) : item === 'bad' ? unknown : item))
    : perAxis(size, spatial, { op, argument: 'output_size' }, check, S);
  return tensorArg(allCalled(join(layout, { N, C, S: lengths }), spatial, check), input.dtype === undefined ? {} : { dtype: input.dtype });
}

const numbers = () => integers('int | (int | None)[]');

function adaptive(spatial: Spatial): readonly Op[] {
  return [
    ...(['Avg', 'Max'] as const).map(word => {
      const name = `torch.nn.Adaptive${word}Pool${spatial}d`;
      const short = `nn.Adaptive${word}Pool${spatial}d`;
      return defineLayer({
        ...torch,
        name,
        summary: `${word === 'Avg' ? 'Means' : 'The greatest numbers'} over windows chosen so that the output has the size asked for.`,
        docs: docs(name),
        params: { output_size: numbers(), ...(word === 'Max' ? { return_indices: flag().default('False') } : {}) },
        call: { input: tensor() },
        shape: ({ output_size, input, ...more }, check) =>
          withIndices(adapt(input, output_size, name, spatial, check), 'return_indices' in more ? more.return_indices : false),
        examples: [
          { call: `${short}(1)`, on: `8 3 ${dimsOf(spatial, 9)}`, gives: `8 3 ${dimsOf(spatial, 1)}` },
          ...(spatial > 1
            ? [
                {
                  call: `${short}((${['None', ...Array(spatial - 1).fill('4')].join(', ')}))`,
                  on: `8 3 ${dimsOf(spatial, 9)}`,
                  gives: `8 3 9 ${Array(spatial - 1)
                    .fill(4)
                    .join(' ')}`,
                },
              ]
            : []),
          { call: `${short}(2)`, on: '8', reports: 'rank-mismatch' },
        ],
      });
    }),
    ...(['avg', 'max'] as const).map(word => {
      const name = `torch.nn.functional.adaptive_${word}_pool${spatial}d`;
      return defineOp({
        ...torch,
        name,
        aliases: [`adaptive_${word}_pool${spatial}d`],
        summary: `${word === 'avg' ? 'Means' : 'The greatest numbers'} over windows chosen so that the output has the size asked for.`,
        docs: docs(name),
        params: { input: tensor(), output_size: numbers(), return_indices: flag().default('False') },
        shape: ({ input, output_size, return_indices }, check) =>
          withIndices(adapt(input, output_size, name, spatial, check), word === 'max' ? return_indices : false),
        examples: [
          {
            call: `F.adaptive_${word}_pool${spatial}d(x, 1)`,
            given: { x: `8 3 ${dimsOf(spatial, 9)}` },
            gives: `8 3 ${dimsOf(spatial, 1)}`,
          },
        ],
      });
    }),
  ];
}

function withIndices(result: TensorArg, asked: boolean | undefined): Result {
  if (asked === undefined) return { kind: 'unknown' };
  return asked ? listArg([result, tensorArg(result.shape, { dtype: 'int64' })]) : result;
}

/** The size, or a ratio of the input's. */
function fractional(spatial: 2 | 3): Op {
  const name = `torch.nn.FractionalMaxPool${spatial}d`;
  return defineLayer({
    ...torch,
    name,
    summary: 'The greatest numbers under windows placed at random, so many that the output has the size asked for.',
    docs: docs(name),
    params: {
      kernel_size: integers('int | int[]'),
      output_size: integers('int | int[]').optional(),
      output_ratio: anything('number | number[]').optional(),
      return_indices: flag().default('False'),
      _random_samples: ignored('Tensor'),
    },
    call: { input: tensor() },
    shape({ output_size, output_ratio, return_indices, input }, check) {
      const { N, C, S } = axesOf(
        layouts[spatial],
        input.shape,
        { argument: 'input', wanted: rankOf(spatial), usual: usualLayouts[spatial] },
        check,
      );
      const lengths = S.map((length, at): Dim => ratioOf(output_ratio, at, length));
      const sizes = output_size?.kind === 'none' ? lengths : perAxis(output_size, spatial, { op: name, argument: 'output_size' }, check);
      return withIndices(tensorArg(allCalled(join(layouts[spatial], { N, C, S: sizes }), spatial, check)), return_indices);
    },
    examples: [
      { call: `nn.FractionalMaxPool${spatial}d(2, output_size=5)`, on: `8 3 ${dimsOf(spatial, 9)}`, gives: `8 3 ${dimsOf(spatial, 5)}` },
      { call: `nn.FractionalMaxPool${spatial}d(2, output_ratio=0.5)`, on: `8 3 ${dimsOf(spatial, 9)}`, gives: `8 3 ${dimsOf(spatial, 4)}` },
    ],
  });
}

function ratioOf(given: Arg | undefined, at: number, length: Dim): Dim {
  const one = given?.kind === 'list' ? given.items[at] : given;
  return one?.kind === 'float' && one.value !== undefined && length.kind === 'int' ? int(Math.trunc(length.value * one.value)) : unknown;
}

const unpooled = formula('(L - 1)*s - 2*p + k');

/** Puts numbers back where a max pool took them from. */
function unpool(spatial: Spatial): Op {
  const name = `torch.nn.MaxUnpool${spatial}d`;
  return defineLayer({
    ...torch,
    name,
    summary: 'Puts numbers back where a max pool took them from; all others become 0.',
    docs: docs(name),
    params: {
      kernel_size: integers('int | int[]'),
      stride: integers('int | int[]').optional(),
      padding: integers('int | int[]').default('0'),
    },
    call: { input: tensor(), indices: tensor(), output_size: anything('int[]').optional() },
    shape({ kernel_size, stride, padding, input, output_size }, check) {
      const layout = layouts[spatial];
      const { N, C, S } = axesOf(layout, input.shape, { argument: 'input', wanted: rankOf(spatial), usual: usualLayouts[spatial] }, check);
      const kernel = perAxis(kernel_size, spatial, { op: name, argument: 'kernel_size' }, check);
      const strides = perAxis(stride, spatial, { op: name, argument: 'stride' }, check, kernel);
      const paddings = perAxis(padding, spatial, { op: name, argument: 'padding' }, check, int(0));
      const asked = readIntegers(output_size);
      const items =
        asked?.kind === 'many' ? asked.items.slice(-spatial).map(item => (typeof item === 'string' ? unknown : item)) : undefined;
      const computed = S.map((L, at) => unpooled({ L, s: strides[at] ?? unknown, p: paddings[at] ?? unknown, k: kernel[at] ?? unknown }));
      const lengths = asked?.kind === 'none' ? computed : items?.length === spatial ? items : S.map(() => unknown);
      return allCalled(join(layout, { N, C, S: lengths }), spatial, check);
    },
    examples: [
      {
        call: `nn.MaxUnpool${spatial}d(2)`,
        on: `8 3 ${dimsOf(spatial, 4)}, 8 3 ${dimsOf(spatial, 4)}`,
        gives: `8 3 ${dimsOf(spatial, 8)}`,
      },
    ],
  });
}

export const poolsToSize: readonly Op[] = [...spatialCounts.flatMap(adaptive), fractional(2), fractional(3), ...spatialCounts.map(unpool)];
