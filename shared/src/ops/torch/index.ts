/** PyTorch. */
import type { Op } from '../op.ts';
import type { FrameworkPack } from '../pack.ts';
import { attentionOps } from './attention.ts';
import { convolutions } from './conv.ts';
import { transposedConvolutions } from './conv-transpose.ts';
import { creation } from './creation.ts';
import { dataClasses, dataOps } from './data.ts';
import { elementwise } from './elementwise.ts';
import { expansions } from './expand.ts';
import { folds } from './fold.ts';
import { joins } from './join.ts';
import { keepShape } from './keep-shape.ts';
import { linearOps } from './linear.ts';
import { lossOps } from './loss.ts';
import { normalization } from './norm.ts';
import { withNumpyNames } from './numpy-names.ts';
import { dtypes, functions, members } from './objects.ts';
import { padding } from './pad.ts';
import { permutations } from './permute.ts';
import { pools } from './pool.ts';
import { poolsToSize } from './pool-to-size.ts';
import { products } from './products.ts';
import { recurrent } from './recurrent.ts';
import { reductionOps } from './reduce.ts';
import { reshapeOps } from './reshape.ts';
import { resizing } from './resize.ts';
import { selections } from './select.ts';
import { shapeOps } from './shape.ts';

const ops: readonly Op[] = [
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
  ...shapeOps,
  ...reshapeOps,
  ...permutations,
  ...expansions,
  ...joins,
  ...reductionOps,
  ...products,
  ...elementwise,
  ...selections,
  ...dataOps,
].map(withNumpyNames);

export const torch: FrameworkPack = {
  name: 'torch',
  language: 'python',
  prefix: 'torch',
  modules: { torch: '', 'torch.nn': 'nn', 'torch.utils.data': 'utils.data' },
  ops,
  classes: {
    'nn.Module': { call: 'forward' },
    'nn.Sequential': { call: 'forward', holds: 'sequence' },
    'nn.ModuleList': { call: 'forward', holds: 'list' },
    'nn.ModuleDict': { call: 'forward', holds: 'dict' },
    'autograd.Function': {},
    ...dataClasses,
  },
  members,
  functions,
  idioms: {},
  dtypes,
  sample: {
    imports: 'import torch\nimport torch.nn as nn\nimport torch.nn.functional as F',
    ones: dims => `torch.ones(${dims})`,
    apply: (layer, inputs) => `${layer}(${inputs.join(', ')})`,
  },
};
