/** What every TensorFlow.js declaration repeats. */
import { type Arg, type TensorArg, unknownTensor } from '../argument.ts';
import { dtype } from '../parameter.ts';

export const tfjs = { framework: 'tfjs' } as const;

export const docs = (name: string): string => `https://js.tensorflow.org/api/latest/#${name}`;
export const memberDocs = (name: string): string => `https://js.tensorflow.org/api/latest/#tf.Tensor.${name}`;

/** Usable as `tf.name(x, …)` and as `x.name(…)`. */
export const chained = (...names: string[]) => ({ method: { names } });
/** Usable as `x.name(…)` only. */
export const member = (...names: string[]) => ({ method: { names, only: true } });

/** The element type a literal gets: every number is `float32`. */
export const literalType = ({ dtype, elements, data }: TensorArg): string | undefined =>
  dtype ?? (elements || data ? 'float32' : undefined);

/** Every number that is given as such becomes a `float32` tensor. */
export const asFloat = (tensor: TensorArg): TensorArg => {
  const type = literalType(tensor);
  return type === undefined ? tensor : { ...tensor, dtype: type };
};

export const float32 = () => dtype().default("'float32'");

/** Tensors passed as one list, or one by one behind the receiver. */
export const together = (first: TensorArg, others: Arg | undefined): Arg =>
  others?.kind === 'list' ? { kind: 'list', items: [first, ...others.items] } : { kind: 'list', items: [first, others ?? unknownTensor] };
