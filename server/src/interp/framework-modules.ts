/** The modules of frameworks, by the names that imports give. */
import type { Language } from '#server/ir/ir.ts';
import { frameworks, located } from '#shared/ops/registry.ts';
import type { NamespaceValue } from './value.ts';

interface Entry {
  readonly framework: NamespaceValue['framework'];
  readonly path: string;
}

const tableOf = (language: Language): ReadonlyMap<string, Entry> =>
  new Map(
    frameworks
      .filter(pack => pack.language === language)
      .flatMap(pack => Object.entries(pack.modules).map(([name, path]) => [name, { framework: pack.name, path }] as const)),
  );

const tables = { python: tableOf('python'), typescript: tableOf('typescript') };

/** `tensorflow.compat.v1` is the same module with another API. */
const compat = /^([^.]+)\.compat\.v([12])(?=\.|$)/;
/** `https://cdn.jsdelivr.net/npm/@tensorflow/tfjs@4.22.0/+esm`, `npm:@tensorflow/tfjs@4`. */
const remote = /^(?:https?:\/\/[^/]+\/(?:npm\/)?|npm:)/;

/** The longest name that the path is or begins with tells the framework; what is left goes on below it. */
export function frameworkModule(path: string, language: Language): NamespaceValue | undefined {
  const table = tables[language];
  const between = language === 'python' ? '.' : '/';
  const version = language === 'python' ? compat.exec(path) : null;
  const plain = version
    ? version[1] + path.slice(version[0].length)
    : path.replace(remote, '').replace(/^(@?[^@]+)@[\w.~^-]+/, (_, name: string) => name);
  for (let end = plain.length; end > 0; end = plain.lastIndexOf(between, end - 1)) {
    const found = table.get(plain.slice(0, end));
    if (!found) continue;
    // Files of an npm package hold parts of it, under the names that its root has too.
    const rest = language === 'python' ? plain.slice(end + 1) : '';
    const below = [found.path, rest].filter(Boolean).join('.');
    return { kind: 'namespace', ...located(found.framework, below), v1: version?.[2] === '1' };
  }
  return undefined;
}

/** A Python module that a framework lists under exactly that name. */
export function exactModule(path: string): NamespaceValue | undefined {
  const found = tables.python.get(path);
  return found && !compat.test(path) ? { kind: 'namespace', framework: found.framework, path: found.path, v1: false } : undefined;
}

/** Names that a star import takes from a framework's module. */
export function namesBelow({ framework, path }: NamespaceValue): readonly string[] {
  const pack = frameworks.find(({ name }) => name === framework);
  if (!pack) return [];
  const start = path ? `${path}.` : '';
  const paths = [
    ...pack.ops.flatMap(op => (op.method?.only || op.attribute ? [] : [op.name.slice(pack.prefix.length + 1), ...(op.aliases ?? [])])),
    ...Object.keys(pack.classes ?? {}),
    ...Object.keys(pack.functions ?? {}),
    ...pack.dtypes,
  ];
  const names = paths.filter(each => each.startsWith(start)).map(each => each.slice(start.length).split('.')[0] as string);
  return [...new Set(names)].filter(name => name !== '' && !name.startsWith('_'));
}
