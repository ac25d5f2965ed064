/** Finds the file that an import of TypeScript or JavaScript means. */
import { extensionOf } from './languages.ts';
import { first, type Lookup } from './lookup.ts';
import { fromOwnImports, fromWorkspacePackage, mainOf } from './node-packages.ts';
import { joined, parent } from './paths.ts';
import { fromPathMapping } from './tsconfig.ts';

const typescript = ['.ts', '.tsx', '.mts', '.cts'];
const javascript = ['.js', '.jsx', '.mjs', '.cjs'];
const endings = [...typescript, ...javascript];

export function resolveTypescript(specifier: string, from: string, lookup: Lookup): string | undefined {
  // Bundlers allow `./text?raw`.
  const plain = specifier.replace(/\?.*$/, '');
  const at = (path: string): string | undefined => fileAt(path, from, lookup);
  if (/^\.\.?(?:\/|$)/.test(plain)) return at(joined(parent(from), plain));
  // Some bundlers serve the workspace as `/`.
  if (plain.startsWith('/')) return first(lookup.roots, root => at(joined(root, `.${plain}`)));
  if (plain.startsWith('#')) return fromOwnImports(plain, parent(from), lookup, at);
  if (plain === '' || /^[a-z]+:/.test(plain)) return undefined;
  return fromPathMapping(plain, parent(from), lookup, at) ?? fromWorkspacePackage(plain, parent(from), lookup, at);
}

/** The path as written, with an ending left out, `.js` standing for `.ts`, or a folder's main file. */
function fileAt(path: string, from: string, lookup: Lookup): string | undefined {
  const bare = path.replace(/\.(js|jsx|mjs|cjs)$/, '');
  const sources = bare === path ? [] : typescript.map(ending => bare + ending);
  const others = bare === path ? [] : javascript.map(ending => bare + ending);
  // TypeScript means its own sources where what they are compiled to lies beside them.
  const own = typescript.includes(extensionOf(from)) ? [...sources, path] : [path, ...sources];
  const isSource = (file: string): boolean => endings.some(ending => file.endsWith(ending)) && lookup.isFile(file);
  return (
    [...own, ...endings.map(ending => path + ending), ...others].find(isSource) ??
    first(mainOf(path, lookup), main => [main, ...endings.map(ending => main + ending)].find(isSource)) ??
    endings.map(ending => `${path}/index${ending}`).find(isSource)
  );
}
