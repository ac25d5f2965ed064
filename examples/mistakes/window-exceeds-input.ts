// window-exceeds-input: the window is larger than what it slides over.
//
// TensorFlow.js does not look: it returns a tensor whose height and width are below zero.

import * as tf from '@tensorflow/tfjs';

const pictures = tf.randomNormal<tf.Rank.R4>([8, 4, 4, 3]);
const window = tf.randomNormal<tf.Rank.R4>([7, 7, 3, 16]);

export const features = tf.conv2d(pictures, window, 1, 'valid');
