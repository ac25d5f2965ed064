/** Shapes and values as JSON. */

import type { Dim } from '#shared/dim/dim.ts';
import { show } from '#shared/dim/show.ts';
import { type Arg, toTensor } from '#shared/ops/argument.ts';
import { type Shape, toNumbers } from '#shared/shape/shape.ts';
import type { JsonDim, JsonOutput, JsonShape, JsonValues } from './model.ts';

export const dimToJson = (dim: Dim): JsonDim => (dim.kind === 'int' ? dim.value : dim.kind === 'unknown' ? null : show(dim));

export const shapeToJson = (shape: Shape | undefined): JsonShape => (shape ? shape.map(dimToJson) : null);

/** A result as the contract wants it: a shape, a list of shapes, or null when nothing is known of it. */
export function outputToJson(arg: Arg | undefined): JsonOutput {
  if (!arg) return null;
  if (arg.kind === 'list' && arg.items.some(holdsTensor)) return arg.items.map(item => shapeToJson(toTensor(item)?.shape));
  return shapeToJson(toTensor(arg)?.shape);
}

const holdsTensor = (arg: Arg): boolean => arg.kind === 'tensor';

/** What several calling contexts agree on: a dim that differs is null, and so is a shape whose rank does. */
export function mergeOutputs(outputs: readonly JsonOutput[]): JsonOutput {
  const [first, ...rest] = outputs;
  return first === undefined ? null : rest.reduce(merge, first);
}

function merge(a: JsonOutput, b: JsonOutput): JsonOutput {
  if (a === null || b === null || a.length !== b.length || isList(a) !== isList(b)) return null;
  if (isList(a)) return a.map((shape, at) => merge(shape, (b as readonly JsonShape[])[at] ?? null) as JsonShape);
  return (a as readonly JsonDim[]).map((dim, at) => (dim === b[at] ? dim : null));
}

export const isList = (output: NonNullable<JsonOutput>): output is readonly JsonShape[] =>
  output.length > 0 && output.every(item => item === null || Array.isArray(item)) && output.some(item => item !== null);

/** The elements of a known tensor, nested as its shape says. */
export function valuesToJson(arg: Arg | undefined): JsonValues | undefined {
  if (arg?.kind !== 'tensor' || !arg.data) return undefined;
  const shape = toNumbers(arg.shape);
  if (!shape || shape.reduce((count, n) => count * n, 1) !== arg.data.length) return undefined;
  return nest(arg.data, shape, 0);
}

function nest(data: Float64Array, shape: readonly number[], offset: number): JsonValues {
  const [length, ...inner] = shape;
  if (length === undefined) return data[offset] ?? 0;
  const step = inner.reduce((count, n) => count * n, 1);
  return Array.from({ length }, (_, at) => nest(data, inner, offset + at * step));
}

/** Known rank and no unknown dim, in every result. */
export function isResolved(output: JsonOutput): boolean {
  if (output === null) return false;
  return isList(output) ? output.every(isResolved) : (output as readonly JsonDim[]).every(dim => dim !== null);
}
