/** Python's argparse. A parser's state is the record of its defaults; what it parses has these as assumed attributes. */
import { at, type Builtin, given } from '../builtins/types.ts';
import { joinEntries, listOf, recordOf } from '../join.ts';
import type { Arguments, CallSite, PassedArgument, Run } from '../run.ts';
import { newCell } from '../state/cell.ts';
import { type BuiltinValue, type Entries, flagValue, none, type RecordValue, unknownValue, type Value } from '../value.ts';
import { assumed, converted, underscored, unsaid } from './assumed.ts';
import { isObjectOf, type LibraryModule, type LibraryObject, libraryObject, neverReturns } from './library.ts';
import { unseen } from './unseen.ts';

const PARSER = 'argparse.ArgumentParser';
/** One of several commands: which of them runs is not known. */
const COMMAND = 'argparse.Command';
const COMMANDS = 'argparse.Commands';
const NAMESPACE = 'argparse.Namespace';

export const stateOf = ({ kind, ...rest }: Value): RecordValue | undefined => {
  const state = kind === 'builtin' ? (rest as BuiltinValue).receiver : undefined;
  return state?.kind === 'record' ? state : undefined;
};

export function setDefault(parser: Value, name: string, value: Value, run: Run): void {
  const state = stateOf(parser);
  if (state) run.trail.write(state.entries, { known: new Map([...state.entries.current.known, [name, value]]), open: true });
}

const forget = (parser: Value, run: Run): void => {
  const state = stateOf(parser);
  if (state) run.trail.write(state.entries, state.entries.nothing);
};

const newParser: Builtin = args => {
  const parents = args.named.get('parents')?.value;
  const lists = parents?.kind === 'list' && 'known' in parents.items.current ? parents.items.current.known : [];
  return libraryObject(
    PARSER,
    recordOf({ known: new Map(lists.flatMap(parent => [...(stateOf(parent)?.entries.current.known ?? [])])), open: true }),
  );
};

interface Declared {
  /** `--image-size`, or the name of a positional argument. */
  readonly flag: string;
  readonly target: string;
}

/** The name that an argument has for the user and the one it has in the code. */
function declared(args: Arguments): Declared | undefined {
  const names = args.positional.map(({ value }) => (value.kind === 'text' ? value.text : undefined));
  const target = args.named.get('dest')?.value;
  const known = names.filter(name => name !== undefined);
  const flag = known.find(name => name.startsWith('--')) ?? known[0] ?? (target?.kind === 'text' ? target.text : undefined);
  if (flag === undefined || known.length < names.length) return undefined;
  if (!target) return { flag, target: flag.startsWith('-') ? underscored(flag) : flag };
  return target.kind === 'text' && target.text !== undefined ? { flag, target: target.text } : undefined;
}

/** What an argument holds when it is not given; undefined where nothing is said. */
function defaultOf(flag: string, args: Arguments, site: CallSite, run: Run): Value | undefined {
  const { named } = args;
  const action = named.get('action')?.value;
  const does = action?.kind === 'text' ? action.text : action ? '?' : 'store';
  const isOptional = flag.startsWith('-') || mayBeMissing(named.get('nargs'));
  if (args.open || !isOptional || isTrue(named.get('required'))) return unsaid(flag, site, run);
  const fallback = named.get('default');
  if (fallback) return assumed(flag, fallback, site, run, converted(fallback.value, named.get('type')?.value, site, run));
  if (does === 'store_true' || does === 'store_false') return assumed(flag, undefined, site, run, flagValue(does === 'store_false'));
  return undefined;
}

const isTrue = (passed: PassedArgument | undefined): boolean => passed?.value.kind === 'flag' && passed.value.value !== false;
const mayBeMissing = (nargs: PassedArgument | undefined): boolean =>
  nargs?.value.kind === 'text' && (nargs.value.text === '?' || nargs.value.text === '*');

export const addArgument: Builtin = (args, site, run, parser) => {
  const own = declared(args);
  if (!own) return unknownValue('an argument under a name that is not known');
  const value = defaultOf(own.flag, args, site, run);
  // `set_defaults` may have come before it.
  if (value || !stateOf(parser)?.entries.current.known.has(own.target))
    setDefault(parser, own.target, value ?? unsaid(own.flag, site, run), run);
  return unknownValue('an argument');
};

