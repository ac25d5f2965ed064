/** JAX: `jax.numpy`, `jax.lax`, `jax.nn`, `jax.random`. */
import type { FrameworkPack, HigherOrder } from '../pack.ts';
import { activations } from './activations.ts';
import { convolutions } from './conv/general.ts';
import { docs } from './declare.ts';
import { laxOps } from './lax.ts';
import { creation } from './numpy/creation.ts';
import { elementwise } from './numpy/elementwise.ts';
import { joinOps } from './numpy/join.ts';
import { products } from './numpy/products.ts';
import { reductions } from './numpy/reduce.ts';
import { shapeOps } from './numpy/shape.ts';
import { randomOps } from './random.ts';

const all = (words: string, does: HigherOrder): Readonly<Record<string, HigherOrder>> =>
  Object.fromEntries(words.split(' ').map(path => [path, does]));

export const jax: FrameworkPack = {
  name: 'jax',
  language: 'python',
  prefix: 'jax',
  modules: { jax: '' },
  ops: [
    ...convolutions,
    ...creation,
    ...shapeOps,
    ...elementwise,
    ...joinOps,
    ...reductions,
    ...products,
    ...activations({ framework: 'jax', module: 'jax.nn', docs }),
    ...randomOps,
    ...laxOps,
  ],
  functions: {
    ...all('jit checkpoint remat named_call custom_jvp custom_vjp', {
      kind: 'returns-argument',
    }),
    ...all('device_get block_until_ready lax.stop_gradient lax.pmean lax.psum lax.pmax lax.pmin lax.optimization_barrier', {
      kind: 'returns-argument',
    }),
    ...all('lax.with_sharding_constraint', { kind: 'returns-argument' }),
    ...all('vmap pmap shard_map lax.map numpy.vectorize', { kind: 'changes-argument' }),
    ...all('grad hessian jacfwd jacrev jacobian', { kind: 'runs-argument' }),
    value_and_grad: { kind: 'runs-argument', gives: 'value-first' },
  },
  idioms: {},
  constants: {
    'numpy.pi': Math.PI,
    'numpy.e': Math.E,
    'numpy.inf': Number.POSITIVE_INFINITY,
    'numpy.nan': Number.NaN,
    'numpy.euler_gamma': 0.5772156649015329,
  },
  dtypes: [
    ...['float16', 'float32', 'float64', 'bfloat16', 'complex64', 'complex128', 'bool_', 'int4', 'uint4'],
    ...['int8', 'int16', 'int32', 'int64', 'uint8', 'uint16', 'uint32', 'uint64'],
  ].map(word => `numpy.${word}`),
  sample: {
    imports: 'import jax\nimport jax.numpy as jnp\nfrom jax import lax',
    ones: dims => `jnp.ones(${dims})`,
    apply: (layer, inputs) => `${layer}(${inputs.join(', ')})`,
  },
};
