/** What the functions of `keras.ops` share. */
import { misspelt } from '../../common/misspelt.ts';
import { defineOp, type Op } from '../../op.ts';
import type { Params } from '../../parameter.ts';
import { docs, keras } from '../declare.ts';

export const named = (name: string) => ({ ...keras, name: `keras.ops.${name}`, docs: docs(`ops/${name}`) });

type Declared<P extends Params> = Pick<
  Op<P, Readonly<Record<never, never>>>,
  'summary' | 'params' | 'shape' | 'examples' | 'order' | 'listed'
> & {
  readonly at?: 'ops' | 'random';
};

/** A function all of whose parameters are known: a misspelt keyword is an error, as its last example shows. */
export const completeOp = <const P extends Params>(word: string, { at = 'ops', examples, ...declared }: Declared<P>): Op =>
  defineOp<P>({
    ...keras,
    name: `keras.${at}.${word}`,
    docs: docs(`${at}/${word}`),
    complete: true,
    ...declared,
    examples: [...examples, ...examples.slice(0, 1).map(example => misspelt(example))],
  } as Op<P, Readonly<Record<never, never>>>);
