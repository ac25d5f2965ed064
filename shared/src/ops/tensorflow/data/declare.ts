/** What the declarations of `tf.data` repeat. */
import type { Arg, StreamArg } from '../../argument.ts';
import { stream } from '../../common/streams.ts';
import type { Params } from '../../parameter.ts';
import { docs, tensorflow, words } from '../declare.ts';

export const anyOf = (list: string): Params => words(list);

export const asStream = (arg: Arg | undefined): StreamArg | undefined => (arg?.kind === 'stream' ? arg : undefined);

/** A method of data sets. */
export const method = (word: string) =>
  ({
    ...tensorflow,
    name: `tf.data.Dataset.${word}`,
    method: { names: [word], only: true, of: 'stream' },
    listed: false,
    docs: docs('data/Dataset'),
  }) as const;

export { stream };
