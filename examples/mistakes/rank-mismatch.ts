// rank-mismatch: a tensor has too few or too many axes.
//
// A filter without its input channels; tf.expandDims(window, 2) would give it one.

import * as tf from '@tensorflow/tfjs';

const pictures = tf.randomNormal<tf.Rank.R4>([8, 28, 28, 1]);
const window = tf.randomNormal([5, 5, 16]) as tf.Tensor4D;

export const features = tf.conv2d(pictures, window, 1, 'same');
