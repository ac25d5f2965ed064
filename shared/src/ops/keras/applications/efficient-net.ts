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

/** Channels, how often, how much wider inside, whether the first of them halves the image, and whether the depthwise convolution is a plain one. */
type Stage = readonly [count: number, times: number, ratio: number, halves: boolean, fused: boolean];

const stagesV2 = {
  B: [
    [16, 1, 1, false, true],
    [32, 2, 4, true, true],
    [48, 2, 4, true, true],
    [96, 3, 4, true, false],
    [112, 5, 6, false, false],
    [192, 8, 6, true, false],
  ],
  S: [
    [24, 2, 1, false, true],
    [48, 4, 4, true, true],
    [64, 4, 4, true, true],
    [128, 6, 4, true, false],
    [160, 9, 6, false, false],
    [256, 15, 6, true, false],
  ],
  M: [
    [24, 3, 1, false, true],
    [48, 5, 4, true, true],
    [80, 5, 4, true, true],
    [160, 7, 4, true, false],
    [176, 14, 6, false, false],
    [304, 18, 6, true, false],
    [512, 5, 6, false, false],
  ],
  L: [
    [32, 4, 1, false, true],
    [64, 7, 4, true, true],
    [96, 7, 4, true, true],
    [192, 10, 4, true, false],
    [224, 19, 6, false, false],
    [384, 25, 6, true, false],
    [640, 7, 6, false, false],
  ],
} as const satisfies Record<string, readonly Stage[]>;

/** Stem, widening of the channels, and what is at the top. */
export const efficientNetV2 =
  (kind: keyof typeof stagesV2, { width, depth }: Scaling, top: number) =>
  (net: Network) => {
    const rounded = (count: number): number => Math.max(8, Math.floor((count * width + 4) / 8) * 8);
    const stages: readonly Stage[] = stagesV2[kind];
    let before = rounded(kind === 'B' ? 32 : (stages[0]?.[0] ?? 0));
    net.slide(halfUp).give('stem_conv stem_bn stem_activation', before);
    stages.forEach(([count, times, ratio, halves, fused], stage) => {
      const channels = rounded(count);
      for (let turn = 0; turn < Math.ceil(times * depth); turn++) {
        const name = `block${stage + 1}${String.fromCharCode(97 + turn)}`;
        const steps = turn === 0 && halves;
        if (steps && fused) net.slide(halfUp);
        if (ratio > 1) net.give(`${name}_expand_conv ${name}_expand_bn ${name}_expand_activation`, before * ratio);
        if (steps && !fused) net.slide(halfUp);
        if (!fused) net.give(`${name}_dwconv2 ${name}_bn ${name}_activation`, before * ratio);
        net.give(`${name}_project_conv ${name}_project_bn`, channels);
        if (fused && ratio === 1) net.give(`${name}_project_activation`);
        if (!steps && before === channels) net.give(`${name}_add`);
        before = channels;
      }
    });
    net.give('top_conv top_bn top_activation', top);
  };

export const convNeXt = (channels: number) => (net: Network) => {
  net.slide(quarter).slide(half).slide(half).slide(half).C = { kind: 'int', value: channels };
};

export const nasNet = (channels: number) => (net: Network) => {
  net.slide(thirdsByTwo).slide(evenly).slide(evenly).slide(evenly).slide(evenly).C = { kind: 'int', value: channels };
};
