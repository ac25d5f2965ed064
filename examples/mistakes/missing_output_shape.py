# missing-output-shape: a transposed convolution cannot tell its output shape from its input.
#
# With stride 2, 14 rows can have come from 27 or from 28: somebody has to say which.

import tensorflow as tf

features = tf.random.normal([1, 14, 14, 16])
window = tf.random.normal([5, 5, 8, 16])

larger = tf.nn.conv2d_transpose(features, window, strides=2)
