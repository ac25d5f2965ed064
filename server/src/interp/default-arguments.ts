/**
 * Default arguments for functions, in force inside a `with` and in whatever is called from there: `slim.arg_scope([slim.conv2d], padding='SAME')`.
 * Which functions of a framework make them is data of its pack (`HigherOrder`).
 */
import type { FunctionDefinition } from '#server/ir/ir.ts';
import type { Op } from '#shared/ops/op.ts';
import { packOf } from '#shared/ops/registry.ts';
import type { Arguments, Frame, PassedArgument } from './run.ts';
import type { DefaultArguments, DefaultsValue, Value } from './value.ts';

/** What a call of `arg_scope` makes: those in force where it is called, and its own over them. Given some made before, these and no others. */
export function defaultArguments({ positional, named, open }: Arguments, frame: Frame): DefaultsValue {
  const [first] = positional;
  const listed = first?.value ?? named.get('list_ops_or_scope')?.value;
  if (listed?.kind === 'defaults') return listed;
  const { defaults } = frame;
  const items = listed?.kind === 'list' ? listed.items.current : { known: listed ? [listed] : [] };
  const of = new Map(defaults?.of ?? []);
  const own = [...named].filter(([name]) => name !== 'list_ops_or_scope').map(([name, { value }]) => [name, value] as const);
  for (const item of 'known' in items ? items.known : []) {
    const key = keyOf(item);
    if (key) of.set(key, new Map([...(of.get(key) ?? []), ...own]));
  }
  const isOpen = open || defaults?.open === true || !('known' in items) || listed === undefined || listed.kind === 'unknown';
  return { kind: 'defaults', of, open: isOpen };
}

const keyOf = (callee: Value): Op | FunctionDefinition | undefined =>
  callee.kind === 'op' ? callee.op : callee.kind === 'function' ? callee.definition : undefined;

/** Where the body of a `with` runs. */
export const inside = (manager: Value, frame: Frame): Frame => (manager.kind === 'defaults' ? { ...frame, defaults: manager } : frame);

/** The arguments of a call, with those that are in force for the function and that it does not give itself. */
export function withDefaults(callee: Value, args: Arguments, { defaults }: Frame): Arguments {
  const key = defaults && keyOf(callee);
  if (!defaults || !key) return args;
  const own: DefaultArguments = defaults.of.get(key) ?? new Map();
  // Of unknown defaults some may be for this op, if its framework knows such a thing.
  const open = args.open || (defaults.open && callee.kind === 'op' && makesDefaults(callee.op));
  if (own.size === 0 && open === args.open) return args;
  const named = new Map<string, PassedArgument>([...[...own].map(([name, value]) => [name, { value }] as const), ...args.named]);
  return { ...args, named, open };
}

const makesDefaults = ({ framework }: Op): boolean =>
  Object.values(packOf(framework).functions ?? {}).some(({ kind }) => kind === 'default-arguments');
