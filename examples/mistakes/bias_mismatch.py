# bias-mismatch: a bias has one number per channel.

import tensorflow as tf

images = tf.random.normal([8, 28, 28, 3])
features = tf.nn.conv2d(images, tf.random.normal([5, 5, 3, 16]), strides=1, padding='SAME')

result = tf.nn.bias_add(features, tf.zeros([3]))
