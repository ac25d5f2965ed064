# concat-mismatch: joined tensors may differ on the axis they are joined along, and on no other.
#
# The skip connection of a U-Net for pictures of odd size.

import tensorflow as tf

down = tf.random.normal([1, 45, 45, 64])
up = tf.random.normal([1, 46, 46, 64])

joined = tf.concat([down, up], axis=3)
