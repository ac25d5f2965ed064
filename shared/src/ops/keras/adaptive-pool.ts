/** Pools whose output has a given size: `AdaptiveAveragePooling2D`. Source: layers/pooling/base_adaptive_pooling.py in Keras 3. */
import type { Arg } from '../argument.ts';
import type { LayerOp } from '../op.ts';
import { imageInput } from './conv.ts';
import { layer } from './declare.ts';
import { adaptiveShape } from './ops/windows.ts';
import { dataFormatParam, perAxis } from './window-arguments.ts';

const adaptive = (kind: 'Average' | 'Max', spatial: 1 | 2 | 3): LayerOp => {
  const name = `keras.layers.Adaptive${kind}Pooling${spatial}D`;
  return layer({
    name,
    summary: `The ${kind === 'Max' ? 'greatest' : 'mean'} of as many windows as the output is to have cells.`,
    params: { output_size: perAxis(spatial), data_format: dataFormatParam() },
    call: imageInput(spatial),
    shape(args, check) {
      const { inputs, output_size, data_format } = args as unknown as Record<string, Arg> & { inputs: Arg & { kind: 'tensor' } };
      return adaptiveShape({ op: name, spatial, inputs, output_size, data_format }, check);
    },
    examples: [
      {
        call: `${name}(2)`,
        on: { 1: '8 10 4', 2: '8 7 9 4', 3: '2 4 7 9 4' }[spatial],
        gives: { 1: '8 2 4', 2: '8 2 2 4', 3: '2 2 2 2 4' }[spatial],
      },
      { call: `${name}(2)`, on: '8 4', reports: 'rank-mismatch' },
    ],
  });
};

export const adaptivePools: readonly LayerOp[] = ([1, 2, 3] as const).flatMap(n => [adaptive('Average', n), adaptive('Max', n)]);
