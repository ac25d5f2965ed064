/** Functions and classes that no name leads to: see `ModuleContext.orphans`. */

import type { ModuleContext } from './run.ts';
import { doing } from './state/ledger.ts';

type Orphans = ModuleContext['orphans'];
type Orphan = Orphans extends Set<infer One> ? One : never;

export const orphaned = (value: Orphan, { orphans }: ModuleContext): void =>
  doing(
    () => void orphans.add(value),
    () => void orphans.delete(value),
  );

/** Something leads to it after all. */
export const adopted = (value: Orphan, orphans: Orphans): void =>
  doing(
    () => void orphans.delete(value),
    () => void orphans.add(value),
  );
