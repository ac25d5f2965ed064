"""Records what the layers of TensorFlow 1 make of random calls: tf.layers, TF-Slim, cells of recurrent networks, and what a session takes. See ../README.md.

What `tf.layers` was is kept by Keras 2 (tf_keras.legacy_tf_layers); TF-Slim is read from a checkout of google-research/tf-slim.
"""

import argparse
import json
import os
import random
import re
import sys
import warnings

os.environ.setdefault('TF_CPP_MIN_LOG_LEVEL', '3')
os.environ.setdefault('CUDA_VISIBLE_DEVICES', '-1')
warnings.filterwarnings('ignore')

import legacy  # noqa: E402
import numpy as np  # noqa: E402

tf = legacy.install()


def load_slim(folder):
    sys.path.insert(0, folder)
    import tf_slim

    return tf_slim


def dims_of(rng, rank, low=3, high=12):
    return [rng.randint(low, high) for _ in range(rank)]


def image(rng, spatial):
    shape = [rng.choice((1, 2))] + dims_of(rng, spatial) + [rng.choice((1, 2, 3, 4))]
    roll = rng.random()
    return shape[1:] if roll < 0.05 else shape + [2] if roll < 0.08 else shape


def size(rng, spatial, high=5):
    if rng.random() < 0.5:
        return str(rng.randint(1, high))
    count = spatial if rng.random() < 0.96 else spatial + 1
    return f'({", ".join(str(rng.randint(1, high)) for _ in range(count))}{"," if count == 1 else ""})'


def maybe(rng, chance, text):
    return f', {text}' if rng.random() < chance else ''


def padding(rng, words):
    return rng.choice(words) if rng.random() > 0.03 else "'full'"


def tf_layers(rng):
    spatial = rng.choice((1, 2, 2, 3))
    kind = rng.choice(('conv', 'conv', 'conv', 'transpose', 'transpose', 'pool', 'pool', 'separable', 'dense', 'flatten'))
    words = ("'valid'", "'same'", "'SAME'", "'VALID'")
    shape = image(rng, spatial)
    if kind == 'dense':
        return f'tf.layers.dense(x, {rng.randint(1, 8)})', dims_of(rng, rng.randint(1, 4))
    if kind == 'flatten':
        return 'tf.layers.flatten(x)', dims_of(rng, rng.randint(2, 5))
    if kind == 'pool':
        word = rng.choice(('max', 'average'))
        strides = f', {size(rng, spatial, 3)}' if rng.random() > 0.04 else ''
        return f'tf.layers.{word}_pooling{spatial}d(x, {size(rng, spatial)}{strides}{maybe(rng, 0.6, f"padding={padding(rng, words)}")})', shape
    more = maybe(rng, 0.6, f'strides={size(rng, spatial, 3)}') + maybe(rng, 0.7, f'padding={padding(rng, words)}')
    if kind == 'transpose':
        spatial = max(spatial, 2)
        more = maybe(rng, 0.7, f'strides={size(rng, spatial, 3)}') + maybe(rng, 0.7, f'padding={padding(rng, words)}')
        return f'tf.layers.conv{spatial}d_transpose(x, {rng.randint(1, 4)}, {size(rng, spatial)}{more})', image(rng, spatial)
    if kind == 'separable':
        spatial = min(spatial, 2)
        stride = rng.randint(1, 3)
        more = maybe(rng, 0.5, f'strides={stride}') + maybe(rng, 0.7, f'padding={padding(rng, words)}') + maybe(rng, 0.4, f'depth_multiplier={rng.randint(1, 3)}')
        return f'tf.layers.separable_conv{spatial}d(x, {rng.randint(1, 4)}, {size(rng, spatial)}{more})', image(rng, spatial)
    dilation = maybe(rng, 0.25, f'dilation_rate={size(rng, spatial, 2)}')
    return f'tf.layers.conv{spatial}d(x, {rng.randint(1, 4)}, {size(rng, spatial)}{more}{dilation})', shape


def layer_objects(rng):
    """The same layers as objects, and those that keep the shape."""
    if rng.random() < 0.3:
        shape = dims_of(rng, rng.randint(2, 4))
        return rng.choice((
            'tf.layers.dropout(x, 0.5)', 'tf.layers.dropout(x, rate=0.3, training=True)', 'tf.layers.Dropout(0.5)(x)', 'tf.layers.Flatten()(x)',
            'tf.layers.batch_normalization(x)', 'tf.layers.batch_normalization(x, training=True)', 'tf.layers.BatchNormalization()(x)',
            f'tf.layers.BatchNormalization(axis={rng.randint(-4, 4)})(x)', f'tf.layers.batch_normalization(x, axis={rng.randint(-4, 4)})',
            f'tf.layers.Dense({rng.randint(1, 8)})(x)', f'tf.layers.Dense(units={rng.randint(1, 8)}, activation=tf.nn.relu)(x)',
        )), shape
    call, shape = tf_layers(rng)
    name, given = re.match(r'tf\.layers\.(\w+)\(x(?:, )?(.*)\)$', call).groups()
    word = ''.join(part if part[0].isdigit() else part[0].upper() + part[1:] for part in name.split('_'))
    word = re.sub(r'(\d)d', r'\1D', word)
    return f'tf.layers.{word}({given})(x)', shape


