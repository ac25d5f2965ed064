/** Attention with several heads. Sources: flax/linen/attention.py, flax/nnx/nn/attention.py. */
import { groupsDoNotDivide } from '../../diagnostics/groups-do-not-divide.ts';
import { divides } from '../../dim/compare.ts';
import { type Dim, unknown } from '../../dim/dim.ts';
import { type Arg, type TensorArg, toDim } from '../argument.ts';
import type { Check } from '../check.ts';
import { ofType } from '../common/contents.ts';
import { anyOf } from '../jax/declare.ts';
import { defineLayer, defineOp, type Op } from '../op.ts';
import { anything, integer, tensor } from '../parameter.ts';
import { type Api, docs, flax, linenParams, nnxParams } from './declare.ts';
import { checkFeatures } from './linear.ts';

interface Given {
  readonly num_heads: Dim;
  readonly in_features?: Dim;
  readonly qkv_features?: Arg;
  readonly out_features?: Arg;
  readonly inputs_q: TensorArg;
}

const given = (arg: Arg | undefined): Dim | undefined => (!arg || arg.kind === 'none' ? undefined : (toDim(arg) ?? unknown));

/** "Memory dimension must be divisible by number of heads". */
function rule({ num_heads, in_features, qkv_features, out_features, inputs_q: { shape, dtype } }: Given, check: Check) {
  const features = in_features ?? shape?.at(-1) ?? unknown;
  const memory = given(qkv_features) ?? features;
  if (divides(num_heads, memory) === 'no')
    check.report(groupsDoNotDivide, { groups: num_heads, what: 'qkv_features', channels: memory }, { argument: 'num_heads' });
  if (in_features) checkFeatures(shape, 'in_features', in_features, check);
  return ofType(shape && [...shape.slice(0, -1), given(out_features) ?? features], dtype);
}

const rest =
  'dtype param_dtype broadcast_dropout dropout_rate deterministic precision kernel_init out_kernel_init bias_init out_bias_init use_bias attention_fn decode normalize_qk force_fp32_for_softmax';

function attention(name: string, api: Api, self: boolean): Op {
  const full = `flax.${api}.${name}`;
  const make = (heads: number, more = '') => `nn.${name}(${heads}${more})`;
  return defineLayer({
    ...flax,
    name: full,
    summary: 'Every item looks at others and takes from them what fits.',
    docs: docs('attention')(full),
    params: {
      num_heads: integer(),
      ...(api === 'nnx' ? { in_features: integer() } : anyOf('dtype param_dtype')),
      qkv_features: anything('int').optional(),
      out_features: anything('int').optional(),
      ...anyOf(api === 'nnx' ? `num_kv_heads in_kv_features ${rest}` : rest),
      ...(api === 'nnx' ? nnxParams : linenParams),
    },
    call: {
      inputs_q: tensor('[…, length, C]').alias('inputs'),
      ...anyOf(self ? 'mask deterministic' : 'inputs_k inputs_v inputs_kv mask deterministic dropout_rng sow_weights decode'),
    },
    shape: (args, check) => rule(args as unknown as Given, check),
    examples:
      api === 'linen'
        ? [
            { call: make(4), on: '8 20 64', gives: '8 20 64' },
            { call: make(4, ', qkv_features=32, out_features=7'), on: '8 20 64', gives: '8 20 7' },
            { call: make(5), on: '8 20 64', reports: 'groups-do-not-divide' },
          ]
        : [
            { call: 'nnx.MultiHeadAttention(4, 64, decode=False, rngs=nnx.Rngs(0))', on: '8 20 64', gives: '8 20 64' },
            { call: 'nnx.MultiHeadAttention(4, 64, decode=False, rngs=nnx.Rngs(0))', on: '8 20 32', reports: 'features-mismatch' },
          ],
  });
}

/** Queries `[…, q, heads, d]`, values `[…, k, heads, e]`: every query gets a value. */
const product = defineOp({
  ...flax,
  name: 'flax.linen.dot_product_attention',
  aliases: ['nnx.dot_product_attention'],
  summary: 'For every query the mean of values, weighted by how their keys fit.',
  docs: docs('attention')('flax.linen.dot_product_attention'),
  params: { query: tensor('[…, q, heads, d]'), key: tensor('[…, k, heads, d]'), value: tensor('[…, k, heads, e]'), ...anyOf('bias mask') },
  shape: args => {
    const { query, value } = args as never as { query: TensorArg; value: TensorArg };
    return ofType(query.shape && value.shape && [...query.shape.slice(0, -1), value.shape.at(-1) ?? unknown], query.dtype);
  },
  examples: [{ call: 'nn.dot_product_attention(x, y, y)', given: { x: '8 20 4 16', y: '8 30 4 16' }, gives: '8 20 4 16' }],
});

export const attentionOps: readonly Op[] = [
  attention('SelfAttention', 'linen', true),
  attention('MultiHeadDotProductAttention', 'linen', false),
  attention('MultiHeadAttention', 'linen', false),
  attention('MultiHeadAttention', 'nnx', false),
  product,
];
