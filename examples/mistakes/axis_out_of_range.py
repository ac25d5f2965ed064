# axis-out-of-range: the axis is one that the tensor does not have.
#
# Four axes are numbered 0 to 3, or -4 to -1 from the end.

import tensorflow as tf

images = tf.random.normal([8, 28, 28, 3])

brightness = tf.reduce_mean(images, axis=4)
