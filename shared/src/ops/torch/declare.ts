/** What every PyTorch declaration repeats. */
import { ignored, type Params } from '../parameter.ts';

export const torch = { framework: 'torch' } as const;

export const docs = (name: string): string => `https://docs.pytorch.org/docs/stable/generated/${name}.html`;

/** Numbers of spatial axes that an op exists for, as its name ends in them: `Conv1d`, `Conv2d`, `Conv3d`. */
export type Spatial = 1 | 2 | 3;
export const spatialCounts: readonly Spatial[] = [1, 2, 3];

/** Parameters that say nothing about shapes, by their names. */
export const plain = (words: string): Params =>
  Object.fromEntries(
    words
      .split(' ')
      .filter(Boolean)
      .map(word => [word, ignored('any')]),
  );

/** Every module takes these last. */
export const placement = { device: ignored('torch.device'), dtype: ignored('torch.dtype') } as const;
