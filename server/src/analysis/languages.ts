/** File name endings and what they are read as. */
import { type Dialect, javascript, python, python2 } from '#server/interp/dialect.ts';
import type { Language, Module } from '#server/ir/ir.ts';

const byEnding: Readonly<Record<string, Language>> = {
  '.py': 'python',
  '.ipynb': 'python',
  '.ts': 'typescript',
  '.tsx': 'typescript',
  '.mts': 'typescript',
  '.cts': 'typescript',
  '.js': 'typescript',
  '.jsx': 'typescript',
  '.mjs': 'typescript',
  '.cjs': 'typescript',
};

export const extensionOf = (path: string): string => /\.[^./]*$/.exec(path)?.[0].toLowerCase() ?? '';
export const languageOf = (path: string): Language | undefined => byEnding[extensionOf(path)];

export const dialectOf = (module: Module): Dialect => (module.language === 'typescript' ? javascript : module.python2 ? python2 : python);
