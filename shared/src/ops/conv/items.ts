/** Reads arguments that are one number or a list of numbers: strides, dilations, output shapes. */
import { type Dim, int, unknown } from '../../dim/dim.ts';
import { type Arg, numberArg, toDim } from '../argument.ts';

/** The items as they are, so that a rule can tell a float from a None; undefined when not even their number is known. */
export type Items =
  | { readonly kind: 'one'; readonly items: readonly [Arg] }
  | { readonly kind: 'many'; readonly items: readonly Arg[] }
  | { readonly kind: 'none' }
  /** Text, a dict, a flag: no number at all. */
  | { readonly kind: 'bad' }
  | undefined;

export function itemsOf(arg: Arg | undefined): Items {
  switch (arg?.kind) {
    case undefined:
    case 'none':
      return { kind: 'none' };
    case 'number':
    case 'float':
      return { kind: 'one', items: [arg] };
    case 'list':
      return { kind: 'many', items: arg.items };
    case 'tensor': {
      if (arg.shape?.length === 0) return { kind: 'one', items: [numberArg(toDim(arg) ?? unknown)] };
      if (arg.elements) return { kind: 'many', items: arg.elements.map(numberArg) };
      const [length, more] = arg.shape ?? [];
      return length?.kind === 'int' && !more && length.value <= 16
        ? { kind: 'many', items: Array<Arg>(length.value).fill(numberArg(unknown)) }
        : undefined;
    }
    case 'text':
    case 'record':
    case 'other':
      return { kind: 'bad' };
    default:
      return undefined;
  }
}

/** An item as an integer. A float counts where it is whole, since frameworks that take floats at all truncate them. */
export function itemDim(item: Arg): Dim {
  if (item.kind === 'float') return item.value !== undefined && Number.isInteger(item.value) ? int(item.value) : unknown;
  return toDim(item) ?? unknown;
}

export const isOne = (dim: Dim): boolean => dim.kind === 'int' && dim.value === 1;
/** Certainly below one. */
export const isNotPositive = (dim: Dim): boolean => dim.kind === 'int' && dim.value < 1;
