/** What every NumPy declaration repeats. */
import { type Dim, int, unknown } from '../../dim/dim.ts';
import { elementCount } from '../../shape/shape.ts';
import { type Arg, type TensorArg, toDim, toTensor, unknownArg } from '../argument.ts';
import { ofType } from '../common/contents.ts';
import { misspelt } from '../common/misspelt.ts';
import { defineOp, type Op } from '../op.ts';
import { ignored, type Params } from '../parameter.ts';

/** Every keyword of NumPy 1.13 and later is declared, so that another is an error; what takes any says `complete: false`. */
export const numpy = { framework: 'numpy', complete: 'keywords' } as const;

/** What every universal function takes beside its arrays: those of 1.x and 2.x. */
export const ufuncWords = 'out where axes axis keepdims casting order dtype subok signature sig extobj';

export const docs = (path: string): string => `https://numpy.org/doc/stable/reference/generated/numpy.${path}.html`;

/** Has no influence on shapes. */
export const any = () => ignored('any');
export const anyOf = (words: string): Params =>
  Object.fromEntries(
    words
      .split(' ')
      .filter(Boolean)
      .map(word => [word, any()]),
  );

/** An array of no axes is a plain number, known or not; of what an unknown value gives nothing is known. */
export function plain(result: TensorArg): Arg {
  if (!result.shape) return unknownArg;
  if (result.shape.length > 0) return result;
  const [element] = result.elements ?? [];
  return element ? { kind: 'number', dim: element } : unknownArg;
}

/** Without an axis many functions see all elements in one row. */
export const flat = ({ shape, dtype }: TensorArg): TensorArg => ofType(shape && [elementCount(shape)], dtype);

export const given = (arg: Arg | undefined): arg is Arg => arg !== undefined && arg.kind !== 'none';

export const dimOf = (arg: Arg | undefined): Dim => (given(arg) ? toDim(arg) : undefined) ?? unknown;

/** The axes of what is surely one array; undefined where lists may have different lengths. */
export function arrayOf(value: Arg | undefined): TensorArg | undefined {
  if (value?.kind === 'tensor') return value;
  return value && value.kind !== 'unknown' ? toTensor(value) : undefined;
}

/** With as many axes of length 1 in front as are missing. */
export const atLeast = (tensor: TensorArg, rank: number): TensorArg =>
  tensor.shape && tensor.shape.length < rank
    ? ofType([...Array<Dim>(rank - tensor.shape.length).fill(int(1)), ...tensor.shape], tensor.dtype)
    : tensor;

/** An op with no other mistake to show has a keyword that nothing has. */
export function withMistake(op: Op): Op {
  const [first] = op.examples;
  if (!op.complete || op.neverFails !== undefined || !first || op.examples.some(({ reports }) => reports)) return op;
  return { ...op, examples: [...op.examples, misspelt(first)] };
}

type Declared<P extends Params> = Pick<
  Op<P, Readonly<Record<never, never>>>,
  'summary' | 'params' | 'shape' | 'examples' | 'order' | 'aliases' | 'method' | 'rest'
>;

/** All parameters are known: a misspelt keyword is an error, as the last example shows. */
export const whole = <const P extends Params>(word: string, { examples, ...declared }: Declared<P>): Op =>
  defineOp<P>({
    ...numpy,
    name: `np.${word}`,
    docs: docs(word),
    complete: true,
    ...declared,
    examples: [...examples, ...examples.slice(0, 1).map(example => misspelt(example))],
  } as Op<P, Readonly<Record<never, never>>>);
