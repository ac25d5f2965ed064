/** Functions of frameworks that hand on what they are given, or call it: data of the packs, see `FrameworkPack.functions`. */
import type { HigherOrder } from '#shared/ops/pack.ts';
import { defaultArguments } from './default-arguments.ts';
import { either } from './flow.ts';
import { callSetting } from './framework-settings.ts';
import { looped, mapped, scanned } from './looped-calls.ts';
import { functionAround, functionLater } from './made-functions.ts';
import { repeatedCalls, stackedCalls } from './repeated-calls.ts';
import { type Arguments, type CallSite, positionalArguments, type Run } from './run.ts';
import { carried, counted, stepped } from './stepped-calls.ts';
import { type NamespaceValue, unknownValue, type Value } from './value.ts';

export function callHigherOrder(does: HigherOrder, callee: NamespaceValue, args: Arguments, site: CallSite, run: Run): Value {
  const [first] = args.positional;
  switch (does.kind) {
    case 'calls-argument': {
      const body = args.positional.find(({ value }) => value.kind === 'function')?.value;
      if (body) return run.call(body, positionalArguments(), { frame: site.frame, span: site.span });
      return first?.value ?? callee;
    }
    case 'default-arguments':
      return defaultArguments(args, site.frame);
    case 'repeats-argument':
      return repeatedCalls(args, site, run);
    case 'stacks-argument':
      return stackedCalls(args, site, run);
    case 'either-argument':
      return callEither(does.functions, args, site, run);
    case 'one-of-arguments':
      return callOneOf(args, site, run);
    case 'maps-argument':
      return mapped(callee, args, site, run);
    case 'loops-argument':
      return looped(callee, args, site, run);
    case 'scans-argument':
      return scanned(does.gives, callee, args, site, run);
    case 'carries-argument':
      return carried(callee, args, site, run);
    case 'counts-argument':
      return counted(args, site, run);
    case 'steps-argument':
      return stepped(callee, args, site, run);
    case 'switches-argument':
      return callSwitch(args, site, run);
    case 'reads':
    case 'sets':
      return callSetting({ ...does, kind: does.kind }, callee.framework, args, run);
    case 'calls-methods':
      return functionLater(callee, args);
    case 'runs-argument':
      return first ? functionAround(callee, first.value) : callee;
    case 'applies-argument':
      return first
        ? run.call(
            first.value,
            { positional: args.positional.slice(1, does.takes && does.takes + 1), named: new Map(), open: args.open },
            site,
          )
        : unknownValue('nothing to call');
    case 'changes-argument':
      return unknownValue('a function that is mapped or scanned');
    case 'binds-argument': {
      const bound = args.positional[1] ?? args.named.get('func_');
      const named = new Map([...args.named].filter(([name]) => !name.endsWith('_')));
      return bound
        ? { kind: 'partial', callee: bound.value, args: { positional: [], named, open: args.open } }
        : unknownValue('nothing to bind');
    }
    case 'returns-argument': {
      const { at = 0, name } = does;
      const named = name === undefined ? undefined : args.named.get(name);
      return (args.positional[at] ?? named)?.value ?? (at === 0 ? callee : unknownValue('an argument that was not given'));
    }
  }
}

type Sides = Extract<HigherOrder, { readonly kind: 'either-argument' }>['functions'];

function callEither(names: Sides, { positional, named }: Arguments, { frame, span }: CallSite, run: Run): Value {
  const [one, other] = names.map((words, at) => positional[at + 1]?.value ?? words.map(word => named.get(word)?.value).find(Boolean));
  const call = (side: Value | undefined) => () =>
    side ? run.call(side, positionalArguments(), { frame, span }) : unknownValue('a side that was not given');
  return either(run, call(one), call(other));
}

/** `switch(index, branches, *operands)`. */
function callSwitch({ positional, named, open }: Arguments, { frame, span }: CallSite, run: Run): Value {
  const branches = (positional[1] ?? named.get('branches'))?.value;
  const items = branches?.kind === 'list' ? branches.items.current : undefined;
  const other = () => unknownValue('one of several functions');
  if (!items || !('known' in items) || open) return other();
  const calls = items.known.map(fn => () => run.call(fn, { positional: positional.slice(2), named: new Map(), open }, { frame, span }));
  return calls.slice(1).reduce<() => Value>((before, call) => () => either(run, before, call), calls[0] ?? other)();
}

/** Functions stand in lists, pairs and dicts; where others may be among them, anything may come back. */
function callOneOf({ positional, named, open }: Arguments, { frame, span }: CallSite, run: Run): Value {
  const found: Value[] = [];
  let certain = !open;
  const look = (value: Value): void => {
    const items = value.kind === 'list' ? value.items.current : undefined;
    const entries = value.kind === 'record' ? value.entries.current : undefined;
    if (value.kind === 'function' || value.kind === 'partial') found.push(value);
    else if (items && 'known' in items) items.known.forEach(look);
    else if (entries && !entries.open) [...entries.known.values()].forEach(look);
    else if (items || entries || (value.kind === 'unknown' && !value.dim)) certain = false;
  };
  const [first, ...rest] = positional;
  // The first argument of some is the index of the function.
  if (first?.value.kind === 'list' || first?.value.kind === 'record') look(first.value);
  for (const { value } of [...rest, ...named.values()]) look(value);
  const calls = found.map(fn => () => run.call(fn, positionalArguments(), { frame, span }));
  const other = () => unknownValue('one of several functions');
  const all = certain && calls.length > 0 ? calls : [...calls, other];
  return all.slice(1).reduce<() => Value>((before, call) => () => either(run, before, call), all[0] ?? other)();
}
