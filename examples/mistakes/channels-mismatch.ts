// channels-mismatch: the input has other channels than the filter takes.
//
// A picture with an alpha channel has four of them.

import * as tf from '@tensorflow/tfjs';

const pictures = tf.randomNormal<tf.Rank.R4>([8, 28, 28, 4]);
const window = tf.randomNormal<tf.Rank.R4>([3, 3, 3, 32]);

export const features = tf.conv2d(pictures, window, 2, 'same');