def slim_more(rng):
    """What slim_layers does not make."""
    rank = rng.randint(1, 4)
    shape = dims_of(rng, rank, 2, 8)
    n = rng.randint(1, 6)
    return rng.choice((
        (f'slim.relu6(x, {n})', shape), (f'slim.elu(x, {n})', shape), (f'slim.linear(x, num_outputs={n})', shape),
        (f'slim.legacy_fully_connected(x, {n})', shape), (f'slim.legacy_linear(x, {n})', shape), (f'slim.legacy_relu(x, num_output_units={n})', shape),
        (f'slim.one_hot_encoding(tf.zeros({shape[:rng.randint(1, 2)]}, tf.int32), {n})', []),
        ('slim.batch_norm(x)', shape), ('slim.batch_norm(x, is_training=False, fused=False)', shape),
        (f'slim.group_norm(x, groups={rng.choice((1, 2, 3))})', dims_of(rng, 3, 4, 6) + [rng.choice((6, 12))]),
        ('slim.scale_gradient(x, 0.5)', shape), ('slim.gdn(x)', dims_of(rng, 4, 2, 5)),
        (f'slim.sequence_to_images(x, {n})', [rng.randint(2, 6), n * rng.randint(1, 3), rng.randint(1, 5)]),
        (f'slim.variable("v", {shape})', []), (f'slim.model_variable("w", shape={shape})', []),
        (f'tf.zeros([slim.utils.last_dimension(x.shape, min_rank={rng.randint(1, 3)})])', shape),
    ))


def cells_alone(rng):
    """Cells that are called, their states, and what goes over a sequence both ways."""
    one, batch, features = cell(rng), rng.randint(1, 5), rng.randint(2, 6)
    step = [batch, features]
    return rng.choice((
        (f'tf.nn.rnn_cell.ResidualWrapper(tf.nn.rnn_cell.GRUCell({features}))(x, tf.zeros([{batch}, {features}]))[0]', step),
        (f'tf.nn.rnn_cell.DeviceWrapper(tf.nn.rnn_cell.GRUCell(4), "/cpu:0")(x, tf.zeros([{batch}, 4]))[0]', step),
        (f'tf.nn.rnn_cell.DropoutWrapper(tf.nn.rnn_cell.GRUCell({features}), input_keep_prob=0.5).zero_state({batch}, tf.float32)', step),
        (f'tf.nn.rnn_cell.BasicLSTMCell({features}).zero_state({batch}, tf.float32).{rng.choice("ch")}', step),
        (f'tf.nn.rnn_cell.GRUCell({features}).zero_state({batch}, tf.float32)', step),
        (f'tf.nn.rnn_cell.BasicRNNCell({features})(x, tf.zeros([{batch}, {features}]))[{rng.choice((0, 1))}]', step if rng.random() > 0.1 else [*step, 2]),
        (f'tf.nn.rnn_cell.LSTMStateTuple(x, tf.zeros([{batch}, 3])).{rng.choice("ch")}', step),
        (f'tf.nn.static_bidirectional_rnn({one}, {cell(rng)}, tf.unstack(x, axis=1), dtype=tf.float32)[0][{rng.choice((0, -1))}]', [batch, 3, features]),
        (f'tf.nn.dynamic_rnn(tf.nn.rnn_cell.ResidualWrapper(tf.nn.rnn_cell.LSTMCell({features})), x, dtype=tf.float32)[0]', [batch, 3, features]),
    ))


