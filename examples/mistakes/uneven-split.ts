// uneven-split: the axis cannot be cut into that many equal parts.

import * as tf from '@tensorflow/tfjs';

const pictures = tf.randomNormal([8, 28, 28, 4]);

export const colours = tf.split(pictures, 3, 3);
