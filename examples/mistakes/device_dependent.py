# device-dependent: this runs on some devices only.
#
# Channels first is what GPUs like best; a CPU can do it only where oneDNN helps.

import tensorflow as tf

images = tf.random.normal([8, 3, 28, 28])
window = tf.random.normal([5, 5, 3, 16])

features = tf.nn.conv2d(images, window, strides=1, padding='SAME', data_format='NCHW')
