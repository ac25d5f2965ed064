/** TensorFlow in Python, 1.x and 2.x. */
import type { FrameworkPack } from '../pack.ts';
import { creation } from './creation.ts';

export const tensorflow: FrameworkPack = {
  name: 'tensorflow',
  language: 'python',
  prefix: 'tf',
  modules: { tensorflow: '', 'tensorflow.compat.v1': '', 'tensorflow.compat.v2': '' },
  ops: [...creation],
  idioms: {},
  dtypes: ['float32', 'int32', 'bool'],
};
