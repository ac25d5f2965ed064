// concat-mismatch: joined tensors may differ on the axis they are joined along, and on no other.

import * as tf from '@tensorflow/tfjs';

const down = tf.randomNormal([1, 45, 45, 64]);
const up = tf.randomNormal([1, 46, 46, 64]);

export const joined = tf.concat([down, up], 3);
