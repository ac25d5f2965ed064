/** Random windows on random small tensors, with the geometry that describes them. */
import fc from 'fast-check';
import { type Dim, int, toNumber } from '#shared/dim/dim.ts';
import { cellCount, type Data } from '#shared/kernel/data.ts';
import { planOf } from '#shared/kernel/execute/plan.ts';
import { type Padding, spatialNames, type WindowAxis, type WindowGeometry } from '#shared/kernel/geometry.ts';
import { slide } from '#shared/kernel/window.ts';

/** One axis, in numbers; `before` and `after` make the padding explicit. */
export interface AxisNumbers {
  readonly input: number;
  readonly kernel: number;
  readonly stride: number;
  readonly dilation: number;
  readonly padding: 'same' | 'valid' | 'causal' | { readonly before: number; readonly after: number };
}

export const paddingOf = (padding: AxisNumbers['padding']): Padding =>
  typeof padding === 'string' ? padding : { before: int(padding.before), after: int(padding.after) };

export const specOf = (axis: AxisNumbers) => ({
  input: int(axis.input),
  kernel: int(axis.kernel),
  stride: int(axis.stride),
  dilation: int(axis.dilation),
  padding: paddingOf(axis.padding),
});

const pair = fc.record({ before: fc.nat(2), after: fc.nat(2) });
export const paddings: fc.Arbitrary<AxisNumbers['padding']> = fc.oneof(
  fc.constantFrom('same' as const, 'valid' as const, 'causal' as const),
  pair,
);

export const axisNumbers: fc.Arbitrary<AxisNumbers> = fc.record({
  input: fc.integer({ min: 1, max: 9 }),
  kernel: fc.integer({ min: 1, max: 4 }),
  stride: fc.integer({ min: 1, max: 3 }),
  dilation: fc.integer({ min: 1, max: 3 }),
  padding: paddings,
});

export const forward = (axis: AxisNumbers): number => toNumber(slide(specOf(axis)).output) as number;

export interface WindowOptions {
  readonly kind?: WindowGeometry['kind'];
  readonly layout?: string;
  readonly filterLayout?: string;
  readonly batch?: number;
  readonly inputChannels?: number;
  readonly outputChannels?: number;
  readonly groups?: number;
}

/** `axes` say what the window slides over; for a transposed convolution that is its output, as it is for TensorFlow. */
export function geometryOf(axes: readonly AxisNumbers[], options: WindowOptions = {}): WindowGeometry {
  const { kind = 'conv', batch = 1, inputChannels = 1, outputChannels = 1, groups = 1, layout = `N S:${axes.length} C` } = options;
  const transposed = kind === 'transposed-conv';
  const filterLayout = options.filterLayout ?? `S:${axes.length} ${kind === 'depthwise-conv' ? 'I M' : transposed ? 'O I' : 'I O'}`;
  const names = spatialNames(axes.length);
  return {
    kind,
    axes: axes.map((axis, at): WindowAxis => {
      const [wide, narrow]: [Dim, Dim] = [int(axis.input), slide(specOf(axis)).output];
      return { ...specOf(axis), name: names[at] ?? 'length', input: transposed ? narrow : wide, output: transposed ? wide : narrow };
    }),
    batch: int(batch),
    inputChannels: int(inputChannels),
    outputChannels: int(outputChannels),
    groups: int(groups),
    layout,
    ...(kind.endsWith('pool') ? {} : { filterLayout, filterArgument: 'filter' }),
    inputArgument: 'x',
  };
}

/** Small integers, so that sums are exact in 32-bit floats too. */
export function dataFrom(shape: readonly number[], seed: number): Data {
  let state = (seed >>> 0) + 1;
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor(state / 2 ** 24) % 7;
  };
  return { shape, values: Float64Array.from({ length: cellCount(shape) }, () => next() - 3) };
}

/** Input, filter and a tensor of the output's shape, all filled from `seed`. */
export function tensorsFor(geometry: WindowGeometry, seed: number) {
  const plan = planOf(geometry);
  if (!plan) throw new Error('the geometry cannot be executed');
  const transposed = geometry.kind === 'transposed-conv';
  const [inputShape, outputShape] = transposed ? [plan.narrow.shape, plan.wide.shape] : [plan.wide.shape, plan.narrow.shape];
  const filterShape = plan.filter?.shape ?? [];
  return { input: dataFrom(inputShape, seed), filter: dataFrom(filterShape, seed + 1), output: dataFrom(outputShape, seed + 2) };
}

/** Windows that fit, over one to three axes, with channels, groups and either layout. */
export const convolutions = (kind: 'conv' | 'transposed-conv', axis = axisNumbers): fc.Arbitrary<WindowGeometry> =>
  fc
    .record({
      axes: fc.integer({ min: 1, max: 3 }).chain(n => fc.array(axis, { minLength: n, maxLength: n, size: 'max' })),
      batch: fc.integer({ min: 1, max: 2 }),
      perGroup: fc.tuple(fc.integer({ min: 1, max: 2 }), fc.integer({ min: 1, max: 3 })),
      groups: fc.integer({ min: 1, max: 2 }),
      channelsFirst: fc.boolean(),
      filterFirst: fc.boolean(),
    })
    .filter(({ axes }) => axes.every(axis => forward(axis) >= 1 && (axes.length < 3 || axis.input <= 6)))
    .map(({ axes, batch, perGroup: [one, other], groups, channelsFirst, filterFirst }) => {
      const n = axes.length;
      return geometryOf(axes, {
        kind,
        batch,
        groups,
        inputChannels: one * groups,
        outputChannels: other * groups,
        layout: channelsFirst ? `N C S:${n}` : `N S:${n} C`,
        filterLayout: filterFirst ? `O I S:${n}` : `S:${n} I O`,
      });
    });
