/** Recurrent layers. Sources: torch/nn/modules/rnn.py (`check_input`, `check_hidden_size`). */
import { featuresMismatch } from '../../diagnostics/features-mismatch.ts';
import { rankMismatch } from '../../diagnostics/rank-mismatch.ts';
import { multiply } from '../../dim/arithmetic.ts';
import { equal } from '../../dim/compare.ts';
import { type Dim, int, unknown } from '../../dim/dim.ts';
import type { Shape } from '../../shape/shape.ts';
import { type Arg, listArg, type TensorArg, tensorArg, unknownArg } from '../argument.ts';
import type { Check } from '../check.ts';
import { defineLayer, type Op } from '../op.ts';
import { anything, flag, integer, tensor, word } from '../parameter.ts';
import { docs, placement, plain, torch } from './declare.ts';

const no = () => flag().default('False');

/** A packed sequence is no tensor: then nothing is known. */
function checkFeatures(input: TensorArg, size: Dim, ranks: readonly number[], check: Check): Shape | undefined {
  const { shape } = input;
  if (!shape) return undefined;
  if (!ranks.includes(shape.length)) {
    check.report(rankMismatch, { argument: 'input', wanted: ranks.join(' or '), got: shape }, { argument: 'input' });
    return undefined;
  }
  const features = shape.at(-1) as Dim;
  if (equal(features, size) === 'no')
    check.report(
      featuresMismatch,
      { input: shape, features, parameter: 'input_size', declared: size },
      { argument: 'input_size' },
      { related: [{ argument: 'input', message: 'the input' }] },
    );
  return shape;
}

const several = (['RNN', 'LSTM', 'GRU'] as const).map(kind => {
  const name = `torch.nn.${kind}`;
  return defineLayer({
    ...torch,
    name,
    summary: 'A recurrent network over a sequence; returns the outputs of all steps and the last state.',
    docs: docs(name),
    params: {
      input_size: integer(),
      hidden_size: integer(),
      num_layers: integer().default('1'),
      ...(kind === 'RNN' ? { nonlinearity: word('tanh', 'relu').default("'tanh'") } : {}),
      bias: flag().default('True'),
      batch_first: no(),
      ...plain('dropout'),
      bidirectional: no(),
      proj_size: integer().default('0'),
      ...placement,
    },
    // Older releases take nonlinearity by keyword only.
    order: 'input_size hidden_size num_layers bias batch_first dropout bidirectional proj_size',
    call: { input: tensor('[L, N, in]'), hx: anything('Tensor') },
    shape(args, check): Arg {
      const { input_size, hidden_size, num_layers, batch_first, bidirectional, proj_size, input } = args as {
        readonly input_size: Dim;
        readonly hidden_size: Dim;
        readonly num_layers: Dim;
        readonly batch_first: boolean | undefined;
        readonly bidirectional: boolean | undefined;
        readonly proj_size: Dim;
        readonly input: TensorArg;
      };
      const shape = checkFeatures(input, input_size, [2, 3], check);
      if (!shape || bidirectional === undefined) return listArg([tensorArg(undefined), unknownArg]);
      const directions = int(bidirectional ? 2 : 1);
      const projects = proj_size.kind === 'int' ? proj_size.value > 0 : undefined;
      const size = projects === undefined ? unknown : projects ? proj_size : hidden_size;
      const output = tensorArg([...shape.slice(0, -1), multiply(size, directions)]);
      const batch = shape.length === 2 ? [] : [batch_first === undefined ? unknown : (shape[batch_first ? 0 : 1] as Dim)];
      const state = (features: Dim) => tensorArg([multiply(num_layers, directions), ...batch, features]);
      return listArg([output, kind === 'LSTM' ? listArg([state(size), state(hidden_size)]) : state(size)]);
    },
    examples: [
      { call: `nn.${kind}(10, 20, 2)`, on: '5 3 10' },
      { call: `nn.${kind}(10, 20, 2)(x)[0]`, given: { x: '5 3 10' }, gives: '5 3 20' },
      { call: `nn.${kind}(10, 20, bidirectional=True)(x)[0]`, given: { x: '5 3 10' }, gives: '5 3 40' },
      { call: `nn.${kind}(10, 20, 2)`, on: '5 3 8', reports: 'features-mismatch' },
      { call: `nn.${kind}(10, 20, 2)`, on: '5 3 8 10', reports: 'rank-mismatch' },
    ],
  });
});

const cells = (['RNNCell', 'LSTMCell', 'GRUCell'] as const).map(kind => {
  const name = `torch.nn.${kind}`;
  return defineLayer({
    ...torch,
    name,
    summary: 'One step of a recurrent network.',
    docs: docs(name),
    params: { input_size: integer(), hidden_size: integer(), bias: flag().default('True'), ...plain('nonlinearity'), ...placement },
    call: { input: tensor('[N, in]'), hx: anything('Tensor') },
    shape({ input_size, hidden_size, input }, check): Arg {
      const shape = checkFeatures(input, input_size, [1, 2], check);
      const state = tensorArg(shape && [...shape.slice(0, -1), hidden_size]);
      return kind === 'LSTMCell' ? listArg([state, state]) : state;
    },
    examples: [
      kind === 'LSTMCell'
        ? { call: `nn.${kind}(10, 20)(x)[0]`, given: { x: '3 10' }, gives: '3 20' }
        : { call: `nn.${kind}(10, 20)`, on: '3 10', gives: '3 20' },
      { call: `nn.${kind}(10, 20)`, on: '3 8', reports: 'features-mismatch' },
    ],
  });
});

export const recurrent: readonly Op[] = [...several, ...cells];
