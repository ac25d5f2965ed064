/** Loads the tree-sitter grammars from files: those beside the bundle, or, from sources, those of the installed packages. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Language, Parser } from 'web-tree-sitter';
import type { Grammars } from '#server/frontends/frontend.ts';

/** The files that the build copies beside the bundles. */
const files = {
  runtime: 'web-tree-sitter/web-tree-sitter.wasm',
  python: 'tree-sitter-python/tree-sitter-python.wasm',
  typescript: 'tree-sitter-typescript/tree-sitter-typescript.wasm',
  tsx: 'tree-sitter-typescript/tree-sitter-tsx.wasm',
} as const;

/** `directory` holds the four wasm files: `dist/` of a build. */
export function loadGrammars(directory: string): Promise<Grammars> {
  return load(file => join(directory, file.slice(file.indexOf('/') + 1)));
}

/** For tests and scripts that run from the sources. */
export function loadGrammarsFromPackages(): Promise<Grammars> {
  const { resolve } = createRequire(import.meta.url);
  return load(file => resolve(file));
}

async function load(locate: (file: string) => string): Promise<Grammars> {
  // Handed over as bytes, the runtime does not look for its file in places that a bundle does not have.
  await Parser.init({ wasmBinary: await readFile(locate(files.runtime)) });
  const parser = async (file: string): Promise<Parser> => new Parser().setLanguage(await Language.load(await readFile(locate(file))));
  const [python, typescript, tsx] = await Promise.all([parser(files.python), parser(files.typescript), parser(files.tsx)]);
  return { python, typescript, tsx };
}
