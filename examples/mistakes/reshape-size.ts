// reshape-size: a reshape keeps the number of elements.

import * as tf from '@tensorflow/tfjs';

const pictures = tf.randomNormal([8, 28, 28, 3]);

export const flat = pictures.reshape([8, 28 * 28]);
