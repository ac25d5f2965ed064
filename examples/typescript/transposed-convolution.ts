// The classic introduction to the transposed convolution, for TensorFlow.js.
//
// A 4x4 image of ones goes through a 3x3 window of ones. 'valid' keeps the window inside the image, so it fits in 2x2 places, and in each
// of them it sums up nine ones. The transposed convolution leads back to 4x4.
//
// Hover over `small` and `back` to see what they hold: the shape comes back, the values do not.

import * as tf from '@tensorflow/tfjs';

const image = tf.ones<tf.Rank.R4>([1, 4, 4, 1]);
const window = tf.ones<tf.Rank.R4>([3, 3, 1, 1]);

// [1, 2, 2, 1], all 9.
const small = tf.conv2d(image, window, 1, 'valid');

// [1, 4, 4, 1]:
//     9  18  18   9
//    18  36  36  18
//    18  36  36  18
//     9  18  18   9
const back = tf.conv2dTranspose(small, window, [1, 4, 4, 1], 1, 'valid');

small.squeeze().print();
back.squeeze().print();
