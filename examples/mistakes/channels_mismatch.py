# channels-mismatch: the input has other channels than the filter takes.
#
# A second layer whose filter was written for another first layer.

import tensorflow as tf

images = tf.random.normal([8, 28, 28, 3])
first = tf.nn.conv2d(images, tf.random.normal([3, 3, 3, 32]), strides=2, padding='SAME')
second = tf.nn.conv2d(first, tf.random.normal([3, 3, 64, 128]), strides=2, padding='SAME')
