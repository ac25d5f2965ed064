/** A variable of the environment without a default of its own: where one stands behind an `or`, it is taken for not set. */
import type { Span } from '#server/ir/ir.ts';
import type { Frame, Run } from '../run.ts';
import { type UnknownValue, unknownValue, type Value } from '../value.ts';

const unset: UnknownValue = unknownValue('a variable of the environment');

export const unsetVariable = (name: string, frame: Frame, span: Span, run: Run): Value =>
  run.world.assume({ name, shown: undefined, path: frame.module.path, span }, unset);

export const isUnset = (value: Value): boolean => value === unset;
