/** TensorFlow.js. */
import type { FrameworkPack } from '../pack.ts';

export const tfjs: FrameworkPack = {
  name: 'tfjs',
  language: 'typescript',
  prefix: 'tf',
  modules: { '@tensorflow/tfjs': '', '@tensorflow/tfjs-core': '' },
  ops: [],
  idioms: {},
  dtypes: ['float32', 'int32', 'bool'],
};
