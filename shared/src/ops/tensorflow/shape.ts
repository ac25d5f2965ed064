/** Ops that tell a tensor's shape: as a tensor, or as a list in the program. */
import { argumentForm } from '../../diagnostics/argument-form.ts';
import { equal } from '../../dim/compare.ts';
import { int, unknown } from '../../dim/dim.ts';
import { elementCount, type Shape, sameShape, showShape } from '../../shape/shape.ts';
import { listArg, numberArg, tensorArg, textArg, unknownArg } from '../argument.ts';
import { ofType, withElements } from '../common/contents.ts';
import { toShape } from '../common/shape-argument.ts';
import { defineOp, type Op } from '../op.ts';
import { dtype, integers, tensor } from '../parameter.ts';
import { docs, name, tensorflow } from './declare.ts';
import { openAxis } from './open-axes.ts';

const int32 = () => dtype().default('tf.int32', textArg('int32'));

const shapeTensor = defineOp({
  ...tensorflow,
  name: 'tf.shape',
  summary: 'The shape as a tensor of integers, known when the program runs.',
  docs: docs('shape'),
  params: { input: tensor(), out_type: int32(), name: name() },
  order: { legacy: 'input name out_type', v1: 'input name out_type', v2: 'input out_type name' },
  shape: ({ input: { shape }, out_type = 'int32' }) => withElements([shape ? int(shape.length) : unknown], shape, out_type),
  examples: [{ call: 'tf.shape(x)', given: { x: '2 3 4' }, gives: '3' }],
});

const sizeTensor = defineOp({
  ...tensorflow,
  name: 'tf.size',
  summary: 'The number of elements, as a scalar tensor.',
  docs: docs('size'),
  params: { input: tensor(), out_type: int32(), name: name() },
  order: { legacy: 'input name out_type', v1: 'input name out_type', v2: 'input out_type name' },
  shape: ({ input: { shape }, out_type = 'int32' }) => withElements([], shape && [elementCount(shape)], out_type),
  examples: [{ call: 'tf.size(x)', given: { x: '2 3 4' }, gives: '' }],
});

const rankTensor = defineOp({
  ...tensorflow,
  name: 'tf.rank',
  summary: 'The number of axes, as a scalar tensor.',
  docs: docs('rank'),
  params: { input: tensor(), name: name() },
  shape: ({ input: { shape } }) => withElements([], shape && [int(shape.length)], 'int32'),
  examples: [{ call: 'tf.rank(x)', given: { x: '2 3 4' }, gives: '' }],
});

const shapeAttribute = defineOp({
  ...tensorflow,
  name: 'tf.Tensor.shape',
  attribute: ['shape'],
  neverFails: 'an attribute takes nothing',
  tellsShape: true,
  listed: false,
  summary: 'The shape as far as it is known before the program runs.',
  docs: docs('Tensor#shape'),
  params: { input: tensor() },
  shape: ({ input: { shape } }) => (shape ? listArg(shape.map(numberArg)) : unknownArg),
  examples: [{ call: 'x.shape', given: { x: '2 3' } }],
});

const getShape = defineOp({
  ...tensorflow,
  name: 'tf.Tensor.get_shape',
  method: { names: ['get_shape'], only: true },
  tellsShape: true,
  listed: false,
  summary: 'The shape as far as it is known before the program runs.',
  docs: docs('Tensor#get_shape'),
  params: { input: tensor() },
  shape: ({ input: { shape } }) => (shape ? listArg(shape.map(numberArg)) : unknownArg),
  examples: [{ call: 'x.get_shape()', given: { x: '2 3' } }],
});

const dtypeAttribute = defineOp({
  ...tensorflow,
  name: 'tf.Tensor.dtype',
  attribute: ['dtype'],
  neverFails: 'an attribute takes nothing',
  listed: false,
  summary: 'The element type.',
  docs: docs('Tensor#dtype'),
  params: { input: tensor() },
  shape: ({ input: { dtype } }) => (dtype === undefined ? unknownArg : textArg(dtype)),
  examples: [{ call: 'x.dtype', given: { x: '2 3' } }],
});

