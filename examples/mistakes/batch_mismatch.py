# batch-mismatch: the output shape has another batch than the input.
#
# A batch written as a number fits only inputs of just that batch. `tf.shape(features)[0]` fits all.

import tensorflow as tf

features = tf.random.normal([32, 14, 14, 16])
window = tf.random.normal([5, 5, 3, 16])

images = tf.nn.conv2d_transpose(features, window, output_shape=[64, 28, 28, 3], strides=2)
