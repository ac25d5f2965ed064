/** Ops that choose elements: tf.gather, tf.where. */
import { argumentForm } from '../../diagnostics/argument-form.ts';
import { equal } from '../../dim/compare.ts';
import { type Dim, int, unknown } from '../../dim/dim.ts';
import { type Shape, sameShape, showShape } from '../../shape/shape.ts';
import { type Arg, tensorArg, toDim } from '../argument.ts';
import { ofType } from '../common/contents.ts';
import { broadcastShapes } from '../common/elementwise.ts';
import { gatherShape } from '../common/sequence.ts';
import { defineOp, type Op } from '../op.ts';
import { anything, ignored, integer, optionalTensor, tensor } from '../parameter.ts';
import { docs, name, tensorflow } from './declare.ts';

const gather = defineOp({
  ...tensorflow,
  name: 'tf.gather',
  summary: 'Picks slices along an axis by their indices.',
  docs: docs('gather'),
  params: {
    params: tensor(),
    indices: tensor(),
    validate_indices: ignored('bool'),
    axis: anything('int', { kind: 'integers' }).optional(),
    batch_dims: integer().default('0'),
    name: name(),
  },
  order: {
    legacy: 'params indices validate_indices name axis',
    v1: 'params indices validate_indices name axis batch_dims',
    v2: 'params indices validate_indices axis batch_dims name',
  },
  shape: ({ params, indices, axis, batch_dims }, check) =>
    ofType(gatherShape(params.shape, indices.shape, axisOf(axis, batch_dims), batchOf(axis, batch_dims), 'axis', check), params.dtype),
  examples: [
    { call: 'tf.gather(x, [0, 2])', given: { x: '4 3' }, gives: '2 3' },
    { call: 'tf.gather(x, [0, 2, 1, 0], axis=1)', given: { x: '4 3' }, gives: '4 4' },
    { call: 'tf.gather(x, [0], axis=2)', given: { x: '4 3' }, reports: 'axis-out-of-range' },
  ],
});

/** An axis of 0 that is given leaves no batch, whatever `batch_dims` says: the wrapper takes another path then. */
const batchOf = (axis: Arg | undefined, batch: Dim): Dim =>
  axis?.kind === 'number' && axis.dim.kind === 'int' && axis.dim.value === 0 ? int(0) : batch;

/** The axis is `batch_dims` unless it is given. */
const axisOf = (axis: Arg | undefined, otherwise: Dim): Dim => (!axis || axis.kind === 'none' ? otherwise : (toDim(axis) ?? unknown));

const where = defineOp({
  ...tensorflow,
  name: 'tf.where',
  summary: 'Elements of `x` where the condition holds, of `y` elsewhere; without them, where the condition holds.',
  docs: docs('where'),
  params: { condition: tensor(), x: optionalTensor(), y: optionalTensor(), name: name() },
  shape({ condition, x, y }, check) {
    if (!x || !y) return ofType([unknown, condition.shape ? int(condition.shape.length) : unknown], 'int64');
    const dtype = x.dtype ?? y.dtype;
    // TensorFlow 1 does not broadcast: x and y have one shape, and so has the result.
    if (check.version.generation !== '2') {
      if (x.shape && y.shape && sameShape(x.shape, y.shape) === 'no') {
        const problem = `needs x and y of one shape in TensorFlow 1, got ${showShape(x.shape)} and ${showShape(y.shape)}`;
        check.report(argumentForm, { op: 'tf.where', problem }, { argument: 'y' });
      }
      return ofType(x.shape && y.shape ? merge(x.shape, y.shape) : (x.shape ?? y.shape), dtype);
    }
    const both = broadcastShapes(x.shape, y.shape, { op: 'tf.where', at: 'y' }, check);
    return ofType(broadcastShapes(condition.shape, both, { op: 'tf.where', at: 'condition' }, check), dtype);
  },
  examples: [
    { call: 'tf.where(x > 0, x, y)', given: { x: '2 3', y: '2 3' }, gives: '2 3' },
    { call: 'tf.where(x > 0, x, y)', given: { x: '2 3', y: '2 4' }, reports: 'broadcast-mismatch', under: 'v2' },
    { call: 'tf.where(x > 0, x, y)', given: { x: '2 3', y: '3' }, reports: 'argument-form', under: 'v1' },
  ],
});

const merge = (a: Shape, b: Shape): Shape | undefined =>
  a.length === b.length
    ? a.map((dim, axis) => (equal(dim, b[axis] as Dim) === 'yes' || dim.kind === 'int' ? dim : (b[axis] as Dim)))
    : undefined;

const booleanMask = defineOp({
  ...tensorflow,
  name: 'tf.boolean_mask',
  summary: 'The elements for which a mask is true, over the axes of the mask.',
  docs: docs('boolean_mask'),
  params: { tensor: tensor(), mask: tensor(), axis: anything('int', { kind: 'integers' }).optional(), name: name() },
  order: { legacy: 'tensor mask name axis', v1: 'tensor mask name axis', v2: 'tensor mask axis name' },
  shape({ tensor, mask, axis }, check) {
    const asked = axisOf(axis, int(0));
    const rank = tensor.shape?.length ?? 0;
    const at = asked.kind === 'int' && asked.value < 0 ? int(asked.value + rank) : asked;
    if (!tensor.shape || !mask.shape || at.kind !== 'int' || at.value < 0) return undefined;
    const over = tensor.shape.slice(at.value, at.value + mask.shape.length);
    const known = [...over, ...mask.shape].every(dim => dim.kind === 'int');
    // Lengths that a graph does not know are not compared when it runs either.
    const fits = mask.shape.length > 0 && over.length === mask.shape.length && !(known && sameShape(over, mask.shape) === 'no');
    if (!fits) {
      const problem = `needs a mask of the axes ${showShape(tensor.shape.slice(at.value))} begins with, got ${showShape(mask.shape)}`;
      check.report(argumentForm, { op: 'tf.boolean_mask', problem }, { argument: 'mask' });
      return undefined;
    }
    return tensorArg([...tensor.shape.slice(0, at.value), check.fresh('N'), ...tensor.shape.slice(at.value + mask.shape.length)]);
  },
  examples: [
    { call: 'tf.boolean_mask(x, [True, False])', given: { x: '2 3' }, gives: 'N 3' },
    { call: 'tf.boolean_mask(x, [True, False, True])', given: { x: '2 3' }, reports: 'argument-form' },
  ],
});

export const selections: readonly Op[] = [gather, where, booleanMask];
