# broadcast-mismatch: the shapes of two operands do not broadcast.
#
# The skip connection of a U-Net where the way down rounded up: 15 became 8, and twice 8 is 16.

import tensorflow as tf

before = tf.random.normal([1, 15, 15, 8])
down = tf.nn.conv2d(before, tf.random.normal([3, 3, 8, 8]), strides=2, padding='SAME')
up = tf.nn.conv2d_transpose(down, tf.random.normal([3, 3, 8, 8]), output_shape=[1, 16, 16, 8], strides=2)
total = before + up
