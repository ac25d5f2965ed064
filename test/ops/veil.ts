/** Takes knowledge away from a recorded call: some of its numbers become unknown, some become symbols. */
import fc from 'fast-check';
import { type Dim, int, symbol, unknown } from '#shared/dim/dim.ts';
import { type Arg, listArg, numberArg, tensorArg, textArg, unknownArg, unknownTensor } from '#shared/ops/argument.ts';

/** `t`, `b`: a tensor of that shape, `b` a boolean one; `i`: an integer tensor with those elements; `f`: a float. */
export type Encoded =
  | number
  | string
  | boolean
  | null
  | readonly Encoded[]
  | { readonly t?: readonly number[]; readonly b?: readonly number[]; readonly i?: readonly number[]; readonly f?: number };

/** What becomes of each number: itself, unknown, or a symbol that stands for it. */
export type Veil = 'plain' | 'unknown' | 'symbol';

export class Veiled {
  private at = 0;
  private readonly veils: readonly Veil[];
  readonly meaning = new Map<string, number>();

  constructor(veils: readonly Veil[]) {
    this.veils = veils;
  }

  private next(): Veil {
    return this.veils[this.at++ % this.veils.length] ?? 'plain';
  }

  dim(value: number): Dim {
    const veil = this.next();
    // A minus one means something by itself.
    if (veil === 'plain' || value < 0) return int(value);
    if (veil === 'unknown') return unknown;
    const id = `s${this.meaning.size}`;
    this.meaning.set(id, value);
    return symbol(id);
  }

  arg(value: Encoded): Arg {
    if (value === null) return { kind: 'none' };
    if (typeof value === 'number') {
      const dim = Number.isInteger(value) ? this.dim(value) : undefined;
      return dim ? (dim.kind === 'unknown' ? unknownArg : numberArg(dim)) : { kind: 'float', value };
    }
    if (typeof value === 'string') return textArg(value);
    if (typeof value === 'boolean') return this.next() === 'unknown' ? unknownArg : { kind: 'flag', value };
    if (isList(value))
      return this.next() === 'unknown' && this.next() === 'unknown' ? unknownArg : listArg(value.map(item => this.arg(item)));
    if (value.f !== undefined) return { kind: 'float', value: value.f };
    if (value.i) return tensorArg([int(value.i.length)], { dtype: 'int32', elements: value.i.map(item => this.dim(item)) });
    const shape = value.t ?? value.b ?? [];
    return this.next() === 'unknown' && this.next() === 'unknown' ? unknownTensor : tensorArg(shape.map(dim => this.dim(dim)));
  }
}

const isList = (value: Encoded): value is readonly Encoded[] => Array.isArray(value);

export const veils = fc.array(fc.constantFrom<Veil>('plain', 'unknown', 'symbol'), { minLength: 5, maxLength: 17 });
