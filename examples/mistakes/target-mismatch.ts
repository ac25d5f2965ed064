// target-mismatch: masks without the axis that the model's output has for its channel.

import * as tf from '@tensorflow/tfjs';

const image = tf.input({ shape: [64, 64, 3] });
const mask = tf.layers.conv2d({ filters: 1, kernelSize: 1, activation: 'sigmoid' }).apply(image) as tf.SymbolicTensor;
const model = tf.model({ inputs: image, outputs: mask });
model.compile({ optimizer: 'adam', loss: 'binaryCrossentropy' });

const images = tf.zeros([8, 64, 64, 3]);
const masks = tf.zeros([8, 64, 64]);
model.fit(images, masks);
