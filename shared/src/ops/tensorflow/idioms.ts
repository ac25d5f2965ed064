/** Names whose use tells the generation of the code, because other generations do not have them. A name speaks for all below it. */
import type { Generation } from '../versions.ts';

/** Removed before 1.0 or with it. */
const before1 =
  'pack unpack sub mul neg select batch_matmul scalar_summary image_summary histogram_summary merge_all_summaries merge_summary train.SummaryWriter';

/** In 1.x, and in 2.x only below `tf.compat.v1`. */
const only1 = `
  Session InteractiveSession ConfigProto GPUOptions placeholder placeholder_with_default sparse_placeholder get_variable
  variable_scope get_variable_scope variable_op_scope op_scope AUTO_REUSE global_variables_initializer local_variables_initializer
  initialize_all_variables initialize_variables variables_initializer trainable_variables global_variables model_variables get_collection
  add_to_collection GraphKeys get_default_graph get_default_session reset_default_graph set_random_seed
  contrib app flags logging gfile layers estimator.inputs
  train.AdamOptimizer train.GradientDescentOptimizer train.MomentumOptimizer train.RMSPropOptimizer train.AdagradOptimizer
  train.AdadeltaOptimizer train.FtrlOptimizer train.Optimizer train.Saver train.import_meta_graph train.exponential_decay
  train.get_or_create_global_step train.create_global_step train.shuffle_batch train.batch train.start_queue_runners
  train.string_input_producer train.MonitoredTrainingSession train.Supervisor train.write_graph
  summary.FileWriter summary.merge_all summary.merge
  random_normal random_uniform truncated_normal random_shuffle random_crop multinomial truncated_normal_initializer
  log log1p rsqrt ceil reciprocal erf is_nan is_finite div floordiv floor_div mod floormod squared_difference
  to_float to_double to_int32 to_int64 assign assign_add assign_sub Print py_func space_to_depth depth_to_space
  enable_eager_execution disable_eager_execution lin_space count_nonzero
  image.resize_images image.resize_bilinear image.resize_nearest_neighbor image.resize_bicubic image.resize_area
  image.resize_image_with_crop_or_pad
  nn.rnn_cell nn.dynamic_rnn nn.static_rnn nn.bidirectional_dynamic_rnn nn.fused_batch_norm nn.softmax_cross_entropy_with_logits_v2
  nn.xw_plus_b nn.relu_layer nn.conv2d_backprop_input nn.conv2d_backprop_filter nn.conv3d_backprop_filter nn.conv3d_backprop_filter_v2
  nn.depthwise_conv2d_native nn.max_pool_v2 nn.avg_pool_v2 extract_image_patches image.extract_image_patches
  batch_gather sparse_to_dense scatter_update scatter_add scatter_sub scatter_mul scatter_nd_update scatter_nd_add scatter_nd_sub
  segment_sum segment_mean segment_max segment_min unsorted_segment_sum unsorted_segment_mean unsorted_segment_max bincount confusion_matrix
  matrix_inverse matrix_band_part matrix_determinant matrix_diag matrix_diag_part matrix_set_diag matrix_solve matrix_triangular_solve
  matrix_transpose cholesky svd qr trace diag diag_part self_adjoint_eig real imag conj angle lgamma digamma erfc is_inf setdiff1d
  fft ifft fft2d ifft2d decode_raw read_file random_gamma random_poisson batch_to_space_nd clip_by_average_norm verify_tensor_all_finite
  image.resize_image_with_pad image.transpose_image tensor_scatter_update tensor_scatter_add where_v2
  losses.softmax_cross_entropy losses.sparse_softmax_cross_entropy losses.mean_squared_error losses.get_regularization_loss
  metrics.accuracy metrics.mean`;

/** In 2.x, and in the last 1.x. */
const since1Late = 'function data.experimental autograph config.experimental';

const only2 = `
  optimizers metrics.Mean metrics.SparseCategoricalAccuracy losses.Loss losses.MeanSquaredError
  losses.BinaryCrossentropy losses.CategoricalCrossentropy losses.SparseCategoricalCrossentropy
  random.set_seed random.Generator summary.create_file_writer summary.record_if
  nn.gelu data.AUTOTUNE`;

const all = (names: string, generations: readonly Generation[]): Record<string, readonly Generation[]> =>
  Object.fromEntries(
    names
      .split(/\s+/)
      .filter(Boolean)
      .map(name => [name, generations]),
  );

export const idioms: Readonly<Record<string, readonly Generation[]>> = {
  ...all(before1, ['1.4']),
  ...all(only1, ['1.4', '1.15']),
  ...all(since1Late, ['1.15', '2']),
  ...all(only2, ['2']),
};
