# stride-on-batch-or-channels: a window slides over height and width only.
#
# The list of strides has one number per axis, [batch, height, width, channels]; the first and the last are always 1.

import tensorflow as tf

images = tf.random.normal([8, 28, 28, 3])
window = tf.random.normal([5, 5, 3, 16])

features = tf.nn.conv2d(images, window, strides=[2, 2, 2, 1], padding='SAME')
