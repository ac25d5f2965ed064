# unused-ignore: a comment silences a diagnostic that is not there.
#
# The mistake was repaired, the comment was left behind. It would silence the next one.

import tensorflow as tf

images = tf.random.normal([8, 28, 28, 3])
window = tf.random.normal([5, 5, 3, 16])
features = tf.nn.conv2d(images, window, strides=1, padding='SAME')  # shapewright: ignore[channels-mismatch]
