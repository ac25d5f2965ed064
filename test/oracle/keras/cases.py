"""Argument combinations of Keras' layers from a seed: mostly right, with a mistake or an unusual form here and there."""

import random


def tuple_or_int(rng, n, low, high):
    value = rng.randint(low, high)
    if rng.random() < 0.5:
        return value
    return [rng.randint(low, high) for _ in range(n if rng.random() < 0.95 else n + 1)]


def image(rng, n, first, small=3, large=12, channels=(1, 2, 3, 4, 6)):
    space = [rng.randint(small, large) for _ in range(n)]
    c = rng.choice(channels)
    shape = [rng.choice((1, 2))] + ([c] + space if first else space + [c])
    roll = rng.random()
    if roll < 0.04:
        return shape[1:]
    if roll < 0.06:
        return [2] + shape
    return shape


def window(rng, n, named, size):
    named[size] = tuple_or_int(rng, n, 1, 5)
    if rng.random() < 0.5:
        named['strides'] = tuple_or_int(rng, n, 1, 3)
    if rng.random() < 0.6:
        named['padding'] = rng.choice(['valid', 'same', 'same', 'SAME', 'causal', 'full'] if rng.random() < 0.2 else ['valid', 'same'])


def data_format(rng, named):
    # Channels first is for GPUs where a layer convolves; what is wrong with a word shows everywhere.
    if rng.random() < 0.04:
        named['data_format'] = rng.choice(['NHWC', 'channels_second'])
    elif rng.random() < 0.1:
        named['data_format'] = 'channels_last'
    return False


def conv(rng):
    n = rng.choice([1, 2, 2, 3])
    named = {'filters': rng.choice([1, 2, 3, 4, 6, 8])}
    window(rng, n, named, 'kernel_size')
    if rng.random() < 0.25:
        named['dilation_rate'] = tuple_or_int(rng, n, 1, 3)
    if rng.random() < 0.2:
        named['groups'] = rng.choice([1, 2, 3])
    data_format(rng, named)
    return f'Conv{n}D', named, [image(rng, n, False)]


def transposed(rng):
    n = rng.choice([1, 2, 2, 3])
    named = {'filters': rng.choice([1, 2, 3])}
    window(rng, n, named, 'kernel_size')
    if rng.random() < 0.3:
        named['output_padding'] = tuple_or_int(rng, n, 0, 2)
    data_format(rng, named)
    return f'Conv{n}DTranspose', named, [image(rng, n, False, 1, 6, (1, 2, 3))]


def depthwise(rng):
    n = rng.choice([1, 2])
    separable = rng.random() < 0.5
    named = {'filters': rng.choice([1, 2, 4])} if separable else {}
    window(rng, n, named, 'kernel_size')
    # Other strides for every axis are not implemented for depthwise kernels.
    if isinstance(named.get('strides'), list):
        named['strides'] = named['strides'][0]
    if rng.random() < 0.3:
        named['depth_multiplier'] = rng.choice([1, 2])
    data_format(rng, named)
    return f'{"Separable" if separable else "Depthwise"}Conv{n}D', named, [image(rng, n, False)]


def pool(rng):
    n = rng.choice([1, 2, 2, 3])
    named = {}
    window(rng, n, named, 'pool_size')
    if rng.random() < 0.2:
        del named['pool_size']
    first = rng.random() < 0.15
    if first:
        named['data_format'] = 'channels_first'
    return f'{rng.choice(["Max", "Average"])}Pooling{n}D', named, [image(rng, n, first, 2, 9)]


def global_pool(rng):
    n = rng.choice([1, 2, 3])
    named = {'keepdims': rng.random() < 0.5} if rng.random() < 0.6 else {}
    first = rng.random() < 0.3
    if first:
        named['data_format'] = 'channels_first'
    return f'Global{rng.choice(["Max", "Average"])}Pooling{n}D', named, [image(rng, n, first)]


