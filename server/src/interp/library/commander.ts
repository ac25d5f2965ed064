/** JavaScript's commander: `.option('-s, --size <n>', 'text', 64)`. The state of a command is the record of its options. */
import type { Builtin } from '../builtins/types.ts';
import { recordOf } from '../join.ts';
import { unknownValue, type Value } from '../value.ts';
import { setDefault, stateOf } from './argparse.ts';
import { assumed, camelCased, unsaid } from './assumed.ts';
import { type LibraryModule, libraryObject } from './library.ts';

const newCommand = (): Value => libraryObject('commander.Command', recordOf({ known: new Map(), open: true }));

const option: Builtin = (args, site, run, command) => {
  const [flags, ...others] = args.positional;
  const name = flags?.value.kind === 'text' ? /--(?:no-)?([\w-]+)/.exec(flags.value.text ?? '') : undefined;
  if (!name?.[1]) return command;
  // A function that reads the word may stand before the default.
  const fallback = others.slice(1).find(({ value }) => value.kind !== 'function' && value.kind !== 'builtin');
  const value = name[0].startsWith('--no-') ? ({ kind: 'flag', value: true } as const) : undefined;
  setDefault(command, camelCased(name[1]), assumed(name[0], fallback, site, run, fallback?.value ?? value), run);
  return command;
};

const required: Builtin = (args, site, run, command) => {
  const [flags] = args.positional;
  const name = flags?.value.kind === 'text' ? /--([\w-]+)/.exec(flags.value.text ?? '') : undefined;
  if (name?.[1]) setDefault(command, camelCased(name[1]), unsaid(name[0], site, run), run);
  return command;
};

const self: Builtin = (_args, _site, _run, receiver) => receiver;
const options: Builtin = (_args, _site, _run, command) => stateOf(command) ?? unknownValue('options');

export const commander: LibraryModule = {
  language: 'typescript',
  name: 'commander',
  functions: { Command: newCommand, createCommand: newCommand },
  values: { program: newCommand },
  objects: {
    Command: {
      methods: {
        option,
        requiredOption: required,
        opts: options,
        parse: self,
        name: self,
        version: self,
        description: self,
        usage: self,
        argument: self,
        arguments: self,
        allowUnknownOption: self,
      },
      // Older versions keep the options as attributes of the command.
      get: (name, object) => stateOf(object)?.entries.current.known.get(name),
    },
  },
};
