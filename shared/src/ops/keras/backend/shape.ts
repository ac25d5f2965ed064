/** Functions that tell a tensor's shape, or give it another. */
import { listArg, numberArg, unknownArg } from '../../argument.ts';
import { defineOp, type Op } from '../../op.ts';
import { tensor } from '../../parameter.ts';
import { docs, keras } from '../declare.ts';

const intShape = defineOp({
  ...keras,
  name: 'keras.backend.int_shape',
  listed: false,
  summary: 'The shape of a Keras tensor as a tuple.',
  docs: docs('backend/int_shape'),
  params: { x: tensor() },
  tellsShape: true,
  shape: ({ x: { shape } }) => (shape ? listArg(shape.map(numberArg)) : unknownArg),
  examples: [{ call: 'keras.backend.int_shape(x)', given: { x: '2 3' } }],
});

export const shapeFunctions: readonly Op[] = [intShape];
