/** What the functions of `keras.ops` share. */
import { docs, keras } from '../declare.ts';

export const named = (name: string) => ({ ...keras, name: `keras.ops.${name}`, docs: docs(`ops/${name}`) });
