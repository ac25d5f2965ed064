import * as tf from '@tensorflow/tfjs';

const image = tf.ones<tf.Rank.R4>([1, 4, 4, 1]);
const window = tf.ones<tf.Rank.R4>([3, 3, 1, 1]);

const small = tf.conv2d(image, window, 1, 'valid');
export const back = tf.conv2dTranspose(small, window, [1, 5, 5, 1], 1, 'valid');
