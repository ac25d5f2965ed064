/** `max_pool`, `avg_pool`, `min_pool`, `pool`. Sources: flax/linen/pooling.py, which NNX hands on. */
import { argumentForm } from '../../diagnostics/argument-form.ts';
import { int } from '../../dim/dim.ts';
import type { Arg, TensorArg } from '../argument.ts';
import type { Check } from '../check.ts';
import { ofType } from '../common/contents.ts';
import { outputOf } from '../conv/slide.ts';
import { checkPositive, perAxis, readPadding, slideJax } from '../jax/conv/window.ts';
import { anyOf } from '../jax/declare.ts';
import { defineOp, type Op } from '../op.ts';
import { type Integers, integers, tensor, wordOr } from '../parameter.ts';
import { docs, flax } from './declare.ts';
import { imageOf, imageShape, setGeometry } from './image.ts';

interface Given {
  readonly inputs: TensorArg;
  readonly window_shape: Integers;
  readonly strides: Integers;
  readonly padding: Arg | undefined;
}

/** Strides of `None` are 1, not the window. */
function rule(op: string, kind: 'max-pool' | 'average-pool', { inputs, window_shape, strides, padding }: Given, check: Check) {
  if (window_shape?.kind !== 'many') {
    if (window_shape?.kind === 'one')
      check.report(argumentForm, { op, problem: 'takes a tuple for window_shape, got one number' }, { argument: 'window_shape' });
    return ofType(undefined, inputs.dtype);
  }
  const reading = { op, spatial: window_shape.items.length, check };
  const sliding = {
    kernel: perAxis(reading, 'window_shape', window_shape, false),
    strides: perAxis(reading, 'strides', strides, false),
    dilations: window_shape.items.map(() => int(1)),
    padding: readPadding(reading, padding),
  };
  checkPositive(reading, 'strides', sliding.strides);
  const image = imageOf(inputs.shape, reading.spatial, check);
  const axes = slideJax(image.S, sliding, 'window_shape', check);
  setGeometry({ kind, image, axes, output: image.C, groups: image.C }, check);
  return ofType(imageShape({ ...image, S: axes.map(outputOf) }), inputs.dtype);
}

function pool(name: 'max_pool' | 'avg_pool' | 'min_pool' | 'pool', api: 'linen' | 'nnx'): Op {
  const full = `flax.${api}.${name}`;
  const how = name === 'pool' ? ', 0.0, jax.lax.add' : '';
  const short = `${api === 'linen' ? 'nn' : 'nnx'}.${name}`;
  return defineOp({
    ...flax,
    name: full,
    ...(api === 'linen' && name !== 'min_pool' ? { aliases: [`nnx.${name}`] } : {}),
    summary: 'A window that slides over an array whose channels come last, reduced at every place.',
    docs: docs('layers')(full),
    params: {
      inputs: tensor('[N, …, C]'),
      ...(name === 'pool' ? anyOf('init reduce_fn') : {}),
      window_shape: integers('int[]'),
      strides: integers('int[]').optional(),
      padding: wordOr('pairs', 'SAME', 'VALID').default("'VALID'"),
      ...anyOf('count_include_pad'),
    },
    shape: (args, check) => rule(full, name === 'avg_pool' ? 'average-pool' : 'max-pool', args as unknown as Given, check),
    examples: [
      { call: `${short}(x${how}, (2, 2), (2, 2)${name === 'pool' ? ", 'VALID'" : ''})`, given: { x: '8 9 8 3' }, gives: '8 4 4 3' },
      { call: `${short}(x${how}, (3, 3), strides=(2, 2), padding='SAME')`, given: { x: '8 9 8 3' }, gives: '8 5 4 3' },
      { call: `${short}(x${how}, (2, 2), strides=(2, 2), padding=((1, 1), (0, 0)))`, given: { x: '8 9 8 3' }, gives: '8 5 4 3' },
      ...(name === 'pool'
        ? []
        : [
            { call: `${short}(x, window_shape=(2, 2))`, given: { x: '8 9 8 3' }, gives: '8 8 7 3' },
            { call: `${short}(x, 2, 2)`, given: { x: '8 9 8 3' }, reports: 'argument-form' },
            { call: `${short}(x, (2, 2), 2)`, given: { x: '8 9 8 3' }, reports: 'argument-form' },
            { call: `${short}(x, (2, 2), (2,))`, given: { x: '8 9 8 3' }, reports: 'argument-form' },
            { call: `${short}(x, (2, 2))`, given: { x: '9 3' }, reports: 'rank-mismatch' },
            { call: `${short}(x, (5, 5))`, given: { x: '8 3 3 3' }, reports: 'window-exceeds-input' },
            { call: `${short}(x, (2, 2), padding='FULL')`, given: { x: '8 9 8 3' }, reports: 'unknown-padding' },
          ]),
    ],
  });
}

export const pools: readonly Op[] = [pool('max_pool', 'linen'), pool('avg_pool', 'linen'), pool('pool', 'linen'), pool('min_pool', 'nnx')];
