/** Cells, one step of a recurrent layer, and the layer around any cell. Sources: layers/rnn in Keras 2 and 3. */
import { type Dim, unknown } from '../../dim/dim.ts';
import { type Arg, listArg, type TensorArg, tensorArg, unknownArg } from '../argument.ts';
import type { Check } from '../check.ts';
import { axesOf } from '../conv/axes.ts';
import type { LayerOp } from '../op.ts';
import { anything, flag, oneTensor } from '../parameter.ts';
import { any, applied, ignoredOnes, layer } from './declare.ts';
import { checkReuse } from './reuse.ts';
import { readCount } from './window-arguments.ts';

const cell = (word: string, states: number): LayerOp => {
  const name = `keras.layers.${word}Cell`;
  return layer({
    name,
    summary: `One step of \`${word}\`: gives the output and the states that the next step gets.`,
    params: {
      units: anything('int', { kind: 'integers' }).alias('output_dim'),
      ...ignoredOnes(
        'activation recurrent_activation use_bias kernel_initializer recurrent_initializer bias_initializer unit_forget_bias dropout recurrent_dropout kernel_regularizer recurrent_regularizer bias_regularizer kernel_constraint recurrent_constraint bias_constraint implementation reset_after',
      ),
    },
    order: 'units activation recurrent_activation use_bias',
    call: { inputs: oneTensor('[batch, features]'), states: any(), ...applied },
    construct: ({ units }, check) => void readCount(name, 'units', units, check),
    shape({ units, inputs: { shape } }, check) {
      const { N, C } = axesOf('N C', shape, { argument: 'inputs', wanted: 2 }, check);
      checkReuse(C, first => first.at(-1), check);
      const state = tensorArg([N, readCount(name, 'units', units, check)]);
      return listArg([state, listArg(Array.from({ length: states }, () => state))]);
    },
    examples: [{ call: `${name}(32)(x, [${Array(states).fill('y').join(', ')}])[0]`, given: { x: '8 16', y: '8 32' }, gives: '8 32' }],
  });
};

/** The shape that each item of the batch has at the end, from what one step gives. */
function stepOf(step: Arg | undefined): { readonly output: readonly Dim[] | undefined; readonly states: readonly Arg[] | undefined } {
  if (step?.kind === 'tensor') return { output: step.shape?.slice(1), states: undefined };
  if (step?.kind !== 'list') return { output: undefined, states: undefined };
  const [output, states] = step.items;
  const shape = output?.kind === 'tensor' ? output.shape?.slice(1) : undefined;
  return { output: shape, states: states?.kind === 'list' ? states.items : states ? [states] : undefined };
}

const rnn = layer({
  name: 'keras.layers.RNN',
  summary: 'Runs a cell over the steps of a sequence.',
  params: {
    cell: anything('Layer'),
    return_sequences: flag().default('False'),
    return_state: flag().default('False'),
    ...ignoredOnes('go_backwards stateful unroll time_major zero_output_for_mask'),
  },
  order: 'cell return_sequences return_state',
  wraps: {
    argument: 'cell',
    gives: 'step',
    states: 'state_size',
    enter: shape => (shape && shape.length >= 3 ? shape.toSpliced(1, 1) : undefined),
  },
  call: {
    inputs: oneTensor('[batch, steps, …]'),
    step: anything('Tensor').optional().hidden(),
    initial_state: any(),
    constants: any(),
    ...applied,
  },
  shape({ inputs: { shape }, step, return_sequences, return_state }, check: Check): Arg | TensorArg {
    const [N, T] = shape ?? [check.fresh('N'), check.fresh('T')];
    const { output, states } = stepOf(step);
    if (return_sequences === undefined || return_state === undefined) return unknownArg;
    const last: readonly Dim[] = output ?? [unknown];
    const result = tensorArg(
      output || shape?.length === 3 ? (return_sequences ? [N ?? unknown, T ?? unknown, ...last] : [N ?? unknown, ...last]) : undefined,
    );
    if (!return_state) return result;
    return states ? listArg([result, ...states]) : unknownArg;
  },
  examples: [
    { call: 'keras.layers.RNN(keras.layers.LSTMCell(32))', on: '8 20 16', gives: '8 32' },
    { call: 'keras.layers.RNN(keras.layers.GRUCell(32), return_sequences=True)', on: '8 20 16', gives: '8 20 32' },
  ],
});

export const recurrentCells: readonly LayerOp[] = [cell('LSTM', 2), cell('GRU', 1), cell('SimpleRNN', 1), rnn];