def resample(rng):
    n = rng.choice([1, 2, 3])
    kind = rng.choice(['UpSampling', 'ZeroPadding', 'Cropping'])
    first = n > 1 and rng.random() < 0.15
    named = {'data_format': 'channels_first'} if first else {}
    if kind == 'UpSampling':
        named['size'] = rng.randint(1, 3) if n == 1 else tuple_or_int(rng, n, 1, 3)
    else:
        word = 'padding' if kind == 'ZeroPadding' else 'cropping'
        roll = rng.random()
        if n > 1 and roll < 0.4:
            named[word] = [[rng.randint(0, 3), rng.randint(0, 3)] for _ in range(n)]
        else:
            named[word] = tuple_or_int(rng, 2 if n == 1 else n, 0, 3)
    return f'{kind}{n}D', named, [image(rng, n, first, 3, 8)]


def core(rng):
    word = rng.choice(['Dense', 'Flatten', 'Reshape', 'Permute', 'RepeatVector', 'Embedding'])
    rank = rng.randint(1, 4)
    shape = [2] + [rng.choice([2, 3, 4, 6]) for _ in range(rank)]
    if word == 'Dense':
        return word, {'units': rng.choice([1, 5])}, [shape if rng.random() < 0.9 else [4]]
    if word == 'Flatten':
        return word, {}, [shape]
    if word == 'Permute':
        dims = list(range(1, rank + 1)) if rng.random() < 0.9 else list(range(0, rank))
        rng.shuffle(dims)
        return word, {'dims': dims}, [shape if rng.random() < 0.9 else shape[:-1] or [2]]
    if word == 'RepeatVector':
        return word, {'n': rng.randint(1, 4)}, [[2, 3] if rng.random() < 0.7 else shape]
    if word == 'Embedding':
        return word, {'input_dim': 10, 'output_dim': 4}, [shape]
    product = 1
    for dim in shape[1:]:
        product *= dim
    target = [rng.choice([2, 3, 4]), -1] if rng.random() < 0.5 else [2, product // 2 + (rng.random() < 0.2)]
    return word, {'target_shape': target}, [shape]


def merge(rng):
    word = rng.choice(['Add', 'Subtract', 'Multiply', 'Average', 'Maximum', 'Minimum', 'Concatenate', 'Dot'])
    shape = [2] + [rng.choice([1, 3, 4]) for _ in range(rng.randint(1, 3))]
    other = list(shape)
    at = rng.randrange(1, len(shape))
    if rng.random() < 0.5:
        other[at] = rng.choice([1, 3, 5])
    inputs = [shape, other] + ([list(shape)] if rng.random() < 0.2 and word != 'Dot' else [])
    named = {}
    if word == 'Concatenate':
        named['axis'] = rng.choice([-1, 1, at])
    if word == 'Dot':
        named['axes'] = rng.choice([1, -1, at])
    return word, named, inputs


def recurrent(rng):
    word = rng.choice(['LSTM', 'GRU', 'SimpleRNN'])
    named = {'units': rng.choice([1, 4])}
    if rng.random() < 0.5:
        named['return_sequences'] = rng.random() < 0.5
    return word, named, [[2, 5, 3] if rng.random() < 0.85 else [2, 5]]


def more_layers(rng):
    word = rng.choice(['ConvLSTM1D', 'ConvLSTM2D', 'RNN', 'Adaptive', 'CategoryEncoding', 'EinsumDense', 'Attention', 'Normalization', 'Spatial'])
    if word.startswith('ConvLSTM'):
        n = int(word[8])
        named = {'filters': rng.choice([1, 3])}
        window(rng, n, named, 'kernel_size')
        named['return_sequences'] = rng.random() < 0.5
        return word, named, [[2, 3] + [rng.randint(3, 6) for _ in range(n)] + [2]]
    if word == 'RNN':
        named = {'units': 3, 'return_sequences': rng.random() < 0.5, 'return_state': rng.random() < 0.5}
        return rng.choice(['LSTM', 'GRU', 'SimpleRNN']), named, [[2, 4, 3]]
    if word == 'Adaptive':
        n = rng.choice([1, 2, 3])
        named = {'output_size': tuple_or_int(rng, n, 1, 4)}
        return f'Adaptive{rng.choice(["Average", "Max"])}Pooling{n}D', named, [image(rng, n, False, 4, 8)]
    if word == 'CategoryEncoding':
        return word, {'num_tokens': 9, 'output_mode': rng.choice(['one_hot', 'multi_hot', 'count'])}, [rng.choice([[4], [4, 1], [4, 3]])]
    if word == 'EinsumDense':
        return word, rng.choice([
            {'equation': 'abc,cd->abd', 'output_shape': [None, 5]},
            {'equation': 'abc,cde->abde', 'output_shape': [None, 5, 2]},
            {'equation': 'abc,bd->adc', 'output_shape': [6, 3]},
        ]), [[2, 4, 3]]
    if word == 'Attention':
        return rng.choice(['Attention', 'AdditiveAttention']), {}, [[2, 5, 4], [2, 6, rng.choice([4, 4, 3])]]
    if word == 'Normalization':
        word = rng.choice(['BatchNormalization', 'LayerNormalization', 'UnitNormalization', 'GroupNormalization', 'RMSNormalization'])
        named = {'groups': rng.choice([1, 2, 3])} if word == 'GroupNormalization' else {}
        if word != 'UnitNormalization' and rng.random() < 0.3:
            named['axis'] = rng.choice([1, -1, 2])
        return word, named, [[2, 4, 6, 4][:rng.choice([2, 3, 4])]]
    n = rng.choice([1, 2, 3])
    return f'SpatialDropout{n}D', {'rate': 0.5}, [image(rng, n, False)[:rng.choice([n + 2, n + 2, n + 1])]]


MAKERS = [conv] * 8 + [transposed] * 6 + [depthwise] * 3 + [pool] * 4 + [global_pool] + [resample] * 3 + [core] * 3 + [merge] * 3 + [recurrent] + [more_layers] * 3


def cases(count, seed):
    rng = random.Random(seed)
    return [rng.choice(MAKERS)(rng) for _ in range(count)]


def op_window(rng):
    n = rng.choice([1, 2, 2, 3])
    channels = rng.choice([1, 2, 4])
    x = [2] + [rng.randint(2, 8) for _ in range(n)] + [channels if rng.random() < 0.93 else 3]
    kernel = [rng.randint(1, 4) for _ in range(n)]
    named = {}
    if rng.random() < 0.5:
        named['strides'] = rng.randint(1, 3) if n == 1 else tuple_or_int(rng, n, 1, 3)
    if rng.random() < 0.5:
        named['padding'] = rng.choice(['same', 'valid'])
    word = rng.choice(['conv', 'conv', 'conv_transpose', 'depthwise_conv', 'separable_conv', 'max_pool', 'average_pool', 'adaptive_average_pool'])
    if word == 'conv':
        if rng.random() < 0.2:
            named['dilation_rate'] = rng.randint(1, 2)
        return word, [x, kernel + [channels, rng.choice([1, 2, 4])]], named
    if word == 'conv_transpose':
        return word, [x, kernel + [rng.choice([1, 3]), channels]], named
    if word in ('depthwise_conv', 'separable_conv'):
        if n == 3:
            return op_window(rng)
        if isinstance(named.get('strides'), list):
            named['strides'] = named['strides'][0]
        if word == 'depthwise_conv':
            return word, [x, kernel + [channels, 2]], named
        return word, [x, kernel + [channels, 2], [1] * n + [2 * channels, 3]], named
    if word == 'adaptive_average_pool':
        return word, [x], {'output_size': tuple_or_int(rng, n, 1, 3)}
    return word, [x], {'pool_size': tuple_or_int(rng, n, 1, 4), **named}


def op_shape(rng):
    shape = [rng.choice([1, 2, 3, 4, 6]) for _ in range(rng.randint(1, 4))]
    rank = len(shape)
    axis = rng.randint(-rank, rank - 1) if rng.random() < 0.93 else rank
    word = rng.choice('concatenate stack split squeeze expand_dims transpose reshape repeat tile take moveaxis swapaxes pad sum max mean argmax '
                      'top_k one_hot cumsum unstack flip broadcast_to diff logsumexp var any roll sort softmax median norm'.split())
    if word in ('concatenate', 'stack'):
        other = list(shape)
        if rng.random() < 0.4:
            other[rng.randrange(rank)] = rng.choice([1, 5])
        return word, [[shape, other]], {'axis': axis} if rng.random() < 0.8 else {}
    if word == 'split':
        return word, [shape], {'indices_or_sections': rng.choice([1, 2, 3, [1]]), 'axis': axis}
    if word == 'squeeze':
        return word, [shape], rng.choice([{}, {'axis': axis}])
    if word == 'expand_dims':
        return word, [shape], {'axis': rng.choice([axis, 0, -1, rank])}
    if word == 'transpose':
        axes = list(range(rank))
        rng.shuffle(axes)
        return word, [shape], rng.choice([{}, {'axes': axes}, {'axes': axes[:-1] or [0]}])
    if word == 'reshape':
        product = 1
        for dim in shape:
            product *= dim
        return word, [shape], {'newshape': rng.choice([[-1], [2, -1], [product], [1, product], [2, product // 2 or 1], [-1, 3]])}
    if word == 'repeat':
        return word, [shape], rng.choice([{'repeats': 2}, {'repeats': 3, 'axis': axis}])
    if word == 'tile':
        return word, [shape], {'repeats': [rng.randint(1, 3) for _ in range(rng.randint(1, rank + 1))]}
    if word == 'take':
        return word, [shape], rng.choice([{'indices': [0]}, {'indices': [0, 0, 0], 'axis': axis}, {'indices': [[0], [0]], 'axis': axis}])
    if word == 'moveaxis':
        return word, [shape], {'source': axis, 'destination': rng.randint(-rank, rank - 1)}
    if word == 'swapaxes':
        return word, [shape], {'axis1': axis, 'axis2': rng.randint(-rank, rank - 1)}
    if word == 'pad':
        return word, [shape], {'pad_width': [[rng.randint(0, 2), rng.randint(0, 2)] for _ in range(rank if rng.random() < 0.9 else rank + 1)]}
    if word in ('sum', 'max', 'mean', 'logsumexp', 'var', 'any', 'median', 'norm'):
        named = rng.choice([{}, {'axis': axis}, {'axis': axis, 'keepdims': True}, {'axis': [axis], 'keepdims': False}])
        if word in ('median', 'norm') and isinstance(named.get('axis'), list):
            named['axis'] = axis
        return word, [shape], named
    if word in ('argmax', 'cumsum', 'sort', 'softmax', 'flip', 'diff'):
        return word, [shape], {'axis': axis} if rng.random() < 0.8 or word in ('sort', 'softmax') else {}
    if word == 'roll':
        return word, [shape], {'shift': 1, 'axis': axis}
    if word == 'top_k':
        return word, [shape], {'k': rng.randint(1, 4)}
    if word == 'one_hot':
        return word, [shape], {'num_classes': 5, 'axis': rng.choice([-1, 0])}
    if word == 'unstack':
        return word, [shape], {'axis': axis}
    return word, [shape], {'shape': rng.choice([[2] + shape, [3, 4], shape])}


def op_product(rng):
    a, b, c = (rng.choice([1, 2, 3]) for _ in range(3))
    inner = b if rng.random() < 0.85 else 5
    batch = rng.choice([[], [4], [1], [4, 2]])
    word = rng.choice(['matmul', 'matmul', 'dot', 'tensordot', 'add', 'maximum', 'where', 'outer', 'dot_product_attention'])
    if word == 'matmul':
        left, right = rng.choice([(batch + [a, b], batch + [inner, c]), ([b], [inner, c]), (batch + [a, b], [inner]), (batch + [a, b], [inner, c])])
        return word, [left, right], {}
    if word == 'dot':
        left, right = rng.choice([([a, b], [inner, c]), ([b], [inner]), ([4, a, b], [inner, c]), ([a, b], [4, inner, c])])
        return word, [left, right], {}
    if word == 'tensordot':
        left, right, axes = rng.choice([([a, b], [inner, c], 1), ([a, b, c], [inner, c], 2), ([a, b, c], [inner, a], [[1], [0]]), ([a, b], [c], 0)])
        return word, [left, right], {'axes': axes}
    if word == 'outer':
        return word, [[a], [b]], {}
    if word == 'dot_product_attention':
        return word, [[2, 5, 4, 3], [2, 6, 4, 3], [2, 6, 4, 3]], {}
    left = batch + [a, b]
    right = rng.choice([[b], [a, b], [inner], [1, inner], [a, 1]])
    return word, [[1], left, right] if word == 'where' else [left, right], {}


def op_cases(count, seed):
    rng = random.Random(seed + 1)
    return [rng.choice([op_window, op_shape, op_shape, op_product])(rng) for _ in range(count)]
