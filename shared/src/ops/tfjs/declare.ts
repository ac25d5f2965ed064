/** What every TensorFlow.js declaration repeats. */
export const tfjs = { framework: 'tfjs' } as const;

export const docs = (name: string): string => `https://js.tensorflow.org/api/latest/#${name}`;
