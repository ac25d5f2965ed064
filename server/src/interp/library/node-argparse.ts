/** The argparse of JavaScript, made after Python's: the same arguments in an object of options. */
import type { Builtin } from '../builtins/types.ts';
import { listOf, recordOf } from '../join.ts';
import type { Arguments, PassedArgument } from '../run.ts';
import { none, textValue, type Value } from '../value.ts';
import { addArgument, setDefault, stateOf } from './argparse.ts';
import { assumed } from './assumed.ts';
import { type LibraryModule, libraryObject } from './library.ts';

/** Options under the names that Python gives them: `defaultValue`, `'storeTrue'` in older versions. */
function asInPython({ positional, open }: Arguments): Arguments {
  const options = positional.at(-1)?.value;
  const entries = options?.kind === 'record' ? options.entries.current : undefined;
  const named = new Map<string, PassedArgument>();
  for (const [name, value] of entries?.known ?? []) {
    const action = name === 'action' && value.kind === 'text' ? value.text : undefined;
    named.set(name === 'defaultValue' ? 'default' : name, { value: action === undefined ? value : textValue(withUnderscores(action)) });
  }
  // What a name such as 'int' makes of text is left to the parser.
  const type = named.get('type')?.value;
  if (type?.kind === 'text')
    named.set('type', { value: { kind: 'builtin', name: type.text === 'int' || type.text === 'float' ? 'Number' : 'String' } });
  const names = (entries ? positional.slice(0, -1) : positional).flatMap(({ value }): readonly PassedArgument[] =>
    value.kind === 'list' && 'known' in value.items.current ? value.items.current.known.map(item => ({ value: item })) : [{ value }],
  );
  return { positional: names, named, open: open || (entries?.open ?? false) };
}

const withUnderscores = (name: string): string => name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`);

const add: Builtin = (args, site, run, parser) => addArgument(asInPython(args), site, run, parser);
const self: Builtin = (_args, _site, _run, receiver) => receiver;
const setDefaults: Builtin = (args, site, run, parser) => {
  const given = args.positional[0]?.value;
  if (given?.kind === 'record')
    for (const [name, value] of given.entries.current.known) setDefault(parser, name, assumed(`--${name}`, { value }, site, run), run);
  return none;
};

const parsed = (parser: Value): Value => recordOf({ known: stateOf(parser)?.entries.current.known ?? new Map(), open: true });
const parse: Builtin = (_args, _site, _run, parser) => parsed(parser);
const parseKnown: Builtin = (_args, _site, _run, parser) =>
  listOf('list', [parsed(parser), listOf('list', { each: { kind: 'text', text: undefined } })]);

export const nodeArgparse: LibraryModule = {
  language: 'typescript',
  name: 'node:argparse',
  specifiers: ['argparse'],
  functions: { ArgumentParser: () => libraryObject('node:argparse.ArgumentParser', recordOf({ known: new Map(), open: true })) },
  objects: {
    ArgumentParser: {
      methods: {
        addArgument: add,
        add_argument: add,
        addArgumentGroup: self,
        add_argument_group: self,
        addMutuallyExclusiveGroup: self,
        add_mutually_exclusive_group: self,
        setDefaults,
        set_defaults: setDefaults,
        parseArgs: parse,
        parse_args: parse,
        parseKnownArgs: parseKnown,
        parse_known_args: parseKnown,
      },
    },
  },
};
