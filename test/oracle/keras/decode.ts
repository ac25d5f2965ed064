/** Arguments as the recordings write them. */
import { type Arg, listArg, numberArg, textArg } from '#shared/ops/argument.ts';

export type Encoded = number | string | boolean | null | readonly Encoded[];

export function decode(value: Encoded): Arg {
  if (value === null) return { kind: 'none' };
  if (typeof value === 'number') return Number.isInteger(value) ? numberArg(value) : { kind: 'float', value };
  if (typeof value === 'string') return textArg(value);
  if (typeof value === 'boolean') return { kind: 'flag', value };
  return listArg(value.map(decode));
}
