/** Embeddings, attention and transformer layers. Sources: torch/nn/modules/sparse.py, activation.py, transformer.py. */

import { featuresMismatch } from '../../diagnostics/features-mismatch.ts';
import { groupsDoNotDivide } from '../../diagnostics/groups-do-not-divide.ts';
import { divides, equal } from '../../dim/compare.ts';
import type { Dim } from '../../dim/dim.ts';
import { type Arg, listArg, type TensorArg, tensorArg, unknownArg } from '../argument.ts';
import type { Check } from '../check.ts';
import { defineLayer, defineOp, type Op } from '../op.ts';
import { anything, flag, integer, tensor } from '../parameter.ts';
import { docs, placement, plain, torch } from './declare.ts';

const embedding = defineLayer({
  ...torch,
  name: 'torch.nn.Embedding',
  summary: 'A vector for each index.',
  docs: docs('torch.nn.Embedding'),
  params: {
    num_embeddings: integer(),
    embedding_dim: integer(),
    ...plain('padding_idx max_norm norm_type scale_grad_by_freq sparse'),
    ...placement,
  },
  call: { input: tensor() },
  shape: ({ embedding_dim, input: { shape } }) => shape && [...shape, embedding_dim],
  examples: [{ call: 'nn.Embedding(1000, 64)(x.long())', given: { x: '8 10' }, gives: '8 10 64' }],
});

const embeddingFunction = defineOp({
  ...torch,
  name: 'torch.nn.functional.embedding',
  aliases: ['embedding'],
  summary: 'A row of a matrix for each index.',
  docs: docs('torch.nn.functional.embedding'),
  params: { input: tensor(), weight: tensor('[count, size]'), ...plain('padding_idx max_norm norm_type scale_grad_by_freq sparse') },
  shape({ input, weight }) {
    const size = weight.shape?.length === 2 ? weight.shape[1] : undefined;
    return input.shape && size && [...input.shape, size];
  },
  examples: [{ call: 'F.embedding(x.long(), w)', given: { x: '8 10', w: '1000 64' }, gives: '8 10 64' }],
});

function checkFeatures(input: TensorArg, argument: string, parameter: string, declared: Dim, check: Check): void {
  const features = input.shape?.at(-1);
  if (!input.shape || !features || equal(features, declared) !== 'no') return;
  check.report(
    featuresMismatch,
    { input: input.shape, features, parameter, declared },
    { argument: parameter },
    { related: [{ argument, message: 'the input' }] },
  );
}

const attention = defineLayer({
  ...torch,
  name: 'torch.nn.MultiheadAttention',
  summary: 'Attention of several heads; returns the output and the weights.',
  docs: docs('torch.nn.MultiheadAttention'),
  params: {
    embed_dim: integer(),
    num_heads: integer(),
    ...plain('dropout bias add_bias_kv add_zero_attn kdim vdim'),
    batch_first: flag().default('False'),
    ...placement,
  },
  call: {
    query: tensor(),
    key: tensor(),
    value: tensor(),
    ...plain('key_padding_mask need_weights attn_mask average_attn_weights is_causal'),
  },
  construct(args, check) {
    const { embed_dim, num_heads } = args as unknown as { readonly embed_dim: Dim; readonly num_heads: Dim };
    if (divides(num_heads, embed_dim) === 'no')
      check.report(groupsDoNotDivide, { groups: num_heads, what: 'embed_dim', channels: embed_dim }, { argument: 'num_heads' });
  },
  shape(args, check): Arg {
    const { embed_dim, query } = args as unknown as { readonly embed_dim: Dim; readonly query: TensorArg };
    checkFeatures(query, 'query', 'embed_dim', embed_dim, check);
    return listArg([tensorArg(query.shape), unknownArg]);
  },
  examples: [
    { call: 'nn.MultiheadAttention(64, 8)(x, x, x)[0]', given: { x: '10 8 64' }, gives: '10 8 64' },
    { call: 'nn.MultiheadAttention(64, 7)', on: '10 8 64, 10 8 64, 10 8 64', reports: 'groups-do-not-divide' },
    { call: 'nn.MultiheadAttention(32, 8)', on: '10 8 64, 10 8 64, 10 8 64', reports: 'features-mismatch' },
  ],
});

const scaled = defineOp({
  ...torch,
  name: 'torch.nn.functional.scaled_dot_product_attention',
  summary: 'Attention of queries over keys and values.',
  docs: docs('torch.nn.functional.scaled_dot_product_attention'),
  params: { query: tensor(), key: tensor(), value: tensor(), ...plain('attn_mask dropout_p is_causal scale enable_gqa') },
  shape(args) {
    const { query, value } = args as unknown as { readonly query: TensorArg; readonly value: TensorArg };
    const size = value.shape?.at(-1);
    return query.shape && size && [...query.shape.slice(0, -1), size];
  },
  examples: [
    { call: 'F.scaled_dot_product_attention(q, k, v)', given: { q: '8 4 10 16', k: '8 4 12 16', v: '8 4 12 32' }, gives: '8 4 10 32' },
  ],
});

const layerParams = {
  d_model: integer(),
  nhead: integer(),
  ...plain('dim_feedforward dropout activation layer_norm_eps batch_first norm_first bias device dtype'),
};

const transformerLayers = (
  [
    ['TransformerEncoderLayer', 'src'],
    ['TransformerDecoderLayer', 'tgt'],
  ] as const
).map(([word, input]) =>
  defineLayer({
    ...torch,
    name: `torch.nn.${word}`,
    summary: 'A layer of a transformer.',
    docs: docs(`torch.nn.${word}`),
    params: layerParams,
    call: {
      [input]: tensor(),
      ...(input === 'tgt' ? { memory: tensor() } : {}),
      ...plain(
        'src_mask tgt_mask memory_mask src_key_padding_mask tgt_key_padding_mask memory_key_padding_mask is_causal tgt_is_causal memory_is_causal',
      ),
    },
    shape(args, check) {
      const given = args as unknown as Readonly<Record<string, TensorArg>> & { readonly d_model: Dim };
      const from = given[input] as TensorArg;
      checkFeatures(from, input, 'd_model', given.d_model, check);
      return tensorArg(from.shape);
    },
    examples: [{ call: `nn.${word}(64, 8)`, on: input === 'tgt' ? '10 8 64, 12 8 64' : '10 8 64', gives: '10 8 64' }],
  }),
);

/** A stack of layers keeps the shape. */
const stacks = (
  [
    ['TransformerEncoder', 'encoder_layer num_layers norm enable_nested_tensor mask_check', 'src'],
    ['TransformerDecoder', 'decoder_layer num_layers norm', 'tgt'],
  ] as const
).map(([word, takes, input]) =>
  defineLayer({
    ...torch,
    name: `torch.nn.${word}`,
    summary: 'A stack of layers of a transformer.',
    docs: docs(`torch.nn.${word}`),
    params: plain(takes),
    call: { [input]: tensor(), ...(input === 'tgt' ? { memory: tensor() } : {}), mask: anything('Tensor') },
    shape: args => tensorArg((args as unknown as Readonly<Record<string, TensorArg>>)[input]?.shape),
    examples: [
      {
        call: `nn.${word}(nn.${word}Layer(64, 8), 6)`,
        on: input === 'tgt' ? '10 8 64, 12 8 64' : '10 8 64',
        gives: '10 8 64',
      },
    ],
  }),
);

export const attentionOps: readonly Op[] = [embedding, embeddingFunction, attention, scaled, ...transformerLayers, ...stacks];
