"""Argument combinations of tf.nn.conv2d and tf.nn.conv2d_transpose: mostly right, with a mistake or an unusual form here and there."""

import math


def tensor(*shape):
    return {"t": list(shape)}


class Maker:
    """Makes cases from a seeded generator."""

    def __init__(self, random):
        self.random = random

    def chance(self, part):
        return self.random.random() < part

    def pick(self, *choices):
        return self.random.choice(choices)

    def weighted(self, table):
        return self.random.choices(list(table), weights=[weight for weight in table.values()])[0]

    def case(self):
        transposed = self.chance(0.5)
        api = self.pick("v1", "v2")
        return self.transposed(api) if transposed else self.forward(api)

    # Pieces -----------------------------------------------------------------------------------------------------------

    def format(self):
        return self.weighted({"NHWC": 40, "absent": 40, "NCHW": 14, "None": 2, "nhwc": 1, "channels_last": 1, "channels_first": 1, "NWC": 1})

    def sequence(self, value, channels_first, special=0.2):
        """One of the forms in which strides and dilations come; `value` is (h, w)."""
        h, w = value
        full = [1, 1, h, w] if channels_first else [1, h, w, 1]
        if not self.chance(special):
            return full
        forms = ["pair", "one", "list one", "three", "five", "none", "batch", "channels", "zero", "negative", "float", "floats", "text"]
        weights = [6, 6, 3, 2, 1, 2, 1.5, 1.5, 1, 1, 1, 1, 0.5]
        form = self.random.choices(forms, weights)[0]
        batch, channels = list(full), list(full)
        batch[0] = 2
        channels[1 if channels_first else 3] = 2
        return {
            "pair": [h, w],
            "one": h,
            "list one": [h],
            "three": self.pick([1, h, w], [h, w, 1], [h, h, w]),
            "five": [1, h, w, 1, 1],
            "none": None,
            "batch": batch,
            "channels": channels,
            "zero": self.pick(0, [0, w], [1, 0, 0, 1]),
            "negative": self.pick(-1, [1, -1, 2, 1] if not channels_first else [1, 1, -1, 2]),
            "float": {"f": float(h)},
            "floats": [1, {"f": float(h)}, {"f": float(w)}, 1] if not channels_first else [1, 1, {"f": float(h)}, {"f": float(w)}],
            "text": str(h),
        }[form]

    def padding(self, channels_first):
        """The padding as written, and the cells it adds per axis as (before, after), or a word."""
        form = self.weighted({"SAME": 36, "VALID": 36, "pairs": 14, "odd": 6})
        if form in ("SAME", "VALID"):
            return form, form
        pads = [[self.pick(0, 0, 1, 2), self.pick(0, 1, 1, 3)] for _ in range(2)]
        none = [0, 0]
        pairs = [none, none, *pads] if channels_first else [none, *pads, none]
        if form == "pairs":
            return pairs, pads
        negative, batch = [list(pair) for pair in pairs], [list(pair) for pair in pairs]
        negative[2][0] = -1
        batch[self.pick(0, 1 if channels_first else 3)][1] = 1
        odd = ["same", "Valid", "EXPLICIT", "CAUSAL", None, 1, pads, pairs[:3], [1, 1, 1, 1], [[0, 0], [1], [1], [0, 0]], negative, batch]
        return self.random.choice(odd), "VALID"

    def image(self, n, h, w, c, channels_first):
        return [n, c, h, w] if channels_first else [n, h, w, c]

    def place(self, order, aliases, values, required):
        """Puts values at positions and keywords, as callers do; `order` is the framework's own."""
        positional = self.random.randint(0, required)
        args, named, placed = [], {}, set()
        for at, word in enumerate(order):
            name = aliases.get(word, word)
            if name not in values:
                positional = min(positional, at)
            elif name not in placed:
                placed.add(name)
                if at < positional:
                    args.append(values[name])
                else:
                    named[word] = values[name]
        return args, named

    # Calls ------------------------------------------------------------------------------------------------------------

    def forward(self, api):
        data_format = self.format()
        first = data_format in ("NCHW", "channels_first")
        n, c, o = self.pick(1, 1, 2, 3), self.pick(1, 2, 3, 4), self.pick(1, 2, 3, 4, 6)
        h, w, kh, kw = self.pick(1, 2, 3, 4, 5, 7, 8), self.pick(2, 4, 5, 6, 8), self.pick(1, 2, 3, 3, 5), self.pick(1, 2, 3, 3, 4)
        stride, dilation = (self.pick(1, 1, 2, 3), self.pick(1, 1, 2, 3)), (self.pick(1, 1, 1, 2), self.pick(1, 1, 1, 3))
        padding, _ = self.padding(first)
        image, filters = self.image(n, h, w, c, first), [kh, kw, c, o]
        if self.chance(0.25):
            self.spoil(image, filters, c, o, first)
        values = {"input": tensor(*image), "filters": tensor(*filters), "strides": self.sequence(stride, first), "padding": padding}
        if data_format != "absent":
            values["data_format"] = None if data_format == "None" else data_format
        if self.chance(0.35):
            values["dilations"] = self.sequence(dilation, first)
        if self.chance(0.03):
            del values[self.pick("input", "filters", "strides", "padding")]
        v1 = ["input", "filter", "strides", "padding", "use_cudnn_on_gpu", "data_format", "dilations", "name", "filters"]
        v2 = ["input", "filters", "strides", "padding", "data_format", "dilations", "name"]
        return self.finish("conv2d", api, v1 if api == "v1" else v2, values, 4)

    def spoil(self, image, filters, a, b, first):
        """Makes the shapes disagree, or agree in an unusual way."""
        form = self.pick("swap", "channels", "groups", "groups", "rank", "filter rank", "batches", "empty", "no batch")
        channels = 1 if first else 3
        if form == "swap":
            filters[2:] = [filters[3], filters[2]]
        elif form == "channels":
            image[channels] = self.pick(1, 2, 3, 4, 5)
        elif form == "groups":
            image[channels] = filters[2] * self.pick(2, 3)
        elif form == "rank":
            del image[0]
        elif form == "filter rank":
            del filters[self.pick(0, 2)]
        elif form == "batches":
            image.insert(0, 2)
        elif form == "empty":
            filters[self.pick(0, 1)] = 0
        elif form == "no batch":
            image[0] = 0

    def transposed(self, api):
        data_format = self.format()
        first = data_format in ("NCHW", "channels_first")
        n, c, o = self.pick(1, 1, 2, 3), self.pick(1, 2, 3, 4), self.pick(1, 2, 3, 4)
        stride = (self.pick(1, 2, 2, 3), self.pick(1, 2, 2, 3))
        dilation = (self.pick(1, 2), self.pick(1, 1, 3))
        kernel = [self.pick(1, 2, 3, 3, 4, 5), self.pick(1, 2, 3, 3, 4, 5)]
        padding, cells = self.padding(first)
        dilated = self.chance(0.12)
        effective = [(k - 1) * (d if dilated else 1) + 1 for k, d in zip(kernel, dilation)]
        out = [self.pick(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12) for _ in range(2)]
        size = [
            max(0, math.ceil(L / s) if cells == "SAME" else (L + (0 if cells == "VALID" else sum(cells[at])) - F) // s + 1)
            for at, (L, s, F) in enumerate(zip(out, stride, effective))
        ]
        if min(size) == 0 and self.chance(0.97):
            return self.transposed(api)
        image, filters = self.image(n, *size, c, first), [*kernel, o, c]
        shape = self.image(n, *out, o, first)
        if self.chance(0.2):
            self.spoil_transposed(image, filters, shape, first)
        if self.chance(0.25):
            shape[2 if first else 1] += self.pick(-2, -1, 1, 2, 10)
        values = {"input": tensor(*image), "filters": tensor(*filters), "strides": self.sequence(stride, first, 0.15), "padding": padding}
        values["output_shape"] = self.output_shape(shape, first)
        if values["output_shape"] == "missing":
            del values["output_shape"]
        if padding == "SAME" and self.chance(0.5):
            del values["padding"]
        if data_format != "absent":
            values["data_format"] = None if data_format == "None" else data_format
        if dilated:
            values["dilations"] = self.sequence(dilation, first)
        if self.chance(0.03):
            values.pop(self.pick("input", "filters", "strides"))
        v1 = ["value", "filter", "output_shape", "strides", "padding", "data_format", "name", "input", "filters", "dilations"]
        v2 = ["input", "filters", "output_shape", "strides", "padding", "data_format", "dilations", "name"]
        return self.finish("conv2d_transpose", api, v1 if api == "v1" else v2, values, 4)

    def spoil_transposed(self, image, filters, shape, first):
        form = self.pick("swap", "in", "out", "groups", "batch", "rank", "filter rank", "batches")
        channels = 1 if first else 3
        if form == "swap":
            filters[2:] = [filters[3], filters[2]]
        elif form == "in":
            image[channels] = self.pick(1, 2, 3, 4, 5)
        elif form == "out":
            shape[channels] = self.pick(1, 2, 3, 4, 5)
        elif form == "groups":
            shape[channels] = filters[2] * self.pick(2, 3)
        elif form == "batch":
            shape[0] = self.pick(1, 2, 3, 4)
        elif form == "rank":
            del image[0]
        elif form == "filter rank":
            del filters[self.pick(0, 2)]
        elif form == "batches":
            image.insert(0, 1)

    def output_shape(self, shape, first):
        if self.chance(0.8):
            return shape
        form = self.pick("two", "two", "tensor", "three", "five", "none", "missing", "with none", "minus one", "floats", "number")
        some = list(shape)
        at = self.pick(0, 1, 2)
        some[at] = {"with none": None, "minus one": -1, "floats": {"f": float(shape[at])}}.get(form, shape[at])
        return {
            "two": shape[2:] if first else shape[1:3],
            "tensor": {"i": shape},
            "three": shape[1:],
            "five": [1, *shape],
            "none": None,
            "missing": "missing",
            "number": shape[1],
        }.get(form, some)

    def finish(self, op, api, order, values, required):
        aliases = {"filter": "filters", "value": "input"}
        args, named = self.place(order, aliases, values, required)
        if api == "v1" and self.chance(0.15):
            # The newer word for the same parameter, alone or beside the old one.
            for old, new in aliases.items():
                if old in named and new in order and self.chance(0.6):
                    named[new] = named[old] if self.chance(0.2) else named.pop(old)
        if api == "v2" and self.chance(0.02) and "filters" in named:
            named["filter"] = named.pop("filters")
        if self.chance(0.01):
            named["stride"] = 1
        return {"op": op, "api": api, "args": args, "named": named}
