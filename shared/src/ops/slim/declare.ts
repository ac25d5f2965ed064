/** What every declaration of TF-Slim repeats. `tf.contrib.layers` and `tf.contrib.slim` hold the same functions. */
import type { Layouts } from '../conv/words.ts';
import { anything, ignored, type Params, wordOr } from '../parameter.ts';

/** Parameters are declared in full, so that a keyword nobody knows is an error. */
export const slim = { framework: 'slim', complete: true } as const;

export const docs = (file: string): string => `https://github.com/google-research/tf-slim/blob/master/tf_slim/layers/${file}.py`;

export const sizeParam = (spatial: number) => anything(spatial === 1 ? 'int' : `int | int[${spatial}]`, { kind: 'integers' });
export const paddingParam = (fallback: 'SAME' | 'VALID') => wordOr(`'${fallback}'`, 'SAME', 'VALID').default(`'${fallback}'`);
export const paddingWords = ['SAME', 'VALID'] as const;

const words: Readonly<Record<number, readonly [string, string]>> = { 1: ['NWC', 'NCW'], 2: ['NHWC', 'NCHW'], 3: ['NDHWC', 'NCDHW'] };
/** "data_format has to be either NCHW or NHWC." */
export const layoutsOf = (spatial: number): Layouts => ({ words: words[spatial] ?? ['NHWC', 'NCHW'], anyCase: false });
export const formatParam = () => anything("'NHWC' | 'NCHW'").optional();

/** Parameters that say nothing of shapes, in their order, with a `!` if they must be given. */
export const several = (list: string): Params =>
  Object.fromEntries(list.split(' ').map(word => (word.endsWith('!') ? [word.slice(0, -1), anything('any')] : [word, ignored('any')])));

/** What follows the window of every convolution. */
export const trailing = several(
  'activation_fn normalizer_fn normalizer_params weights_initializer weights_regularizer biases_initializer biases_regularizer reuse variables_collections outputs_collections trainable scope',
);
