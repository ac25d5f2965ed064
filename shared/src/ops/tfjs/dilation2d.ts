/** `tf.dilation2d`: the greatest sum of a cell and the filter's under the window. Source: tfjs-core/src/ops/dilation2d.ts. */
import { channelsMismatch } from '../../diagnostics/channels-mismatch.ts';
import { product } from '../../dim/arithmetic.ts';
import { equal } from '../../dim/compare.ts';
import { join } from '../../shape/pattern.ts';
import { toNumbers } from '../../shape/shape.ts';
import { axesOf } from '../conv/axes.ts';
import { outputOf } from '../conv/slide.ts';
import { needs } from '../needs.ts';
import { defineOp } from '../op.ts';
import { tensor, word } from '../parameter.ts';
import { chained, docs, refuse, tfjs } from './declare.ts';
import { checkFits, slidePlane } from './plane.ts';
import * as reading from './window-arguments.ts';

export const dilation2d = defineOp({
  ...tfjs,
  ...chained('dilation2d'),
  name: 'tf.dilation2d',
  summary: 'Morphological dilation: the greatest sum of a cell and the filter cell above it, channel by channel.',
  docs: docs('dilation2d'),
  params: {
    x: tensor('[batch?, h, w, c]'),
    filter: tensor('[h, w, c]'),
    strides: reading.stridesParam(),
    pad: reading.padParam(),
    dilations: reading.dilationsParam(),
    dataFormat: word('NHWC').default("'NHWC'"),
  },
  shape({ x, filter: filters, strides, pad, dilations, dataFormat }, check) {
    const op = 'tf.dilation2d';
    needs(op, ['x', 'filter', 'strides', 'pad'], check);
    if (dataFormat !== undefined && dataFormat !== 'NHWC')
      refuse('dilation2d', 'dataFormat', `takes no dataFormat but 'NHWC', got '${dataFormat}'`, check);
    const { N, S, C } = axesOf('N? S:2 C', x.shape, { argument: 'x', wanted: '3 or 4' }, check);
    const filter = axesOf('S:2 C', filters.shape, { argument: 'filter', wanted: 3 }, check);
    if (equal(C, filter.C) === 'no')
      check.report(channelsMismatch, { kind: 'input', input: C, filter: filter.C, filterAxis: 2, groups: false }, { argument: 'filter' });
    const unbatched = x.shape?.length === 3;
    const how = { op, strides, pad, dilations, rounding: undefined, channelsFirst: false, unbatched, checked: false };
    const { axes, drawn } = slidePlane(S, filter.S, how, check);
    const channels = C.kind === 'unknown' ? filter.C : C;
    const result = x.shape && join('N? S:2 C', { N, S: axes.map(outputOf), C: channels });
    checkFits(axes, toNumbers(result), 'filter', check);
    if (drawn) {
      check.geometry = {
        kind: 'max-pool',
        axes: drawn,
        batch: product(N),
        inputChannels: channels,
        outputChannels: channels,
        groups: channels,
        layout: 'N S:2 C',
        inputArgument: 'x',
      };
    }
    return result;
  },
  examples: [
    { call: "tf.dilation2d(x, w, 1, 'same')", given: { x: '1 8 8 3', w: '3 3 3' }, gives: '1 8 8 3' },
    { call: "x.dilation2d(w, 2, 'valid')", given: { x: '8 8 3', w: '3 3 3' }, gives: '3 3 3' },
    { call: "tf.dilation2d(x, w, 1, 'same')", given: { x: '1 8 8 3', w: '3 3 2' }, reports: 'channels-mismatch' },
    { call: "tf.dilation2d(x, w, 1, 'same')", given: { x: '1 8 8 3', w: '3 3' }, reports: 'rank-mismatch' },
  ],
});
