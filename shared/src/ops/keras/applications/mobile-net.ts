/** MobileNet in its three versions. Source: applications/mobilenet.py, mobilenet_v2.py, mobilenet_v3.py. */
import { atTheEnd, atTheStart, evenly, halfUp, multipleOfEight, type Network } from './network.ts';

/** Channels behind each block, and whether the block halves the image. */
const blocks = [
  [64, false],
  [128, true],
  [128, false],
  [256, true],
  [256, false],
  [512, true],
  ...Array<readonly [number, boolean]>(5).fill([512, false]),
  [1024, true],
  [1024, false],
] as const;

export const mobileNet = (alpha: number, multiplier: number) => (net: Network) => {
  let channels = Math.trunc(32 * alpha);
  net.slide(atTheStart).give('conv1 conv1_bn conv1_relu', channels);
  blocks.forEach(([next, halves], at) => {
    const [depthwise, pointwise] = [`conv_dw_${at + 1}`, `conv_pw_${at + 1}`];
    if (halves) net.slide(atTheEnd);
    net.give(`${depthwise} ${depthwise}_bn ${depthwise}_relu`, channels * multiplier);
    channels = Math.trunc(next * alpha);
    net.give(`${pointwise} ${pointwise}_bn ${pointwise}_relu`, channels);
  });
};

/** Channels, how often, and whether the first of them halves the image. */
const inverted = [
  [16, 1, false],
  [24, 2, true],
  [32, 3, true],
  [64, 4, true],
  [96, 3, false],
  [160, 3, true],
  [320, 1, false],
] as const;

export const mobileNetV2 = (alpha: number) => (net: Network) => {
  let before = multipleOfEight(32 * alpha);
  net.slide(halfUp).give('Conv1 bn_Conv1 Conv1_relu', before);
  let at = 0;
  for (const [count, times, halves] of inverted) {
    const channels = multipleOfEight(Math.trunc(count * alpha));
    for (let turn = 0; turn < times; turn++) {
      const name = at === 0 ? 'expanded_conv' : `block_${at}`;
      const wide = at === 0 ? before : 6 * before;
      if (at > 0) net.give(`${name}_expand ${name}_expand_BN ${name}_expand_relu`, wide);
      const steps = turn === 0 && halves;
      if (steps) net.slide(evenly);
      net.give(`${name}_depthwise ${name}_depthwise_BN ${name}_depthwise_relu`, wide);
      net.give(`${name}_project ${name}_project_BN`, channels);
      if (!steps && before === channels) net.give(`${name}_add`);
      before = channels;
      at++;
    }
  }
  net.give('Conv_1 Conv_1_bn out_relu', alpha > 1 ? multipleOfEight(1280 * alpha) : 1280);
};

/** Channels of the blocks, and where images are halved. */
const third = {
  small: { blocks: [16, 24, 24, 40, 40, 40, 48, 48, 96, 96, 96], halves: [0, 1, 3, 8] },
  large: { blocks: [16, 24, 24, 40, 40, 40, 80, 80, 80, 80, 112, 112, 160, 160, 160], halves: [1, 3, 6, 12] },
} as const;

export const mobileNetV3 = (size: 'small' | 'large', alpha: number) => (net: Network) => {
  net.slide(halfUp).give('conv', 16);
  let channels = 16;
  third[size].blocks.forEach((count, at) => {
    const name = at === 0 ? 'expanded_conv' : `expanded_conv_${at}`;
    if ((third[size].halves as readonly number[]).includes(at)) net.slide(evenly);
    channels = multipleOfEight(count * alpha);
    net.give(`${name}_project`, channels);
  });
  net.give('conv_1', multipleOfEight(channels * 6));
};
