/** ResNet50, 101 and 152, and their second versions. Source: applications/resnet.py, resnet_v2.py. */
import { halfUp, type Network } from './network.ts';

export type Blocks = readonly [number, number, number, number];
export const depths = { 50: [3, 4, 6, 3], 101: [3, 4, 23, 3], 152: [3, 8, 36, 3] } as const satisfies Readonly<Record<number, Blocks>>;

/** The first block of a stage halves the image, except in the first stage, which the pool before it has halved. */
export const resnet = (blocks: Blocks) => (net: Network) => {
  net.slide(halfUp).give('conv1_conv conv1_bn conv1_relu', 64).slide(halfUp).give('pool1_pool');
  blocks.forEach((count, stage) => {
    const channels = 64 << stage;
    for (let at = 1; at <= count; at++) {
      const name = `conv${stage + 2}_block${at}`;
      if (at === 1 && stage > 0) net.slide(halfUp);
      if (at === 1) net.give(`${name}_0_conv ${name}_0_bn`, 4 * channels);
      net.give(`${name}_1_conv ${name}_1_bn ${name}_1_relu ${name}_2_conv ${name}_2_bn ${name}_2_relu`, channels);
      net.give(`${name}_3_conv ${name}_3_bn ${name}_add ${name}_out`, 4 * channels);
    }
  });
};

/** The last block of a stage halves the image. */
export const resnetV2 = (blocks: Blocks) => (net: Network) => {
  net.slide(halfUp).give('conv1_conv', 64).slide(halfUp).give('pool1_pool');
  blocks.forEach((count, stage) => {
    const channels = 64 << stage;
    for (let at = 1; at <= count; at++) {
      const name = `conv${stage + 2}_block${at}`;
      net.give(`${name}_preact_bn ${name}_preact_relu`);
      if (at === 1) net.aside(`${name}_0_conv`, 4 * channels);
      net.give(`${name}_1_conv ${name}_1_bn ${name}_1_relu`, channels);
      if (at === count && stage < 3) net.slide(halfUp);
      net.give(`${name}_2_conv ${name}_2_bn ${name}_2_relu`).give(`${name}_3_conv ${name}_out`, 4 * channels);
    }
  });
  net.give('post_bn post_relu');
};
