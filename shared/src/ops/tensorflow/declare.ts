/** What every TensorFlow declaration repeats. */
import type { Check } from '../check.ts';
import { misspelt } from '../common/misspelt.ts';
import { defineOp, type Op, type Result } from '../op.ts';
import { type Args, anything, ignored, type Params } from '../parameter.ts';

/** Parameters are declared in full, so that a keyword nobody knows is an error; what takes others says `complete: false`. */
export const tensorflow = { framework: 'tensorflow', complete: true } as const;

export const docs = (path: string): string => `https://www.tensorflow.org/api_docs/python/tf/${path.replaceAll('.', '/')}`;
export const docsV1 = (path: string): string => docs(`compat.v1.${path}`);

export const name = () => ignored('str');

/** Parameters without influence on shapes: their names in one string, with a `!` if they must be given. */
export const words = (list: string): Params =>
  Object.fromEntries(
    list
      .split(' ')
      .filter(Boolean)
      .map(word => (word.endsWith('!') ? [word.slice(0, -1), anything('any')] : [word, ignored('any')])),
  );

/** The same names where their order is meant. */
export const ordered = (list: string): string => list.replaceAll('!', '');

interface Plain<P extends Params>
  extends Pick<
    Op,
    | 'aliases'
    | 'api'
    | 'summary'
    | 'order'
    | 'complete'
    | 'neverFails'
    | 'formerly'
    | 'examples'
    | 'method'
    | 'inPlace'
    | 'rest'
    | 'listed'
    | 'tensors'
  > {
  readonly params: P;
  shape(args: Args<P>, check: Check): Result;
  compute?(args: Args<P>, shape: readonly number[], check: Check): Float64Array | undefined;
}

/** An op below `tf.`; one that TensorFlow 1 alone has is documented, and its examples run, there. */
export const op = <const P extends Params>(path: string, { api, examples, ...rest }: Plain<P>): Op =>
  defineOp<P>({
    ...tensorflow,
    name: `tf.${path}`,
    docs: api === 'v1' ? docsV1(path) : docs(path),
    ...(api ? { api } : {}),
    ...rest,
    examples: api ? examples.map(example => ({ under: api, ...example })) : examples,
  } as Op<P, Readonly<Record<never, never>>>);

/** An op whose parameters are all known, in every release: a misspelt keyword is an error, as its last example shows. */
export const completeOp = <const P extends Params>(path: string, declared: Plain<P>): Op =>
  op<P>(path, {
    ...declared,
    complete: true,
    examples: [...declared.examples, ...declared.examples.slice(0, 1).map(example => misspelt(example))],
  });
