# feed-mismatch: flat images for a placeholder of square ones.

import tensorflow as tf
from tensorflow.examples.tutorials.mnist import input_data

mnist = input_data.read_data_sets("data", one_hot=True)
x = tf.placeholder(tf.float32, [None, 28, 28, 1])
y = tf.layers.dense(tf.layers.flatten(x), 10)

with tf.Session() as session:
    images, labels = mnist.train.next_batch(64)
    session.run(y, feed_dict={x: images})
