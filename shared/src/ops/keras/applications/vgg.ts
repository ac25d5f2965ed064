/** VGG16 and VGG19. Source: applications/vgg16.py, vgg19.py. */
import { half, type Network } from './network.ts';

const blocks = [64, 128, 256, 512, 512];

/** `deep`: how many convolutions each of the last three blocks has. */
export const vgg = (deep: 3 | 4) => (net: Network) => {
  blocks.forEach((channels, at) => {
    const block = `block${at + 1}`;
    for (let conv = 1; conv <= (at < 2 ? 2 : deep); conv++) net.give(`${block}_conv${conv}`, channels);
    net.slide(half).give(`${block}_pool`);
  });
};
