/** `MultiHeadAttention`, `Attention`, `AdditiveAttention`. Sources: layers/attention in Keras 2 and 3. */
import { type Dim, unknown } from '../../dim/dim.ts';
import { type Arg, type TensorArg, toDim } from '../argument.ts';
import { ofType } from '../common/contents.ts';
import type { LayerOp } from '../op.ts';
import { anything, flag, oneTensor, optionalTensor, tensors } from '../parameter.ts';
import { any, applied, ignoredOnes, layer } from './declare.ts';

const multiHead = layer({
  name: 'keras.layers.MultiHeadAttention',
  summary: 'Every query gathers what several heads find for it among the values.',
  params: {
    num_heads: any(),
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
  shape({ output_shape, query: { shape, dtype }, return_attention_scores }) {
    if (return_attention_scores !== false) return { kind: 'unknown' };
    if (!shape) return undefined;
    const last: Dim | undefined = output_shape && output_shape.kind !== 'none' ? (toDim(output_shape) ?? unknown) : shape.at(-1);
    return ofType([...shape.slice(0, -1), ...(last ? [last] : [])], dtype);
  },
  examples: [{ call: 'keras.layers.MultiHeadAttention(2, 16)(x, y)', given: { x: '8 10 32', y: '8 12 32' }, gives: '8 10 32' }],
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
      if (return_attention_scores !== false) return { kind: 'unknown' };
      const last = value?.shape?.at(-1);
      return query?.shape && last ? ofType([...query.shape.slice(0, -1), last], query.dtype) : undefined;
    },
    examples: [{ call: `keras.layers.${word}()`, on: '8 10 32, 8 12 32', gives: '8 10 32' }],
  });

export const attentionLayers: readonly LayerOp[] = [
  multiHead,
  groupedQuery,
  attention('Attention', 'Every query gathers the values, weighed by dot products.'),
  attention('AdditiveAttention', 'Every query gathers the values, weighed by a sum.'),
];
