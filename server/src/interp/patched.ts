/**
 * Parts of a framework that the code may have changed: whoever is given the module `tf.layers` can put functions of its own in place of the
 * framework's, which take what they are not given from somewhere else.
 */
import type { Op } from '#shared/ops/op.ts';
import { packOf } from '#shared/ops/registry.ts';
import type { Arguments, Run } from './run.ts';
import type { Value } from './value.ts';

/** A module that a framework's functions are in; the whole framework is passed around for other reasons. */
function moduleIn(value: Value): string | undefined {
  if (value.kind !== 'namespace' || value.path === '') return undefined;
  const pack = packOf(value.framework);
  const start = `${pack.prefix}.${value.path}.`;
  return pack.language === 'python' && pack.ops.some(({ name }) => name.startsWith(start)) ? start : undefined;
}

/** The callee may change what is among its arguments. */
export function notePatches(callee: Value, { positional, named }: Arguments, run: Run): void {
  const changes = callee.kind === 'function' || callee.kind === 'unknown' || (callee.kind === 'builtin' && callee.name === 'setattr');
  if (!changes) return;
  for (const { value } of [...positional, ...named.values()]) notePatch(value, run);
}

export function notePatch(value: Value, run: Run): void {
  const start = moduleIn(value);
  if (start !== undefined) run.world.patch(start);
}

export function mayBePatched({ name }: Op, run: Run): boolean {
  for (const start of run.world.patched) if (name.startsWith(start)) return true;
  return false;
}
