"""Forms of arguments that few write: names for positions and positions for names, lists as arrays, numbers and shapes as tensors, words in other letters."""

import ast
import inspect

import numpy as np

from chance import Chance


class OddForms(Chance):
    """A chain of TensorFlow's; some programs have none of these forms, others many."""

    def __init__(self, seed, values):
        super().__init__(seed, {**values, "np": np})
        self.odd = self.pick(0, 0, 0.1, 0.3)

    def rows(self, table):
        return [(name, ranks, lambda g, x, make=make: self.every(make(g, x))) for name, ranks, make in [*table, *(ROWS if self.odd else [])]]

    def every(self, made):
        """What a row wrote, rewritten."""
        if isinstance(made, tuple):
            return [self.rewritten(line) if " = tf." in line else line for line in made[0]], made[1]
        return made and self.rewritten(made)

    def header(self, lines):
        return ["import numpy as np"] if any("np." in line for line in lines) else []

    def n(self, number):
        if isinstance(number, int) and not isinstance(number, bool) and self.chance(self.odd * 0.12):
            found = [(name, at) for name, shape in self.shapes.items() for at, dim in enumerate(shape or ()) if dim == number]
            forms = [f"tf.constant({number})", f"np.int32({number})", f"np.array({number})", f"np.prod([{number}])"]
            if found and self.readable:
                name, at = self.pick(*found)
                forms += [f"tf.shape({name})[{at}]"] * 4
            return self.pick(*forms)
        return super().n(number)

    def ns(self, numbers):
        if self.chance(self.odd * 0.25) and all(isinstance(number, int) for number in numbers):
            same = [name for name, shape in self.shapes.items() if shape == list(numbers)]
            forms = [f"np.array({numbers})", f"np.asarray({numbers})", f"tf.TensorShape({numbers})", f"tf.constant({numbers})", f"tuple({numbers})", f"list({tuple(numbers)})", f"[*{numbers}]"]
            if same and self.readable:
                forms += [f"{same[-1]}.shape", f"tf.shape({same[-1]})", f"{same[-1]}.shape.as_list()", f"{same[-1]}.get_shape()", f"tuple({same[-1]}.shape)", f"list({same[-1]}.shape)"] * 2
            return self.pick(*forms)
        return super().ns(numbers)

    def padding(self):
        word = super().padding()
        return self.pick(word.lower(), word.title(), word, f"str({word})") if self.chance(self.odd * 0.12) else word

    def rewritten(self, text):
        """The calls in a line with other arguments named."""
        if not self.chance(self.odd):
            return text
        try:
            tree = ast.parse(text)
        except SyntaxError:
            return text
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and self.chance(0.6):
                self.rename(node)
        return ast.unparse(tree)

    def rename(self, call):
        try:
            names = [each.name for each in inspect.signature(eval(ast.unparse(call.func), self.values)).parameters.values() if each.kind is each.POSITIONAL_OR_KEYWORD]
        except Exception:  # noqa: BLE001
            return
        if len(call.args) > len(names) or any(isinstance(each, ast.Starred) for each in call.args):
            return
        if call.keywords and self.chance(0.5):
            given = {each.arg: each for each in call.keywords}
            while len(call.args) < len(names) and names[len(call.args)] in given:
                call.args.append(given.pop(names[len(call.args)]).value)
            call.keywords = list(given.values())
        else:
            kept = self.pick(*range(len(call.args) + 1))
            call.keywords += [ast.keyword(name, value) for name, value in zip(names[kept:], call.args[kept:])]
            del call.args[kept:]
            if self.chance(0.3):
                self.rng.shuffle(call.keywords)


