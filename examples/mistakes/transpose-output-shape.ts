// transpose-output-shape: no forward convolution of this stride leads from the output shape to the input.
//
// 'same' with stride 2 brings 7 or 8 rows to 4, never 20. TensorFlow.js does not look: it returns a tensor of the shape asked for,
// most of which no input cell has reached. That is a warning here, since nothing fails.

import * as tf from '@tensorflow/tfjs';

const features = tf.randomNormal<tf.Rank.R4>([1, 4, 4, 16]);
const window = tf.randomNormal<tf.Rank.R4>([5, 5, 8, 16]);

export const larger = tf.conv2dTranspose(features, window, [1, 20, 20, 8], 2, 'same');
