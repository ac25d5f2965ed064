# filter-order: the filter has its input and output channels exchanged.
#
# conv2d wants [height, width, in, out]. The transposed op wants [height, width, out, in], and so it is easily mixed up.

import tensorflow as tf

images = tf.random.normal([8, 28, 28, 3])
window = tf.random.normal([5, 5, 16, 3])

features = tf.nn.conv2d(images, window, strides=1, padding='SAME')
