// matmul-mismatch: the inner dims of two matrices differ.

import * as tf from '@tensorflow/tfjs';

const flat = tf.randomNormal<tf.Rank.R2>([8, 3136]);
const weights = tf.randomNormal<tf.Rank.R2>([1024, 10]);

export const logits = tf.matMul(flat, weights);
