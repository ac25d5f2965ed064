# transpose-output-channels: the output shape asks for other channels than the filter makes.
#
# The filter of a transposed convolution is [height, width, out, in]: this one makes 8 channels, not 3.

import tensorflow as tf

features = tf.random.normal([1, 14, 14, 16])
window = tf.random.normal([5, 5, 8, 16])

image = tf.nn.conv2d_transpose(features, window, output_shape=[1, 28, 28, 3], strides=2)
