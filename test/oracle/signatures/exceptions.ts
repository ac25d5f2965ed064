/** Where a declaration differs from the real signature on purpose, with the reason. */
interface Exceptions {
  /** Positional orders of other releases than the one that was recorded. */
  readonly order?: Readonly<Record<string, string>>;
  /** What a signature says of defaults is not what a call needs. */
  readonly required?: Readonly<Record<string, string>>;
  /** Ops without free keywords of which not all are declared. */
  readonly incomplete?: Readonly<Record<string, string>>;
  /** Takes keywords of any name, and refuses those it does not know itself. */
  readonly refusing?: Readonly<Record<string, string>>;
  /** Still to do: positional orders, and parameters declared in full. */
  readonly unfinished?: boolean;
}

/** The same of several ops. */
const all = (names: string, reason: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    names
      .trim()
      .split(/\s+/)
      .map(name => [name, reason]),
  );

const ofLayers = 'tensorflow.python.keras.legacy_tf_layers lacks the last parameter, which tf.layers had';
const gone = 'it went away with tf.contrib and is not recorded; its keywords went on to the base class of layers';
const neededAnyway = 'the default, None, is refused';

export const exceptions: Readonly<Record<string, Exceptions>> = {
  tensorflow: {
    order: {
      ...all(
        `tf.layers.max_pooling1d tf.layers.max_pooling2d tf.layers.max_pooling3d tf.layers.average_pooling1d tf.layers.average_pooling2d
        tf.layers.average_pooling3d tf.layers.flatten tf.layers.Flatten tf.layers.dropout`,
        ofLayers,
      ),
      'tf.ragged.constant': 'ragged.constant_value takes no name',
      'tf.strings.split': 'string_split of TensorFlow 1 has an order of its own',
      'tf.add_n': 'accumulate_n has two parameters between, which nobody gives by position',
    },
    required: {
      ...all(
        `tf.Variable tf.nn.sigmoid_cross_entropy_with_logits tf.nn.softmax_cross_entropy_with_logits tf.nn.sparse_softmax_cross_entropy_with_logits
        tf.py_function tf.numpy_function tf.nn.conv2d_backprop_input tf.verify_tensor_all_finite tf.image.extract_image_patches tf.sparse.split`,
        neededAnyway,
      ),
    },
    refusing: { 'tf.meshgrid': '`meshgrid` of array_ops.py raises a TypeError for what is left of its keywords' },
    incomplete: {
      ...all(
        `tf.layers.BatchNormalization tf.nn.rnn_cell.UGRNNCell tf.nn.rnn_cell.GRUBlockCell tf.nn.rnn_cell.GRUBlockCellV2
        tf.nn.rnn_cell.CoupledInputForgetGateLSTMCell tf.nn.rnn_cell.LayerNormBasicLSTMCell tf.nn.rnn_cell.LSTMBlockCell
        tf.nn.rnn_cell.ConvLSTMCell tf.nn.rnn_cell.Conv1DLSTMCell tf.nn.rnn_cell.Conv2DLSTMCell tf.nn.rnn_cell.Conv3DLSTMCell
        tf.nn.rnn_cell.InputProjectionWrapper tf.nn.rnn_cell.OutputProjectionWrapper`,
        gone,
      ),
      'tf.nn.rnn_cell.MultiRNNCell': 'its keywords go on to the base class of layers in some releases',
    },
  },
  slim: {
    order: all(
      'slim.linear slim.relu slim.relu6 slim.elu slim.legacy_linear slim.legacy_relu',
      'partial functions: what follows the parameter that they set goes by keyword',
    ),
  },
  keras: { unfinished: true },
  numpy: { unfinished: true },
};
