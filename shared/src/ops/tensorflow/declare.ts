/** What every TensorFlow declaration repeats. */
import { ignored } from '../parameter.ts';

export const tensorflow = { framework: 'tensorflow' } as const;

export const docs = (path: string): string => `https://www.tensorflow.org/api_docs/python/tf/${path.replaceAll('.', '/')}`;
export const docsV1 = (path: string): string => docs(`compat.v1.${path}`);

export const name = () => ignored('str');
