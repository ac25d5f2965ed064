# unknown-data-format: tf.nn knows 'NHWC' and 'NCHW'; 'channels_last' is a word of Keras.

import tensorflow as tf

images = tf.random.normal([8, 28, 28, 3])
window = tf.random.normal([5, 5, 3, 16])

features = tf.nn.conv2d(images, window, strides=1, padding='SAME', data_format='channels_last')
