/** Finds the file an import means, each question answered once. Look-ups stay inside the workspace's roots. */
import type { Module } from '#server/ir/ir.ts';
import type { Found, Lookup } from './lookup.ts';
import { parent } from './paths.ts';
import { mayMeanItself, resolvePython } from './resolve-python.ts';
import { resolveTypescript } from './resolve-typescript.ts';
import { searchPathOf } from './search-path.ts';

export function fileOfImport(path: string, level: number, from: string, module: Module, lookup: Lookup): Found<string | undefined> {
  const folder = parent(from);
  if (module.language !== 'python') {
    const ending = from.slice(from.lastIndexOf('.'));
    return lookup.once(`import ${folder} ${ending} ${path}`, () => resolveTypescript(path, from, lookup));
  }
  const searchPath = searchPathOf(module, from);
  const python2 = module.python2 === true;
  const scene = level > 0 ? '' : `${python2} ${searchPath.first.join(':')} ${searchPath.last.join(':')}`;
  const asker = level === 0 && mayMeanItself(path, from) ? from : folder;
  return lookup.once(`import ${asker} ${'.'.repeat(level)}${path} ${scene}`, () =>
    resolvePython(path, level, { path: from, searchPath, python2 }, lookup),
  );
}
