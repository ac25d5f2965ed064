import tensorflow as tf

image = tf.ones([1, 4, 4, 1])
window = tf.ones([3, 3, 1, 1])

small = tf.nn.conv2d(image, window, strides=1, padding='VALID')
back = tf.nn.conv2d_transpose(small, window, output_shape=[1, 5, 5, 1], strides=1, padding='VALID')
