"""Programs of TensorFlow 2: a chain of ops, written plainly, in functions, in a class, traced."""

import tensorflow as tf

import forms
import odd_forms
from tensorflow_ops import OPS

tf.get_logger().setLevel("ERROR")
tf.autograph.set_verbosity(0)
HEADER = ["import tensorflow as tf"]


def release():
    return ".".join(tf.__version__.split(".")[:2])


class Chain(odd_forms.OddForms):
    eager = True

    def source(self):
        """A tensor to begin with."""
        shape = [self.pick(1, 2, 2), *[self.pick(3, 4, 5, 6, 8, 8) for _ in range(self.pick(1, 1, 2, 2, 2, 2, 2, 3))], self.pick(1, 2, 3, 4)]
        return self.pick(f"tf.ones({self.ns(shape)})", f"tf.zeros({self.ns(shape)})", f"tf.random.normal({self.ns(shape)})")


def record(seed, run):
    chain = Chain(seed, {"tf": tf})
    inputs, steps = forms.grow(chain, chain.rows(OPS), tf.float32)
    lines = forms.written(chain, inputs, steps)
    return run("\n".join([*HEADER, *chain.header(lines), *lines]) + "\n", {})
