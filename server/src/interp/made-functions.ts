/** Functions that a framework makes of a function: `jax.grad(f)` calls f with what it is given, and returns something else. */
import { packOf } from '#shared/ops/registry.ts';
import { listOf } from './join.ts';
import { openValue } from './open-values.ts';
import { type Arguments, type CallSite, positionalArguments, type Run } from './run.ts';
import type { NamespaceValue, PartialValue, Value } from './value.ts';

/** What stands behind the path of what made the function; no name of a module can end like this. */
const mark = '()';

export const functionAround = (maker: NamespaceValue, inner: Value): PartialValue => ({
  kind: 'partial',
  callee: { ...maker, path: maker.path + mark },
  args: positionalArguments(inner),
});

/** A call of such a function. */
export function callMade({ framework, path }: NamespaceValue, args: Arguments, site: CallSite, run: Run): Value | undefined {
  if (!path.endsWith(mark)) return undefined;
  const does = packOf(framework).functions?.[path.slice(0, -mark.length)];
  const [inner, ...positional] = args.positional;
  if (!inner) return undefined;
  const result = run.call(inner.value, { ...args, positional }, site);
  const others = openValue('a gradient');
  return does?.kind === 'runs-argument' && does.gives === 'value-first' ? listOf('tuple', [result, others]) : others;
}
