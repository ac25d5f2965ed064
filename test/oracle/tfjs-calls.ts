// Makes calls of TensorFlow.js' convolutions: mostly right, with a mistake or an unusual form here and there.

import { type Arg, listArg, numberArg, tensorArg, textArg } from '#shared/ops/argument.ts';
import type { CallArguments } from '#shared/ops/bind.ts';
import { shapeOf } from '#shared/shape/shape.ts';
import type { randomFrom } from './random.ts';

/** An argument as a plain value; `undefined` is not given. */
export type Value = number | string | null | undefined | readonly Value[];

export interface Call {
  readonly x: readonly number[];
  readonly filter: readonly number[];
  readonly rest: readonly Value[];
}

function toArg(value: Value): Arg {
  if (value === null) return { kind: 'none' };
  if (typeof value === 'number') return Number.isInteger(value) ? numberArg(value) : { kind: 'float', value };
  if (typeof value === 'string') return textArg(value);
  return value === undefined ? { kind: 'none' } : listArg(value.map(toArg));
}

export function argumentsOf({ x, filter, rest }: Call): CallArguments {
  let last = rest.length;
  while (last > 0 && rest[last - 1] === undefined) last--;
  return { positional: [tensorArg(shapeOf(...x)), tensorArg(shapeOf(...filter)), ...rest.slice(0, last).map(toArg)], named: {} };
}

export type Random = ReturnType<typeof randomFrom>;

/** `positive`: numbers below one are checked. The transposed op does not check them, and never returns from some. */
const strides = (random: Random, value: readonly [number, number], positive = true): Value =>
  random.weighted<() => Value>([
    [30, () => [...value]],
    [30, () => value[0]],
    [2, () => [1, ...value, 1]],
    [1, () => [1, ...value]],
    [1, () => [value[0]]],
    ...(positive
      ? ([
          [1, () => 0],
          [1, () => [value[0], -1]],
        ] as const)
      : []),
    [1, () => String(value[0])],
    [0.5, () => undefined],
  ])();

const pad = (random: Random, first: boolean): Value =>
  random.weighted<() => Value>([
    [20, () => 'same'],
    [20, () => 'valid'],
    [14, () => random.pick(0, 0, 1, 1, 2, 3)],
    [
      14,
      () => {
        const pairs = [0, 1].map(() => [random.pick(0, 1, 2), random.pick(0, 1, 3)]);
        const none = [0, 0];
        return first ? [none, none, ...pairs] : [none, ...pairs, none];
      },
    ],
    [1, () => random.pick('SAME', 'Valid', 'full', 'causal')],
    [
      1,
      () => [
        [1, 1],
        [1, 1],
      ],
    ],
    [0.5, () => undefined],
  ])();

const rounding = (random: Random): Value =>
  random.weighted<Value>([
    [12, undefined],
    [1, 'floor'],
    [1, 'ceil'],
    [1, 'round'],
    [0.3, 'up'],
  ]);

export function forward(random: Random): Call {
  const format = random.weighted<Value>([
    [20, undefined],
    [20, 'NHWC'],
    [10, 'NCHW'],
    [1, 'channelsLast'],
    [1, 'channelsFirst'],
    [0.5, 'nhwc'],
  ]);
  const first = format === 'NCHW' || format === 'channelsFirst';
  const [c, o] = [random.pick(1, 2, 3), random.pick(1, 2, 3, 4)];
  const [h, w] = [random.pick(1, 2, 3, 4, 5, 7, 8), random.pick(1, 2, 4, 5, 6, 8)];
  const x = first ? [random.pick(1, 1, 2), c, h, w] : [random.pick(1, 1, 2), h, w, c];
  const filter = [random.pick(1, 2, 3, 3, 5), random.pick(1, 2, 3, 3, 4), c, o];
  random.weighted<() => void>([
    [30, () => {}],
    [5, () => x.shift()],
    [1, () => x.splice(0, 2)],
    [1, () => x.unshift(1)],
    [1, () => filter.pop()],
    [1, () => filter.splice(2, 2, o, c)],
    [1, () => filter.splice(2, 1, random.pick(1, 2, 3, 4))],
  ])();
  const dilated = random.chance(0.2);
  const dilations = dilated ? strides(random, [random.pick(1, 2), random.pick(1, 2, 3)]) : undefined;
  const stride: [number, number] = dilated && random.chance(0.6) ? [1, 1] : [random.pick(1, 1, 2, 3), random.pick(1, 1, 2, 3)];
  return { x, filter, rest: [strides(random, stride), pad(random, first), format, dilations, rounding(random)] };
}

export function transposed(random: Random): Call {
  const [c, o, n] = [random.pick(1, 2, 3), random.pick(1, 2, 3), random.pick(1, 1, 2)];
  const [kernel, stride] = [
    [random.pick(1, 2, 3, 3, 5), random.pick(1, 2, 3, 3, 4)] as const,
    [random.pick(1, 2, 2, 3), random.pick(1, 2, 2, 3)] as const,
  ];
  const shape: Value[] = [n, random.pick(1, 2, 3, 4, 5, 6, 7, 8, 9), random.pick(2, 3, 4, 5, 6, 7, 8), o];
  const size = [1, 2].map((axis, at) => Math.max(1, Math.ceil((shape[axis] as number) / (stride[at] as number))));
  const x = [n, ...size, c];
  const filter = [...kernel, o, c];
  random.weighted<() => void>([
    [30, () => {}],
    [4, () => [x.shift(), shape.shift()]],
    [1, () => x.shift()],
    [1, () => shape.pop()],
    [1, () => x.unshift(1)],
    [1, () => filter.pop()],
    [1, () => filter.splice(2, 2, c, o)],
    [1, () => shape.splice(3, 1, random.pick(1, 2, 3, 4))],
    [1, () => x.splice(3, 1, random.pick(1, 2, 3, 4))],
    [1, () => shape.splice(0, 1, random.pick(1, 2, 3))],
    [1, () => shape.splice(random.pick(0, 1), 1, random.pick(-1, -2, null))],
  ])();
  const outputShape = random.weighted<Value>([
    [40, shape],
    [1, undefined],
    [1, null],
    [1, 8],
  ]);
  return { x, filter, rest: [outputShape, strides(random, [...stride], false), pad(random, false), rounding(random)] };
}