const ndimAttribute = defineOp({
  ...tensorflow,
  name: 'tf.Tensor.ndim',
  attribute: ['ndim'],
  neverFails: 'an attribute takes nothing',
  listed: false,
  summary: 'The number of axes.',
  docs: docs('Tensor#ndim'),
  params: { input: tensor() },
  shape: ({ input: { shape } }) => (shape ? numberArg(shape.length) : unknownArg),
  examples: [{ call: 'x.ndim', given: { x: '2 3' } }],
});

/** What is stated goes over what is open. Where the two contradict each other, the inference may know more than TensorFlow. */
function agreed(known: Shape | undefined, stated: Shape): Shape | undefined {
  if (!known) return stated;
  if (known.length !== stated.length) return undefined;
  return stated.map((dim, axis) => {
    const before = known[axis] ?? unknown;
    if (equal(before, dim) === 'no') return unknown;
    return before.kind === 'int' || dim.kind === 'unknown' ? before : dim;
  });
}

const clashes = (known: Shape | undefined, stated: Shape | undefined): boolean =>
  known !== undefined && stated !== undefined && sameShape(known, stated) === 'no';

/**
 * Nothing comes back: what held the tensor holds it with the shape from then on. A graph compares with what it has inferred, which may be
 * less than what is known here, so a clash need not fail there.
 */
const setShape = defineOp({
  ...tensorflow,
  name: 'tf.Tensor.set_shape',
  method: { names: ['set_shape'], only: true },
  inPlace: ['set_shape'],
  listed: false,
  summary: 'Tells what the shape is where it could not be inferred; `None` stands for any dim.',
  docs: docs('Tensor#set_shape'),
  params: { input: tensor(), shape: integers('(int | None)[]') },
  shape({ input, shape }, check) {
    const stated = toShape(shape, (axis, rank) => input.shape?.[axis] ?? openAxis(check)(axis, rank));
    const { elements: _, data: __, ...rest } = input;
    if (stated && clashes(input.shape, stated)) {
      const problem = `says ${showShape(stated)} of a tensor that is ${showShape(input.shape)}`;
      check.report(argumentForm, { op: 'set_shape', problem }, { argument: 'shape' }, { severity: 'warning' });
    } else if (stated && !input.shape) check.demand('input', stated);
    return { ...rest, shape: stated ? agreed(input.shape, stated) : input.shape };
  },
  examples: [
    { call: 'x.set_shape([2, 3])', given: { x: '2 3' } },
    { call: 'x.set_shape([2, 4])', given: { x: '2 3' }, reports: 'argument-form' },
  ],
});

/** "Shape of tensor … is not compatible with expected shape …" */
const ensureShape = defineOp({
  ...tensorflow,
  name: 'tf.ensure_shape',
  summary: 'The same tensor, whose shape is checked when the program runs; `None` stands for any dim.',
  docs: docs('ensure_shape'),
  params: { x: tensor(), shape: integers('(int | None)[]'), name: name() },
  shape({ x, shape }, check) {
    const stated = toShape(shape, axis => x.shape?.[axis] ?? unknown);
    if (!stated) return tensorArg(x.shape, x);
    if (clashes(x.shape, stated)) {
      const problem = `expects ${showShape(stated)}, got ${showShape(x.shape)}`;
      check.report(argumentForm, { op: 'tf.ensure_shape', problem }, { argument: 'shape' });
    }
    return ofType(stated, x.dtype);
  },
  examples: [
    { call: 'tf.ensure_shape(x, [None, 3])', given: { x: '2 3' }, gives: '2 3' },
    { call: 'tf.ensure_shape(x, [None, 4])', given: { x: '2 3' }, reports: 'argument-form' },
  ],
});

export const shapeOps: readonly Op[] = [
  shapeTensor,
  sizeTensor,
  rankTensor,
  shapeAttribute,
  getShape,
  dtypeAttribute,
  ndimAttribute,
  setShape,
  ensureShape,
];
