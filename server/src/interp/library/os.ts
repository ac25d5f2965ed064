/** Python's os: variables of the environment, which may have defaults; paths are texts. */
import { at, type Builtin, given } from '../builtins/types.ts';
import { listOf } from '../join.ts';
import type { CallSite, PassedArgument, Run } from '../run.ts';
import { textValue, unknownValue, type Value } from '../value.ts';
import { assumed } from './assumed.ts';
import { type LibraryModule, neverReturns } from './library.ts';
import { unsetVariable } from './unset-variable.ts';

const variable: Builtin = (args, site, run) => {
  const name = given(args, 0, 'key');
  if (name?.kind !== 'text' || name.text === undefined) return unknownValue('a variable of the environment');
  const fallback = args.positional[1] ?? args.named.get('default');
  return fallback ? withDefault(name.text, fallback, site, run) : unsetVariable(name.text, site.frame, site.span, run);
};

const withDefault = (name: string, fallback: PassedArgument, site: CallSite, run: Run): Value => assumed(name, fallback, site, run);

const someText: Builtin = () => textValue(undefined);
const someTexts: Builtin = () => listOf('list', { each: textValue(undefined) });

const joined: Builtin = args => {
  const parts = args.positional.map(({ value }) => (value.kind === 'text' ? value.text : undefined));
  if (args.open || parts.some(part => part === undefined)) return textValue(undefined);
  // A part that starts at the root leaves out what is before it.
  return textValue(
    (parts as string[]).reduce((path, part) =>
      part.startsWith('/') ? part : path && !path.endsWith('/') ? `${path}/${part}` : path + part,
    ),
  );
};

export const os: LibraryModule = {
  language: 'python',
  name: 'os',
  functions: {
    getenv: variable,
    'environ.get': variable,
    'path.join': joined,
    'path.basename': args => {
      const path = at(args, 0);
      return textValue(path?.kind === 'text' ? path.text?.slice(path.text.lastIndexOf('/') + 1) : undefined);
    },
    'path.dirname': someText,
    'path.abspath': someText,
    'path.realpath': someText,
    'path.expanduser': someText,
    'path.splitext': () => listOf('tuple', [textValue(undefined), textValue(undefined)]),
    'path.split': () => listOf('tuple', [textValue(undefined), textValue(undefined)]),
    getcwd: someText,
    listdir: someTexts,
    _exit: () => neverReturns,
  },
  harmless:
    'path.exists path.isfile path.isdir path.islink path.getsize path.getmtime path.relpath path.normpath path.commonprefix makedirs mkdir ' +
    'remove rename removedirs rmdir system popen chdir chmod walk scandir stat getpid cpu_count environ.setdefault environ.copy ' +
    'environ.keys environ.items putenv access symlink unlink urandom',
};

export const sys: LibraryModule = {
  language: 'python',
  name: 'sys',
  functions: { exit: () => neverReturns },
  harmless:
    'path.append path.insert path.remove stdout.write stdout.flush stderr.write stderr.flush getsizeof exc_info setrecursionlimit ' +
    'getrecursionlimit getdefaultencoding setdefaultencoding',
};
