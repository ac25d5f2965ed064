/** JavaScript's yargs: `yargs(words).option('size', { default: 64 }).argv`; and minimist. The state is the record of the options. */
import { at, type Builtin } from '../builtins/types.ts';
import { recordOf } from '../join.ts';
import type { CallSite, Run } from '../run.ts';
import { unknownValue, type Value } from '../value.ts';
import { setDefault, stateOf } from './argparse.ts';
import { assumed, camelCased } from './assumed.ts';
import { type LibraryModule, libraryObject } from './library.ts';

const noOptions = (): Value => recordOf({ known: new Map(), open: true });
const start: Builtin = () => libraryObject('yargs.Yargs', noOptions());

function declare(yargs: Value, name: string, value: Value | undefined, site: CallSite, run: Run): void {
  const held = assumed(`--${name}`, value && { value }, site, run);
  setDefault(yargs, name, held, run);
  setDefault(yargs, camelCased(name), held, run);
}

const entriesOf = (value: Value | undefined): ReadonlyMap<string, Value> =>
  value?.kind === 'record' ? value.entries.current.known : new Map();

const option: Builtin = (args, site, run, yargs) => {
  const [name, how] = [at(args, 0), at(args, 1)];
  if (name?.kind === 'text' && name.text !== undefined) declare(yargs, name.text, entriesOf(how).get('default'), site, run);
  for (const [each, its] of entriesOf(name)) declare(yargs, each, entriesOf(its).get('default'), site, run);
  return yargs;
};

const defaults: Builtin = (args, site, run, yargs) => {
  const [name, value] = [at(args, 0), at(args, 1)];
  if (name?.kind === 'text' && name.text !== undefined) declare(yargs, name.text, value, site, run);
  for (const [each, its] of entriesOf(name)) declare(yargs, each, its, site, run);
  return yargs;
};

const self: Builtin = (_args, _site, _run, receiver) => receiver;
const parsed = (yargs: Value): Value => stateOf(yargs) ?? unknownValue('options');
const parse: Builtin = (_args, _site, _run, yargs) => parsed(yargs);
/** On the module itself, before anything was said. */
const onNew =
  (method: Builtin): Builtin =>
  (args, site, run) =>
    method(args, site, run, libraryObject('yargs.Yargs', noOptions()));

export const yargs: LibraryModule = {
  language: 'typescript',
  name: 'yargs',
  specifiers: ['yargs', 'yargs/yargs'],
  functions: {
    '': start,
    ...Object.fromEntries(Object.entries({ option, options: option, usage: self }).map(([name, method]) => [name, onNew(method)])),
  },
  objects: {
    Yargs: {
      methods: {
        option,
        options: option,
        default: defaults,
        parse,
        parseSync: parse,
        usage: self,
        help: self,
        alias: self,
        describe: self,
        strict: self,
        version: self,
        demandOption: self,
        example: self,
        boolean: self,
        number: self,
        string: self,
        array: self,
        epilogue: self,
      },
      get: (name, object) => (name === 'argv' ? parsed(object) : undefined),
    },
  },
};

export const minimist: LibraryModule = {
  language: 'typescript',
  name: 'minimist',
  functions: {
    '': (args, site, run) => {
      const options = libraryObject('yargs.Yargs', noOptions());
      for (const [name, value] of entriesOf(entriesOf(at(args, 1)).get('default'))) declare(options, name, value, site, run);
      return parsed(options);
    },
  },
};
