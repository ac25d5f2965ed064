/** EfficientNet, EfficientNetV2, ConvNeXt and NASNet. Source: applications/efficientnet.py, efficientnet_v2.py, convnext.py, nasnet.py. */
import { evenly, half, halfUp, multipleOfEight, type Network, quarter, thirdsByTwo } from './network.ts';

/** Channels, how often, how much wider inside, and whether the first of them halves the image. */
const blocks = [
  [16, 1, 1, false],
  [24, 2, 6, true],
  [40, 2, 6, true],
  [80, 3, 6, true],
  [112, 3, 6, false],
  [192, 4, 6, true],
  [320, 1, 6, false],
] as const;

export interface Scaling {
  readonly width: number;
  readonly depth: number;
}

/** `round_filters`: every count is scaled by itself. */
export const efficientNet =
  ({ width, depth }: Scaling) =>
  (net: Network) => {
    let before = multipleOfEight(32 * width);
    net.slide(evenly).give('stem_conv stem_bn stem_activation', before);
    blocks.forEach(([count, times, ratio, halves], stage) => {
      const channels = multipleOfEight(count * width);
      for (let turn = 0; turn < Math.ceil(times * depth); turn++) {
        const name = `block${stage + 1}${String.fromCharCode(97 + turn)}`;
        const steps = turn === 0 && halves;
        if (ratio > 1) net.give(`${name}_expand_conv ${name}_expand_bn ${name}_expand_activation`, before * ratio);
        if (steps) net.slide(evenly);
        net.give(`${name}_dwconv ${name}_bn ${name}_activation`, before * ratio).give(`${name}_project_conv ${name}_project_bn`, channels);
        if (!steps && before === channels) net.give(`${name}_add`);
        before = channels;
      }
    });
    net.give('top_conv top_bn top_activation', multipleOfEight(1280 * width));
  };

export const efficientNetV2 = (channels: number) => (net: Network) => {
  for (let turn = 0; turn < 5; turn++) net.slide(halfUp);
  net.give('top_conv top_bn top_activation', channels);
};

export const convNeXt = (channels: number) => (net: Network) => {
  net.slide(quarter).slide(half).slide(half).slide(half).C = { kind: 'int', value: channels };
};

export const nasNet = (channels: number) => (net: Network) => {
  net.slide(thirdsByTwo).slide(evenly).slide(evenly).slide(evenly).slide(evenly).C = { kind: 'int', value: channels };
};
