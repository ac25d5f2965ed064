/** Functions that call the function they are given again and again, each time with what it returned before: `slim.repeat`, `slim.stack`. */
import { iterate } from './bind.ts';
import type { Arguments, CallSite, PassedArgument, Run } from './run.ts';
import { toNumber, unknownValue, type Value } from './value.ts';

/** More calls are not made one by one. */
const MAX_CALLS = 64;

/** `repeat(x, times, layer, …)`: the other arguments are those of every call. */
export function repeatedCalls({ positional, named, open }: Arguments, site: CallSite, run: Run): Value {
  const [given = named.get('inputs'), times = named.get('repetitions'), layer = named.get('layer'), ...rest] = positional;
  const others = new Map([...named].filter(([name]) => !taken.has(name)));
  const count = times && toNumber(times.value);
  if (!given || !layer || count === undefined || count > MAX_CALLS) return unknownValue('calls repeated an unknown number of times');
  return chain(given, layer, Array<readonly PassedArgument[]>(count).fill(rest), { named: others, open }, site, run);
}

/** `stack(x, layer, [arguments of one call, …], …)`: a single argument need not be in a tuple. */
export function stackedCalls({ positional, named, open }: Arguments, site: CallSite, run: Run): Value {
  const [given = named.get('inputs'), layer = named.get('layer'), each = named.get('stack_args')] = positional;
  const others = new Map([...named].filter(([name]) => !taken.has(name)));
  const items = each && iterate(each.value);
  if (!given || !layer || !items || !('known' in items) || items.known.length > MAX_CALLS)
    return unknownValue('calls stacked for unknown arguments');
  const calls = items.known.map((item): readonly PassedArgument[] => {
    const inner = item.kind === 'list' ? item.items.current : undefined;
    return inner && 'known' in inner ? inner.known.map(value => ({ value })) : [{ value: item }];
  });
  return chain(given, layer, calls, { named: others, open }, site, run);
}

/** Names of the parameters here, and of the one that is made anew for every call. */
const taken: ReadonlySet<string> = new Set(['inputs', 'repetitions', 'layer', 'stack_args', 'scope']);

const chain = (
  given: PassedArgument,
  layer: PassedArgument,
  calls: readonly (readonly PassedArgument[])[],
  more: Omit<Arguments, 'positional'>,
  site: CallSite,
  run: Run,
): Value => calls.reduce((value, args) => run.call(layer.value, { ...more, positional: [{ value }, ...args] }, site), given.value);
