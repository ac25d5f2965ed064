/** PyTorch. */
import type { FrameworkPack } from '../pack.ts';
import { attentionOps } from './attention.ts';
import { convolutions } from './conv.ts';
import { transposedConvolutions } from './conv-transpose.ts';
import { creation } from './creation.ts';
import { folds } from './fold.ts';
import { keepShape } from './keep-shape.ts';
import { linearOps } from './linear.ts';
import { lossOps } from './loss.ts';
import { normalization } from './norm.ts';
import { padding } from './pad.ts';
import { pools } from './pool.ts';
import { poolsToSize } from './pool-to-size.ts';
import { recurrent } from './recurrent.ts';
import { resizing } from './resize.ts';

export const torch: FrameworkPack = {
  name: 'torch',
  language: 'python',
  prefix: 'torch',
  modules: { torch: '', 'torch.nn': 'nn' },
  ops: [
    ...convolutions,
    ...transposedConvolutions,
    ...pools,
    ...poolsToSize,
    ...padding,
    ...normalization,
    ...linearOps,
    ...resizing,
    ...keepShape,
    ...recurrent,
    ...attentionOps,
    ...lossOps,
    ...folds,
    ...creation,
  ],
  classes: {
    'nn.Module': { call: 'forward' },
    'nn.Sequential': { call: 'forward', holds: 'sequence' },
    'nn.ModuleList': { holds: 'list' },
    'nn.ModuleDict': { holds: 'dict' },
  },
  members: {
    to: { kind: 'self' },
    add_module: { kind: 'add', name: true },
    append: { kind: 'add' },
    extend: { kind: 'add', many: true },
  },
  idioms: {},
  dtypes: [],
  sample: {
    imports: 'import torch\nimport torch.nn as nn\nimport torch.nn.functional as F',
    ones: dims => `torch.ones(${dims})`,
    apply: (layer, inputs) => `${layer}(${inputs.join(', ')})`,
  },
};
