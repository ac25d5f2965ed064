/** What the declarations of `tf.data` repeat. */
import type { Arg, StreamArg } from '../../argument.ts';
import { stream } from '../../common/streams.ts';
import { ignored, type Params } from '../../parameter.ts';
import { docs } from '../declare.ts';

export const any = () => ignored('any');
export const anyOf = (words: string): Params =>
  Object.fromEntries(
    words
      .split(' ')
      .filter(Boolean)
      .map(word => [word, any()]),
  );

export const asStream = (arg: Arg | undefined): StreamArg | undefined => (arg?.kind === 'stream' ? arg : undefined);

/** A method of data sets. */
export const method = (word: string) =>
  ({
    framework: 'tensorflow',
    name: `tf.data.Dataset.${word}`,
    method: { names: [word], only: true, of: 'stream' },
    listed: false,
    docs: docs('data/Dataset'),
  }) as const;

export { stream };
