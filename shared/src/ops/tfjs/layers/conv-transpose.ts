/** `tf.layers.conv2dTranspose`, `conv3dTranspose`. Source: tfjs-layers/src/layers/convolutional.ts, `deconvLength` in utils/conv_utils.ts. */
import { argumentForm } from '../../../diagnostics/argument-form.ts';
import { int } from '../../../dim/dim.ts';
import { formula } from '../../../dim/formula.ts';
import { windowEnvironment } from '../../../kernel/window.ts';
import { join } from '../../../shape/pattern.ts';
import type { Check } from '../../check.ts';
import { axesOf } from '../../conv/axes.ts';
import { allKnown, outputOf, type SlideRule, slideAll, type Window } from '../../conv/slide.ts';
import type { LayerOp } from '../../op.ts';
import { anything } from '../../parameter.ts';
import { type ConvOptions, convOptions, convSlips, needsKernel, readWindow } from './conv.ts';
import { checkReuse, input, layer } from './layer.ts';
import * as options from './window-options.ts';

const lengthSame = formula('L*s');
const lengthValid = formula('L*s + max(k - s, 0)');

const stretch: SlideRule = spec => {
  const rule = spec.padding === 'same' ? lengthSame : lengthValid;
  const env = windowEnvironment(spec);
  return { output: rule(env), explanation: rule.explain(env) };
};

/** The window of the convolution that is transposed; the option dilationRate is read and never used. */
function windowOf(op: string, rank: number, args: ConvOptions, check: Check): Window {
  const one = options.ones(rank);
  const window = readWindow(op, rank, { ...args, dilationRate: undefined }, check, 'rejected');
  const dilated = options.readSizes(op, 'dilationRate', args.dilationRate, rank, one, check, 'throws later');
  if (dilated.some(dim => dim.kind === 'int' && dim.value > 1)) {
    const problem = 'ignores dilationRate';
    check.report(argumentForm, { op, problem }, { argument: 'dilationRate' }, { severity: 'warning' });
  }
  return window;
}

const transpose = (rank: 2 | 3, examples: LayerOp['examples']): LayerOp => {
  const word = `conv${rank}dTranspose`;
  const op = `tf.layers.${word}`;
  return layer({
    word,
    rank: rank + 2,
    summary: 'The gradient of a convolution, used to upsample: every input cell is spread over the output through the filter.',
    params: { filters: anything('int', { kind: 'integers' }), ...convOptions(rank) },
    call: { inputs: input(rank === 2 ? '[N, H, W, C]' : '[N, D, H, W, C]') },
    ignores: convSlips,
    construct(args, check) {
      options.readCount(op, 'filters', args.filters, check);
      needsKernel(op, args, check);
      windowOf(op, rank, args, check);
      options.readFormat(args.dataFormat, check);
    },
    shape({ inputs, ...args }, check) {
      const layout = options.layoutOf(options.readFormat(args.dataFormat, check), rank);
      const filters = options.readCount(op, 'filters', args.filters, check);
      const { N, S, C } = axesOf(layout, inputs.shape, { argument: 'inputs', wanted: rank + 2 }, check);
      checkReuse(C, shape => shape[layout.startsWith('N C') ? 1 : shape.length - 1], check);
      const axes = slideAll(S, windowOf(op, rank, args, check), check, stretch);
      const known = allKnown(axes);
      if (known) {
        check.geometry = {
          kind: 'transposed-conv',
          axes: known,
          batch: N,
          inputChannels: C,
          outputChannels: filters,
          groups: int(1),
          layout,
          inputArgument: 'inputs',
        };
      }
      return join(layout, { N, S: axes.map(outputOf), C: filters });
    },
    examples,
  });
};

export const transposedLayers: readonly LayerOp[] = [
  transpose(2, [
    { call: "tf.layers.conv2dTranspose({filters: 32, kernelSize: 5, strides: 2, padding: 'same'})", on: '8 7 7 64', gives: '8 14 14 32' },
    { call: 'tf.layers.conv2dTranspose({filters: 32, kernelSize: 5, strides: 2})', on: '8 7 7 64', gives: '8 17 17 32' },
    { call: 'tf.layers.conv2dTranspose({filters: 3, kernelSize: 2, strides: 3})', on: '1 4 4 1', gives: '1 12 12 3' },
    {
      call: "tf.layers.conv2dTranspose({filters: 3, kernelSize: 3, strides: 2, padding: 'same', dataFormat: 'channelsFirst'})",
      on: '1 8 4 4',
      gives: '1 3 8 8',
    },
    {
      call: "tf.layers.conv2dTranspose({filters: 3, kernelSize: 3, strides: 2, padding: 'same', outputPadding: 2})",
      on: '1 4 4 1',
      gives: '1 8 8 3',
      reports: 'argument-form',
    },
    {
      call: 'tf.layers.conv2dTranspose({filters: 3, kernelSize: 3, dilationRate: 2})',
      on: '1 4 4 1',
      gives: '1 6 6 3',
      reports: 'argument-form',
    },
    { call: "tf.layers.conv2dTranspose({filters: 3, kernelSize: 3, padding: 'causal'})", on: '1 4 4 1', reports: 'argument-form' },
    { call: 'tf.layers.conv2dTranspose({filters: 3, kernelSize: 3})', on: '4 4 1', reports: 'rank-mismatch' },
  ]),
  transpose(3, [
    { call: "tf.layers.conv3dTranspose({filters: 8, kernelSize: 3, strides: 2, padding: 'same'})", on: '2 3 4 5 4', gives: '2 6 8 10 8' },
    { call: 'tf.layers.conv3dTranspose({filters: 8, kernelSize: 3, strides: 1})', on: '2 3 4 5 4', gives: '2 5 6 7 8' },
    { call: 'tf.layers.conv3dTranspose({filters: 8, kernelSize: 3})', on: '2 3 4 4', reports: 'rank-mismatch' },
  ]),
];
