/** NumPy, as far as programs around models use it. */
import type { FrameworkPack } from '../pack.ts';
import { axisOps } from './axes.ts';
import { creation } from './creation.ts';
import { withMistake } from './declare.ts';
import { elementwise } from './elementwise.ts';
import { furtherOps } from './further.ts';
import { joinOps } from './join.ts';
import { linalg } from './linalg.ts';
import { positionOps } from './positions.ts';
import { products } from './products.ts';
import { generatorMembers, generators, randomOps } from './random.ts';
import { reductions } from './reduce.ts';
import { selections } from './select.ts';
import { shapeOps } from './shape.ts';
import { spectra } from './spectra.ts';
import { splits } from './split.ts';
import { viewOps } from './views.ts';

export const numpy: FrameworkPack = {
  name: 'numpy',
  language: 'python',
  prefix: 'np',
  modules: { numpy: '' },
  changeable: true,
  ops: [
    ...creation,
    ...randomOps,
    ...elementwise,
    ...shapeOps,
    ...axisOps,
    ...joinOps,
    ...splits,
    ...selections,
    ...reductions,
    ...products,
    ...linalg,
    ...furtherOps,
    ...spectra,
    ...positionOps,
    ...viewOps,
  ].map(withMistake),
  classes: generators,
  members: generatorMembers,
  constants: { pi: Math.PI, e: Math.E },
  // Iterators of batches.
  streams: { next: { kind: 'next' } },
  idioms: {},
  dtypes: [
    ...['float16', 'float32', 'float64', 'double', 'complex64', 'complex128', 'bool', 'bool_'],
    ...['int8', 'int16', 'int32', 'int64', 'uint8', 'uint16', 'uint32', 'uint64', 'int', 'float', 'int_', 'intp'],
  ],
  sample: {
    imports: 'import numpy as np',
    ones: dims => `np.ones(${dims})`,
    apply: (layer, inputs) => `${layer}(${inputs.join(', ')})`,
  },
};
