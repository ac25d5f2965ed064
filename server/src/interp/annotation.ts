/** What a type annotation says of an unknown value: TensorFlow.js's `Tensor4D`, `Scalar`, `Tensor<Rank.R4>` tell the rank. */
import { unknown } from '#shared/dim/dim.ts';
import type { ModuleContext } from './run.ts';
import type { Value } from './value.ts';

/** The whole type, so that `Tensor4D[]` and `Promise<Tensor4D>` say nothing. */
const rankOf = /^(?:tf\.)?(?:Tensor(?<digit>[1-6])D|(?<scalar>Scalar)|(?:Tensor|Variable)<(?:tf\.)?Rank\.R(?<rank>[0-6])>)$/;

export function withAnnotation(value: Value, annotation: string | undefined, module: ModuleContext): Value {
  if (annotation === undefined || module.language !== 'typescript') return value;
  if (value.kind !== 'unknown' && !(value.kind === 'tensor' && !value.shape)) return value;
  const groups = rankOf.exec(annotation.replace(/^\s*:/, '').replaceAll(/\s/g, ''))?.groups;
  if (!groups) return value;
  const rank = groups['scalar'] ? 0 : Number(groups['digit'] ?? groups['rank']);
  return { kind: 'tensor', framework: 'tfjs', shape: Array.from({ length: rank }, () => unknown) };
}
