// broadcast-mismatch: the shapes of two operands do not broadcast.
//
// A mean per channel, given to pictures whose channels come first.

import * as tf from '@tensorflow/tfjs';

const pictures = tf.randomNormal([8, 3, 28, 28]);
const mean = tf.tensor1d([0.485, 0.456, 0.406]);

export const centred = pictures.sub(mean);
