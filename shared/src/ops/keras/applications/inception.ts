/** InceptionV3, Inception-ResNet and Xception. Source: applications/inception_v3.py, inception_resnet_v2.py, xception.py. */
import { halfUp, type Network, thirds, thirdsByTwo } from './network.ts';

/** The first layers, which both have in common. */
const stem = (net: Network): Network => net.slide(thirdsByTwo).slide(thirds).slide(thirdsByTwo).slide(thirds).slide(thirdsByTwo);

export const inceptionV3 = (net: Network) => {
  stem(net).give('mixed0', 256).give('mixed1 mixed2', 288);
  net.slide(thirdsByTwo).give('mixed3 mixed4 mixed5 mixed6 mixed7', 768);
  net.slide(thirdsByTwo).give('mixed8', 1280).give('mixed9 mixed10', 2048);
};

const numbered = (name: string, count: number): string => Array.from({ length: count }, (_, at) => `${name}_${at + 1}_ac`).join(' ');

export const inceptionResnetV2 = (net: Network) => {
  stem(net).give(`mixed_5b ${numbered('block35', 10)}`, 320);
  net.slide(thirdsByTwo).give(`mixed_6a ${numbered('block17', 20)}`, 1088);
  // The last block has no activation.
  net.slide(thirdsByTwo).give(`mixed_7a ${numbered('block8', 9)}`, 2080);
  net.give('conv_7b conv_7b_bn conv_7b_ac', 1536);
};

const layersOf = (block: string, conv: number): string => `${block}_sepconv${conv} ${block}_sepconv${conv}_bn`;

export const xception = (net: Network) => {
  net.slide(thirdsByTwo).give('block1_conv1 block1_conv1_bn block1_conv1_act', 32);
  net.slide(thirds).give('block1_conv2 block1_conv2_bn block1_conv2_act', 64);
  for (const [block, channels] of [
    [2, 128],
    [3, 256],
    [4, 728],
  ] as const) {
    if (block > 2) net.give(`block${block}_sepconv1_act`);
    net.give(`${layersOf(`block${block}`, 1)} block${block}_sepconv2_act ${layersOf(`block${block}`, 2)}`, channels);
    net.slide(halfUp).give(`block${block}_pool`);
  }
  for (let block = 5; block <= 12; block++)
    for (const conv of [1, 2, 3]) net.give(`block${block}_sepconv${conv}_act ${layersOf(`block${block}`, conv)}`);
  net.give(`block13_sepconv1_act ${layersOf('block13', 1)} block13_sepconv2_act`).give(layersOf('block13', 2), 1024);
  net.slide(halfUp).give('block13_pool');
  net.give(`${layersOf('block14', 1)} block14_sepconv1_act`, 1536).give(`${layersOf('block14', 2)} block14_sepconv2_act`, 2048);
};
