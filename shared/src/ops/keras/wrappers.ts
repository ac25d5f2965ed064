/** Layers around functions and other layers. Sources: layers/rnn/time_distributed.py, layers/rnn/bidirectional.py, layers/core/lambda_layer.py. */

import { argumentForm } from '../../diagnostics/argument-form.ts';
import { rankMismatch } from '../../diagnostics/rank-mismatch.ts';
import { multiply } from '../../dim/arithmetic.ts';
import { int, unknown } from '../../dim/dim.ts';
import { type Arg, listArg, type TensorArg, tensorArg, unknownArg } from '../argument.ts';
import type { Check } from '../check.ts';
import { defineOp, type Op } from '../op.ts';
import type { ClassProtocol, Wrapping } from '../pack.ts';
import { anything, oneTensor } from '../parameter.ts';
import { docs, ignoredOnes, keras, statedShape } from './declare.ts';

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

/** What is asked of a call before the layer inside is asked. */
const judged = (
  name: string,
  rule: (args: { readonly inputs: TensorArg; readonly inner: Arg | undefined; readonly both: boolean }, check: Check) => void,
  examples: Op['examples'],
): Op =>
  defineOp({
    ...keras,
    name: `keras.layers.${name}.__call__`,
    listed: false,
    watched: true,
    summary: `Applies the layer inside \`${name}\`.`,
    docs: docs(`layers/${name}`),
    params: {
      inputs: oneTensor(),
      ...ignoredOnes('mask training initial_state'),
      '*inner': anything('layer').optional().hidden(),
      '*both': anything('bool').optional().hidden(),
    },
    order: 'inputs',
    shape({ inputs, ...more }, check) {
      const { '*inner': inner, '*both': both } = more as Readonly<Record<string, Arg | undefined>>;
      rule({ inputs, inner, both: both?.kind === 'flag' && both.value === true }, check);
      return { kind: 'unknown' };
    },
    examples,
  });

export const wrapperCalls: readonly Op[] = [
  judged(
    'TimeDistributed',
    ({ inputs: { shape } }, check) => {
      if (shape && shape.length < 3)
        check.report(rankMismatch, { argument: 'inputs', wanted: 'at least 3', got: shape }, { argument: 'inputs' });
    },
    [
      { call: 'keras.layers.TimeDistributed(keras.layers.Dense(3))(x)', given: { x: '8 6 4' }, gives: '8 6 3' },
      { call: 'keras.layers.TimeDistributed(keras.layers.Dropout(0.5))(x)', given: { x: '8 4' }, reports: 'rank-mismatch' },
    ],
  ),
  judged(
    'Bidirectional',
    ({ inner, both }, check) => {
      const backwards = inner?.kind === 'record' ? inner.entries.go_backwards : undefined;
      // Keras 2 turns it round.
      if (!both && backwards?.kind === 'flag' && backwards.value === true)
        check.report(
          argumentForm,
          { op: 'keras.layers.Bidirectional', problem: 'takes no layer that goes backwards since Keras 3' },
          { argument: 'inputs' },
          { severity: 'warning' },
        );
    },
    [
      { call: 'keras.layers.Bidirectional(keras.layers.GRU(4))(x)', given: { x: '8 6 4' }, gives: '8 8' },
      { call: 'keras.layers.Bidirectional(keras.layers.GRU(4, go_backwards=True))(x)', given: { x: '8 6 4' }, reports: 'argument-form' },
    ],
  ),
];

export const wrappers: Readonly<Record<string, ClassProtocol>> = {
  'layers.Lambda': { holds: 'function', stated },
  'layers.TimeDistributed': { holds: 'wrapped', wraps: everyStep, stated, judged: 'layers.TimeDistributed.__call__' },
  'layers.Bidirectional': { holds: 'wrapped', wraps: bothWays, stated, judged: 'layers.Bidirectional.__call__' },
  'layers.StackedRNNCells': { holds: 'list' },
  'layers.SpectralNormalization': { holds: 'wrapped', wraps: { input: shape => shape, output: inner => inner }, stated },
};
