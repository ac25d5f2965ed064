/** Gradients: each has the shape of what it is taken by. Sources: gradients_impl.py, backprop.py. */
import { type Arg, listArg, type TensorArg, toTensor } from '../argument.ts';
import { ofType } from '../common/contents.ts';
import type { Op } from '../op.ts';
import type { ClassProtocol, ObjectMember } from '../pack.ts';
import { anything } from '../parameter.ts';
import { completeOp, words } from './declare.ts';

/** The same structure as the sources; one by one, since what they hold is another matter. */
function like(sources: Arg | undefined): Arg {
  if (sources?.kind === 'list') return { ...sources, items: sources.items.map(like) };
  const tensor = sources && sources.kind !== 'unknown' ? toTensor(sources) : undefined;
  return tensor ? bare(tensor) : { kind: 'unknown' };
}

const bare = ({ shape, dtype }: TensorArg): Arg => ofType(shape, dtype);

const gradients = completeOp('gradients', {
  summary: 'The gradients of sums by tensors, in a list.',
  params: {
    ...words('ys'),
    xs: anything('Tensor | Tensor[]', { kind: 'shape' }),
    ...words('grad_ys name colocate_gradients_with_ops gate_gradients aggregation_method stop_gradients unconnected_gradients'),
  },
  order: {
    legacy: 'ys xs grad_ys name colocate_gradients_with_ops gate_gradients aggregation_method stop_gradients unconnected_gradients',
    v1: 'ys xs grad_ys name colocate_gradients_with_ops gate_gradients aggregation_method stop_gradients unconnected_gradients',
    v2: 'ys xs grad_ys name gate_gradients aggregation_method stop_gradients unconnected_gradients',
  },
  shape({ xs }) {
    const all = like(xs as Arg | undefined);
    return all.kind === 'tensor' ? listArg([all]) : all;
  },
  examples: [{ call: 'tf.gradients(x * y, [x, y])[1]', given: { x: '2 3', y: '3' }, gives: '3' }],
});

const tape = completeOp('GradientTape.gradient', {
  listed: false,
  summary: 'The gradients of what the tape has seen, by tensors or variables.',
  params: {
    ...words('target'),
    sources: anything('Tensor | Tensor[]', { kind: 'shape' }),
    ...words('output_gradients unconnected_gradients'),
  },
  order: 'target sources output_gradients unconnected_gradients',
  shape: ({ sources }) => like(sources as Arg | undefined),
  examples: [{ call: 'tf.GradientTape().gradient(x, x)', given: { x: '2 3' } }],
});

export const gradientOps: readonly Op[] = [gradients, tape];
export const tapeClasses: Readonly<Record<string, ClassProtocol>> = { GradientTape: {} };
export const tapeMembers: Readonly<Record<string, ObjectMember>> = { gradient: { kind: 'op', path: 'GradientTape.gradient' } };
