/** Cells of recurrent networks. Sources: flax/linen/recurrent.py, flax/nnx/nn/recurrent.py. */
import type { Dim } from '../../dim/dim.ts';
import { type Arg, listArg, type TensorArg, unknownArg } from '../argument.ts';
import type { Check } from '../check.ts';
import { ofType } from '../common/contents.ts';
import { anyOf } from '../jax/declare.ts';
import { defineLayer, type Op } from '../op.ts';
import { integer, tensor } from '../parameter.ts';
import { type Api, docs, flax, linenParams, nnxParams } from './declare.ts';
import { checkFeatures } from './linear.ts';

interface Given {
  readonly features?: Dim;
  readonly in_features?: Dim;
  readonly hidden_features?: Dim;
  readonly inputs: TensorArg;
}

/** A pair: the carry for the next step, and the output. */
function rule(pair: boolean, { features, in_features, hidden_features, inputs: { shape, dtype } }: Given, check: Check): Arg {
  const width = features ?? hidden_features;
  if (!shape || !width) return unknownArg;
  if (in_features) checkFeatures(shape, 'in_features', in_features, check);
  const output = ofType([...shape.slice(0, -1), width], dtype);
  return listArg([pair ? listArg([output, output]) : output, output]);
}

function cell(name: string, api: Api, pair: boolean): Op {
  const full = `flax.${api}.${name}`;
  return defineLayer({
    ...flax,
    name: full,
    summary: 'One step of a recurrent network.',
    docs: docs('recurrent')(full),
    params: {
      ...(api === 'linen' ? { features: integer() } : { in_features: integer(), hidden_features: integer() }),
      ...anyOf('gate_fn activation_fn kernel_init recurrent_kernel_init bias_init dtype param_dtype carry_init residual'),
      ...(api === 'linen' ? linenParams : nnxParams),
    },
    call: { ...anyOf('carry'), inputs: tensor('[…, C]') },
    shape: (args, check) => rule(pair, args as unknown as Given, check),
    examples: [{ call: api === 'linen' ? `nn.${name}(16)` : `nnx.${name}(8, 16, rngs=nnx.Rngs(0))` }],
  });
}

export const cells: readonly Op[] = (['linen', 'nnx'] as const).flatMap(api => [
  cell('LSTMCell', api, true),
  cell('OptimizedLSTMCell', api, true),
  cell('GRUCell', api, false),
  cell('SimpleCell', api, false),
]);
