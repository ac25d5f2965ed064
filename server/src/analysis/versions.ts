/**
 * Which TensorFlow generations a file's code can mean: the setting's word, else what its own idioms say (`tf.Session`, `tf.placeholder`).
 * Code that may be for TensorFlow 2 is taken for it: that is what a plain `import tensorflow as tf` gets.
 */
import { frameworks } from '#shared/ops/registry.ts';
import { type Generation, generations, type Version } from '#shared/ops/versions.ts';
import type { Settings } from '#shared/settings.ts';

/** 1.4 has rules of its own that later 1.x releases dropped; it is judged only when the setting asks for it. */
const possible: readonly Generation[] = ['1.15', '2-v1', '2'];
const current: readonly Generation[] = ['2-v1', '2'];

export function versionsOf(text: string, settings: Settings): readonly Version[] {
  return generationsOf(text, settings).map(generation => ({ framework: 'tensorflow', generation }));
}

function generationsOf(text: string, { tensorflowVersion }: Settings): readonly Generation[] {
  if (tensorflowVersion === '1.4' || tensorflowVersion === '1.15') return [tensorflowVersion];
  if (tensorflowVersion === '2') return current;
  const code = text.replace(remarks, '');
  const compat = /\bcompat\.v1\b|\bcompat\s+import\s+v1\b/.test(code);
  const used = namesIn(code);
  let open = possible;
  for (const [name, exists] of idioms) {
    if (!used.has(name)) continue;
    // Behind `compat.v1` a name of the first generation says nothing of the release.
    const narrowed = open.filter(generation => exists.includes(generation) || (compat && generation === '2-v1'));
    if (narrowed.length > 0) open = narrowed;
  }
  return open.includes('2') ? current : open.toSorted((a, b) => generations.indexOf(a) - generations.indexOf(b));
}

/** Comments and docstrings may speak of other releases. */
const remarks = /("""|''')[\s\S]*?\1|#.*/g;

/** Names below the root that the text uses, each with its beginnings: `train.Saver` uses `train` and `train.Saver`. */
function namesIn(text: string): ReadonlySet<string> {
  const names = new Set<string>();
  for (const [, path = ''] of text.matchAll(/\b(?:tf|tensorflow)((?:\.\w+)+)/g)) {
    for (let end = path.indexOf('.', 1); end >= 0; end = path.indexOf('.', end + 1)) names.add(path.slice(1, end));
    names.add(path.slice(1));
  }
  return names;
}

const idioms = frameworks.filter(pack => pack.name === 'tensorflow').flatMap(pack => Object.entries(pack.idioms));
