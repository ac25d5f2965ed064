/** What a tensor tells of itself: x.shape, x.rank, x.size, x.dtype. */
import { int } from '../../dim/dim.ts';
import { elementCount } from '../../shape/shape.ts';
import { type Arg, listArg, numberArg, type TensorArg, textArg, unknownArg } from '../argument.ts';
import { defineOp, type Op } from '../op.ts';
import { tensor } from '../parameter.ts';
import { docs, tfjs } from './declare.ts';

const attribute = (word: string, summary: string, read: (tensor: TensorArg) => Arg): Op =>
  defineOp({
    ...tfjs,
    name: `tf.Tensor.${word}`,
    attribute: [word],
    listed: false,
    summary,
    docs: docs('class:Tensor'),
    params: { x: tensor() },
    shape: ({ x }) => read(x),
    examples: [{ call: `x.${word}`, given: { x: '2 3' } }],
  });

export const shapeOps: readonly Op[] = [
  attribute('shape', 'The shape, an array of numbers.', ({ shape }) => (shape ? listArg(shape.map(numberArg)) : unknownArg)),
  attribute('rank', 'The number of axes.', ({ shape }) => (shape ? numberArg(int(shape.length)) : unknownArg)),
  attribute('size', 'The number of elements.', ({ shape }) => (shape ? numberArg(elementCount(shape)) : unknownArg)),
  attribute('dtype', 'The element type.', ({ dtype }) => (dtype === undefined ? unknownArg : textArg(dtype))),
];