const setDefaults: Builtin = (args, site, run, parser) => {
  if (args.open) forget(parser, run);
  for (const [name, passed] of args.named) setDefault(parser, name, assumed(`--${name.replaceAll('_', '-')}`, passed, site, run), run);
  return none;
};

const self: Builtin = (_args, _site, _run, receiver) => receiver;

const isOfNoWords = (words: Value | undefined): boolean =>
  words?.kind !== 'list' || !('known' in words.items.current) || words.items.current.known.length === 0;

function parse(args: Arguments, parser: Value): Value {
  const { known } = stateOf(parser)?.entries.current ?? { known: new Map<string, Value>() };
  const plain = isOfNoWords(given(args, 0, 'args')) && (given(args, 1, 'namespace') ?? none).kind === 'none';
  const parsed: Entries = { known: plain ? known : new Map(), open: true };
  // What a library is given it leaves alone: `wandb.init(config=vars(args))`.
  const entries = newCell(parsed, joinEntriesOf, parsed);
  return libraryObject(NAMESPACE, { kind: 'record', entries });
}

const joinEntriesOf = (a: Entries, b: Entries): Entries => joinEntries(a, b);

const parserMethods: NonNullable<LibraryObject['methods']> = {
  add_argument: addArgument,
  add_argument_group: self,
  add_mutually_exclusive_group: self,
  set_defaults: setDefaults,
  get_default: (args, _site, _run, parser) => {
    const name = at(args, 0);
    const known = name?.kind === 'text' && name.text !== undefined ? stateOf(parser)?.entries.current.known.get(name.text) : undefined;
    return known ?? unknownValue('a default');
  },
  add_subparsers: (args, _site, run, parser) => {
    const target = args.named.get('dest')?.value;
    if (target?.kind === 'text' && target.text !== undefined) setDefault(parser, target.text, unknownValue('a command'), run);
    return libraryObject(COMMANDS, stateOf(parser) ?? none);
  },
  parse_args: (args, _site, _run, parser) => parse(args, parser),
  parse_intermixed_args: (args, _site, _run, parser) => parse(args, parser),
  parse_known_args: (args, _site, _run, parser) =>
    listOf('tuple', [parse(args, parser), listOf('list', { each: { kind: 'text', text: undefined } })]),
  error: () => neverReturns,
  exit: () => neverReturns,
};

/** What a command adds may take the place of what the whole program has under that name. */
const hide: Builtin = (args, _site, run, parser) => {
  const own = declared(args);
  if (own) setDefault(parser, own.target, unknownValue('an argument of one command'), run);
  return unknownValue('an argument');
};

export const argparse: LibraryModule = {
  language: 'python',
  name: 'argparse',
  functions: {
    ArgumentParser: newParser,
    Namespace: args =>
      libraryObject(NAMESPACE, recordOf({ known: new Map([...args.named].map(([name, { value }]) => [name, value])), open: args.open })),
  },
  harmless: 'FileType ArgumentDefaultsHelpFormatter RawTextHelpFormatter',
  values: { SUPPRESS: () => none },
  objects: {
    ArgumentParser: { methods: parserMethods, harmless: 'print_help print_usage format_help format_usage' },
    Commands: { methods: { add_parser: (_args, _site, _run, receiver) => libraryObject(COMMAND, stateOf(receiver) ?? none) } },
    Command: {
      methods: {
        add_argument: hide,
        add_argument_group: self,
        add_mutually_exclusive_group: self,
        set_defaults: (args, _site, run, parser) => {
          for (const name of args.named.keys()) setDefault(parser, name, unknownValue('a default of one command'), run);
          return none;
        },
      },
    },
    Namespace: {
      get: (name, object) => {
        const state = stateOf(object);
        if (name === '__dict__') return state;
        return state?.entries.current.known.get(name) ?? unseen(state?.entries ?? object, name, name);
      },
      set: (name, value, object, run) => (name === undefined ? forget(object, run) : setAttribute(object, name, value, run)),
    },
  },
};

function setAttribute(object: Value, name: string, value: Value, run: Run): void {
  const state = stateOf(object);
  if (state) run.trail.write(state.entries, { ...state.entries.current, known: new Map([...state.entries.current.known, [name, value]]) });
}

/** `vars(args)`: changing it changes the arguments. */
export const entriesOfNamespace = (value: Value): Value | undefined => (isObjectOf(value, NAMESPACE) ? value.receiver : undefined);
