// Which releases of a framework each op was recorded with: read off the recordings under test/oracle.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Op } from '#shared/ops/op.ts';
import { attributeOp, type FrameworkPack, frameworks, methodOp } from '#shared/ops/registry.ts';
import { type Framework, frameworkTitles } from '#shared/ops/versions.ts';

const oracle = 'test/oracle';

/** `recordings/keras-3.15.1.jsonl`, `recordings/jax-0.10.2-flax-0.12.8.jsonl`: everything that was installed, with its release. */
function installedIn(file: string): readonly { readonly name: string; readonly release: string }[] {
  const words = file.replace(/\.jsonl$/, '').split('-');
  return words.flatMap((word, at) => {
    const release = /^\d+\.\d+/.exec(word)?.[0];
    return release ? [{ name: words[at - 1] ?? '', release }] : [];
  });
}

interface Concerned {
  readonly pack: FrameworkPack;
  readonly release: string;
}

/** The packs that a recording says something of, each with its release: its own, and those that are built on what was installed. */
function concerned(file: string): readonly Concerned[] {
  const installed = installedIn(file);
  return frameworks.flatMap(pack => {
    const own = installed.find(({ name }) => name === pack.name);
    if (own) return [{ pack, release: own.release }];
    const below = installed.find(({ name }) => Object.hasOwn(pack.modules, name) || pack.tensors === name);
    return below ? [{ pack, release: `${frameworkTitles[below.name as Framework] ?? below.name} ${below.release}` }] : [];
  });
}

/** Dotted names and methods that are called or read in a text of code. */
const namesIn = (text: string): readonly string[] => text.replaceAll('().', '.').match(/[A-Za-z_.][\w.]*/g) ?? [];

/** What the imports of the pack's examples call a module: `F` → `torch.nn.functional`. */
const shortNames = ({ sample: { imports } }: FrameworkPack): ReadonlyMap<string, string> =>
  new Map(
    [...imports.matchAll(/^(?:from (\S+) )?import (\S+)(?: as (\S+))?$/gm)].map(([, from, name = '', as]) => [
      as ?? name,
      from ? `${from}.${name}` : name,
    ]),
  );

/** Every way of writing an op's path that says enough: `torch.nn.Conv2d`, `nn.Conv2d`, `F.conv2d`, but not `Conv2d`. */
function spellings(op: Op, pack: FrameworkPack): readonly string[] {
  if (op.method?.only || op.attribute) return [];
  return [op.name, ...(op.aliases ?? []).map(path => `${pack.prefix}.${path}`)].flatMap(name => {
    const parts = name.split('.');
    const short = [...shortNames(pack)].flatMap(([word, module]) =>
      name.startsWith(`${module}.`) ? [`${word}${name.slice(module.length)}`] : [],
    );
    return [...short, ...(parts.length === 1 ? [name] : parts.slice(0, -1).map((_, at) => parts.slice(at).join('.')))];
  });
}

/** What makes objects of a class whose name a text need not have. */
const makers: Readonly<Record<string, string>> = { Dataset: 'tf.data.', Operation: 'tf.group(', RNNCell: 'Cell(' };

/** Methods of objects: `tf.data.Dataset.batch`, in a text that makes such an object and has `.batch`. */
const ofObjects = (method: string, texts: readonly string[], { ops }: FrameworkPack): readonly Op[] =>
  ops.filter(op => {
    const [owner = '', word] = op.name.split('.').slice(-2);
    return word === method && /^[A-Z]/.test(owner) && texts.some(text => text.includes(makers[owner] ?? owner));
  });

/** The ops of a pack that a line of a recording is about. */
function opsIn(line: string, pack: FrameworkPack, byName: ReadonlyMap<string, Op>): readonly Op[] {
  const record = JSON.parse(line) as Readonly<Record<string, unknown>>;
  const named = ['op', 'name'].map(key => byName.get(`${pack.prefix}.nn.${record[key]}`));
  const groups = { layer: 'layers', application: 'applications', method: 'Model' };
  const grouped = Object.entries(groups).map(([key, group]) => byName.get(`${pack.prefix}.${group}.${record[key]}`));
  const texts = ['example', 'call', 'text'].flatMap(key => record[key] ?? []).map(String);
  // A cell is called as it is.
  const words = texts.flatMap(text => [...namesIn(text), ...(text.includes(')(x, ') ? ['.call'] : [])]);
  const written = words.flatMap(name => {
    const whole = byName.get(name);
    if (whole) return [whole];
    const last = name.includes('.') ? name.slice(name.lastIndexOf('.') + 1) : undefined;
    return last === undefined ? [] : [methodOp(pack.name, last), attributeOp(pack.name, last), ...ofObjects(last, texts, pack)];
  });
  return [...named, ...grouped, ...written].filter(op => op !== undefined);
}

/** TensorFlow.js is a development dependency, and its tests run every declared example. */
function liveRelease(): string {
  const { devDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as { devDependencies: Record<string, string> };
  return (devDependencies['@tensorflow/tfjs'] ?? '').replace(/^\D*/, '');
}

/** Op → the releases that it was run with. */
export function recordedReleases(): ReadonlyMap<Op, ReadonlySet<string>> {
  const result = new Map<Op, Set<string>>();
  const note = (op: Op, release: string) => result.set(op, (result.get(op) ?? new Set()).add(release));
  const names = new Map(
    frameworks.map(pack => [pack.name, new Map(pack.ops.flatMap(op => spellings(op, pack).map(name => [name, op] as const)))] as const),
  );
  for (const file of readdirSync(oracle, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.jsonl')) continue;
    const lines = readFileSync(join(oracle, file), 'utf8').trim().split('\n');
    for (const { pack, release } of concerned(file.replaceAll('\\', '/').replace(/^.*\//, '')))
      for (const line of lines) for (const op of opsIn(line, pack, names.get(pack.name) ?? new Map())) note(op, release);
  }
  const live = liveRelease();
  for (const pack of frameworks) if (pack.name === 'tfjs') for (const op of pack.ops) if (op.examples.length > 0) note(op, live);
  return result;
}