def sessions(rng):
    """Queues, and other ways to run a graph than `Session.run`."""
    shape, n = dims_of(rng, rng.randint(0, 3), 1, 5), rng.randint(1, 6)
    fed = [dim + (rng.random() < 0.1) for dim in shape]
    placeholder = f'p := tf.placeholder(tf.float32, {shape})'
    return rng.choice((
        (f'tf.train.batch([x], {n})', shape), (f'tf.train.batch([x, tf.zeros([3])], batch_size={n})[{rng.choice((0, 1))}]', shape),
        (f'tf.train.batch({rng.choice(("[x]", "[x]", "x"))}, {n}, enqueue_many=True)', shape or [3]), (f"tf.train.batch({{'a': x}}, {n})['a']", shape),
        (f'tf.train.shuffle_batch([x], {n}, capacity=50, min_after_dequeue=10)', shape), (f'tf.train.shuffle_batch([x], {n}, 50, 10, enqueue_many=True)', shape or [3]),
        (f'(({placeholder}) * 2.0).eval({{p: np.ones({fed})}}, session=tf.Session())', []),
        (f'[tf.group(({placeholder}) * 2.0).run({{p: np.ones({fed})}}, session=tf.Session()), tf.zeros({shape})][1]', []),
        (f'tf.Session().run([({placeholder}) + 1.0, p], feed_dict={{p: np.ones({fed})}})[0]', []),
        (f'tf.assign(tf.Variable(tf.ones({shape})), tf.zeros({fed}))', []), (f'tf.Variable(tf.ones({shape})).initialized_value()', []),
        (f'tf.Variable(tf.ones({shape})).value()', []), (f'tf.Variable(tf.ones({shape})).read_value()', []),
        (f'tf.Variable(tf.ones({shape})).assign_add(tf.zeros({fed}))', []), (f'tf.placeholder_with_default(tf.ones({shape}), {shape})', []),
        (f'tf.get_variable("w", {shape}).assign(tf.zeros({fed}))', []),
    ))


def slim_layers(rng):
    kind = rng.choice(('conv', 'conv', 'any', 'transpose', 'transpose', 'pool', 'pool', 'general', 'separable', 'plane', 'plain', 'plain'))
    spatial = rng.choice((1, 2, 2, 3))
    words = ("'VALID'", "'SAME'", "'valid'")
    pads = maybe(rng, 0.6, f'padding={padding(rng, words[:2])}')
    if kind == 'plain':
        call, rank = rng.choice((
            ('slim.flatten(x)', (2, 5)), ('slim.fully_connected(x, 5)', (1, 4)), ('slim.spatial_softmax(x)', (4, 4)),
            ('slim.images_to_sequence(x)', (4, 4)), ('slim.maxout(x, 2)', (2, 4)), ('slim.layer_norm(x)', (2, 4)),
            ('slim.unit_norm(x, 1)', (2, 4)), ('slim.bias_add(x)', (2, 4)), ('slim.softmax(x)', (2, 4)), ('slim.dropout(x)', (2, 4)),
            ('slim.instance_norm(x)', (4, 4)), ('slim.repeat(x, 2, slim.fully_connected, 7)', (2, 3)),
            ('slim.stack(x, slim.fully_connected, [3, 5, 7])', (2, 3)), ('slim.relu(x, 4)', (2, 3)), ('slim.linear(x, 4)', (2, 3)),
        ))
        return call, dims_of(rng, rng.randint(*rank))
    if kind == 'pool':
        spatial = rng.choice((2, 3))
        return f'slim.{rng.choice(("max", "avg"))}_pool{spatial}d(x, {size(rng, spatial)}{maybe(rng, 0.4, f"stride={size(rng, spatial, 3)}")}{pads})', image(rng, spatial)
    if kind == 'general':
        return f'slim.pool(x, {size(rng, spatial)}, {rng.choice(words_of_pools)}{maybe(rng, 0.5, f"stride={size(rng, spatial, 3)}")}{pads})', image(rng, spatial)
    if kind == 'plane':
        return f'slim.conv2d_in_plane(x, {size(rng, 2)}{maybe(rng, 0.4, f"stride={rng.randint(1, 3)}")}{pads})', image(rng, 2)
    if kind == 'separable':
        outputs = 'None' if rng.random() < 0.4 else str(rng.randint(1, 5))
        return f'slim.separable_conv2d(x, {outputs}, {size(rng, 2)}, {rng.randint(1, 2)}{maybe(rng, 0.4, f"stride={rng.randint(1, 3)}")}{pads})', image(rng, 2)
    if kind == 'transpose':
        spatial = rng.choice((2, 3))
        return f'slim.conv{spatial}d_transpose(x, {rng.randint(1, 5)}, {size(rng, spatial)}{maybe(rng, 0.6, f"stride={size(rng, spatial, 3)}")}{pads})', image(rng, spatial)
    rate = maybe(rng, 0.25, f'rate={size(rng, spatial, 2)}')
    name = 'convolution' if kind == 'any' else f'conv{spatial}d'
    return f'slim.{name}(x, {rng.randint(1, 5)}, {size(rng, spatial)}{maybe(rng, 0.6, f"stride={size(rng, spatial, 3)}")}{pads}{rate})', image(rng, spatial)


words_of_pools = ("'MAX'", "'AVG'")


