/** Networks of `keras.applications`, written down as the sizes and channels of what their layers give. */
import { ceilDivide, floorDivide, subtract } from '../../../dim/arithmetic.ts';
import { equal } from '../../../dim/compare.ts';
import { type Dim, int, unknown } from '../../../dim/dim.ts';

/** What becomes of a height or width. `isOpen`: it is `None` when the model is built. */
export type Way = (length: Dim, isOpen: boolean) => Dim;

export interface NamedLayer {
  readonly name: string;
  readonly H: Dim;
  readonly W: Dim;
  readonly C: Dim;
}

/** A network as it is built, layer by layer. */
export class Network {
  readonly layers: NamedLayer[] = [];
  H: Dim;
  W: Dim;
  C: Dim;
  readonly isOpen: boolean;

  constructor(input: { readonly H: Dim; readonly W: Dim; readonly C: Dim; readonly isOpen: boolean }) {
    this.H = input.H;
    this.W = input.W;
    this.C = input.C;
    this.isOpen = input.isOpen;
  }

  /** A window slides: from here on images are of another size. */
  slide(way: Way): this {
    this.H = way(this.H, this.isOpen);
    this.W = way(this.W, this.isOpen);
    return this;
  }

  /** Layers, named one after the other, that give so many channels; as many as before where it does not say. */
  give(names: string, channels?: number): this {
    if (channels !== undefined) this.C = int(channels);
    const { H, W, C } = this;
    for (const name of names.split(' ')) this.layers.push({ name, H, W, C });
    return this;
  }

  /** Like `give`, of layers beside the main way. */
  aside(names: string, channels: number): this {
    const before = this.C;
    this.give(names, channels);
    this.C = before;
    return this;
  }
}

/** Pools of 2 by 2. */
export const half: Way = length => floorDivide(length, int(2));
/** Every second cell, with as much padding as that takes. */
export const halfUp: Way = length => ceilDivide(length, int(2));
/** A window of 3 that moves by 2, without padding. */
export const thirdsByTwo: Way = length => floorDivide(subtract(length, int(1)), int(2));
/** A window of 3 that moves by 1, without padding. */
export const thirds: Way = length => subtract(length, int(2));
export const quarter: Way = length => floorDivide(length, int(4));
/** Of an even length. */
function exactHalf(length: Dim): Dim | undefined {
  const down = floorDivide(length, int(2));
  return equal(down, ceilDivide(length, int(2))) === 'yes' ? down : undefined;
}
/** A padding that is made for even lengths or odd ones when the model is built (`correct_pad`); where the length is `None`, for even ones. */
export const evenly: Way = (length, isOpen) => {
  if (isOpen) return half(length, isOpen);
  return length.kind === 'int' ? halfUp(length, isOpen) : (exactHalf(length) ?? unknown);
};
/** The windows of MobileNet: what releases pad differs, and with it what becomes of odd lengths. */
const byRelease =
  (now: Way): Way =>
  (length, isOpen) =>
    exactHalf(length) ?? (length.kind === 'int' ? unknown : now(length, isOpen));
export const atTheStart = byRelease(halfUp);
export const atTheEnd = byRelease(half);

/** Channels in multiples of eight, never less than nine tenths of what was asked for (`_make_divisible`, `round_filters`). */
export function multipleOfEight(count: number): number {
  const rounded = Math.max(8, Math.floor((count + 4) / 8) * 8);
  return rounded < 0.9 * count ? rounded + 8 : rounded;
}
