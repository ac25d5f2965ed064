// What PyTorch itself made of thousands of calls, recorded by record.py. No Python is needed.

import { join } from 'node:path';
import { replay } from '../recorded-calls.ts';

/** What is rejected for reasons that have nothing to do with shapes, or differs between the kernels of a release. */
const elsewhere = [
  // Targets are out of range, not misshapen.
  /Target \d+ is out of bounds/,
  // One value per channel, in training.
  /Expected more than 1 value per channel/,
  /Expected more than 1 spatial element when training/,
  // The element type of a target.
  /Expected floating point type for target with class probabilities/,
  // Older releases do not mind.
  /For 1D input, 1D target must have size 1/,
  /must be tuple of ints, but found element of type NoneType/,
  // A call that gives nothing to go by.
  /missing 1 required positional arguments/,
  // `max_pool1d` computes an empty result unless the shape is worked out elsewhere.
  /Invalid computed output size/,
  /input image \(T: \d+ H: \d+ W: \d+\) smaller than kernel size/,
  // Axes of ops that only move cells are not looked at.
  /Dimension out of range/,
];

replay({
  folder: join(import.meta.dirname, 'recordings'),
  imports: ['import torch', 'import torch.nn as nn', 'import torch.nn.functional as F'],
  ones: 'torch.ones',
  elsewhere,
});
