/**
 * Versions of a framework as far as its rules differ. A call is judged under every version that the code can mean:
 * what all of them reject is an error, what only some reject is a warning.
 */
export interface Version {
  readonly framework: Framework;
  /** TensorFlow: see `Generation`; frameworks with one set of rules: `any`. */
  readonly generation: Generation | 'any';
}

export type Framework =
  | 'tensorflow'
  | 'keras'
  | 'slim'
  | 'torch'
  | 'jax'
  | 'flax'
  | 'numpy'
  | 'sklearn'
  | 'pillow'
  | 'cv2'
  | 'tfds'
  | 'tfjs';

/** As people write them. */
export const frameworkTitles: Readonly<Record<Framework, string>> = {
  tensorflow: 'TensorFlow',
  keras: 'Keras',
  slim: 'TF-Slim',
  torch: 'PyTorch',
  jax: 'JAX',
  flax: 'Flax',
  numpy: 'NumPy',
  sklearn: 'scikit-learn',
  pillow: 'Pillow',
  cv2: 'OpenCV',
  tfds: 'TensorFlow Datasets',
  tfjs: 'TensorFlow.js',
};

/**
 * - `1.4`: TensorFlow 1.0–1.13, whose Python wrappers check by themselves;
 * - `1.15`: TensorFlow 1.14 and 1.15;
 * - `2-v1`: `tf.compat.v1` on TensorFlow 2;
 * - `2`: TensorFlow 2.
 */
export type Generation = '1.4' | '1.15' | '2-v1' | '2';

export const generations: readonly Generation[] = ['1.4', '1.15', '2-v1', '2'];

/** Which positional order and keywords apply. */
export type Api = 'legacy' | 'v1' | 'v2';

export const apiOf = (generation: Generation | 'any'): Api =>
  generation === '1.4' ? 'legacy' : generation === '1.15' || generation === '2-v1' ? 'v1' : 'v2';

/** Code may run outside a graph, where shape functions do not run and only the kernels check. */
export const mayRunEagerly = (version: Version): boolean => version.generation === '2' || version.generation === '2-v1';
