/** What is known of a cell of a recurrent network: the size of its output and of its state, as `output_size` and `state_size` tell them. */
import { add } from '../../../dim/arithmetic.ts';
import { type Dim, int, unknown } from '../../../dim/dim.ts';
import type { Shape } from '../../../shape/shape.ts';
import { type Arg, numberArg, type RecordArg, tensorArg, toDim, unknownArg } from '../../argument.ts';

/** A number, the dims of an image (`isShape`), or a tuple of sizes. */
export type Size = Arg;

export interface Cell {
  readonly output: Size;
  readonly state: Size;
}

export const cellOf = (arg: Arg | undefined): Cell | undefined =>
  arg?.kind === 'record' && arg.entries.output_size && arg.entries.state_size
    ? { output: arg.entries.output_size, state: arg.entries.state_size }
    : undefined;

/** As an object of that class. */
export const cellArg = (object: string, { output, state }: Cell): RecordArg => ({
  kind: 'record',
  object,
  entries: { output_size: output, state_size: state },
});

export const unknownCell: Cell = { output: unknownArg, state: unknownArg };

export const numberOf = (dim: Dim): Size => numberArg(dim);
export const imageOf = (dims: Shape): Size => ({ kind: 'list', items: dims.map(numberArg), isShape: true });
/** `LSTMStateTuple`. */
export const pairOf = (c: Arg, h: Arg): Arg => ({ kind: 'list', items: [c, h], isTuple: true, names: ['c', 'h'] });

/** The dims behind the batch; undefined where not even their number is known. */
export function dimsOf(size: Size): Shape | undefined {
  if (size.kind === 'list') return size.isShape ? size.items.map(item => toDim(item) ?? unknown) : undefined;
  return size.kind === 'number' || (size.kind === 'unknown' && size.dim) ? [toDim(size) ?? unknown] : undefined;
}

/** A tensor of that size for every item of a batch, or a tuple of them. */
export function tensorsOfSize(size: Size, lead: Shape): Arg {
  const dims = dimsOf(size);
  if (dims) return tensorArg([...lead, ...dims], { dtype: 'float32' });
  return size.kind === 'list' ? { ...size, items: size.items.map(item => tensorsOfSize(item, lead)) } : unknownArg;
}

/** Of sizes side by side along the last axis. */
export function sumOf(sizes: readonly Size[]): Size {
  const all = sizes.map(dimsOf);
  const [first] = all;
  const last = all.every(dims => dims && dims.length > 0) ? all.map(dims => dims?.at(-1) ?? unknown) : undefined;
  if (!first || !last) return unknownArg;
  const sum = last.reduce<Dim>((total, dim) => add(total, dim), int(0));
  return first.length === 1 ? numberOf(sum) : imageOf([...first.slice(0, -1), sum]);
}
