/** `tf.nn.pool`, whose kind is an argument. Source: `pool_v2` in nn_ops.py. */
import { argumentForm } from '../../diagnostics/argument-form.ts';
import { less } from '../../dim/compare.ts';
import { type Dim, int } from '../../dim/dim.ts';
import type { Padding } from '../../kernel/geometry.ts';
import { join } from '../../shape/pattern.ts';
import type { Arg } from '../argument.ts';
import type { Check } from '../check.ts';
import { axesOf } from '../conv/axes.ts';
import { allKnown, outputOf, slideAll } from '../conv/slide.ts';
import { defineOp } from '../op.ts';
import { anything, tensor } from '../parameter.ts';
import { patternOf } from './conv-rule.ts';
import { docs, name, tensorflow } from './declare.ts';
import { checkFits, notNegative } from './fit.ts';
import { formatParam } from './pool.ts';
import { checkPoolStrides } from './pool-strides.ts';
import { notBoth, paddingParam, readDataFormat, readPadding, readSequence, stridesParam, type WindowOp } from './window-arguments.ts';

/** `tf.nn.pool`: the kind is a word, and dilation is possible. */
export const generalPool = defineOp({
  ...tensorflow,
  name: 'tf.nn.pool',
  summary: 'A pool of any kind over one, two or three spatial axes.',
  docs: docs('nn.pool'),
  params: {
    input: tensor(),
    window_shape: anything('int[]', { kind: 'integers' }),
    pooling_type: anything("'AVG' | 'MAX'", { kind: 'choice', words: ['AVG', 'MAX'], open: false }),
    strides: stridesParam().default('1'),
    padding: paddingParam().default("'VALID'"),
    data_format: formatParam('None'),
    dilations: anything('int[]', { kind: 'integers' }).alias('dilation_rate').default('1'),
    name: name(),
  },
  order: {
    legacy: 'input window_shape pooling_type padding dilation_rate strides name data_format',
    v1: 'input window_shape pooling_type padding dilation_rate strides name data_format dilations',
    v2: 'input window_shape pooling_type strides padding data_format dilations name',
  },
  shape({ input, window_shape, pooling_type, strides, padding, data_format, dilations }, check) {
    const spatial = window_shape?.kind === 'list' ? window_shape.items.length : input.shape ? input.shape.length - 2 : undefined;
    if (spatial === undefined) return undefined;
    if (spatial < 1 || spatial > 3) {
      check.report(
        argumentForm,
        { op: 'tf.nn.pool', problem: `takes a window_shape of 1, 2 or 3 numbers, got ${spatial}` },
        { argument: 'window_shape' },
      );
      return undefined;
    }
    const op: WindowOp = { name: 'tf.nn.pool', spatial, pairs: () => 'no', onlyFull: false };
    notBoth(op.name, strides, dilations, check);
    const channelsFirst = readDataFormat(op, data_format, check);
    const read = (name: string, arg: Arg | undefined) => readSequence(op, name, arg, channelsFirst, check);
    const [kernel, steps, rates] = [read('window_shape', window_shape), read('strides', strides), read('dilations', dilations)];
    const layout = patternOf(channelsFirst ? 'N C S:2' : 'N S:2 C', spatial);
    const { N, S, C } = axesOf(layout, input.shape, { argument: 'input', wanted: spatial + 2 }, check);
    if (channelsFirst === undefined) return undefined;
    const paddings = readPadding(op, padding, channelsFirst, check).padding;
    checkGeneral(window_shape, rates, pooling_type, paddings[0], check);
    const axes = slideAll(S, { kernel, strides: steps, dilations: rates, padding: paddings }, check);
    checkFits(axes, { window: 'window_shape', input: 'input' }, check);
    const taken = axes.filter(axis => axis !== undefined).map(({ kernel: window, stride }) => ({ window, stride }));
    checkPoolStrides('tf.nn.pool', 'strides', taken, check);
    const known = allKnown(axes);
    const kind = pooling_type?.kind === 'text' ? pooling_type.text : undefined;
    if (known && kind !== undefined)
      check.geometry = {
        kind: kind === 'MAX' ? 'max-pool' : 'average-pool',
        axes: known,
        batch: N,
        inputChannels: C,
        outputChannels: C,
        groups: C,
        layout,
        inputArgument: 'input',
      };
    return join(layout, { N, S: axes.map(outputOf).map(notNegative), C });
  },
  examples: [
    { call: "tf.nn.pool(x, [2, 2], 'MAX', strides=[2, 2])", given: { x: '8 9 8 3' }, gives: '8 4 4 3', under: 'v2' },
    { call: "tf.nn.pool(x, [2, 2], 'AVG', 'SAME', strides=[2, 2])", given: { x: '8 9 8 3' }, gives: '8 5 4 3', under: 'v1' },
    { call: "tf.nn.pool(x, [2], 'MAX')", given: { x: '8 9 3' }, gives: '8 8 3', under: 'v2' },
    { call: "tf.nn.pool(x, [2, 2], 'MAX', dilations=[2, 2])", given: { x: '8 9 9 3' }, gives: '8 7 7 3', under: 'v2' },
    { call: "tf.nn.pool(x, [2, 2], 'MAX')", given: { x: '8 9 3' }, reports: 'rank-mismatch', under: 'v2' },
    { call: "tf.nn.pool(x, [2, 2], 'MAX', strides=[3, 3])", given: { x: '8 9 9 3' }, reports: 'argument-form', under: 'v2' },
    { call: "tf.nn.pool(x, [2, 2], 'max')", given: { x: '8 9 9 3' }, reports: 'argument-form', under: 'v2' },
    {
      call: "tf.nn.pool(x, [2, 2], 'MAX', padding='SAME', dilations=[2, 2])",
      given: { x: '8 9 9 3' },
      reports: 'argument-form',
      under: 'v2',
    },
    { call: "tf.nn.pool(x, 2, 'MAX')", given: { x: '8 9 9 3' }, reports: 'argument-form', under: 'v2' },
  ],
});

/** What the wrapper does not take, beside strides with dilations. */
function checkGeneral(
  window: Arg | undefined,
  rates: readonly Dim[],
  type: Arg | undefined,
  padding: Padding | undefined,
  check: Check,
): void {
  const form = (argument: string, problem: string) => check.report(argumentForm, { op: 'tf.nn.pool', problem }, { argument });
  if (window?.kind === 'number') form('window_shape', 'takes window_shape as a list of numbers');
  if (type?.kind === 'text' && type.text !== undefined && type.text !== 'MAX' && type.text !== 'AVG')
    form('pooling_type', `knows the pooling types 'MAX' and 'AVG', not '${type.text}'`);
  if (padding === 'same' && rates.some(rate => less(int(1), rate) === 'yes')) form('dilations', "takes no dilation with padding 'SAME'");
}
