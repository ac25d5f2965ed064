/** `torch.nn.Conv1d`, `Conv2d`, `Conv3d`. Sources: `_ConvNd` in torch/nn/modules/conv.py, aten/src/ATen/native/Convolution.cpp. */
import { channelsMismatch } from '../../diagnostics/channels-mismatch.ts';
import { equal } from '../../dim/compare.ts';
import { int } from '../../dim/dim.ts';
import { join } from '../../shape/pattern.ts';
import { axesOf } from '../conv/axes.ts';
import { allKnown, outputOf, slideAll } from '../conv/slide.ts';
import { defineLayer } from '../op.ts';
import { integer, integers, tensor } from '../parameter.ts';
import { docs, torch } from './declare.ts';

export const conv2d = defineLayer({
  ...torch,
  name: 'torch.nn.Conv2d',
  summary: 'Slides a filter over an image.',
  docs: docs('torch.nn.Conv2d'),
  params: {
    in_channels: integer(),
    out_channels: integer(),
    kernel_size: integers('int | int[2]'),
  },
  call: { input: tensor('[N, C, H, W]') },
  shape({ in_channels, out_channels, kernel_size, input }, check) {
    const { N, C, S } = axesOf(
      'N? C S:2',
      input.shape,
      { argument: 'input', wanted: '3 or 4', usual: 'N C S:2', must: { C: in_channels } },
      check,
    );
    if (equal(C, in_channels) === 'no') {
      check.report(
        channelsMismatch,
        { kind: 'input', input: C, filter: in_channels, filterAxis: 1, groups: false },
        { argument: 'in_channels' },
      );
    }
    const kernel = kernel_size?.kind === 'one' ? [kernel_size.dim, kernel_size.dim] : [];
    const one = [int(1), int(1)];
    const axes = slideAll(S, { kernel, strides: one, dilations: one, padding: ['valid', 'valid'] }, check);
    void allKnown(axes);
    return join('N? C S:2', { N, C: out_channels, S: axes.map(outputOf) });
  },
  examples: [
    { call: 'nn.Conv2d(3, 64, 7)', on: '8 3 224 224', gives: '8 64 218 218' },
    { call: 'nn.Conv2d(4, 64, 7)', on: '8 3 224 224', reports: 'channels-mismatch' },
  ],
});
