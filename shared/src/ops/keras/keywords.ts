/**
 * Keywords of the layers' constructors, from the first release to the last, that have no influence on shapes and that their declarations do not name.
 * With them the lists are complete: another keyword is rejected by every release. Source: the constructors of all releases, and what they
 * take out of `**kwargs` (test/oracle/keras/record_keywords.py).
 */

/** What every layer takes. */
export const ofEveryLayer =
  '_reuse _scope activity_regularizer autocast cache_enabled create_input_layer dynamic experimental_autocast implementation input_dtype weights';

const recurrent = 'bias_constraint cell kernel_constraint recurrent_constraint seed zero_output_for_mask';
const pooling = 'pool_dimensions pool_function pool_mode';
const random = 'bounding_box_format factor force_generator rate rng_type';
const noise = 'force_generator noise_shape rng_type';
const convolution = 'conv_op groups image_shape lora_alpha lora_rank rank stack_size';
const merging = 'arguments concat_axis dot_axes layers mode models node_indices output_mask output_shape tensor_indices';
const lookup = 'has_input_vocabulary has_static_table max_values oov_method oov_value streaming vocabulary_size';
const attention = 'bias_constraint bias_regularizer flash_attention kernel_constraint kernel_regularizer seed sliding_window use_gate';

const layers: Readonly<Record<string, string>> = {
  InputLayer: 'optional type_spec',
  Conv: `${convolution} subsample_length`,
  DepthwiseConv: `${convolution} filters nb_filter`,
  SeparableConv: convolution,
  MaxPooling: `${pooling} ignore_border poolsize`,
  AveragePooling: pooling,
  GlobalMaxPooling: 'pool_dimensions',
  GlobalAveragePooling: 'pool_dimensions',
  ZeroPadding: 'bottom_pad left_pad pad right_pad top_pad width',
  Dense: 'lora_alpha lora_rank quantization_config',
  Embedding: 'W_constraint W_regularizer dropout init lora_alpha lora_rank quantization_config sparse use_one_hot_matmul',
  Activation: 'beta target',
  Softmax: 'robust_masking',
  Identity: 'gain',
  SReLU: 'shared_axes',
  ParametricSoftplus: 'shared_axes',
  Highway: 'W_constraint W_regularizer b_constraint b_regularizer bias transform_bias',
  Dropout: noise,
  SpatialDropout: noise,
  AlphaDropout: noise,
  GaussianDropout: noise,
  GaussianNoise: noise,
  BatchNormalization: 'adjustment renorm_clipping renorm_momentum virtual_batch_size',
  Normalization: 'streaming',
  Random: random,
  RandomErasing: 'scale',
  RandAugment: 'bounding_box_format',
  AugMix: 'all_ops bounding_box_format',
  Equalization: 'bounding_box_format factor',
  AutoContrast: 'bounding_box_format factor',
  ContrastLimitedAdaptiveHistogramEqualization: 'bounding_box_format factor',
  Solarization: 'addition_factor bounding_box_format factor threshold_factor',
  Resizing: 'bounding_box_format factor',
  CenterCrop: 'bounding_box_format factor',
  Add: merging,
  Subtract: merging,
  Multiply: merging,
  Average: merging,
  Maximum: merging,
  Minimum: merging,
  Concatenate: merging,
  Dot: merging,
  LSTM: `${recurrent} enable_caching_device force_generator return_runtime rng_type truncate_gradient use_cudnn`,
  GRU: `${recurrent} enable_caching_device force_generator return_runtime rng_type truncate_gradient use_cudnn`,
  SimpleRNN: `${recurrent} enable_caching_device truncate_gradient`,
  ConvLSTM: `${recurrent} bias nb_col nb_row rank`,
  LSTMCell:
    'cell_clip enable_caching_device force_generator forget_bias initializer num_proj num_proj_shards num_unit_shards num_units proj_clip reuse rng_type seed state_is_tuple use_peepholes',
  GRUCell: 'enable_caching_device force_generator num_units reuse rng_type seed',
  SimpleRNNCell: 'enable_caching_device force_generator rng_type seed',
  Discretization: 'bins streaming',
  StringLookup: lookup,
  IntegerLookup: lookup,
  TextVectorization: lookup,
  EinsumDense: 'gptq_unpacked_column_size lora_alpha quantization_config',
  MultiHeadAttention: `${attention} softmax_robust_masking`,
  GroupQueryAttention: attention,
  Attention: 'force_generator rng_type',
  AdditiveAttention: 'force_generator rng_type',
};

/** By the layer's own name, by its name without the number of axes, or as one of the random changes. */
export function furtherKeywords(name: string): readonly string[] {
  const family = name.replace(/[123]D(Transpose)?$/, '');
  const own = [name, family, ...(name.startsWith('Random') ? ['Random'] : [])].filter(key => Object.hasOwn(layers, key));
  return [...new Set([ofEveryLayer, ...own.map(key => layers[key] as string)].join(' ').split(' '))];
}
