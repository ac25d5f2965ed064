/** TensorFlow.js. */
import type { FrameworkPack } from '../pack.ts';
import { binaryOps } from './binary.ts';
import { casts } from './cast.ts';
import { otherConvolutions } from './conv-others.ts';
import { conv2d } from './conv2d.ts';
import { conv2dTranspose } from './conv2d-transpose.ts';
import { creation } from './creation.ts';
import { elementwise } from './elementwise.ts';
import { fusedOps } from './fused.ts';
import { imageOps } from './image.ts';
import { joinOps } from './join.ts';
import { layers } from './layers/index.ts';
import { lossOps } from './losses.ts';
import { products } from './matmul.ts';
import { classes, members, modelOps, telling } from './models.ts';
import { padOps } from './pad.ts';
import { pools } from './pool.ts';
import { randomOps } from './random.ts';
import { reductions } from './reduce.ts';
import { reshapeOps } from './reshape.ts';
import { sequences } from './sequence.ts';
import { shapeOps } from './shape.ts';

const packages = ['tfjs', 'tfjs-core', 'tfjs-node', 'tfjs-node-gpu', 'tfjs-layers', 'tfjs-react-native'];

export const tfjs: FrameworkPack = {
  name: 'tfjs',
  language: 'typescript',
  prefix: 'tf',
  modules: Object.fromEntries(packages.map(name => [`@tensorflow/${name}`, ''])),
  ops: [
    conv2d,
    conv2dTranspose,
    ...otherConvolutions,
    ...pools,
    ...fusedOps,
    ...creation,
    ...sequences,
    ...randomOps,
    ...shapeOps,
    ...casts,
    ...reshapeOps,
    ...joinOps,
    ...padOps,
    ...elementwise,
    ...binaryOps,
    ...reductions,
    ...products,
    ...imageOps,
    ...lossOps,
    ...layers,
    ...modelOps,
  ],
  classes,
  members,
  telling,
  functions: {
    tidy: { kind: 'calls-argument' },
    profile: { kind: 'calls-argument' },
    keep: { kind: 'returns-argument' },
    customGrad: { kind: 'returns-argument' },
  },
  idioms: {},
  dtypes: [],
  sample: {
    imports: "import * as tf from '@tensorflow/tfjs';",
    ones: dims => `tf.ones(${dims})`,
    apply: (layer, [first = '', ...more]) => `${layer}.apply(${more.length === 0 ? first : `[${[first, ...more].join(', ')}]`})`,
  },
};
