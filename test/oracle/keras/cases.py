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


MAKERS = [conv] * 8 + [transposed] * 6 + [depthwise] * 3 + [pool] * 4 + [global_pool] + [resample] * 3 + [core] * 3 + [merge] * 3 + [recurrent]


def cases(count, seed):
    rng = random.Random(seed)
    return [rng.choice(MAKERS)(rng) for _ in range(count)]
