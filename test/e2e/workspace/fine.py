import tensorflow as tf

small = tf.nn.conv2d(tf.ones([1, 4, 4, 1]), tf.ones([3, 3, 1, 1]), strides=1, padding='VALID')
