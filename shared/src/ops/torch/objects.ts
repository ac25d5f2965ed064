/** What modules can do beside being called, and what PyTorch's functions do with modules and tensors that they only hand on. */
import type { FrameworkPack } from '../pack.ts';

const named = <V>(words: readonly string[], value: V): Readonly<Record<string, V>> => Object.fromEntries(words.map(word => [word, value]));

export const members: NonNullable<FrameworkPack['members']> = {
  ...named(
    [
      ...['to', 'cuda', 'cpu', 'xpu', 'float', 'double', 'half', 'bfloat16', 'type', 'eval', 'train', 'requires_grad_', 'share_memory'],
      ...['to_empty', 'compile'],
    ],
    { kind: 'self' },
  ),
  // Of what wraps a module: `nn.DataParallel(model).module`.
  module: { kind: 'self', attribute: true },
  forward: { kind: 'apply' },
  __call__: { kind: 'apply' },
  apply: { kind: 'visit' },
  children: { kind: 'members' },
  add_module: { kind: 'add', name: true },
  register_module: { kind: 'add', name: true },
  append: { kind: 'add' },
  extend: { kind: 'add', many: true },
  insert: { kind: 'insert' },
  register_buffer: { kind: 'set' },
  register_parameter: { kind: 'set' },
};

const initializers = [
  ...['uniform', 'normal', 'trunc_normal', 'constant', 'ones', 'zeros', 'eye', 'dirac', 'orthogonal', 'sparse'],
  ...['xavier_uniform', 'xavier_normal', 'kaiming_uniform', 'kaiming_normal'],
];

export const functions: NonNullable<FrameworkPack['functions']> = {
  ...named(
    [
      ...['autograd.Variable', 'nn.Parameter', 'nn.parameter.Parameter', 'nn.Buffer'],
      ...['jit.script', 'jit.trace', 'jit.ignore', 'jit.export', 'jit.unused', 'jit.script_method', 'compile'],
      ...['no_grad', 'enable_grad', 'inference_mode', 'autograd.no_grad', 'set_grad_enabled'],
      ...['nn.DataParallel', 'nn.parallel.DataParallel', 'nn.parallel.DistributedDataParallel'],
      ...['nn.utils.spectral_norm', 'nn.utils.weight_norm', 'nn.utils.remove_spectral_norm', 'nn.utils.remove_weight_norm'],
      ...['nn.utils.parametrizations.spectral_norm', 'nn.utils.parametrizations.weight_norm', 'nn.utils.parametrizations.orthogonal'],
      ...['nn.utils.spectral_norm.spectral_norm', 'nn.utils.weight_norm.weight_norm'],
      ...['cuda.amp.custom_fwd', 'cuda.amp.custom_bwd', 'amp.custom_fwd', 'amp.custom_bwd'],
      'nn.SyncBatchNorm.convert_sync_batchnorm',
      ...initializers.flatMap(word => [`nn.init.${word}_`, `nn.init.${word}`]),
    ],
    { kind: 'returns-argument' },
  ),
  'utils.checkpoint.checkpoint': { kind: 'applies-argument' },
  'nn.parallel.data_parallel': { kind: 'applies-argument', takes: 1 },
};

export const dtypes: readonly string[] = [
  ...['float16', 'float32', 'float64', 'bfloat16', 'half', 'float', 'double', 'complex64', 'complex128', 'bool'],
  ...['int8', 'int16', 'int32', 'int64', 'uint8', 'short', 'int', 'long'],
];
