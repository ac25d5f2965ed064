"""Records what Keras' applications make of images of several sizes: the output, and what each layer of one of a family gives. See ../README.md."""

import json
import os

os.environ.setdefault('TF_CPP_MIN_LOG_LEVEL', '3')
os.environ.setdefault('CUDA_VISIBLE_DEVICES', '-1')

import keras  # noqa: E402
from keras.src.utils import file_utils  # noqa: E402


class Accepted(Exception):
    """The arguments are accepted: what follows would fetch weights from the network."""


def fetch(*_, **__):
    raise Accepted


file_utils.get_file = fetch

SIZES = [96, 131, 224, 250]
# Name, options, whether every layer is written down.
MODELS = [
    *((name, {}, True) for name in 'VGG16 VGG19 ResNet50 ResNet101 ResNet50V2 InceptionV3 InceptionResNetV2 Xception'.split()),
    *((name, {}, True) for name in 'DenseNet121 MobileNet MobileNetV2 MobileNetV3Small EfficientNetB0 EfficientNetB3'.split()),
    ('MobileNet', {'alpha': 0.5}, False),
    ('MobileNetV2', {'alpha': 0.35}, True),
    ('MobileNetV2', {'alpha': 1.4}, False),
    ('MobileNetV3Small', {'alpha': 0.75}, False),
    ('MobileNetV3Large', {'minimalistic': True}, False),
    *((name, {}, False) for name in 'ResNet152 ResNet101V2 ResNet152V2 DenseNet169 DenseNet201 MobileNetV3Large NASNetMobile'.split()),
    *((f'EfficientNetB{i}', {}, False) for i in (1, 2, 4, 5, 6, 7)),
    *((f'EfficientNetV2{i}', {}, False) for i in ('B0', 'B1', 'B2', 'B3', 'S', 'M', 'L')),
    *((f'ConvNeXt{i}', {}, False) for i in ('Tiny', 'Small', 'Base', 'Large', 'XLarge')),
    ('NASNetLarge', {}, False),
]
CHECKED = [
    {'include_top': True, 'weights': None},
    {'include_top': True, 'weights': None, 'classes': 7},
    {'include_top': False, 'weights': None, 'pooling': 'avg'},
    {'include_top': False, 'weights': None, 'pooling': 'max', 'input_shape': [None, None, 3]},
    {'include_top': False, 'weights': None},
    {'include_top': False, 'weights': None, 'input_shape': [16, 40, 3]},
    {'include_top': False, 'weights': None, 'input_shape': [74, 40, 3]},
    {'include_top': False, 'weights': None, 'input_shape': [70, 80, 3]},
    {'include_top': False, 'weights': None, 'input_shape': [64, 96, 1]},
    {'include_top': True, 'weights': None, 'input_shape': [None, None, 3]},
    {'include_top': False, 'weights': None, 'input_shape': [96, 96]},
    {'include_top': True, 'weights': 'imagenet', 'input_shape': [100, 100, 3]},
    {'include_top': False, 'weights': 'imagenet', 'input_shape': [96, 96, 4]},
    {'include_top': True, 'weights': 'imagenet', 'classes': 7},
]


def tuples(named):
    return {key: tuple(value) if isinstance(value, list) else value for key, value in named.items()}


def outcome(name, named):
    try:
        return list(getattr(keras.applications, name)(**tuples(named)).output.shape)
    except Accepted:
        return 'accepted'
    except ValueError as error:
        return f'ValueError: {str(error).splitlines()[0][:160]}'


def layers(model):
    """Shape, without the batch, to the names of the layers that give it, in the order of `model.layers`."""
    found = {}
    for layer in model.layers:
        found.setdefault('x'.join(map(str, layer.output.shape[1:])), []).append(layer.name)
    return found


def main():
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'applications', f'keras-{keras.__version__}.jsonl')
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, 'w') as file:
        def write(record):
            file.write(json.dumps(record, separators=(',', ':')) + '\n')
            file.flush()

        write({'keras': keras.__version__})
        for name in ('VGG16', 'MobileNetV2', 'InceptionV3', 'Xception'):
            for named in CHECKED:
                write({'application': name, 'named': named, 'gives': outcome(name, named)})
        for name, named, whole in MODELS:
            for size in SIZES:
                keras.backend.clear_session()
                given = {'include_top': False, 'weights': None, 'input_shape': [size, size, 3], **named}
                model = getattr(keras.applications, name)(**tuples(given))
                more = {'layers': layers(model)} if whole and size in (131, 224) else {}
                write({'application': name, 'named': given, 'gives': list(model.output.shape), **more})
    print(path)


main()
