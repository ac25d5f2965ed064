/** Binds the arguments of a call to the parameters of a function written by the user. */
import type { FunctionDefinition, Language } from '#server/ir/ir.ts';
import { isEnumeration, listOfMembers } from './enumeration.ts';
import { eachOf, listOf, oneOf, recordOf } from './join.ts';
import { keyValue } from './keys.ts';
import { contentsOf } from './protocol.ts';
import { reasonOf } from './reasons.ts';
import type { Arguments, PassedArgument } from './run.ts';
import { stillHolds } from './state/watch.ts';
import { unknownValue, type Value, withoutHole } from './value.ts';

/**
 * One value per parameter, in order; undefined where the caller gave none (the default, if any, counts then). `unpassed` is what a parameter
 * holds that may come out of `*args` or `**kwargs`, or that nobody passes.
 */
export function bindParameters(
  definition: FunctionDefinition,
  args: Arguments,
  language: Language,
  unpassed: (param: FunctionDefinition['params'][number]) => Value,
): readonly (PassedArgument | undefined)[] {
  // What JavaScript gathers is an array like any other.
  const gathered = language === 'python' ? 'tuple' : 'list';
  const named = new Map(args.named);
  let at = 0;
  const bound = definition.params.map((param): PassedArgument | undefined => {
    switch (param.kind) {
      case 'rest': {
        const rest = args.positional.slice(at);
        at = args.positional.length;
        return {
          value: args.open
            ? listOf(gathered, { each: unknownValue('one of *args') })
            : listOf(
                gathered,
                rest.map(({ value }) => value),
              ),
        };
      }
      case 'keyword-rest':
        return undefined;
      case 'keyword-only':
        return take(named, param.name);
      default:
        return at < args.positional.length ? args.positional[at++] : take(named, param.name);
    }
  });
  // What no other parameter took goes to `**kwargs`.
  return bound.map((value, index) => {
    const param = definition.params[index];
    if (param?.kind !== 'keyword-rest') return value ?? (args.open && param ? { value: unpassed(param) } : undefined);
    return { value: recordOf({ known: new Map([...named].map(([name, { value: item }]) => [name, item])), open: args.open }) };
  });
}

function take(named: Map<string, PassedArgument>, name: string | undefined): PassedArgument | undefined {
  const value = name === undefined ? undefined : named.get(name);
  if (value && name !== undefined) named.delete(name);
  return value;
}

export interface Spread {
  readonly positional: PassedArgument[];
  readonly named: Map<string, PassedArgument>;
  open: boolean;
}

/** Longer lists are not built. */
const MAX_ITEMS = 100_000;

/** `*args` / `...args`: adds the items of a list of known length; else the call is open. */
export function spreadList(value: Value, into: Spread): void {
  if (value.kind === 'list' && 'known' in value.items.current && into.positional.length + value.items.current.known.length <= MAX_ITEMS)
    for (const item of value.items.current.known) into.positional.push({ value: withoutHole(item) });
  else into.open = true;
}

export function spreadRecord(spread: Value, into: Spread): void {
  const value = contentsOf(spread) ?? spread;
  if (value.kind !== 'record') {
    into.open = true;
    return;
  }
  for (const [name, item] of value.entries.current.known) into.named.set(name, { value: item });
  if (value.entries.current.open) into.open = true;
}

/** The items where their order does not matter. */
export const inAnyOrder = (value: Value): ReturnType<typeof iterate> =>
  value.kind === 'list' && !value.rests ? value.items.current : iterate(value);

/** The items of something that is iterated: known ones, else what each is like, else nothing is known. */
export function iterate(value: Value): { readonly known: readonly Value[] } | { readonly each: Value } {
  const contents = contentsOf(value);
  if (contents) return iterate(contents);
  switch (value.kind) {
    case 'list': {
      const items = value.items.current;
      if (value.rests && !stillHolds(value.rests)) return { each: unknownValue('item of a generator') };
      if ('each' in items) return { each: oneOf(items.each) };
      // Nobody knows the order of a set.
      return value.type === 'set' && items.known.length > 1 ? { each: eachOf(items) as Value } : { known: items.known.map(withoutHole) };
    }
    case 'record':
      return value.entries.current.open
        ? { each: unknownValue('key of a record') }
        : { known: [...value.entries.current.known.keys()].map(key => keyValue(key, value.entries.current)) };
    case 'text':
      return value.text !== undefined && value.text.length <= 1000
        ? { known: [...value.text].map(text => ({ kind: 'text', text })) }
        : { each: { kind: 'text', text: undefined } };
    case 'stream':
      return { each: oneOf(value.element) };
    case 'class':
      return isEnumeration(value) ? iterate(listOfMembers(value)) : { each: unknownValue('item of a class') };
    case 'tensor': {
      // Iterating a tensor gives its slices along the first axis.
      const [first, ...rest] = value.shape ?? [];
      if (value.dtype === 'object' && first && rest.length === 0) return { each: unknownValue('an object in an array') };
      const slice: Value = {
        kind: 'tensor',
        framework: value.framework,
        shape: value.shape && first ? rest : undefined,
        ...(value.dtype ? { dtype: value.dtype } : {}),
      };
      if (first?.kind === 'int' && first.value <= 64 && rest.length === 0 && value.elements) {
        return { known: value.elements.map(element => ({ ...slice, elements: [element] })) };
      }
      return first?.kind === 'int' && first.value >= 0 && first.value <= 1000
        ? { known: Array.from({ length: first.value }, () => slice) }
        : { each: slice };
    }
    default:
      return { each: unknownValue(reasonOf(value) ?? `item of a ${value.kind}`) };
  }
}
