/** Folders that a Python file adds to `sys.path`, as far as they can be told: `sys.path.append('..')`, `sys.path.insert(0, dirname(__file__))`. */
import type { CallExpr, Expr, Module, Stmt } from '#server/ir/ir.ts';
import { joined, parent } from './paths.ts';
import type { SearchPath } from './resolve-python.ts';

const known = new WeakMap<Module, SearchPath>();

export function searchPathOf(module: Module, path: string): SearchPath {
  let found = known.get(module);
  if (!found) {
    const first: string[] = [];
    const last: string[] = [];
    collect(module.body, { file: path, names: new Map() }, first, last);
    found = { first, last };
    known.set(module, found);
  }
  return found;
}

interface Scene {
  readonly file: string;
  readonly names: Map<string, string>;
}

function collect(body: readonly Stmt[], scene: Scene, first: string[], last: string[]): void {
  for (const statement of body) {
    switch (statement.kind) {
      case 'assign': {
        const [target] = statement.targets;
        const value = target?.kind === 'name' && !statement.operator ? pathIn(statement.value, scene) : undefined;
        if (target?.kind !== 'name') break;
        if (value === undefined) scene.names.delete(target.name);
        else scene.names.set(target.name, value);
        break;
      }
      case 'expression':
        if (statement.value.kind === 'call') add(statement.value, scene, first, last);
        break;
      case 'if':
        collect(statement.then, scene, first, last);
        collect(statement.otherwise, scene, first, last);
        break;
      case 'try':
        collect(statement.body, scene, first, last);
        for (const handler of statement.handlers) collect(handler.body, scene, first, last);
    }
  }
}

function add({ callee, args }: CallExpr, scene: Scene, first: string[], last: string[]): void {
  const [name, plain] = [dotted(callee), args.map(({ value }) => value)];
  if (name !== 'sys.path.append' && name !== 'sys.path.insert' && name !== 'sys.path.extend') return;
  const given = name === 'sys.path.insert' ? plain[1] : plain[0];
  const folders = given?.kind === 'sequence' ? given.items : given ? [given] : [];
  const found = folders.flatMap(folder => pathIn(folder, scene) ?? []).map(folder => joined(parent(scene.file), folder));
  (name === 'sys.path.insert' ? first : last).push(...found);
}

function dotted(expr: Expr): string | undefined {
  if (expr.kind === 'name') return expr.name;
  const object = expr.kind === 'attribute' ? dotted(expr.object) : undefined;
  return object !== undefined && expr.kind === 'attribute' ? `${object}.${expr.name}` : undefined;
}

/** The path that an expression gives; one that does not start with `/` starts at the file's folder, as if the program were run from there. */
function pathIn(expr: Expr, scene: Scene): string | undefined {
  switch (expr.kind) {
    case 'string':
      return expr.value;
    case 'name':
      return expr.name === '__file__' ? scene.file : scene.names.get(expr.name);
    case 'template':
      return concatenated(
        expr.parts.map(part => (typeof part === 'string' ? part : pathIn(part, scene))),
        '',
      );
    case 'binary': {
      // `root + '/lib'`, and `Path(…) / 'lib'`.
      const between = expr.operator === '+' ? '' : expr.operator === '/' ? '/' : undefined;
      return between === undefined ? undefined : concatenated([pathIn(expr.left, scene), pathIn(expr.right, scene)], between);
    }
    case 'attribute':
      if (expr.name === 'parent') return above(pathIn(expr.object, scene), 1, scene);
      return /(?:^|\.)pardir$/.test(dotted(expr) ?? '') ? '..' : undefined;
    case 'subscript': {
      const [index] = expr.indices;
      if (expr.object.kind !== 'attribute' || expr.object.name !== 'parents' || index?.kind !== 'number') return undefined;
      return above(pathIn(expr.object.object, scene), index.value + 1, scene);
    }
    case 'call':
      return ofCall(expr, scene);
    default:
      return undefined;
  }
}

/** Functions of paths that leave a path what it is. */
const keeps: ReadonlySet<string> = new Set(['abspath', 'realpath', 'normpath', 'expanduser', 'str', 'Path', 'PurePath']);
const keepsOwn: ReadonlySet<string> = new Set(['resolve', 'absolute', 'as_posix']);

function ofCall({ callee, args }: CallExpr, scene: Scene): string | undefined {
  const paths = args.map(({ value }) => pathIn(value, scene));
  const name = callee.kind === 'attribute' || callee.kind === 'name' ? callee.name : '';
  if (callee.kind === 'attribute' && keepsOwn.has(name)) return pathIn(callee.object, scene);
  if (keeps.has(name) && args.length === 1) return paths[0];
  if (name === 'dirname') return above(paths[0], 1, scene);
  if (name === 'join' && callee.kind === 'attribute' && callee.object.kind !== 'string') return concatenated(paths, '/');
  if (name === 'joinpath' && callee.kind === 'attribute') return concatenated([pathIn(callee.object, scene), ...paths], '/');
  if ((name === 'getcwd' || name === 'cwd') && args.length === 0) return parent(scene.file);
  return undefined;
}

const concatenated = (parts: readonly (string | undefined)[], between: string): string | undefined =>
  parts.every(part => part !== undefined) ? parts.join(between) : undefined;

function above(path: string | undefined, levels: number, { file }: Scene): string | undefined {
  if (path === undefined) return undefined;
  let at = joined(parent(file), path);
  for (let level = 0; level < levels; level++) at = parent(at);
  return at;
}
