# unknown-padding: TensorFlow knows 'SAME' and 'VALID', in capital letters.
#
# Keras and TensorFlow.js write them small, tf.nn does not.

import tensorflow as tf

images = tf.random.normal([8, 28, 28, 3])
window = tf.random.normal([5, 5, 3, 16])

features = tf.nn.conv2d(images, window, strides=1, padding='same')
