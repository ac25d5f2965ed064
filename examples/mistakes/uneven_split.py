# uneven-split: the axis cannot be cut into that many equal parts.

import tensorflow as tf

images = tf.random.normal([8, 28, 28, 4])

colours = tf.split(images, 3, axis=3)
