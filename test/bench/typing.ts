/** What people type into a file of a benchmark. */
import type { BenchLanguage } from './programs.ts';

/** Types a statement, one letter after the other, at places all over the file, and takes it back. */
export function* typing(text: string, language: BenchLanguage): Generator<string> {
  const statement = language === 'python' ? 'y = tf.ones([1, 2])\n' : 'const y = tf.ones([1, 2]);\n';
  const starts = [...text.matchAll(/^(?=images)|^(?=const images)/gm)].map(({ index }) => index);
  for (let turn = 0; ; turn++) {
    const at = starts[turn % starts.length] ?? 0;
    for (let typed = 1; typed <= statement.length; typed++) yield text.slice(0, at) + statement.slice(0, typed) + text.slice(at);
  }
}
