/** Layers around functions and other layers. Sources: layers/rnn/time_distributed.py, layers/rnn/bidirectional.py, layers/core/lambda_layer.py. */
import { multiply } from '../../dim/arithmetic.ts';
import { int, unknown } from '../../dim/dim.ts';
import { type Arg, listArg, tensorArg, unknownArg } from '../argument.ts';
import type { ClassProtocol, Wrapping } from '../pack.ts';
import { statedShape } from './declare.ts';

/** By both of their names (`batch_shape` in Keras 3). */
export const stated: NonNullable<ClassProtocol['stated']> = (args, check) =>
  statedShape({ batch_input_shape: args.batch_shape, ...args } as never, check);

/** Every step by itself: the inner layer sees no axis of steps. */
const everyStep: Wrapping = {
  input: ([batch, , ...rest]) => (batch && rest.length > 0 ? [batch, ...rest] : undefined),
  output(inner, input) {
    if (inner.kind !== 'tensor' || !inner.shape) return tensorArg(undefined);
    const [batch = unknown, ...rest] = inner.shape;
    return tensorArg([batch, input?.[1] ?? unknown, ...rest]);
  },
};

const twice = (arg: Arg): Arg => {
  if (arg.kind !== 'tensor' || !arg.shape) return tensorArg(undefined);
  const last = arg.shape.at(-1);
  return tensorArg([...arg.shape.slice(0, -1), ...(last ? [multiply(last, int(2))] : [])]);
};

/** Forwards and backwards; the states of both follow the output. */
const bothWays: Wrapping = {
  input: shape => shape,
  output(inner, _, { merge_mode }) {
    const mode =
      merge_mode === undefined ? 'concat' : merge_mode.kind === 'text' ? merge_mode.text : merge_mode.kind === 'none' ? 'none' : undefined;
    const [output, ...states] = inner.kind === 'list' ? inner.items : [inner];
    if (!output || mode === undefined) return unknownArg;
    const merged = mode === 'none' ? [output, output] : [mode === 'concat' ? twice(output) : output];
    const [only] = merged;
    return inner.kind === 'list' || !only || merged.length > 1 ? listArg([...merged, ...states, ...states]) : only;
  },
};

export const wrappers: Readonly<Record<string, ClassProtocol>> = {
  'layers.Lambda': { holds: 'function', stated },
  'layers.TimeDistributed': { holds: 'wrapped', wraps: everyStep, stated },
  'layers.Bidirectional': { holds: 'wrapped', wraps: bothWays, stated },
  'layers.StackedRNNCells': { holds: 'list' },
  'layers.SpectralNormalization': { holds: 'wrapped', wraps: { input: shape => shape, output: inner => inner }, stated },
};
