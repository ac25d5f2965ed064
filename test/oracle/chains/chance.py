"""What a chain is written with: choices from a seed, mistakes now and then, and the many ways in which code says a number or a list of numbers."""

import math
import random
import re

NAMES = re.compile(r"\bt\d+\b")


class Chance:
    """Grows by `bind`: `values` holds what the program's names hold, `shapes` the shapes of its tensors."""

    def __init__(self, seed, values):
        self.rng = random.Random(seed)
        self.values = values
        self.shapes = {}
        self.floats = []
        self.prelude = []
        self.entries = {}
        # Some programs have mistakes, others have none: what is right must not be reported.
        self.readable = True
        self.faulty = self.chance(0.45)

    def chance(self, share):
        return self.rng.random() < share

    def pick(self, *values):
        return self.rng.choice(values)

    def wrong(self, share=0.12):
        return self.faulty and self.chance(share)

    def dim(self):
        return self.pick(1, 2, 2, 3, 4, 4, 5, 6, 8)

    def bind(self, name, shape, is_float):
        self.shapes[name] = shape
        if is_float:
            self.floats.append(name)

    # Tensors of the chain

    def tensor(self, ranks=None):
        """A name: mostly the newest that fits."""
        usable = [name for name in self.floats if self.usable(name)]
        fitting = [name for name in usable if ranks is None or len(self.shapes[name]) in ranks]
        if not fitting or self.wrong(0.04):
            fitting = usable
        return fitting[-1] if self.chance(0.75) else self.pick(*fitting)

    def usable(self, name):
        """Whether it has elements, and not so many that computing takes time."""
        shape = self.shapes[name]
        return shape is not None and 0 not in shape and math.prod(dim or 2 for dim in shape) <= 20_000

    def like(self, name):
        """Another tensor of the same rank, of the very shape if there is one."""
        shape = self.shapes[name]
        same = [other for other in self.floats if other != name and self.shapes[other] == shape]
        if same and not self.wrong(0.3):
            return self.pick(*same)
        close = [other for other in self.floats if other != name and self.shapes[other] and len(self.shapes[other]) == len(shape)]
        return self.pick(*close) if close and self.wrong(0.6) else name

    # Numbers as they are meant

    def off(self, number):
        """The number, or by mistake another."""
        return number + self.pick(1, -1, 2) if self.wrong() else number

    def axis(self, rank):
        if self.wrong() or rank == 0:
            return self.pick(rank, -rank - 1, rank + 1)
        return self.rng.randint(-rank, rank - 1)

    def axes(self, rank):
        """An axis or some."""
        if self.chance(0.6) or rank == 0:
            return self.n(self.axis(rank))
        return self.ns(sorted(self.rng.sample(range(rank), self.rng.randint(1, rank))))

    def padding(self):
        if self.wrong(0.05):
            return self.pick("'Same'", "'FULL'", "'SMAE'", "'same '")
        return self.pick("'SAME'", "'VALID'")

    # Numbers as they are written

    def n(self, number):
        roll = self.rng.random()
        if roll < 0.72 or number is None or isinstance(number, bool):
            return str(number)
        if roll < 0.84:
            found = [(name, at) for name, shape in self.shapes.items() if NAMES.fullmatch(name) for at, dim in enumerate(shape or ()) if dim == number]
            if found and self.readable:
                name, at = self.pick(*found)
                return self.read(name, at)
        if roll < 0.92:
            name = f"n{len(self.prelude)}"
            self.define(name, str(number))
            return name
        if roll < 0.96:
            key = f"k{len(self.entries)}"
            self.entries[key] = number
            self.values["settings"] = self.entries
            return f"settings['{key}']"
        return self.pick(f"{number * 2} // 2", f"({number + 1} - 1)", f"int({number}.0)", f"max({number}, {number})", f"len({[0] * number})" if 0 <= number < 6 else str(number))

    def read(self, name, at):
        back = at - len(self.shapes[name])
        return self.pick(f"{name}.shape[{at}]", f"{name}.shape[{back}]", f"int({name}.shape[{at}])", *self.reads(name, at))

    def reads(self, name, at):
        """Other ways to read a length that the framework has."""
        return [f"{name}.shape.as_list()[{at}]", f"{name}.get_shape().as_list()[{at}]", f"{name}.get_shape()[{at}]"]

    def ns(self, numbers):
        """A list or tuple."""
        roll = self.rng.random()
        if len(numbers) > 1 and len(set(numbers)) == 1 and roll < 0.15:
            return f"[{self.n(numbers[0])}] * {len(numbers)}"
        if numbers and roll < 0.19:
            return f"[n for n in ({', '.join(map(str, numbers))},)]"
        if len(numbers) > 1 and roll < 0.23:
            at = self.rng.randint(1, len(numbers) - 1)
            return f"{numbers[:at]} + {numbers[at:]}"
        if numbers and roll < 0.27:
            name = f"n{len(self.prelude)}"
            self.define(name, self.pick(str(numbers), str(tuple(numbers))))
            return name
        items = ", ".join(self.n(number) for number in numbers)
        return f"[{items}]" if self.chance(0.6) else f"({items}{',' if len(numbers) == 1 else ''})"

    def define(self, name, text):
        self.prelude.append(f"{name} = {text}")
        self.values[name] = eval(text, {})

    def setup(self):
        """Lines that come before the chain."""
        return [*self.prelude, *([f"settings = {self.entries}"] if self.entries else [])]

    def option(self, text, share=0.3):
        """A further argument, or none."""
        return f", {text}" if self.chance(share) else ""
