# argument-form: an argument has a form that the op does not take.
#
# Strides are one number, one per spatial axis, or one per axis: three fit nothing.

import tensorflow as tf

images = tf.random.normal([8, 28, 28, 3])
window = tf.random.normal([5, 5, 3, 16])

features = tf.nn.conv2d(images, window, strides=[1, 2, 2], padding='SAME')
