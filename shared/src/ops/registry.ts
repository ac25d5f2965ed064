/** Finds ops by the names code uses. A framework is its ops, the module names it is imported by, and a few hints of its generation. */

import { cv2 } from './cv2/index.ts';
import { flax } from './flax/index.ts';
import { jax } from './jax/index.ts';
import { keras } from './keras/index.ts';
import { numpy } from './numpy/index.ts';
import type { Op } from './op.ts';
import type { FrameworkPack, Mount } from './pack.ts';
import { pillow } from './pillow/index.ts';
import { sklearn } from './sklearn/index.ts';
import { slim } from './slim/index.ts';
import { tensorflow } from './tensorflow/index.ts';
import { tfds } from './tfds/index.ts';
import { tfjs } from './tfjs/index.ts';
import { torch } from './torch/index.ts';
import type { Framework } from './versions.ts';

export type { FrameworkPack } from './pack.ts';

export const frameworks: readonly FrameworkPack[] = [tensorflow, keras, slim, torch, numpy, sklearn, pillow, cv2, tfds, tfjs, jax, flax];

export const allOps: readonly Op[] = frameworks.flatMap(framework => framework.ops);

interface Index {
  readonly byPath: ReadonlyMap<string, Op>;
  readonly byMethod: ReadonlyMap<string, Op>;
  readonly byStreamMethod: ReadonlyMap<string, Op>;
  readonly byAttribute: ReadonlyMap<string, Op>;
  readonly byAssigned: ReadonlyMap<string, Op>;
  readonly byOperator: ReadonlyMap<string, Op>;
}

function indexOf(pack: FrameworkPack): Index {
  const byPath = new Map<string, Op>();
  const byMethod = new Map<string, Op>();
  const byStreamMethod = new Map<string, Op>();
  const byAttribute = new Map<string, Op>();
  const byAssigned = new Map<string, Op>();
  const byOperator = new Map<string, Op>();
  const put = (map: Map<string, Op>, key: string, op: Op) => {
    const before = map.get(key);
    if (before && before !== op) throw new Error(`'${key}' names both ${before.name} and ${op.name}`);
    map.set(key, op);
  };
  for (const op of pack.ops) {
    if (!op.method?.only && !op.attribute)
      for (const path of [op.name.slice(pack.prefix.length + 1), ...(op.aliases ?? [])]) put(byPath, path, op);
    for (const name of op.method?.names ?? []) put(op.method?.of === 'stream' ? byStreamMethod : byMethod, name, op);
    for (const name of op.attribute ?? []) put(byAttribute, name, op);
    for (const name of op.assigned ?? []) put(byAssigned, name, op);
    if (op.operator) put(byOperator, op.operator, op);
  }
  return { byPath, byMethod, byStreamMethod, byAttribute, byAssigned, byOperator };
}

const indices = new Map(frameworks.map(pack => [pack.name, indexOf(pack)]));
const indexFor = (framework: Framework): Index => indices.get(framework) as Index;

/** The op at a dotted path below the framework's root: `nn.conv2d`. */
export const opAt = (framework: Framework, path: string): Op | undefined => indexFor(framework).byPath.get(path);
export const methodOp = (framework: Framework, name: string): Op | undefined => indexFor(framework).byMethod.get(name);
export const streamMethodOp = (framework: Framework, name: string): Op | undefined => indexFor(framework).byStreamMethod.get(name);
/** The method that only a tensor has, whatever it is called on. */
export function tellingOp(language: FrameworkPack['language'], name: string): Op | undefined {
  const pack = frameworks.find(each => each.language === language && each.telling?.includes(name));
  return pack && methodOp(pack.name, name);
}
export const attributeOp = (framework: Framework, name: string): Op | undefined => indexFor(framework).byAttribute.get(name);
export const assignedOp = (framework: Framework, name: string): Op | undefined => indexFor(framework).byAssigned.get(name);
export const operatorOp = (framework: Framework, operator: string): Op | undefined => indexFor(framework).byOperator.get(operator);

/** The op of that canonical name; TensorFlow (Python) before TensorFlow.js where both have one. */
export const opNamed = (name: string, framework?: Framework): Op | undefined =>
  allOps.find(op => op.name === name && (!framework || op.framework === framework)) ??
  frameworks
    .filter(pack => !framework || pack.name === framework)
    .map(pack => opAt(pack.name, name.replace(`${pack.prefix}.`, '')))
    .find(op => op !== undefined);

/** Where the names below `path` really are: in another framework, or under another module of this one. */
export function located(framework: Framework, path: string): Mount {
  const { mounts = {} } = packOf(framework);
  const parts = path.split('.');
  for (let length = parts.length; length > 0; length--) {
    const head = parts.slice(0, length).join('.');
    const to = Object.hasOwn(mounts, head) ? mounts[head] : undefined;
    if (to) return located(to.framework, [...(to.path ? [to.path] : []), ...parts.slice(length)].join('.'));
  }
  return { framework, path };
}

/** The framework whose tensors the framework's ops return. */
export const tensorsOf = (framework: Framework): Framework => packOf(framework).tensors ?? framework;

export const packOf = (framework: Framework): FrameworkPack => frameworks.find(pack => pack.name === framework) as FrameworkPack;
