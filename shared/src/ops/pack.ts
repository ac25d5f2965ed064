/** A framework: its ops, the module names it is imported by, and a few hints of its generation. */
import type { Op } from './op.ts';
import type { Framework, Generation } from './versions.ts';

export interface FrameworkPack {
  readonly name: Framework;
  readonly language: 'python' | 'typescript';
  /** How users abbreviate the root in canonical names: `tf`. */
  readonly prefix: string;
  /** Module specifiers → the dotted path below the root they stand for (`''` is the root itself). */
  readonly modules: Readonly<Record<string, string>>;
  readonly ops: readonly Op[];
  /** Names (dotted, below the root) that exist only in some generations: using one narrows what the code can mean. */
  readonly idioms: Readonly<Record<string, readonly Generation[]>>;
  /** Names that are values rather than ops: `tf.float32` → the dtype. */
  readonly dtypes: readonly string[];
}
