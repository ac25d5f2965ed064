/** Functions that a framework makes of a function: `jax.grad(f)` calls f with what it is given, and returns something else. */
import type { HigherOrder } from '#shared/ops/pack.ts';
import { packOf } from '#shared/ops/registry.ts';
import { listOf, recordOf } from './join.ts';
import { openValue } from './open-values.ts';
import { type Arguments, type CallSite, type PassedArgument, positionalArguments, type Run } from './run.ts';
import { streamAttribute } from './streams.ts';
import { type NamespaceValue, none, type PartialValue, revealed, unknownValue, type Value } from './value.ts';

/** What stands behind the path of what made the function; no name of a module can end like this. */
const mark = '()';

export const functionAround = (maker: NamespaceValue, inner: Value): PartialValue => ({
  kind: 'partial',
  callee: { ...maker, path: maker.path + mark },
  args: positionalArguments(inner),
});

/** A function that knows its last argument only when it is called. */
export const functionLater = (maker: NamespaceValue, args: Arguments): PartialValue => ({
  kind: 'partial',
  callee: { ...maker, path: maker.path + mark },
  args,
});

type Runs = Extract<HigherOrder, { readonly kind: 'runs-argument' }>;

/** A call of such a function. */
export function callMade({ framework, path }: NamespaceValue, args: Arguments, site: CallSite, run: Run): Value | undefined {
  if (!path.endsWith(mark)) return undefined;
  const does = packOf(framework).functions?.[path.slice(0, -mark.length)];
  if (does?.kind === 'calls-methods') return callMethods(does, args, site, run);
  const [inner, ...given] = args.positional;
  if (!inner || does?.kind !== 'runs-argument') return undefined;
  const positional = does.spreads ? itemsOf(given) : given;
  const result = positional ? run.call(inner.value, { ...args, positional }, site) : unknownValue('a call with a list that nobody knows');
  return answer(does, result, positional ?? []);
}

type Methods = Extract<HigherOrder, { readonly kind: 'calls-methods' }>;

/** The stream comes behind the arguments that the function was made with. */
function callMethods({ params, methods }: Methods, args: Arguments, site: CallSite, run: Run): Value {
  const given = new Map(args.named);
  for (const [at, name] of params.split(' ').entries()) {
    const passed = at < args.positional.length - 1 ? args.positional[at] : undefined;
    if (passed) given.set(name, passed);
  }
  let value = args.positional.at(-1)?.value ?? none;
  for (const [method, names] of Object.entries(methods)) {
    const called = value.kind === 'stream' ? streamAttribute(value, method) : undefined;
    if (!called) return unknownValue('a function of a data set');
    const named = new Map([...given].filter(([name]) => names.split(' ').includes(name)));
    value = run.call(called, { positional: [], named, open: args.open }, site);
  }
  return value;
}

function itemsOf([list]: readonly PassedArgument[]): readonly PassedArgument[] | undefined {
  const items = list?.value.kind === 'list' ? list.value.items.current : undefined;
  return items && 'known' in items ? items.known.map(value => ({ value })) : undefined;
}

function answer({ gives, spreads }: Runs, result: Value, positional: readonly PassedArgument[]): Value {
  const others = openValue('a gradient');
  if (gives === undefined) return others;
  if (gives === 'value-first') return listOf('tuple', [result, others]);
  if (gives === 'value') return valueIn(result);
  const all = positional.map(({ value }) => gradientOf(value));
  const gradients = spreads ? (all.length > 0 ? listOf('list', all) : others) : (all[0] ?? others);
  if (gives === 'argument') return gradients;
  const known = new Map<string, Value>([
    ['value', result],
    [spreads ? 'grads' : 'grad', gradients],
  ]);
  return recordOf({ known, open: false });
}

const valueIn = (result: Value): Value =>
  (result.kind === 'record' ? result.entries.current.known.get('value') : undefined) ??
  unknownValue('the value of a function with its own gradient');

/** A gradient has the shape of what it belongs to, and nothing is known of its numbers. */
function gradientOf(value: Value): Value {
  const seen = revealed(value);
  return seen.kind === 'tensor' ? { kind: 'tensor', framework: seen.framework, shape: seen.shape } : openValue('a gradient');
}
