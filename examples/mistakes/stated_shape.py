# stated-shape: a comment says another shape than the value has.
#
# Nothing fails, but the comment was true once and is not any more.

import tensorflow as tf

images = tf.random.normal([8, 28, 28, 3])
flat = tf.reshape(images, [8, -1])  # shape: [8, 784]
