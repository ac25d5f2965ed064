/** DenseNet121, 169 and 201. Source: applications/densenet.py. */
import { half, halfUp, type Network } from './network.ts';

/** Channels that every layer adds. */
const growth = 32;

export const denseNet = (blocks: readonly [number, number, number, number]) => (net: Network) => {
  let channels = 64;
  net.slide(halfUp).give('conv1_conv conv1_bn conv1_relu', channels).slide(halfUp).give('pool1');
  blocks.forEach((count, stage) => {
    for (let at = 1; at <= count; at++) {
      const name = `conv${stage + 2}_block${at}`;
      net.give(`${name}_0_bn ${name}_0_relu`).give(`${name}_1_conv ${name}_1_bn ${name}_1_relu`, 4 * growth);
      channels += growth;
      net.give(`${name}_2_conv`, growth).give(`${name}_concat`, channels);
    }
    if (stage === 3) return;
    const name = `pool${stage + 2}`;
    net.give(`${name}_bn ${name}_relu`);
    channels = Math.trunc(channels / 2);
    net.give(`${name}_conv`, channels).slide(half).give(`${name}_pool`);
  });
  net.give('bn relu');
};
