/** A small program with most of the language in it, statement by statement. */
export const sample: readonly string[] = [
  `import * as tf from '@tensorflow/tfjs';`,
  `const image = tf.ones([1, 28, 28, 1]);`,
  `const kernel: tf.Tensor4D = tf.randomNormal([3, 3, 1, 32]);`,
  `function deconv(x: tf.Tensor4D, outShape: [number, number, number, number], {strides = 2, pad = 'same'}: Options = {}) {
  const w = tf.variable(tf.zeros([5, 5, outShape[3], x.shape[3]]));
  if (strides > 1) {
    return tf.conv2dTranspose(x, w, outShape, strides, pad);
  }
  return x.conv2d(w, 1, 'same').relu();
}`,
  `export class Model extends tf.layers.Layer {
  private units = 32;
  static className = 'Model';
  constructor(config: Config, private readonly depth: number) {
    super(config);
    this.kernel = null;
  }
  call(inputs: tf.Tensor, kwargs: any): tf.Tensor {
    return tf.tidy(() => {
      let x = inputs as tf.Tensor4D;
      for (const layer of this.layers) {
        x = tf.conv2d(x, layer.kernel, [1, 1], 'same');
      }
      return x;
    });
  }
}`,
  `const model = tf.sequential({
  layers: [
    tf.layers.conv2d({inputShape: [28, 28, 1], filters: 32, kernelSize: 3, activation: 'relu'}),
    tf.layers.flatten(),
    tf.layers.dense({units: 10}),
  ],
});`,
  `model.add(tf.layers.dense({units: 10, kernelInitializer: \`glorot\${kind}\`}));`,
  `for (const [name, value] of Object.entries(weights)) {
  console.log(name, value.shape.map(d => d * 2));
}`,
  `const out = flag ? tf.conv2d(image, kernel, 1, 'valid') : tf.maxPool(image, 2, 2, 'same');`,
  `export default model;`,
];
