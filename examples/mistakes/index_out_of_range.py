# index-out-of-range: the axis has no such element.
#
# Ten scores are numbered 0 to 9, or -10 to -1 from the end.

import tensorflow as tf

scores = tf.random.normal([8, 10])

last = scores[:, 10]
