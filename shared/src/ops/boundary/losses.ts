/**
 * What losses want of their targets, told by the loss's name in any spelling: `categorical_crossentropy`, `CategoricalCrossentropy`,
 * `categoricalCrossentropy`. Sources: keras/src/losses/losses.py, tf_keras/losses.py, tfjs-layers/src/losses.ts.
 */

/**
 * - `output`: a target of the output's shape. What happens to another shape that would broadcast differs: `never` is it computed, in `some`
 *   releases, or in `most`;
 * - `classes`: numbers of classes, without the output's last axis.
 */
export type Wanted = { readonly target: 'output'; readonly broadcasts: 'never' | 'some' | 'most' } | { readonly target: 'classes' };

const wanted: readonly (readonly [Wanted, string])[] = [
  [{ target: 'classes' }, 'sparsecategoricalcrossentropy'],
  [{ target: 'output', broadcasts: 'never' }, 'categoricalcrossentropy categoricalfocalcrossentropy'],
  [{ target: 'output', broadcasts: 'some' }, 'binarycrossentropy bce binaryfocalcrossentropy'],
  [
    { target: 'output', broadcasts: 'most' },
    'mse meansquarederror mae meanabsoluteerror mape meanabsolutepercentageerror msle meansquaredlogarithmicerror ' +
      'huber huberloss logcosh hinge squaredhinge categoricalhinge kld kldivergence kullbackleiblerdivergence ' +
      'cosinesimilarity cosineproximity cosine poisson',
  ],
];

const byName = new Map(wanted.flatMap(([want, names]) => names.split(' ').map(name => [name, want] as const)));

export const wantedBy = (loss: string): Wanted | undefined => byName.get(loss.replaceAll('_', '').toLowerCase());

/** The same loss for targets of the other kind, in the same spelling: `sparse_categorical_crossentropy` and `categorical_crossentropy`. */
export function counterpart(loss: string): string | undefined {
  const bare = /^sparse_?(?=categorical)/i.exec(loss)?.[0];
  if (bare !== undefined) {
    const rest = loss.slice(bare.length);
    return /^[a-z]/.test(loss) ? rest.charAt(0).toLowerCase() + rest.slice(1) : rest;
  }
  if (!/^categorical_?crossentropy$/i.test(loss)) return undefined;
  if (loss.includes('_')) return `sparse_${loss}`;
  return `${loss.startsWith('c') ? 'sparse' : 'Sparse'}${loss.charAt(0).toUpperCase()}${loss.slice(1)}`;
}
