"""Makes calls of what stands around models, scikit-learn, Pillow and OpenCV, from a seed, mostly right; runs them and records what comes of each.

node ../examples.mjs sklearn pillow cv2 | python record.py [--count 60] [--seed 1] [--to FOLDER]

What stands on the input, as lines of JSON, are the declared examples; they are recorded too.
"""

import argparse
import os
import sys
import tempfile
import warnings

import cv2
import numpy as np
import PIL
import PIL.Image
import PIL.ImageFilter
import sklearn
import sklearn.datasets
import sklearn.model_selection
import sklearn.preprocessing

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..'))
from maker import Maker, examples, failure, named, recordings, write  # noqa: E402

warnings.simplefilter('ignore')
RELEASES = {'sklearn': sklearn.__version__, 'pillow': PIL.__version__, 'cv2': cv2.__version__}
NAMES = {'np': np, 'sklearn': sklearn, 'PIL': PIL, 'cv2': cv2}


def size(m):
    """Width and height, rarely something else."""
    return (m.number(1, 9), m.number(1, 9)) if not m.rarely(0.15) else m.one((m.number(1, 9),), (4, 5, 3), 6)


def picture(m, channels):
    return [m.number(1, 9), m.number(1, 9), *([m.one(*channels)] if not m.rarely(0.3) else [])]


def shares(m):
    rows = m.number(4, 30)
    x = [rows, *[m.number(1, 5) for _ in range(m.number(0, 3))]]
    y = [rows + (1 if m.rarely() else 0), *m.one([], [3])]
    part = m.one(None, 0.2, 0.33, 0.5, m.number(1, 3), rows if m.rarely(0.3) else 2)
    options = named(test_size=part, train_size=m.one(None, None, 0.5, 1) if part is None else None, random_state=0)
    arrays = m.one('x', 'x, y', 'x, y, x')
    return f'sklearn.model_selection.train_test_split({arrays}{options})[{m.number(0, 2 * len(arrays.split(", ")) - 1)}]', {'x': x, 'y': y}


def points(m):
    name = m.one('make_classification', 'make_regression', 'make_blobs', 'make_moons', 'make_circles')
    n = m.number(2, 40)
    if name in ('make_moons', 'make_circles'):
        return f'sklearn.datasets.{name}({m.one(str(n), f"n_samples={n}, noise=0.1", "")})[{m.number(0, 1)}]', {}
    options = named(random_state=m.one(None, 3), shuffle=m.one(None, False))
    return f'sklearn.datasets.{name}({m.one(str(n), f"n_samples={n}")}, n_features={m.number(2, 30)}{options})[{m.number(0, 1)}]', {}


def scaled(m):
    x = [m.number(1, 9) for _ in range(2 if not m.rarely(0.3) else 3)]
    name = m.one('scale', 'minmax_scale', 'normalize', 'maxabs_scale', 'robust_scale')
    scaler = m.one('StandardScaler', 'MinMaxScaler', 'MaxAbsScaler', 'RobustScaler', 'Normalizer')
    return m.one(f'sklearn.preprocessing.{name}(x)', f'sklearn.preprocessing.{scaler}().fit_transform(x)'), {'x': x}


MODES = ['RGB', 'RGBA', 'L', '1', 'F', 'I', 'CMYK', 'YCbCr', 'LAB', 'HSV', 'LA']


def made(m):
    first = f"PIL.Image.new({m.one(*MODES)!r}, {size(m)!r})"
    chain = m.one('', f'.resize({size(m)!r})', '.copy()', '.filter(PIL.ImageFilter.BLUR)' if "'RGB'" in first else '', f'.resize({list((m.number(0, 5), 4))!r})')
    last = f'.convert({m.one("L", "RGB", "rgb", "1")!r})' if "'RGB'" in first and m.one(True, False) else ''
    return first + chain + last, {}


def of_array(m):
    shape = m.one(picture(m, (1, 2, 3, 3, 4, 5)), picture(m, (3, 4)), [2, 5, 6, 3], [5])
    return f"PIL.Image.fromarray(x.astype('uint8')){m.one('', f'.resize({size(m)!r})')}", {'x': shape}


def resized(m):
    shape = picture(m, (1, 2, 3, 3, 4, 7)) if not m.rarely() else [2, 5, 6, 3]
    return f'cv2.resize(x, {size(m)!r}{named(interpolation=m.one(None, 0, 1))})', {'x': shape}


CODES = 'GRAY2BGR GRAY2RGBA BGR2GRAY RGBA2GRAY BGR2HSV RGB2HSV BGR2RGB BGRA2BGR RGBA2BGRA BGR2BGRA BGR2Lab RGB2YUV YUV2RGB HSV2BGR BGR2YCrCb RGB2HLS'.split()


def coloured(m):
    return f"cv2.cvtColor(x.astype('uint8'), cv2.COLOR_{m.one(*CODES)})", {'x': picture(m, (1, 3, 3, 4))}


MAKERS = {'sklearn': [shares, shares, points, scaled], 'pillow': [made, made, of_array], 'cv2': [resized, coloured, coloured]}


def outcome(call, given):
    """The shape of the result, or the error; None for what is no array and no picture."""
    try:
        result = eval(call, {**NAMES, **{name: np.ones(shape) for name, shape in given.items()}})
    except Exception as error:
        return failure(error)
    return list(np.shape(result)) if isinstance(result, (np.ndarray, PIL.Image.Image)) else None


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--count', type=int, default=60)
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--to')
    options = parser.parse_args()
    declared = examples()
    # Examples read a picture of this name.
    with tempfile.TemporaryDirectory() as folder:
        PIL.Image.new('RGB', (64, 48)).save(os.path.join(folder, 'a.png'))
        paths = {pack: recordings(__file__, f'{pack}-{release}') for pack, release in RELEASES.items()}
        if options.to:
            paths = {pack: os.path.join(os.path.abspath(options.to), os.path.basename(path)) for pack, path in paths.items()}
        os.chdir(folder)
        for pack, makers in MAKERS.items():
            m = Maker(options.seed)
            calls = [(each['call'], each['given']) for each in declared if each['pack'] == pack]
            calls += [make(m) for make in makers for _ in range(options.count)]
            records = []
            for call, given in calls:
                gives = outcome(call, given)
                if gives is not None:
                    records.append({'call': call, **({'given': given} if given else {}), 'gives': gives})
            write(paths[pack], records)


if __name__ == '__main__':
    main()
