/** `slim.max_pool2d`, `avg_pool2d` and their kin. Defaults: stride 2, padding VALID. */
import { rankMismatch } from '../../diagnostics/rank-mismatch.ts';
import { type Dim, int } from '../../dim/dim.ts';
import { readLayout, readPaddingWord, readTuple } from '../conv/words.ts';
import { needs } from '../needs.ts';
import { defineOp, type Op } from '../op.ts';
import { anything, tensor } from '../parameter.ts';
import { type LayerWindow, pooled, slideLayer } from '../tensorflow/layers/rules.ts';
import { checkPoolStrides } from '../tensorflow/pool-strides.ts';
import { docs, formatParam, layoutsOf, paddingParam, paddingWords, several, sizeParam, slim } from './declare.ts';

const pool = (kind: 'max' | 'avg', spatial: 2 | 3): Op => {
  const name = `slim.${kind}_pool${spatial}d`;
  const [input, output, same] = spatial === 2 ? ['9 12', '4 6', '5 6'] : ['8 9 12', '4 4 6', '4 5 6'];
  return defineOp({
    ...slim,
    name,
    summary: `The ${kind === 'max' ? 'greatest number' : 'average'} under every place of a window, for each channel.`,
    docs: docs('layers'),
    params: {
      inputs: tensor(),
      kernel_size: sizeParam(spatial),
      stride: sizeParam(spatial).default('2'),
      padding: paddingParam('VALID'),
      data_format: formatParam(),
      ...several('outputs_collections scope'),
    },
    shape({ inputs, kernel_size, stride, padding, data_format }, check) {
      needs(name, ['inputs', 'kernel_size'], check);
      const of = { name, spatial };
      const window: LayerWindow = {
        ...of,
        kernel: readTuple(of, 'kernel_size', kernel_size, check),
        strides: readTuple(of, 'stride', stride, check),
        dilations: Array<Dim>(spatial).fill(int(1)),
        padding: readPaddingWord(padding, paddingWords, check),
        channelsFirst: readLayout(data_format, layoutsOf(spatial), check),
        argument: 'kernel_size',
      };
      return slideLayer(window, inputs, pooled(kind === 'max' ? 'max-pool' : 'average-pool'), check);
    },
    examples: [
      { call: `${name}(x, 2)`, given: { x: `8 ${input} 3` }, gives: `8 ${output} 3` },
      { call: `${name}(x, 3, padding='SAME')`, given: { x: `8 ${input} 3` }, gives: `8 ${same} 3` },
      { call: `${name}(x, 2)`, given: { x: '8 3' }, reports: 'rank-mismatch' },
      { call: `${name}(x, 20)`, given: { x: `8 ${input} 3` }, reports: 'window-exceeds-input' },
    ],
  });
};

/** The kind is a word; the stride is 1 by default here. */
const general = defineOp({
  ...slim,
  name: 'slim.pool',
  summary: 'A pool of any kind over as many spatial axes as the input has.',
  docs: docs('layers'),
  params: {
    inputs: tensor(),
    kernel_size: sizeParam(2),
    pooling_type: anything("'AVG' | 'MAX'", { kind: 'choice', words: ['AVG', 'MAX'], open: false }),
    padding: paddingParam('VALID'),
    data_format: formatParam(),
    dilation_rate: sizeParam(2).default('1'),
    stride: sizeParam(2).default('1'),
    ...several('outputs_collections scope'),
  },
  shape({ inputs, kernel_size, pooling_type, padding, data_format, dilation_rate, stride }, check) {
    needs('slim.pool', ['inputs', 'kernel_size', 'pooling_type'], check);
    const spatial = inputs.shape ? inputs.shape.length - 2 : kernel_size?.kind === 'list' ? kernel_size.items.length : 0;
    const of = { name: 'slim.pool', spatial };
    if (spatial < 1 || spatial > 3) {
      if (inputs.shape && spatial < 1)
        check.report(rankMismatch, { argument: 'inputs', wanted: 'at least 3', got: inputs.shape }, { argument: 'inputs' });
      if (spatial > 3) readTuple(of, 'kernel_size', kernel_size, check);
      return undefined;
    }
    const window: LayerWindow = {
      ...of,
      kernel: readTuple(of, 'kernel_size', kernel_size, check),
      strides: readTuple(of, 'stride', stride, check),
      dilations: readTuple(of, 'dilation_rate', dilation_rate, check),
      padding: readPaddingWord(padding, paddingWords, check),
      channelsFirst: readLayout(data_format, layoutsOf(spatial), check),
      argument: 'kernel_size',
    };
    checkPoolStrides(
      of.name,
      'stride',
      window.kernel.map((cells, at) => ({ window: cells, stride: window.strides[at] ?? int(1) })),
      check,
    );
    const kind = pooling_type?.kind === 'text' && pooling_type.text === 'MAX' ? 'max-pool' : 'average-pool';
    return slideLayer(window, inputs, pooled(kind), check);
  },
  examples: [
    { call: "slim.pool(x, 2, 'MAX', stride=2)", given: { x: '8 9 12 3' }, gives: '8 4 6 3' },
    { call: "slim.pool(x, 2, 'MAX')", given: { x: '8 9' }, reports: 'rank-mismatch' },
    { call: "slim.pool(x, 1, 'MAX', stride=2)", given: { x: '8 9 12 3' }, reports: 'argument-form' },
  ],
});

export const pools: readonly Op[] = [pool('max', 2), pool('avg', 2), pool('max', 3), pool('avg', 3), general];
