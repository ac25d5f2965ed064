"""Records what Keras makes of data: models, losses and shapes from a seed, accepted or rejected with a message.

    python record_fit.py                      # Keras 3: fit/keras-<release>.jsonl
    python record_fit.py --module tf_keras    # Keras 2
    python record_fit.py --module tf_keras --v1    # as in TensorFlow 1 and Keras up to 2.3

--count and --seed change the cases, --to writes them elsewhere.
"""

import argparse
import importlib
import json
import os
import random
import sys

os.environ['TF_CPP_MIN_LOG_LEVEL'] = '3'
os.environ['CUDA_VISIBLE_DEVICES'] = '-1'

LOSSES = [
    'categorical_crossentropy',
    'sparse_categorical_crossentropy',
    'binary_crossentropy',
    'mse',
    'mae',
    'hinge',
    'poisson',
    'categorical_crossentropy',
    'sparse_categorical_crossentropy',
]
SAMPLES = 8


def models(rng):
    """The model as [form, input, layers], each layer [class, arguments], and what it gives."""
    form = rng.choice(['sequential', 'sequential', 'functional', 'functional', 'unbuilt'])
    units = rng.choice([1, 1, 2, 3, 5])
    kind = rng.choice(['dense', 'dense', 'image', 'mask', 'sequence', 'steps', 'plain'])
    if kind == 'dense':
        return [form, [4], [['Dense', [units]]]], [units]
    if kind == 'image':
        c = rng.choice([1, 1, 3])
        return [form, [6, 6, c], [['Conv2D', [2, 3]], ['Flatten', []], ['Dense', [units]]]], [units]
    if kind == 'mask':
        c = rng.choice([1, 3])
        return [form, [5, 6, c], [['Conv2D', [units, 1]]]], [5, 6, units]
    if kind == 'sequence':
        return [form, [5, 3], [['LSTM', [2]], ['Dense', [units]]]], [units]
    if kind == 'steps':
        return [form, [5, 3], [['Dense', [units]]]], [5, units]
    return [form, [4], [['Activation', ['relu']]]], [4]


def bent(rng, shape):
    """The shape of one sample, mostly right."""
    shape = list(shape)
    how = rng.choice(['right'] * 6 + ['size', 'one', 'drop', 'more', 'trail', 'lead', 'scalar', 'last'])
    if how == 'size' and shape:
        at = rng.randrange(len(shape))
        shape[at] += rng.choice([-1, 1, 2])
        shape[at] = max(shape[at], 1)
    elif how == 'one' and shape:
        shape[rng.randrange(len(shape))] = 1
    elif how == 'drop' and shape:
        shape.pop(rng.randrange(len(shape)))
    elif how == 'more':
        shape.insert(rng.randrange(len(shape) + 1), rng.choice([1, 2, 3]))
    elif how == 'trail':
        shape.append(1)
    elif how == 'lead':
        shape.insert(0, 1)
    elif how == 'scalar':
        shape = []
    elif how == 'last' and shape:
        shape.pop()
    return shape


def cases(seed, count):
    rng = random.Random(seed)
    seen = set()
    made = []
    while len(made) < count:
        model, out = models(rng)
        loss = rng.choice(LOSSES)
        method = rng.choice(['fit', 'fit', 'fit', 'evaluate', 'train_on_batch', 'predict'])
        # One thing is bent, rarely both.
        which = rng.choice(['x', 'y', 'y', 'y', 'both'])
        x = bent(rng, model[1]) if which != 'y' else list(model[1])
        right = out[:-1] if loss.startswith('sparse') and rng.random() < 0.8 else out
        y = bent(rng, right) if which != 'x' else list(right)
        n = SAMPLES if rng.random() < 0.95 else rng.choice([7, 1])
        case = {'model': model, 'loss': loss, 'method': method, 'x': [SAMPLES, *x]}
        if method != 'predict':
            case['y'] = [n, *y]
        key = json.dumps(case)
        if key not in seen:
            seen.add(key)
            made.append(case)
    return made


def build(keras, model, loss, eager):
    form, shape, described = model
    layers = [getattr(keras.layers, name)(*arguments) for name, arguments in described]
    if form == 'functional':
        first = x = keras.layers.Input(tuple(shape))
        for layer in layers:
            x = layer(x)
        made = keras.models.Model(first, x)
    else:
        first = [keras.layers.InputLayer(tuple(shape))] if form == 'sequential' else []
        made = keras.models.Sequential([*first, *layers])
    made.compile('sgd', loss, **({'run_eagerly': True} if eager else {}))
    return made


def run(keras, np, case, eager):
    try:
        if not eager:
            keras.backend.clear_session()
        model = build(keras, case['model'], case['loss'], eager)
        data = [np.zeros(case['x'], 'float32')]
        if 'y' in case:
            data.append(np.zeros(case['y'], 'int32' if case['loss'].startswith('sparse') else 'float32'))
        named = {} if case['method'] == 'train_on_batch' else {'batch_size': 4, 'verbose': 0}
        getattr(model, case['method'])(*data, **named)
        return None
    except Exception as error:
        lines = [line.strip() for line in str(error).split('\n') if line.strip()]
        wrapped = lines and lines[0].startswith('Exception encountered')
        text = lines[1] if wrapped and len(lines) > 1 else lines[0] if lines else ''
        return f'{type(error).__name__}: {text[:120]}'


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--module', default='keras')
    parser.add_argument('--v1', action='store_true')
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--count', type=int, default=300)
    parser.add_argument('--to')
    options = parser.parse_args()
    import numpy as np
    import tensorflow as tf

    tf.get_logger().setLevel('ERROR')
    if options.v1:
        tf.compat.v1.disable_v2_behavior()
    keras = importlib.import_module(options.module)
    name = '-'.join([options.module, keras.__version__, *(['v1'] if options.v1 else [])]) + '.jsonl'
    path = options.to or os.path.join(os.path.dirname(__file__), 'fit', name)
    with open(path, 'w') as file:
        for case in cases(options.seed, options.count):
            rejected = run(keras, np, case, not options.v1)
            line = {**case, **({} if rejected is None else {'rejected': rejected})}
            file.write(json.dumps(line, separators=(',', ':')) + '\n')
            file.flush()
    print(path, file=sys.stderr)


if __name__ == '__main__':
    main()
