"""Calls of further ops: windows of all kinds, space and batch, matrices, images, indices, segments, signals, heads of networks."""


def spoiled(rng, shape, part=0.2):
    """The shape, now and then with a dim or an axis changed."""
    other = list(shape)
    if rng.random() < part and other:
        at = rng.randrange(len(other))
        if rng.random() < 0.6:
            other[at] += 1
        else:
            del other[at]
    return other


class Further:
    """What `record_surrounding.Maker` makes beside its own calls; it brings `rng`, `shape`, `tensor`, `near`, `axis`, `pick`, `call`, `window`, `form`."""

    def spoil(self, shape, part=0.2):
        return {"t": spoiled(self.rng, shape, part)}

    def out(self, length, kernel, step, padding, rate=1):
        reach = (kernel - 1) * rate + 1
        return -(-length // step) if padding.upper() == "SAME" else max((length - reach) // step + 1, 0)

    # Windows ----------------------------------------------------------------------------------------------------------

    def make_general_pool(self):
        spatial = self.pick(1, 2, 2, 3)
        image, kernel, step, padding = self.window(spatial)
        named = {"padding": padding}
        if self.rng.random() < 0.6:
            named["strides"] = self.pick(step, [min(s, k) for s, k in zip(step, kernel)])
        if self.rng.random() < 0.3:
            named["dilations"] = [self.rng.randint(1, 2)] * spatial
        size = self.pick(kernel, kernel, kernel, kernel[0])
        return self.call("nn.pool", {"t": image}, size, self.pick("MAX", "AVG", "MAX", "AVG", "max"), **named)

    def make_argmax_pool(self):
        image, kernel, step, padding = self.window(2)
        return {**self.call("nn.max_pool_with_argmax", {"t": image}, self.form(kernel), self.form(step), padding), "item": 1}

    def make_fractional(self):
        image, *_ = self.window(2)
        ratio = [1.0, 1.0 + self.rng.random(), 1.0 + self.rng.random(), 1.0]
        return {**self.call(self.pick("nn.fractional_max_pool", "nn.fractional_avg_pool"), {"t": image}, ratio), "item": 0}

    def make_dilated(self):
        spatial = self.pick(1, 2, 3)
        image, kernel, step, padding = self.window(spatial)
        rates = [self.rng.randint(1, 2)] * spatial
        steps = self.pick([1] * spatial, [1] * spatial, step)
        return self.call("nn.convolution", {"t": image}, self.filter(kernel, image), strides=steps, padding=padding, dilations=rates)

    def make_morphology(self):
        image, kernel, step, padding = self.window(2)
        rates = [1, self.rng.randint(1, 2), self.rng.randint(1, 2), 1]
        strides = self.pick([1, *step, 1], [1, *step, 1], [1, *step, 1], step)
        weights = {"t": [*kernel, self.pick(image[-1], image[-1], image[-1], 2)]}
        api = self.pick("v1", "v2")
        rest = [strides, rates, padding] if api == "v1" else [strides, padding, "NHWC", rates]
        return {**self.call(self.pick("nn.dilation2d", "nn.erosion2d"), {"t": image}, weights, *rest), "api": api}

    def make_input_gradient(self):
        image, kernel, step, padding = self.window(2)
        if len(image) < 4:
            image = [1, *image]
        made = self.rng.randint(1, 4)
        depthwise = self.rng.random() < 0.4
        channels = image[-1] * made if depthwise else made
        lengths = [self.out(length, k, s, padding) for length, k, s in zip(image[1:], kernel, step)]
        gradient = self.spoil([image[0], *lengths, channels])
        sizes = list(image)
        if self.rng.random() < 0.15:
            sizes[self.rng.randrange(4)] += 1
        strides = self.pick([1, *step, 1], [1, *step, 1], [1, *step, 1], step)
        op = "nn.depthwise_conv2d_backprop_input" if depthwise else "nn.conv2d_backprop_input"
        return {**self.call(op, sizes, {"t": [*kernel, image[-1], made]}, gradient, strides, padding), "api": "v1"}

    def make_filter_gradient(self):
        spatial = self.pick(2, 2, 3)
        image, kernel, step, padding = self.window(spatial)
        if len(image) < spatial + 2:
            image = [1, *image]
        image[1:-1] = [max(length, k) for length, k in zip(image[1:-1], kernel)]
        made = self.rng.randint(1, 4)
        depthwise = spatial == 2 and self.rng.random() < 0.4
        channels = image[-1] * made if depthwise else made
        lengths = [self.out(length, k, s, padding) for length, k, s in zip(image[1:], kernel, step)]
        gradient = self.spoil([image[0], *lengths, channels])
        op = "nn.depthwise_conv2d_backprop_filter" if depthwise else f"nn.conv{spatial}d_backprop_filter"
        return {**self.call(op, {"t": image}, [*kernel, image[-1], made], gradient, [1, *step, 1], padding), "api": "v1"}

    def make_native(self):
        image, kernel, step, padding = self.window(2)
        strides = self.pick([1, *step, 1], [1, *step, 1], [1, *step, 1], step)
        call = self.call("nn.depthwise_conv2d_native", {"t": image}, self.filter(kernel, image), strides, padding)
        return {**call, "api": "v1"}

    def make_atrous_transposed(self):
        image, kernel, _, padding = self.window(2)
        rate = self.rng.randint(1, 3)
        weights = self.filter(kernel, image, transposed=True)
        grown = 0 if padding == "SAME" else rate
        lengths = [n + grown * (k - 1) + self.pick(0, 0, 0, 0, 1, -1) for n, k in zip(image[1:3], kernel)]
        shape = [image[0], *lengths, self.pick(weights["t"][-2], weights["t"][-2], weights["t"][-2], 3)]
        return self.call("nn.atrous_conv2d_transpose", {"t": image}, weights, shape, rate, padding)

    def make_space_to_batch(self):
        blocks = [self.pick(1, 2, 2, 3) for _ in range(self.pick(1, 2, 2))]
        lengths = [block * self.rng.randint(1, 3) for block in blocks]
        pairs = [[a := self.pick(0, 0, 1, 2), (-a) % block] for block in blocks]
        if self.rng.random() < 0.3:
            pairs[0][1] += self.pick(-1, 1, 2)
        image = {"t": spoiled(self.rng, [self.rng.randint(1, 3), *lengths, *self.shape(0, 2)], 0.1)}
        if self.rng.random() < 0.1:
            pairs = pairs[1:]
        api = self.pick("v1", "v2")
        op = self.pick("space_to_batch_nd", "space_to_batch")
        rest = [pairs, 2] if op == "space_to_batch" and api == "v1" else [blocks, pairs]
        return {**self.call(op, image, *rest), "api": api}

    def make_batch_to_space(self):
        blocks = [self.pick(1, 2, 2, 3) for _ in range(self.pick(1, 2, 2))]
        count = 1
        for block in blocks:
            count *= block
        batch = count * self.rng.randint(1, 2) + self.pick(0, 0, 0, 1)
        image = {"t": [batch, *(self.rng.randint(1, 3) for _ in blocks), *self.shape(0, 2)]}
        crops = [[self.pick(0, 0, 1), self.pick(0, 0, 1, 2)] for _ in blocks]
        api = self.pick("v1", "v2")
        op = self.pick("batch_to_space_nd", "batch_to_space") if api == "v1" else "batch_to_space"
        rest = [crops, 2] if op == "batch_to_space" and api == "v1" else [blocks, crops]
        return {**self.call(op, image, *rest), "api": api}

    # Matrices ---------------------------------------------------------------------------------------------------------

    def make_matrix(self):
        op = self.pick("adjoint", "matrix_transpose", "pinv", "trace", "matrix_rank", "diag_part")
        return self.call(f"linalg.{op}", self.tensor(1, 4))

    def make_square(self):
        n = self.rng.randint(1, 3)
        op = self.pick("det", "expm", "eigvalsh", "slogdet", "eigh")
        call = self.call(f"linalg.{op}", self.spoil([*self.shape(0, 2), n, n], 0.3))
        return {**call, "item": 0} if op in ("slogdet", "eigh") else call

    def make_diag(self):
        op = self.pick("linalg.diag", "linalg.tensor_diag", "linalg.tensor_diag_part")
        base = self.shape(0, 2)
        return self.call(op, {"t": spoiled(self.rng, base + base) if op.endswith("part") else base})

    def make_band(self):
        return self.call("linalg.band_part", self.tensor(1, 4), self.pick(-1, 0, 1), self.pick(-1, 0, 1))

    def make_matvec(self):
        m, n = self.rng.randint(1, 4), self.rng.randint(1, 4)
        turned = self.pick(True, False)
        outer, more = self.near(0, 2)
        a = [*outer["t"], *([n, m] if turned else [m, n])]
        return self.call("linalg.matvec", {"t": a}, self.spoil([*more["t"], n]), turned)

    def make_solve(self):
        n = self.rng.randint(1, 3)
        outer = self.shape(0, 2)
        matrix = {"t": spoiled(self.rng, [*outer, n, n], 0.15)}
        rhs = self.spoil([*outer, n, self.rng.randint(1, 3)])
        return self.call(self.pick("linalg.triangular_solve", "linalg.triangular_solve", "linalg.lstsq"), matrix, rhs)

    def make_factors(self):
        op = self.pick("svd", "qr")
        named = {"full_matrices": True} if self.rng.random() < 0.4 else {}
        return {**self.call(f"linalg.{op}", self.tensor(1, 4), **named), "item": self.pick(0, 1)}

    def make_norm(self):
        axis = self.pick(None, self.axis(), [self.axis()], [0, 1])
        named = {} if axis is None else {"axis": axis}
        return self.call("norm", self.tensor(1), **named)

    def make_count(self):
        return self.call("math.count_nonzero", self.tensor(), self.pick(None, self.axis(), [0, 1]), self.pick(True, False))

    def make_einsum(self):
        i, j, k, b = (self.rng.randint(1, 4) for _ in range(4))
        equation, shapes = self.pick(
            ("ij,jk->ik", [[i, j], [j, k]]),
            ("bij,bjk->bik", [[b, i, j], [b, j, k]]),
            ("ij->ji", [[i, j]]),
            ("...ij,...jk->...ik", [[b, i, j], [b, j, k]]),
            ("ij,ij", [[i, j], [i, j]]),
            ("i,j->ij", [[i], [j]]),
            ("bi,bj->bij", [[b, i], [b, j]]),
            ("bijc->bc", [[b, i, j, k]]),
        )
        return self.call("einsum", equation, *(self.spoil(shape) for shape in shapes))

    def make_tensordot_axes(self):
        a, b = self.shape(1, 3), self.shape(1, 3)
        left, right = self.rng.randrange(len(a)), self.rng.randrange(len(b))
        if self.rng.random() < 0.7:
            b[right] = a[left]
        axes = self.pick([[left], [right]], [left, right], [[left], [right - len(b)]], 0, [[left], [len(b)]])
        return self.call("tensordot", {"t": a}, {"t": b}, axes)

    # Indices ----------------------------------------------------------------------------------------------------------

    def zeros(self, shape):
        value = 0
        for length in reversed(shape):
            value = [value] * length
        return value

    def make_gather_nd(self):
        base = self.shape(1, 3)
        batch = self.pick(0, 0, 0, 1)
        depth = self.rng.randint(1, 3)
        lists = [*(base[:batch]), *self.shape(0, 1), depth]
        return self.call("gather_nd", {"t": base}, self.zeros(lists), batch_dims=batch)

    def make_gather_batch(self):
        base = self.shape(1, 3)
        batch = self.pick(0, 1, 1)
        axis = self.pick(batch, batch, self.rng.randint(-2, 2))
        return self.call("gather", {"t": base}, self.zeros([*base[:batch], *self.shape(0, 1)]), axis=axis, batch_dims=batch)

    def make_batch_gather(self):
        base = self.shape(2, 3)
        return {**self.call("batch_gather", {"t": base}, self.zeros([base[0], self.rng.randint(1, 3)])), "api": "v1"}

    def make_scatter(self):
        target = self.shape(1, 3)
        depth = self.rng.randint(1, len(target))
        outer = self.shape(1, 2)
        updates = self.spoil([*outer, *target[depth:]])
        op = self.pick("scatter_nd", "tensor_scatter_nd_update", "tensor_scatter_nd_add", "tensor_scatter_nd_max")
        indices = self.zeros([*outer, depth])
        if op == "scatter_nd":
            return self.call(op, indices, updates, target)
        return self.call(op, {"t": target}, indices, updates)

    def make_segment(self):
        base = self.shape(0, 3)
        word = self.pick("sum", "mean", "max")
        if self.rng.random() < 0.4:
            return self.call(f"math.segment_{word}", {"t": base}, self.zeros(spoiled(self.rng, base[:1])))
        ids = self.zeros(spoiled(self.rng, base[: self.rng.randint(0, 2)]))
        return self.call(f"math.unsorted_segment_{word}", {"t": base}, ids, self.rng.randint(1, 4))

    def make_top_k(self):
        return {**self.call("math.top_k", self.tensor(0, 3), self.rng.randint(1, 4)), "item": self.pick(0, 1)}

    def make_searchsorted(self):
        first, second = self.near(1, 3)
        return self.call("searchsorted", first, {"t": [*second["t"][:-1], self.rng.randint(1, 4)]})

    def make_unique(self):
        return {**self.call("unique", self.tensor(1, 2)), "item": 1}

    def make_confusion(self):
        n = self.rng.randint(1, 4)
        return self.call("math.confusion_matrix", self.zeros([n]), self.zeros([n]), num_classes=self.rng.randint(1, 4))

    def make_histogram(self):
        return self.call("histogram_fixed_width", self.tensor(), [0.0, 1.0], self.rng.randint(1, 5))

    def make_repeat(self):
        base = self.shape(0, 3)
        axis = self.pick(None, self.axis(), 0)
        counts = [self.rng.randint(1, 3) for _ in range((base[0] if axis == 0 and base else 2) + self.pick(0, 0, 0, 1))]
        return self.call("repeat", {"t": base}, self.pick(2, 3, [2], counts), axis=axis)

    def make_meshgrid(self):
        parts = [self.tensor(0, 1) for _ in range(self.rng.randint(1, 3))]
        return {**self.call("meshgrid", *parts, indexing=self.pick("xy", "ij")), "item": 0}

    def make_sequence_mask(self):
        return self.call("sequence_mask", self.zeros(self.shape(0, 2)), self.rng.randint(1, 5))

    def make_strided_slice(self):
        base = self.shape(1, 3)
        count = self.rng.randint(1, len(base)) + self.pick(0, 0, 0, 0, 0, 1)
        some = lambda: [self.rng.randint(-3, 4) for _ in range(count)]
        masks = {word: self.rng.randint(0, 3) for word in ("begin_mask", "end_mask") if self.rng.random() < 0.4}
        steps = self.pick(None, [1] * count, [self.pick(1, 2, -1) for _ in range(count)])
        return self.call("strided_slice", {"t": base}, some(), some(), steps, **masks)

    # Images -----------------------------------------------------------------------------------------------------------

    def image(self, least=2):
        return [self.rng.randint(1, 3), self.rng.randint(2, 9), self.rng.randint(2, 9), self.pick(1, 3)][self.pick(0, 0, 1, 1, 1, least) :]

    def make_central_crop(self):
        return self.call("image.central_crop", {"t": self.image()}, self.pick(0.5, 0.25, 0.875, 0.3, 0.9, 1.0, 1.5, 0.0))

    def make_box(self):
        op = self.pick("image.pad_to_bounding_box", "image.crop_to_bounding_box")
        image = {"t": self.image()}
        return self.call(op, image, *(self.rng.randint(0, 3) for _ in range(2)), *(self.rng.randint(1, 12) for _ in range(2)))

    def make_fit(self):
        op, api = self.pick(("image.resize_with_crop_or_pad", None), ("image.resize_with_pad", "v2"), ("image.resize_image_with_pad", "v1"))
        return {**self.call(op, {"t": self.image()}, self.rng.randint(5, 12), self.rng.randint(5, 12)), "api": api}

    def make_crop_and_resize(self):
        count = self.rng.randint(1, 3)
        boxes = self.spoil([count, 4])
        return self.call("image.crop_and_resize", {"t": self.image(0)}, boxes, self.zeros([count]), [self.rng.randint(1, 5), 3])

    def make_patches(self):
        image, kernel, step, padding = self.window(2)
        rates = [1, self.pick(1, 1, 2), 1, 1]
        size = self.pick([1, *kernel, 1], [1, *kernel, 1], [1, *kernel, 1], kernel)
        return self.call("image.extract_patches", {"t": image}, size, [1, *step, 1], rates, padding)

    def make_random_crop(self):
        base = self.shape(1, 3)
        return self.call("image.random_crop", {"t": base}, [max(1, n - self.pick(0, 1, -1)) for n in spoiled(self.rng, base, 0.1)])

    def make_turned(self):
        op = self.pick("image.rot90", "image.transpose", "image.sobel_edges", "image.total_variation", "image.image_gradients")
        call = self.call(op, {"t": self.image()})
        return {**call, "item": 0} if op.endswith("gradients") else call

    def make_likeness(self):
        base = [*self.shape(0, 2), self.rng.randint(11, 13), self.rng.randint(11, 13), self.pick(1, 3)]
        return self.call(self.pick("image.psnr", "image.ssim"), {"t": base}, self.spoil(base), 1.0)

    def make_colours(self):
        op = self.pick("rgb_to_hsv", "hsv_to_rgb", "rgb_to_yuv", "yuv_to_rgb", "rgb_to_grayscale", "grayscale_to_rgb")
        return self.call(f"image.{op}", {"t": [*self.shape(0, 3), self.pick(1, 3, 3, 2)]})

    def make_resize_kept(self):
        return self.call("image.resize", {"t": self.image()}, [self.rng.randint(5, 12), self.rng.randint(5, 12)], preserve_aspect_ratio=True)

    # Signals ----------------------------------------------------------------------------------------------------------

    def make_fourier(self):
        op = self.pick("rfft", "rfft2d")
        return self.call(f"signal.{op}", self.tensor(0, 3))

    def make_fourier_length(self):
        return self.call("signal.rfft", self.tensor(1, 3), [self.rng.randint(1, 9)])

    def make_frame(self):
        named = {"pad_end": True} if self.rng.random() < 0.4 else {}
        base = [*self.shape(0, 1), self.rng.randint(1, 20)]
        return self.call("signal.frame", {"t": base}, self.rng.randint(1, 6), self.rng.randint(1, 4), **named)

    def make_stft(self):
        base = [*self.shape(0, 1), self.rng.randint(16, 40)]
        named = {"pad_end": True} if self.rng.random() < 0.4 else {}
        return self.call("signal.stft", {"t": base}, self.rng.randint(1, 12), self.rng.randint(1, 4), **named)

    # Heads ------------------------------------------------------------------------------------------------------------

    def make_embedding(self):
        return self.call("nn.embedding_lookup", self.tensor(0, 3), self.zeros(self.shape(0, 2)))

    def make_crelu(self):
        return self.call("nn.crelu", self.tensor(1, 4))

    def make_crelu_axis(self):
        return self.call("nn.crelu", self.tensor(0, 4), axis=self.axis())

    def make_alike(self):
        x, y = self.near()
        if self.rng.random() < 0.5:
            return self.call("nn.weighted_cross_entropy_with_logits", x, y, 2.0)
        return self.call("nn.log_poisson_loss", x, y)

    def make_dense(self):
        n, m = self.rng.randint(1, 4), self.rng.randint(1, 4)
        x = self.spoil([self.rng.randint(1, 4), n])
        return {**self.call(self.pick("nn.xw_plus_b", "nn.relu_layer"), x, {"t": [n, m]}, self.spoil([m])), "api": "v1"}

    def make_softmax_loss(self):
        x, y = self.near(1, 3)
        return self.call("nn.softmax_cross_entropy_with_logits", labels=x, logits=y)

    def make_sigmoid_loss(self):
        x, y = self.near()
        return self.call("nn.sigmoid_cross_entropy_with_logits", labels=x, logits=y)

    def make_sparse_loss(self):
        base = self.shape(1, 3)
        labels = self.zeros(spoiled(self.rng, base[:-1]))
        return self.call("nn.sparse_softmax_cross_entropy_with_logits", labels=labels, logits={"t": base})

    def make_statistics(self):
        op = self.pick("nn.sufficient_statistics", "nn.moments")
        return {**self.call(op, self.tensor(1), self.pick([0], [0, 1], [1], [-1])), "item": 1}

    def make_categorical(self):
        return self.call("random.categorical", self.tensor(1, 3), self.rng.randint(1, 4))

    def make_gamma(self):
        return self.call("random.gamma", self.shape(0, 2), self.tensor(0, 2), self.pick(None, self.tensor(0, 1)))

    def make_drop(self):
        op = self.pick("math.l2_normalize", "math.cumsum", "sort", "reverse", "roll", "argsort")
        x = self.tensor(1, 3)
        if op == "reverse":
            return self.call(op, x, [self.axis()])
        if op == "roll":
            return self.call(op, x, 1, self.axis())
        return self.call(op, x, axis=self.axis())

    def make_pad_mode(self):
        base = self.shape(1, 3)
        pairs = [[self.rng.randint(0, 3), self.rng.randint(0, 3)] for _ in base]
        return self.call("pad", {"t": base}, pairs, self.pick("REFLECT", "SYMMETRIC"))

    def make_mask(self):
        base = self.shape(1, 3)
        return self.call("boolean_mask", {"t": base}, {"b": spoiled(self.rng, base[: self.rng.randint(1, len(base))])})

    def make_fused_norm(self):
        image = self.image(0)
        c = image[-1]
        scale, offset = self.spoil([c]), self.spoil([c], 0.1)
        return {**self.call("nn.fused_batch_norm", {"t": image}, scale, offset), "item": 0, "api": "v1"}
