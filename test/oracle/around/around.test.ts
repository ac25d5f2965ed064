// What scikit-learn, Pillow and OpenCV themselves made of calls, recorded by record.py. No Python is needed.

import { join } from 'node:path';
import { replay } from '../recorded-calls.ts';

/** What is rejected for reasons that have nothing to do with shapes, or that no rule looks at. */
const elsewhere: readonly RegExp[] = [
  // Gone from the release that was run.
  /has been removed/,
];

/** Pictures read from a file have the size that the file says. */
const open = [/'a\.png'/];

replay({
  folder: join(import.meta.dirname, 'recordings'),
  imports: [
    'import numpy as np',
    'import cv2',
    'import PIL, PIL.Image, PIL.ImageFilter',
    'import sklearn, sklearn.datasets, sklearn.model_selection, sklearn.preprocessing',
  ],
  ones: 'np.ones',
  elsewhere,
  open,
});
