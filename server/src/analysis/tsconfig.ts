/** `baseUrl` and `paths` of the `tsconfig.json` or `jsconfig.json` that a file belongs to. */
import { type Json, objectOf, readJson, textsOf } from './json.ts';
import { first, type Lookup } from './lookup.ts';
import { joined, parent, upward } from './paths.ts';
import { bestPattern } from './star-pattern.ts';

interface PathMapping {
  readonly baseUrl?: string;
  readonly paths?: Readonly<Record<string, unknown>>;
  /** The folder that `paths` start from. */
  readonly base?: string;
}

/** Configurations that build on one another, one behind the other. */
const MAX_EXTENDS = 8;

/** The file that the mapping leads to; `at` tells which file a path means. */
export function fromPathMapping(
  specifier: string,
  folder: string,
  lookup: Lookup,
  at: (path: string) => string | undefined,
): string | undefined {
  const mapping = mappingFor(folder, lookup);
  if (!mapping) return undefined;
  const { baseUrl, paths = {}, base = folder } = mapping;
  const match = bestPattern(specifier, Object.keys(paths));
  if (match) {
    const found = first(textsOf(paths[match.pattern]), target =>
      at(
        joined(
          base,
          target.replace('*', () => match.rest),
        ),
      ),
    );
    if (found !== undefined) return found;
  }
  return baseUrl === undefined ? undefined : at(joined(baseUrl, specifier));
}

const names = ['tsconfig.json', 'jsconfig.json'];

const mappingFor = (folder: string, lookup: Lookup): PathMapping | undefined =>
  lookup.once(`tsconfig ${folder}`, () =>
    first(upward(folder, lookup.roots), above => first(names, name => mappingOf(`${above}/${name}`, lookup, 0))),
  ).value;

/** What a configuration says, else what it extends, else what the parts of its project say. */
function mappingOf(path: string, lookup: Lookup, depth: number): PathMapping | undefined {
  const config = depth > MAX_EXTENDS ? undefined : readJson(path, lookup);
  if (!config) return undefined;
  const folder = parent(path);
  // Of several that are extended the last counts most.
  const inherited = textsOf(config['extends']).map(target => extended(target, folder, lookup, depth));
  const own = ownMapping(config, folder);
  const mapping: PathMapping = Object.assign({}, ...inherited, own);
  return mapping.paths || mapping.baseUrl !== undefined ? mapping : (referenced(config, folder, lookup, depth) ?? mapping);
}

function ownMapping(config: Json, folder: string): PathMapping {
  const { baseUrl, paths } = objectOf(config['compilerOptions']);
  const root = typeof baseUrl === 'string' ? joined(folder, baseUrl) : undefined;
  return {
    ...(root === undefined ? {} : { baseUrl: root }),
    ...(paths === undefined ? {} : { paths: objectOf(paths), base: root ?? folder }),
  };
}

/** Configurations of packages are not looked up. */
function extended(target: string, folder: string, lookup: Lookup, depth: number): PathMapping | undefined {
  if (!/^\.{0,2}\//.test(target)) return undefined;
  const path = joined(folder, target);
  return mappingOf(path, lookup, depth + 1) ?? mappingOf(`${path}.json`, lookup, depth + 1);
}

function referenced(config: Json, folder: string, lookup: Lookup, depth: number): PathMapping | undefined {
  const { references } = config;
  if (!Array.isArray(references)) return undefined;
  return first(references, reference => {
    const { path: target } = objectOf(reference);
    if (typeof target !== 'string') return undefined;
    const path = joined(folder, target);
    const mapping = mappingOf(path.endsWith('.json') ? path : `${path}/tsconfig.json`, lookup, depth + 1);
    // A part that lies elsewhere has files of its own.
    return mapping?.paths && parent(path.endsWith('.json') ? path : `${path}/`) === folder ? mapping : undefined;
  });
}
