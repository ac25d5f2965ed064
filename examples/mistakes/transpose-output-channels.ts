// transpose-output-channels: the output shape asks for other channels than the filter makes.
//
// The filter of a transposed convolution is [height, width, out, in]: this one makes 8 channels, not 3.

import * as tf from '@tensorflow/tfjs';

const features = tf.randomNormal<tf.Rank.R4>([1, 14, 14, 16]);
const window = tf.randomNormal<tf.Rank.R4>([5, 5, 8, 16]);

export const image = tf.conv2dTranspose(features, window, [1, 28, 28, 3], 2, 'same');