def reshaped(g, x):
    """To a shape that is computed from a tensor's."""
    shape = g.shapes[x]
    end = g.pick(f"{x}.shape[-1]", f"tf.shape({x})[-1]", str(shape[-1]))
    return g.pick(
        f"tf.reshape({x}, [-1, {end}])",
        f"tf.reshape({x}, (tf.shape({x})[0], -1))",
        f"tf.reshape({x}, [{x}.shape[0] or -1, {'*'.join(f'{x}.shape[{at}]' for at in range(1, len(shape))) or 1}])",
        f"tf.reshape({x}, tf.concat([tf.shape({x})[:-1], [{g.pick('1', '-1')}, {shape[-1]}]], 0))",
        f"tf.reshape({x}, tf.concat([[-1], tf.shape({x})[1:]], axis=0))",
        f"tf.reshape({x}, [*{x}.shape[:-1], {g.pick(1, -1)}, {shape[-1]}])",
        f"tf.reshape({x}, {x}.shape.as_list()[:-1] + [{g.pick(1, 1, -1)}, {shape[-1]}])",
        f"tf.reshape({x}, tf.stack([tf.shape({x})[0], -1]))",
        f"tf.reshape({x}, [tf.reduce_prod(tf.shape({x})[:-1]), {shape[-1]}])",
        f"tf.reshape({x}, [np.prod({x}.shape.as_list()[:-1]), -1])",
        f"tf.reshape({x}, tf.shape({g.like(x)}))",
        f"tf.reshape({x}, {g.like(x)}.shape)",
        f"tf.reshape({x}, (-1,) + tuple({x}.shape[1:]))",
        f"tf.reshape({x}, [-1] + {x}.shape[1:].as_list())",
        f"tf.reshape({x}, {x}.shape[:1].concatenate([-1]).as_list())",
    )


def made(g, x):
    """A tensor as large as another, or as a part of it."""
    make = g.pick("tf.zeros", "tf.ones", "tf.random.normal", "tf.random.uniform")
    return g.pick(
        f"{make}({x}.shape)",
        f"{make}(tf.shape({x}))",
        f"{make}({x}.get_shape())",
        f"{make}({x}.shape[1:])",
        f"{make}(tf.shape({x})[:-1])",
        f"{make}(tuple({x}.shape))",
        f"{make}({x}.shape.as_list() + [2])",
        f"{make}({x}.shape.concatenate({g.pick('[2]', 'tf.TensorShape([2, 3])')}))",
        f"{make}(tf.concat([tf.shape({x}), [2]], 0))",
        f"{make}(tf.stack([tf.shape({x})[0], {g.dim()}]))",
        f"{make}([tf.shape({x})[0], {g.dim()}])",
        f"{make}([{x}.shape[0], tf.shape({x})[-1]])",
        f"tf.fill(tf.shape({x}), 1.0)",
        f"tf.fill({x}.shape, 1.0)",
        f"tf.broadcast_to(tf.constant(1.0), tf.shape({x}))",
        f"tf.broadcast_to([[1.0]], {x}.shape)" if len(g.shapes[x]) > 1 else f"tf.broadcast_to(1.0, {x}.shape)",
        f"tf.constant(1.0, shape={x}.shape)",
        f"tf.constant(np.ones({x}.shape.as_list(), np.float32))",
        f"tf.zeros(()) + {x}",
        f"np.float32(2) * {x}",
        f"tf.convert_to_tensor({x})",
        f"tf.convert_to_tensor(np.zeros({x}.shape.as_list(), 'float32'))",
        f"tf.cast(tf.shape({x}), tf.float32)",
        f"tf.cast(tf.size({x}), tf.float32) + {x}",
        f"tf.cast(tf.rank({x}), 'float32') * {x}",
    )


def newaxes(g, x):
    new = g.pick("tf.newaxis", "None", "np.newaxis")
    parts = g.pick(f"..., {new}", f"{new}", f":, {new}", f"..., {new}, :", f"{new}, ...", f"{new}, ..., {new}", "...", "..., 0", "..., -1:", "..., 1:", "0, ...", "tf.constant(0)", "-1, ..., 0", f":-1, {new}")
    return f"{x}[{parts}]"


def computed_index(g, x):
    """Bounds that are numbers of a shape, or tensors."""
    shape = g.shapes[x]
    at = g.rng.randrange(len(shape))
    front = ":, " * at
    half = g.pick(f"{x}.shape[{at}] // 2", f"tf.shape({x})[{at}] // 2", f"int({shape[at] or 4} / 2)", "tf.constant(1)", "np.int64(1)", f"-({shape[at] or 4} // 2)")
    return f"{x}[{front}{g.pick(f':{half}', f'{half}:', f'{half}:{x}.shape[{at}]', half if shape[at] and shape[at] > 1 else ':')}]"


