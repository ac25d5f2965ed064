/** `MultiHeadAttention`, `Attention`, `AdditiveAttention`. Sources: layers/attention in Keras 2 and 3. */
import { type Dim, unknown } from '../../dim/dim.ts';
import { type Arg, listArg, type TensorArg, toDim } from '../argument.ts';
import { ofType } from '../common/contents.ts';
import type { LayerOp } from '../op.ts';
import { anything, flag, oneTensor, optionalTensor, tensors } from '../parameter.ts';
import { any, applied, ignoredOnes, layer } from './declare.ts';

const multiHead = layer({
  name: 'keras.layers.MultiHeadAttention',
  summary: 'Every query gathers what several heads find for it among the values.',
  params: {
    num_heads: anything('int', { kind: 'integers' }),
    key_dim: any(),
    value_dim: any(),
    dropout: any(),
    use_bias: any(),
    output_shape: anything('int').optional(),
    ...ignoredOnes('attention_axes kernel_initializer bias_initializer'),
  },
  order: 'num_heads key_dim value_dim dropout use_bias output_shape',
  call: {
    query: oneTensor('[batch, queries, features]'),
    value: optionalTensor('[batch, values, features]'),
    key: optionalTensor(),
    ...ignoredOnes('query_mask value_mask key_mask attention_mask use_causal_mask'),
    return_attention_scores: flag().default('False'),
    ...applied,
  },
  shape({ num_heads, output_shape, query: { shape, dtype }, value, return_attention_scores }, check) {
    if (return_attention_scores === undefined) return { kind: 'unknown' };
    if (!shape) return undefined;
    const steps = value?.shape?.length === 3 && shape.length === 3 ? [shape[1] as Dim, value.shape[1] as Dim] : undefined;
    const scores =
      steps && !check.given.has('attention_axes') ? [shape[0] as Dim, (num_heads && toDim(num_heads)) ?? unknown, ...steps] : undefined;
    const last: Dim | undefined = output_shape && output_shape.kind !== 'none' ? (toDim(output_shape) ?? unknown) : shape.at(-1);
    const output = ofType([...shape.slice(0, -1), ...(last ? [last] : [])], dtype);
    return return_attention_scores ? listArg([output, ofType(scores, dtype)]) : output;
  },
  examples: [
    { call: 'keras.layers.MultiHeadAttention(2, 16)(x, y)', given: { x: '8 10 32', y: '8 12 32' }, gives: '8 10 32' },
    {
      call: 'keras.layers.MultiHeadAttention(2, 16)(x, y, return_attention_scores=True)[1]',
      given: { x: '8 10 32', y: '8 12 32' },
      gives: '8 2 10 12',
    },
  ],
});

const groupedQuery = layer({
  name: 'keras.layers.GroupQueryAttention',
  aliases: ['layers.GroupedQueryAttention'],
  summary: 'Several heads of queries share their keys and values.',
  params: ignoredOnes(
    'head_dim num_query_heads num_key_value_heads dropout use_bias sliding_window flash_attention kernel_initializer bias_initializer',
  ),
  order: 'head_dim num_query_heads num_key_value_heads dropout use_bias',
  call: {
    query: oneTensor('[batch, queries, features]'),
    value: optionalTensor('[batch, values, features]'),
    key: optionalTensor(),
    ...ignoredOnes('query_mask value_mask key_mask attention_mask use_causal_mask'),
    return_attention_scores: flag().default('False'),
    ...applied,
  },
  shape: ({ query: { shape, dtype }, return_attention_scores }) =>
    return_attention_scores === false ? ofType(shape, dtype) : { kind: 'unknown' },
  examples: [{ call: 'keras.layers.GroupQueryAttention(16, 4, 2)(x, y)', given: { x: '8 10 32', y: '8 12 32' }, gives: '8 10 32' }],
});

const attention = (word: string, summary: string): LayerOp =>
  layer({
    name: `keras.layers.${word}`,
    summary,
    params: ignoredOnes('use_scale score_mode dropout seed causal'),
    call: { inputs: tensors(), ...applied, return_attention_scores: flag().default('False'), use_causal_mask: any() },
    shape({ inputs, return_attention_scores }): TensorArg | Arg | undefined {
      const [query, value] = inputs ?? [];
      if (return_attention_scores === undefined) return { kind: 'unknown' };
      const last = value?.shape?.at(-1);
      const output = ofType(query?.shape && last ? [...query.shape.slice(0, -1), last] : undefined, query?.dtype);
      const along = value?.shape?.at(-2);
      const scores = ofType(query?.shape && along ? [...query.shape.slice(0, -1), along] : undefined, query?.dtype);
      return return_attention_scores ? listArg([output, scores]) : output;
    },
    examples: [{ call: `keras.layers.${word}()`, on: '8 10 32, 8 12 32', gives: '8 10 32' }],
  });

export const attentionLayers: readonly LayerOp[] = [
  multiHead,
  groupedQuery,
  attention('Attention', 'Every query gathers the values, weighed by dot products.'),
  attention('AdditiveAttention', 'Every query gathers the values, weighed by a sum.'),
];
