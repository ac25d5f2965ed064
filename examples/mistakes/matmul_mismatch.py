# matmul-mismatch: the inner dims of two matrices differ.

import tensorflow as tf

flat = tf.random.normal([8, 3136])
weights = tf.random.normal([1024, 10])

logits = tf.matmul(flat, weights)
