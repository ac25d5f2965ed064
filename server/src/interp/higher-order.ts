/** Functions of frameworks that hand on what they are given, or call it: data of the packs, see `FrameworkPack.functions`. */
import type { HigherOrder } from '#shared/ops/pack.ts';
import { tensorsOf } from '#shared/ops/registry.ts';
import { defaultArguments } from './default-arguments.ts';
import { either } from './flow.ts';
import { callSetting } from './framework-settings.ts';
import { functionAround } from './made-functions.ts';
import { repeatedCalls, stackedCalls } from './repeated-calls.ts';
import { type Arguments, type CallSite, positionalArguments, type Run } from './run.ts';
import { type NamespaceValue, revealed, unknownValue, type Value } from './value.ts';

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
    case 'maps-argument':
      return mapped(callee, args, site, run);
    case 'reads':
    case 'sets':
      return callSetting({ ...does, kind: does.kind }, callee.framework, args, run);
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
    case 'returns-argument':
      return first?.value ?? callee;
  }
}

type Sides = Extract<HigherOrder, { readonly kind: 'either-argument' }>['functions'];

function callEither(names: Sides, { positional, named }: Arguments, { frame, span }: CallSite, run: Run): Value {
  const [one, other] = names.map((words, at) => positional[at + 1]?.value ?? words.map(word => named.get(word)?.value).find(Boolean));
  const call = (side: Value | undefined) => () =>
    side ? run.call(side, positionalArguments(), { frame, span }) : unknownValue('a side that was not given');
  return either(run, call(one), call(other));
}

/** The function sees one slice, of which there are as many as the first axis is long. */
function mapped(callee: NamespaceValue, { positional, named }: Arguments, { frame, span }: CallSite, run: Run): Value {
  const [fn = named.get('fn'), elements = named.get('elems')] = positional;
  if (!fn) return unknownValue('nothing to map');
  const over = elements && revealed(elements.value);
  const framework = tensorsOf(callee.framework);
  const shape = over?.kind === 'tensor' ? over.shape : undefined;
  const [length, ...rest] = shape ?? [];
  const slice: Value =
    over?.kind === 'tensor' ? { kind: 'tensor', framework, shape: length && rest } : unknownValue('one of unknown elements');
  const result = run.call(fn.value, positionalArguments(slice), { frame, span });
  if (result.kind !== 'tensor') return unknownValue('what a mapped function returns');
  return { kind: 'tensor', framework, shape: length && result.shape && [length, ...result.shape] };
}
