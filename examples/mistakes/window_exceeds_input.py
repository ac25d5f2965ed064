# window-exceeds-input: the window is larger than what it slides over.
#
# Three convolutions with stride 2 have left a single cell; a window of 5 has no place there.

import tensorflow as tf

images = tf.random.normal([8, 30, 30, 3])
a = tf.nn.conv2d(images, tf.random.normal([5, 5, 3, 8]), strides=2, padding='VALID')
b = tf.nn.conv2d(a, tf.random.normal([5, 5, 8, 8]), strides=2, padding='VALID')
c = tf.nn.conv2d(b, tf.random.normal([5, 5, 8, 8]), strides=2, padding='VALID')
d = tf.nn.conv2d(c, tf.random.normal([5, 5, 8, 8]), strides=1, padding='VALID')
