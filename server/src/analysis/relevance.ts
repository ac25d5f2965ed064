/** Most files of a repository hold no tensors: told by the text, before anything is parsed. */
import { frameworks } from '#shared/ops/registry.ts';
import type { Host } from './host.ts';
import { languageOf } from './languages.ts';
import { resolvePython, resolveTypescript } from './resolve.ts';

/** Files looked at for one answer. */
const MAX_FILES = 200;

const pythonImport = /^[ \t]*(?:from[ \t]+(\.*)([\w.]*)[ \t]+import\b|import[ \t]+([\w.]+))/gm;
const scriptImport = /(?:\bfrom\s*|\bimport\s*\(?\s*|\brequire\s*\(\s*)['"](\.[^'"\n]*)['"]/g;

const specifiers = {
  python: frameworks.filter(pack => pack.language === 'python').flatMap(pack => Object.keys(pack.modules)),
  typescript: frameworks.filter(pack => pack.language === 'typescript').flatMap(pack => Object.keys(pack.modules)),
};

/** Whether the file names a framework, or imports a file of the workspace that does. */
export function isRelevant(path: string, text: (path: string) => string | undefined, host: Host): boolean {
  const seen = new Set<string>();
  const pending = [path];
  for (let next = pending.pop(); next !== undefined && seen.size < MAX_FILES; next = pending.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    const language = languageOf(next);
    const source = language && text(next);
    if (!language || source === undefined) continue;
    if (specifiers[language].some(specifier => source.includes(specifier))) return true;
    pending.push(...importsOf(source, next, language, host));
  }
  return false;
}

function importsOf(source: string, from: string, language: 'python' | 'typescript', host: Host): string[] {
  const found =
    language === 'python'
      ? [...source.matchAll(pythonImport)].map(([, dots = '', path = '', plain = '']) =>
          resolvePython(path || plain, dots.length, from, host),
        )
      : [...source.matchAll(scriptImport)].map(([, specifier = '']) => resolveTypescript(specifier, from, host));
  return found.filter(file => file !== undefined);
}
