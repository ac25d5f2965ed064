/** Adds one number per channel. */
import type { Data } from '../data.ts';
import { binary, binaryFunctions } from './elementwise.ts';

/** `bias` has one axis, as long as `input`'s `channelAxis` (negative counts from the end); undefined when it is not. */
export function addBias(input: Data, bias: Data, channelAxis = -1): Data | undefined {
  const rank = input.shape.length;
  const axis = channelAxis < 0 ? channelAxis + rank : channelAxis;
  const [channels] = bias.shape;
  if (bias.shape.length !== 1 || channels === undefined || input.shape[axis] !== channels) return undefined;
  const shape = [channels, ...new Array<number>(rank - 1 - axis).fill(1)];
  return binary(binaryFunctions.add, input, { shape, values: bias.values });
}
