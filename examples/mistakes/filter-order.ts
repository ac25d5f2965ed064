// filter-order: the filter has its input and output channels exchanged.
//
// The transposed op wants [height, width, out, in]: the same filter as the convolution that it leads back from.

import * as tf from '@tensorflow/tfjs';

const features = tf.randomNormal<tf.Rank.R4>([8, 14, 14, 16]);
const window = tf.randomNormal<tf.Rank.R4>([5, 5, 16, 3]);

export const images = tf.conv2dTranspose(features, window, [8, 28, 28, 3], 2, 'same');
