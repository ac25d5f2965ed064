import type { Op } from '#shared/ops/op.ts';
import { type FrameworkPack, frameworks } from '#shared/ops/registry.ts';

/** Every path below the framework's root by which code reaches the op as a function, a class, or a method of a class. */
export const pathsOf = (op: Op, { prefix }: FrameworkPack): readonly string[] =>
  op.attribute ? [] : [...new Set([op.name.slice(prefix.length + 1), ...(op.method?.only ? [] : (op.aliases ?? []))])];

export const recordedPacks = frameworks.filter(pack => ['tensorflow', 'keras', 'slim', 'numpy'].includes(pack.name));

export const recordedNames = (): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(recordedPacks.map(pack => [pack.name, [...new Set(pack.ops.flatMap(op => pathsOf(op, pack)))].sort()]));
