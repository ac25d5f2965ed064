"""Records what Keras makes of the pack's examples and of random calls of its layers. See ../README.md."""

import argparse
import json
import os
import sys

os.environ.setdefault('TF_CPP_MIN_LOG_LEVEL', '3')
os.environ.setdefault('CUDA_VISIBLE_DEVICES', '-1')

import keras  # noqa: E402
import tensorflow as tf  # noqa: E402

from cases import cases, op_cases  # noqa: E402


def tuples(value):
    return tuple(tuples(item) for item in value) if isinstance(value, list) else value


def outcome(make):
    """The result's shape; shapes of several results; or the error."""
    try:
        result = make()
        if isinstance(result, (list, tuple)):
            return [list(item.shape) for item in result]
        return list(result.shape)
    except Exception as error:  # noqa: BLE001
        lines = [line for line in str(error).splitlines() if line and not line.startswith('Exception encountered when calling')]
        return f'{type(error).__name__}: {(lines or [""])[0][:160]}'


def given_to(layer, inputs):
    return layer(inputs[0] if len(inputs) == 1 else inputs)


def symbolic(make, shapes):
    return outcome(lambda: given_to(make(), [keras.KerasTensor(tuple(shape), dtype='float32') for shape in shapes]))


def eager(make, shapes):
    return outcome(lambda: given_to(make(), [tf.ones(shape) for shape in shapes]))


def tensors(shapes, kind, name):
    """A shape gives a tensor, a list of shapes a list of tensors."""
    dtype = 'int32' if name == 'one_hot' else 'bool' if name == 'any' else 'float32'
    one = (lambda shape: tf.ones(shape, dtype)) if kind == 'eager' else (lambda shape: keras.KerasTensor(tuple(shape), dtype=dtype))
    return [[one(each) for each in shape] if shape and isinstance(shape[0], list) else one(shape) for shape in shapes]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--count', type=int, default=2500)
    parser.add_argument('--ops', type=int, default=2500)
    parser.add_argument('--seed', type=int, default=20261124)
    parser.add_argument('--more', action='store_true', help='only examples that are not recorded yet; keeps the rest')
    options = parser.parse_args()
    here = os.path.dirname(os.path.abspath(__file__))
    path = os.path.join(here, 'recordings', f'keras-{keras.__version__}.jsonl')
    kept = []
    if options.more:
        with open(path) as file:
            kept = [line for line in file if line.strip()]
    known = {json.dumps([record.get('example'), record.get('given', {}), record.get('on')]) for record in map(json.loads, kept)}
    with open(path, 'w') as file:
        file.writelines(kept)

        def write(record):
            file.write(json.dumps(record, separators=(',', ':')) + '\n')

        if not options.more:
            write({'keras': keras.__version__, 'tensorflow': tf.__version__, 'seed': options.seed, 'generated': options.count})
        for example in json.load(sys.stdin):
            call, given, on = example['call'], example['given'], example.get('on')
            if json.dumps([call, {} if on is not None else given, on]) in known:
                continue
            names = {'keras': keras, 'tf': tf, **{name: tf.ones(shape) for name, shape in given.items()}}
            if on is None:
                record = {'example': call, 'given': given, 'eager': outcome(lambda: eval(call, names))}
                if call.startswith('keras.ops.'):
                    symbols = {name: keras.KerasTensor(tuple(shape), dtype='float32') for name, shape in given.items()}
                    record['symbolic'] = outcome(lambda: eval(call, {**names, **symbols}))
                write(record)
            else:
                make = lambda: eval(call, names)  # noqa: E731
                write({'example': call, 'on': on, 'symbolic': symbolic(make, on), 'eager': eager(make, on)})
        if options.more:
            return
        for name, named, shapes in cases(options.count, options.seed):
            make = lambda: getattr(keras.layers, name)(**{key: tuples(value) for key, value in named.items()})  # noqa: E731
            write({'layer': name, 'named': named, 'on': shapes, 'symbolic': symbolic(make, shapes), 'eager': eager(make, shapes)})
        for name, shapes, named in op_cases(options.ops, options.seed):
            call = lambda kind: getattr(keras.ops, name)(*tensors(shapes, kind, name), **{key: tuples(value) for key, value in named.items()})  # noqa: E731
            write({'op': name, 'on': shapes, 'named': named, 'symbolic': outcome(lambda: call('symbolic')), 'eager': outcome(lambda: call('eager'))})
    print(path)


main()