def resized(g, x):
    name = g.pick("resize") if g.eager else g.pick("resize_images", "resize_bilinear")
    h = len(g.shapes[x]) - 3
    return g.pick(
        f"tf.image.{name}({x}, tf.shape({x})[{h}:{h + 2}] * 2)",
        f"tf.image.{name}({x}, [{x}.shape[{h}] * 2, {x}.shape[{h + 1}] * 2])",
        f"tf.image.{name}({x}, ({g.dim()}, tf.shape({x})[{h + 1}]))",
        f"tf.image.{name}({x}, tf.constant([{g.dim()}, {g.dim()}]))",
        f"tf.image.{name}({x}, np.array([{g.dim()}, {g.dim()}]))",
    )


def worded(g, x):
    """Words in other letters, and enumerations as words."""
    pads = [[1, 1]] * len(g.shapes[x])
    return g.pick(
        f"tf.pad({x}, {pads}, {g.pick(repr('constant'), repr('Symmetric'), repr('reflect'), repr('EDGE'))})",
        f"tf.pad({x}, tf.constant({pads}))",
        f"tf.pad({x}, np.array({pads}), constant_values=1)",
        f"tf.pad({x}, paddings={g.pick('tuple', 'list')}({pads}))",
        f"tf.cast({x}, {g.pick(repr('float32'), 'np.float32', repr('float'), 'tf.dtypes.float32')})",
    )


def tensors_as_axes(g, x):
    rank = len(g.shapes[x])
    axis = g.axis(rank)
    as_tensor = g.pick(f"tf.constant({axis})", f"np.int32({axis})", f"np.array({axis})", f"[{axis}]", f"({axis},)", f"tf.rank({x}) - 1")
    return g.pick(
        f"tf.reduce_{g.pick('sum', 'mean', 'max')}({x}, axis={as_tensor}{g.option('keepdims=True')})",
        f"tf.concat([{x}, {g.like(x)}], axis={as_tensor})",
        f"tf.concat(values=({x}, {x}), axis={as_tensor})",
        f"tf.concat(axis={axis}, values=[{x}, {x}])",
        f"tf.expand_dims({x}, {as_tensor})",
        f"tf.gather({x}, np.array([0, 0]), axis={as_tensor})",
        f"tf.cast(tf.argmax({x}, {as_tensor}), tf.float32)",
        f"tf.reverse({x}, [{axis}])",
        f"tf.stack(({x}, {x}), axis={axis})",
        f"tf.transpose({x}, tf.range(tf.rank({x}))[::-1])",
        f"tf.transpose({x}, np.roll(np.arange({rank}), 1))",
        f"tf.tile({x}, tf.constant({[1] * (rank - 1) + [2]}))",
        f"tf.tile({x}, [1] * ({rank} - 1) + [tf.shape({x})[0]])",
        f"tf.repeat({x}, 2, axis={axis})",
        f"tf.one_hot(tf.zeros({x}.shape[:1], tf.int32), tf.constant({g.dim()}))",
        f"tf.squeeze({x}[..., None], axis=[-1])",
        f"tf.split({x}, [1, -1], {axis})[1]",
        f"tf.slice({x}, tf.zeros([{rank}], tf.int32), tf.shape({x}))",
        f"tf.slice({x}, [0] * {rank}, [-1] * {rank})",
        f"tf.slice({x}, begin={[0] * rank}, size=tf.shape({x}) // 1)",
    )


ROWS = [
    *[("reshaped", range(1, 6), reshaped)] * 3,
    *[("made", range(1, 6), made)] * 3,
    *[("newaxes", range(1, 5), newaxes)] * 2,
    ("computed index", range(1, 5), computed_index),
    ("resized", [3, 4], resized),
    *[("worded", range(1, 5), worded)] * 2,
    *[("tensors as axes", range(1, 6), tensors_as_axes)] * 3,
]
