// unknown-padding: TensorFlow.js knows 'same' and 'valid', in small letters.

const tf = require('@tensorflow/tfjs');

const pictures = tf.randomNormal([8, 28, 28, 3]);
const window = tf.randomNormal([5, 5, 3, 16]);

exports.features = tf.conv2d(pictures, window, 1, 'SAME');
