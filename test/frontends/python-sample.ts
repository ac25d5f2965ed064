/** A small program with most of the language in it, statement by statement. */
export const sample: readonly string[] = [
  `import tensorflow as tf`,
  `from .ops import conv2d as conv, deconv2d`,
  `image = tf.ones([1, 28, 28, 1], dtype=tf.float32)`,
  `def deconv2d(input_, output_shape, k_h=5, *args, stddev=0.02, name="deconv2d", **kwargs):
  with tf.variable_scope(name) as scope, tf.device('/cpu:0'):
    w = tf.get_variable('w', [k_h, k_h, output_shape[-1], input_.get_shape()[-1]],
                        initializer=tf.random_normal_initializer(stddev=stddev))
    try:
      deconv = tf.nn.conv2d_transpose(input_, w, output_shape=output_shape,
                                      strides=[1, 2, 2, 1])
    except AttributeError as e:
      deconv = tf.nn.deconv2d(input_, w, output_shape=output_shape)
    if stddev > 1 and not name:
      return deconv, w
    else:
      return deconv`,
  `class Model(tf.keras.Model):
  """A model."""
  units: int = 32
  @property
  def depth(self): return len(self.layers)
  def call(self, x, training=False):
    for i, layer in enumerate(self.layers[1:]):
      x = layer(x) if training else x
    while x is None: break
    return {'x': x, **self.extra}`,
  `model = tf.keras.Sequential([
    tf.keras.layers.Conv2D(32, (3, 3), activation='relu'),
    tf.keras.layers.Flatten(),
    tf.keras.layers.Dense(10),
])`,
  `shapes = [s for s in (x.shape[1:3] for x in images) if s[0] % 2 == 0]`,
  `key = lambda a, b=1: a + b * 2`,
  `print(f"{image.shape!r:>10} of {len(shapes)}")`,
  `assert shapes, 'none'`,
];
