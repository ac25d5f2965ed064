# transpose-output-shape: no forward convolution of this stride leads from the output shape to the input.
#
# SAME with stride 2 brings 7 or 8 rows to 4. From 20 rows it would make 10, so 20 cannot be what these 4 came from. TensorFlow builds
# the graph, claims the shape [1, 20, 20, 8], and fails when it runs: "Size of out_backprop doesn't match computed: actual = 4,
# computed = 10".

import tensorflow as tf

features = tf.random.normal([1, 4, 4, 16])
window = tf.random.normal([5, 5, 8, 16])

larger = tf.nn.conv2d_transpose(features, window, output_shape=[1, 20, 20, 8], strides=2, padding='SAME')
