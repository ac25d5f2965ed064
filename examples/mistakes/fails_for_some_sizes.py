# fails-for-some-sizes: the skip and what it is joined to agree for even sizes only.

import tensorflow as tf


def unet(image):
    wide = tf.nn.conv2d(image, tf.ones([3, 3, 3, 8]), strides=1, padding='SAME')
    small = tf.nn.conv2d(wide, tf.ones([2, 2, 8, 16]), strides=2, padding='SAME')
    grown = tf.image.resize(small, [2 * small.shape[1], 2 * small.shape[2]])
    return tf.concat([wide, grown], axis=3)
