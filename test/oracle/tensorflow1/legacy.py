"""`tensorflow.compat.v1` with what TensorFlow 2 left to Keras 2 (`tf_keras`): tf.layers and the cells of recurrent networks."""

import types

import tensorflow.compat.v1 as tf
from tf_keras.engine.input_spec import InputSpec
from tf_keras.layers.rnn import legacy_cell_wrappers, legacy_cells
from tf_keras.legacy_tf_layers import base, convolutional, core, normalization, pooling


def public(*modules):
    return types.SimpleNamespace(**{name: value for module in modules for name, value in vars(module).items() if name[0] != '_'})


layers = public(base, convolutional, core, normalization, pooling)
layers.InputSpec = InputSpec
cells = public(legacy_cells, legacy_cell_wrappers)


def install():
    """Puts them where TensorFlow 1 has them, for this process."""
    tf.disable_v2_behavior()
    tf.logging.set_verbosity('ERROR')
    tf.layers = layers
    tf.nn.rnn_cell = cells
    return tf
