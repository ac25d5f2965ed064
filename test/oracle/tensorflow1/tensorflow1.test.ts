// Layers, recurrent networks and feeds of TensorFlow 1, as TensorFlow 2's own copies of them and TF-Slim treat them, against what the rules say.

import { join } from 'node:path';
import { replay } from '../recorded-calls.ts';

replay({
  folder: process.env.TENSORFLOW1_RECORDINGS ?? join(import.meta.dirname, 'recordings'),
  imports: ['import numpy as np', 'import tensorflow.compat.v1 as tf', 'import tf_slim as slim'],
  ones: 'tf.ones',
  elsewhere: [],
  // What a session gives of a scalar is a number.
  open: [/^tf\.Session/, /\.eval\(/],
});
