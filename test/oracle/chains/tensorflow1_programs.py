"""Programs of TensorFlow 1 as TensorFlow 2 runs them: graphs from placeholders, built and run."""

import numpy as np
import tensorflow.compat.v1 as tf

import forms
from chance import Chance
from tensorflow_ops import OPS
from tensorflow_programs import release  # noqa: F401

tf.disable_v2_behavior()
tf.get_logger().setLevel("ERROR")
HEADER = ["import tensorflow.compat.v1 as tf", "tf.disable_v2_behavior()"]


class Chain(Chance):
    eager = False

    def reads(self, name, at):
        # A dim as it is converts to a number in some places only.
        return [f"{name}.shape.as_list()[{at}]", f"{name}.get_shape().as_list()[{at}]", f"int({name}.get_shape()[{at}])"]

    def read(self, name, at):
        return self.pick(*self.reads(name, at))

    def source(self):
        lengths = [self.pick(3, 4, 5, 6, 8, 8) for _ in range(self.pick(1, 1, 2, 2, 2, 2, 2, 3))]
        if self.chance(0.06):
            lengths[-1] = None
        shape = [self.pick(None, None, None, 2, 1), *lengths, self.pick(1, 2, 3, 4)]
        text = self.ns(shape)
        return self.pick(f"tf.placeholder(tf.float32, {text})", f"tf.placeholder(tf.float32, shape={text})", f"tf.placeholder('float', {text})")


def record(seed, run):
    tf.reset_default_graph()
    chain = Chain(seed, {"tf": tf})
    inputs, steps = forms.grow(chain, OPS, tf.float32)
    tf.reset_default_graph()
    return run("\n".join([*HEADER, *forms.written(chain, inputs, steps)]) + "\n", {}, computed)


def computed(_):
    """The error of running what was built, for two items where any number may come."""
    everything = tf.get_default_graph().get_operations()
    inputs = [operation.outputs[0] for operation in everything if operation.type == "Placeholder"]
    given = {tensor: np.ones([dim or 2 for dim in tensor.shape.as_list()]) for tensor in inputs}
    try:
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            # What nothing uses too.
            session.run([operation for operation in everything if operation.type != "Placeholder"], given)
    except Exception as error:  # noqa: BLE001
        return error
