/** Methods that are told by what they are given: what is called with a dict of placeholders is a session. See `FrameworkPack.fed`. */
import { frameworks, opAt } from '#shared/ops/registry.ts';
import type { Arguments, CallSite } from './run.ts';
import type { OpValue, UnknownValue, Value } from './value.ts';

export function fedMethod(callee: UnknownValue, { positional, named }: Arguments, { frame, expr }: CallSite): OpValue | undefined {
  const called = expr?.callee;
  if (called?.kind !== 'attribute' || callee.either) return undefined;
  for (const pack of frameworks) {
    if (pack.language !== frame.module.language) continue;
    for (const { method, keyword, position, path } of pack.fed ?? []) {
      const op = method === called.name ? opAt(pack.name, path) : undefined;
      const feed = named.get(keyword)?.value;
      const fits = feed ? isFeed(feed) && positional.length <= position : isFeed(positional[position]?.value);
      if (op && fits && [...named.keys()].every(name => Object.hasOwn(op.params, name))) return { kind: 'op', op, v1: false };
    }
  }
  return undefined;
}

const isFeed = (value: Value | undefined): boolean => value?.kind === 'record' && value.entries.current.keys !== undefined;
