/** TensorFlow.js. */
import type { FrameworkPack } from '../pack.ts';
import { checked } from './arguments.ts';
import { binaryOps } from './binary.ts';
import { casts } from './cast.ts';
import { otherConvolutions } from './conv-others.ts';
import { conv2d } from './conv2d.ts';
import { conv2dTranspose } from './conv2d-transpose.ts';
import { countOps } from './counts.ts';
import { creation } from './creation.ts';
import { dataOps, streams } from './data.ts';
import { dilation2d } from './dilation2d.ts';
import { elementwise } from './elementwise.ts';
import { fusedOps } from './fused.ts';
import { imageOps } from './image.ts';
import { imageColor } from './image-color.ts';
import { joinOps } from './join.ts';
import { layers } from './layers/index.ts';
import { linalgOps } from './linalg.ts';
import { lossOps } from './losses.ts';
import { products } from './matmul.ts';
import { metrics } from './metrics.ts';
import { miscOps } from './misc.ts';
import { classes, members, modelOps, telling } from './models.ts';
import { padOps } from './pad.ts';
import { pools } from './pool.ts';
import { raggedOps } from './ragged.ts';
import { randomOps } from './random.ts';
import { readOut } from './read-out.ts';
import { reductions } from './reduce.ts';
import { reshapeOps } from './reshape.ts';
import { selections } from './select.ts';
import { sequences } from './sequence.ts';
import { shapeOps } from './shape.ts';
import { signalOps } from './signal.ts';
import { spaceBatch } from './space-batch.ts';
import { sparseOps } from './sparse.ts';
import { stringOps } from './strings.ts';
import { weightOps } from './weights.ts';

const packages = ['tfjs', 'tfjs-core', 'tfjs-node', 'tfjs-node-gpu', 'tfjs-layers', 'tfjs-react-native'];

export const tfjs: FrameworkPack = {
  name: 'tfjs',
  language: 'typescript',
  prefix: 'tf',
  modules: { ...Object.fromEntries(packages.map(name => [`@tensorflow/${name}`, ''])), '@tensorflow/tfjs-data': 'data' },
  ops: [
    ...[
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
      ...selections,
      ...spaceBatch,
      ...raggedOps,
      ...sparseOps,
      ...stringOps,
      ...weightOps,
      dilation2d,
      ...countOps,
      ...linalgOps,
      ...signalOps,
      ...imageOps,
      ...imageColor,
      ...lossOps,
      ...metrics,
      ...miscOps,
      ...readOut,
    ].map(checked),
    ...layers,
    ...modelOps,
    ...dataOps,
  ],
  classes,
  members,
  telling,
  streams,
  functions: {
    tidy: { kind: 'calls-argument' },
    profile: { kind: 'calls-argument' },
    keep: { kind: 'returns-argument' },
    customGrad: { kind: 'runs-argument', gives: 'value' },
    grad: { kind: 'runs-argument', gives: 'argument' },
    grads: { kind: 'runs-argument', gives: 'argument', spreads: true },
    valueAndGrad: { kind: 'runs-argument', gives: 'both' },
    valueAndGrads: { kind: 'runs-argument', gives: 'both', spreads: true },
  },
  idioms: {},
  constants: { 'Reduction.NONE': 0, 'Reduction.MEAN': 1, 'Reduction.SUM': 2, 'Reduction.SUM_BY_NONZERO_WEIGHTS': 3 },
  dtypes: [],
  sample: {
    imports: "import * as tf from '@tensorflow/tfjs';",
    ones: dims => `tf.ones(${dims})`,
    apply: (layer, [first = '', ...more]) => `${layer}.apply(${more.length === 0 ? first : `[${[first, ...more].join(', ')}]`})`,
  },
};
