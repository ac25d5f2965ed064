// What frameworks say, word for word, finds the page of what is reported in its place.
import { expect, test } from 'vitest';
import { explain } from '#server/cli/explain.ts';

test.each([
  ['argument-form', 'Stride must be > 0, but got 0'],
  ['argument-form', 'All elements of explicit_paddings must be nonnegative'],
  ['argument-form', '`ksize` cannot be zero.'],
  ['argument-form', 'Strides must be greater than output padding. Received strides=(2,2), output_padding=(2,2).'],
  [
    'argument-form',
    'Invalid permutation argument `dims` for Permute Layer. The set of indices in `dims` must be consecutive and start from 1.',
  ],
  ['argument-form', 'Error in conv2d: pad must be an integer when using dimRoundingMode floor but got pad same.'],
  ['argument-form', "required key 'kernelSize' not in config"],
  ['argument-form', 'The first layer in a Sequential model must get an `inputShape` or `batchInputShape` argument.'],
  ['unknown-padding', 'SAME is not a valid PaddingMode.  Valid values are valid,same,causal or null/undefined.'],
  ['unknown-padding', 'Unknown padding parameter: SAME'],
  ['unknown-data-format', 'NHWC is not a valid DataFormat.  Valid values are channelsFirst,channelsLast or null/undefined.'],
  [
    'rank-mismatch',
    'Input 0 of layer "conv2d" is incompatible with the layer: expected min_ndim=4, found ndim=3. Full shape received: (None, 28, 28)',
  ],
  ['rank-mismatch', 'Input 0 is incompatible with layer conv2d_Conv2D1: expected ndim=4, found ndim=3'],
  ['channels-mismatch', 'expected axis -1 of input shape to have value 3, but received input with shape (None, 8, 8, 4)'],
  ['channels-mismatch', 'Error in separableConv2d: the third dimension of pointwise filter must be 4, but got 2.'],
  [
    'window-exceeds-input',
    'One of the dimensions in the output is <= 0 due to downsampling in conv2d. Consider increasing the input size.',
  ],
  [
    'concat-mismatch',
    'A `Concatenate` layer requires inputs with matching shapes except for the concat axis. Got input shapes: [[1,2],[2,2]]',
  ],
  ['reshape-size', 'The total size of the tensor must be unchanged. Received: input_shape=(15,), target_shape=(4, 4)'],
  [
    'transpose-output-shape',
    "Conv2DCustomBackpropInput: Size of out_backprop doesn't match computed: actual = 4, computed = 10 spatial_dim: 1 input: 20",
  ],
] as const)('%s: %s', (code, message) => {
  expect(explain([message], 'docs')).toContain(code);
});
