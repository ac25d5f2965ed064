# The classic introduction to the transposed convolution, for TensorFlow 2.
#
# A 4x4 image of ones goes through a 3x3 window of ones. VALID keeps the window inside the image, so it fits in 2x2 places, and in each
# of them it sums up nine ones. The transposed convolution leads back to 4x4.
#
# Hover over `small` and `back` to see what they hold: the shape comes back, the values do not.

import tensorflow as tf

image = tf.ones([1, 4, 4, 1])
window = tf.ones([3, 3, 1, 1])

# [1, 2, 2, 1], all 9.
small = tf.nn.conv2d(image, window, strides=1, padding='VALID')

# [1, 4, 4, 1]:
#     9  18  18   9
#    18  36  36  18
#    18  36  36  18
#     9  18  18   9
back = tf.nn.conv2d_transpose(small, window, output_shape=[1, 4, 4, 1], strides=1, padding='VALID')

print(tf.squeeze(small))
print(tf.squeeze(back))
