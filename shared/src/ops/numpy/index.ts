/** NumPy, as far as programs around models use it. */
import type { FrameworkPack } from '../pack.ts';
import { creation } from './creation.ts';
import { elementwise } from './elementwise.ts';
import { shapeOps } from './shape.ts';

export const numpy: FrameworkPack = {
  name: 'numpy',
  language: 'python',
  prefix: 'np',
  modules: { numpy: '' },
  changeable: true,
  ops: [...creation, ...elementwise, ...shapeOps],
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
