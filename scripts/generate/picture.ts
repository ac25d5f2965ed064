// The picture of the README: what the hover draws for the worked example, in examples/.

import { picture } from '#server/features/picture.ts';
import { svg } from '#server/features/svg.ts';
import { applyUnder } from '#shared/ops/apply.ts';
import { listArg, numberArg, type TensorArg, tensorArg, textArg } from '#shared/ops/argument.ts';
import { opNamed } from '#shared/ops/registry.ts';
import { shapeOf } from '#shared/shape/shape.ts';

export function examplePicture(): string {
  const op = opNamed('tf.nn.conv2d_transpose', 'tensorflow');
  if (!op) throw new Error('there is no tf.nn.conv2d_transpose');
  const named = {
    input: filled(9, 1, 2, 2, 1),
    filters: filled(1, 3, 3, 1, 1),
    output_shape: listArg([1, 4, 4, 1].map(numberArg)),
    strides: numberArg(1),
    padding: textArg('VALID'),
  };
  const drawn = picture(applyUnder(op, { positional: [], named }, { framework: 'tensorflow', generation: '2' }, 'readme'));
  if (!drawn) throw new Error('there is no picture of the worked example');
  return `${svg(drawn).text}\n`;
}

function filled(value: number, ...dims: readonly number[]): TensorArg {
  const count = dims.reduce((product, dim) => product * dim, 1);
  return tensorArg(shapeOf(...dims), { dtype: 'float32', data: new Float64Array(count).fill(value) });
}