def cell(rng, depth=0):
    units = rng.randint(2, 6)
    kind = rng.choice(('BasicRNNCell', 'GRUCell', 'BasicLSTMCell', 'LSTMCell', 'projected', 'dropout', 'several', 'flat'))
    if kind == 'projected':
        return f'tf.nn.rnn_cell.LSTMCell({units}, num_proj={rng.randint(1, 4)})'
    if kind == 'flat':
        return f'tf.nn.rnn_cell.BasicLSTMCell({units}, state_is_tuple=False)'
    if depth > 1 or kind not in ('dropout', 'several'):
        return f'tf.nn.rnn_cell.{kind if kind.endswith("Cell") else "GRUCell"}({units})'
    if kind == 'dropout':
        return f'tf.nn.rnn_cell.DropoutWrapper({cell(rng, depth + 1)}, output_keep_prob=0.5)'
    return f'tf.nn.rnn_cell.MultiRNNCell([{", ".join(cell(rng, depth + 1) for _ in range(rng.randint(1, 3)))}])'


def recurrent(rng):
    shape = dims_of(rng, 3 if rng.random() > 0.08 else rng.choice((2, 4)), 2, 6)
    kind = rng.choice(('dynamic', 'dynamic', 'static', 'both', 'state', 'step'))
    if kind == 'static':
        given = 'x' if rng.random() < 0.06 else 'tf.unstack(x, axis=1)'
        return f'tf.stack(tf.nn.static_rnn({cell(rng)}, {given}, dtype=tf.float32)[0])', shape
    if kind == 'both':
        return f'tf.concat(tf.nn.bidirectional_dynamic_rnn({cell(rng)}, {cell(rng)}, x, dtype=tf.float32)[0], 2)', shape
    if kind == 'step':
        one = cell(rng, 2)
        return f'{one}(x, {one}.zero_state({shape[0]}, tf.float32))[0]', shape[:2] if rng.random() > 0.1 else shape
    major = maybe(rng, 0.3, 'time_major=True')
    if kind == 'state':
        return f'tf.nn.dynamic_rnn(tf.nn.rnn_cell.LSTMCell({rng.randint(2, 6)}, num_proj=3), x, dtype=tf.float32{major})[1].{rng.choice("ch")}', shape
    return f'tf.nn.dynamic_rnn({cell(rng)}, x, dtype=tf.float32{major})[0]', shape


def feeds(rng):
    wanted = [None if rng.random() < 0.4 else dim for dim in dims_of(rng, rng.randint(0, 4), 1, 3)]
    fed = [rng.randint(1, 3) if dim is None or rng.random() < 0.2 else dim for dim in wanted]
    if rng.random() < 0.1:
        fed = fed + [1] if rng.random() < 0.5 else fed[1:]
    placeholder = f'p := tf.placeholder(tf.float32, {wanted})'
    return f'tf.Session().run(({placeholder}) * 2.0, {{p: np.ones({fed})}})', []


def outcome(call, shape, names):
    """The result's static shape, or the error's type and first line."""
    with tf.Graph().as_default():
        try:
            result = eval(call, {**names, 'x': tf.ones(shape)})
            return [int(dim) for dim in np.shape(result)] if isinstance(result, (np.ndarray, np.generic)) else result.shape.as_list()
        except Exception as error:  # noqa: BLE001
            return f'{type(error).__name__}: {(str(error).splitlines() or [""])[0][:160]}'


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--count', type=int, default=300, help='calls of each kind')
    parser.add_argument('--seed', type=int, default=20261124)
    parser.add_argument('--slim', help='a checkout of google-research/tf-slim')
    parser.add_argument('--to', help='another folder')
    parser.add_argument('--kinds', nargs='*', help='only some')
    options = parser.parse_args()
    kinds = {'layers': tf_layers, 'objects': layer_objects, 'recurrent': recurrent, 'cells': cells_alone, 'feeds': feeds, 'sessions': sessions}
    names = {'tf': tf, 'np': np}
    if options.slim:
        kinds |= {'slim': slim_layers, 'slim-more': slim_more}
        names['slim'] = load_slim(options.slim)
    folder = options.to or os.path.join(os.path.dirname(os.path.abspath(__file__)), 'recordings')
    for kind, make in kinds.items():
        if options.kinds and kind not in options.kinds:
            continue
        rng = random.Random(f'{options.seed} {kind}')
        path = os.path.join(folder, f'{kind}-tensorflow-{tf.version.VERSION}.jsonl')
        seen = set()
        with open(path, 'w') as file:
            for _ in range(options.count):
                call, shape = make(rng)
                if (call, str(shape)) in seen:
                    continue
                seen.add((call, str(shape)))
                record = {'call': call, 'given': {'x': shape} if re.search(r'\bx\b', call) else {}, 'gives': outcome(call, shape, names)}
                file.write(json.dumps(record, separators=(',', ':')) + '\n')
        print(path)


main()
