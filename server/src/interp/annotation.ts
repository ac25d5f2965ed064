/** What a type annotation says of an unknown value: TensorFlow.js's `Tensor4D`, `Scalar`, `Tensor<Rank.R4>` tell the rank. */
import { symbol } from '#shared/dim/dim.ts';
import type { ModuleContext, Run } from './run.ts';
import type { Value } from './value.ts';

/** The whole type, so that `Tensor4D[]` and `Promise<Tensor4D>` say nothing. */
const rankOf = /^(?:tf\.)?(?:Tensor(?<digit>[1-6])D|(?<scalar>Scalar)|(?:Tensor|Variable)<(?:tf\.)?Rank\.R(?<rank>[0-6])>)$/;

/** What the axes of a tensor of each rank are mostly called. */
const axes: readonly (readonly string[])[] = [
  [],
  ['N'],
  ['N', 'C'],
  ['H', 'W', 'C'],
  ['N', 'H', 'W', 'C'],
  ['N', 'D', 'H', 'W', 'C'],
  ['D0', 'D1', 'D2', 'D3', 'D4', 'D5'],
];

/**
 * The type that is written with a variable, or that its value is asserted to have. Assertions make the compiler silent and are at times not true:
 * what is found by their word alone is not reported (see `World.supposesDefaults`).
 */
export function withAssertedType(value: Value, annotation: string | undefined, module: ModuleContext, run: Run): Value {
  const typed = withAnnotation(value, annotation, module, run);
  if (typed === value) return value;
  run.world.trustType();
  return run.world.supposesDefaults ? typed : value;
}

/** A tensor of which only the rank is known has dims of its own, told from those of all others. */
export function withAnnotation(value: Value, annotation: string | undefined, { path, language }: ModuleContext, run: Run): Value {
  if (annotation === undefined || language !== 'typescript') return value;
  if (value.kind !== 'unknown' && !(value.kind === 'tensor' && !value.shape)) return value;
  const groups = rankOf.exec(annotation.replace(/^\s*:/, '').replaceAll(/\s/g, ''))?.groups;
  if (!groups) return value;
  const rank = groups['scalar'] ? 0 : Number(groups['digit'] ?? groups['rank']);
  const made = run.fresh();
  return {
    kind: 'tensor',
    framework: 'tfjs',
    shape: (axes[rank] ?? []).map((name, axis) => symbol(name, { id: `${name}${axis}@${path}:typed#${made}` })),
  };
}
