# rank-mismatch: a tensor has too few or too many axes.
#
# A single picture needs a batch of one: tf.expand_dims(picture, 0).

import tensorflow as tf

picture = tf.random.normal([28, 28, 3])
window = tf.random.normal([5, 5, 3, 16])

features = tf.nn.conv2d(picture, window, strides=1, padding='SAME')
