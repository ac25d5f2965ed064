/** Functions and methods also take NumPy's words for some parameters. Source: `numpy_compatibility_arg_names` in torch/csrc/utils/python_arg_parser.cpp. */
import type { Op } from '../op.ts';

const words: Readonly<Record<string, readonly string[]>> = {
  dim: ['axis'],
  keepdim: ['keepdims'],
  input: ['x', 'a', 'x1'],
  other: ['x2'],
};

export function withNumpyNames(op: Op): Op {
  if (op.call || op.name.startsWith('torch.nn.')) return op;
  const params = Object.entries(op.params).map(([name, param]) => {
    const more = (words[name] ?? []).filter(word => !param.aliases.includes(word) && !Object.hasOwn(op.params, word));
    return [name, more.length > 0 ? param.alias(...more) : param] as const;
  });
  return { ...op, params: Object.fromEntries(params) };
}
