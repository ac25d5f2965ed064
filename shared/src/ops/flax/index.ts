/** Flax: `flax.linen` and `flax.nnx`, layers on JAX's arrays. */
import { activations } from '../jax/activations.ts';
import type { ClassProtocol, FrameworkPack, HigherOrder } from '../pack.ts';
import { attentionOps } from './attention.ts';
import { convolutions } from './conv.ts';
import { docs } from './declare.ts';
import { keepShape } from './keep-shape.ts';
import { linearOps } from './linear.ts';
import { pools } from './pool.ts';
import { cells } from './recurrent.ts';

const all = (words: string, does: HigherOrder): Readonly<Record<string, HigherOrder>> =>
  Object.fromEntries(words.split(' ').map(path => [path, does]));

/** `setup` runs before anything of the object is used. */
const linenModule: ClassProtocol = { call: '__call__', before: { method: 'setup', takes: 'nothing' }, fields: true };
const nnxModule: ClassProtocol = { call: '__call__' };

const linenParts = 'activation linear module normalization pooling recurrent stochastic attention combinators transforms initializers';
const nnxParts = 'nn nn.linear nn.activations nn.normalization nn.attention nn.recurrent nn.stochastic nn.initializers';

const mounted = (root: string, parts: string) =>
  Object.fromEntries(
    parts
      .split(' ')
      .filter(part => !part.endsWith('initializers'))
      .map(part => [`${root}.${part}`, { framework: 'flax', path: root }] as const),
  );

/** `model.apply(variables, x, rngs=…, mutable=…, method=…)`. */
const applied = {
  kind: 'apply',
  skip: 1,
  own: ['variables', 'rngs', 'mutable', 'method', 'capture_intermediates'],
  runs: 'method',
} as const;

export const flax: FrameworkPack = {
  name: 'flax',
  language: 'python',
  prefix: 'flax',
  modules: { flax: '' },
  tensors: 'jax',
  mounts: { ...mounted('linen', linenParts), ...mounted('nnx', nnxParts), 'experimental.nnx': { framework: 'flax', path: 'nnx' } },
  ops: [
    ...convolutions,
    ...pools,
    ...linearOps,
    ...keepShape,
    ...attentionOps,
    ...cells,
    ...activations({ framework: 'flax', module: 'flax.linen', docs: docs('activations'), elsewhere: ['nnx'] }),
  ],
  classes: {
    'linen.Module': linenModule,
    'linen.Sequential': { ...linenModule, holds: 'sequence' },
    'nnx.Module': nnxModule,
    'nnx.Sequential': { ...nnxModule, holds: 'sequence' },
    'nnx.List': { holds: 'list' },
    'nnx.Dict': { holds: 'dict' },
  },
  members: {
    apply: { ...applied, skipped: 'variables', gives: { pairWith: 'mutable' } },
    init: { ...applied, skipped: 'rngs', gives: 'nothing' },
    lazy_init: { ...applied, skipped: 'rngs', gives: 'nothing' },
    init_with_output: { ...applied, skipped: 'rngs', gives: 'pair' },
    bind: { kind: 'self' },
    copy: { kind: 'self' },
    clone: { kind: 'self' },
    param: { kind: 'parameter' },
    append: { kind: 'add' },
  },
  functions: {
    ...all('linen.compact linen.nowrap linen.jit linen.remat linen.checkpoint linen.named_call linen.with_logical_constraint', {
      kind: 'returns-argument',
    }),
    ...all('nnx.jit nnx.remat nnx.Param nnx.Variable nnx.BatchStat nnx.Cache nnx.data nnx.static nnx.with_partitioning', {
      kind: 'returns-argument',
    }),
    ...all('nnx.vmap nnx.pmap nnx.shard_map linen.vmap linen.scan linen.remat_scan nnx.scan', { kind: 'changes-argument' }),
    'nnx.grad': { kind: 'runs-argument' },
    'nnx.value_and_grad': { kind: 'runs-argument', gives: 'value-first' },
  },
  idioms: {},
  dtypes: [],
  sample: {
    imports: 'import jax\nimport jax.numpy as jnp\nimport flax\nfrom flax import linen as nn, nnx',
    ones: dims => `jnp.ones(${dims})`,
    apply: (layer, inputs) => `${layer}(${inputs.join(', ')})`,
  },
};
