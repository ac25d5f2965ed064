# reshape-size: a reshape keeps the number of elements.
#
# 28 halves to 14 and 14 to 7, so 7 * 7 * 64 is what is left, not 8 * 8 * 64.

import tensorflow as tf

images = tf.random.normal([8, 28, 28, 1])
a = tf.nn.conv2d(images, tf.random.normal([5, 5, 1, 32]), strides=2, padding='SAME')
b = tf.nn.conv2d(a, tf.random.normal([5, 5, 32, 64]), strides=2, padding='SAME')
flat = tf.reshape(b, [8, 8 * 8 * 64])
