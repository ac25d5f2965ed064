/** Fire and Typer: the parameters of a function are flags, with the defaults that the function has. */
import { at, type Builtin } from '../builtins/types.ts';
import type { Arguments, CallSite, Run } from '../run.ts';
import { type FunctionValue, none, unknownValue, type Value } from '../value.ts';
import { assumed } from './assumed.ts';
import { type LibraryModule, libraryObject } from './library.ts';

/** The defaults of a function as arguments that are assumed. */
function assumedArguments({ definition, defaults, module }: FunctionValue, site: CallSite, run: Run): Arguments {
  const place: CallSite = { ...site, frame: { ...site.frame, module } };
  const named = definition.params.flatMap(({ name, fallback }, index) => {
    const value = defaults.get(index);
    if (name === undefined || !value || !fallback) return [];
    return [[name, { value: assumed(`--${name.replaceAll('_', '-')}`, { value, span: fallback.span }, place, run) }] as const];
  });
  return { positional: [], named: new Map(named), open: false };
}

const runs: Builtin = (args, site, run) => {
  const callee = at(args, 0);
  return callee?.kind === 'function' ? run.call(callee, assumedArguments(callee, site, run), site) : unknownValue('what a program gives');
};

const commanded: Builtin = (args, site, run) => {
  const callee = at(args, 0);
  return callee?.kind === 'function' ? { kind: 'partial', callee, args: assumedArguments(callee, site, run) } : (callee ?? none);
};

/** `typer.Option(64, '--size')` */
const defaultValue: Builtin = args => args.positional[0]?.value ?? args.named.get('default')?.value ?? unknownValue('an option');

const decorator = (): Value => libraryObject('typer.Decorator', none);

export const fire: LibraryModule = { language: 'python', name: 'fire', functions: { Fire: runs } };

export const typer: LibraryModule = {
  language: 'python',
  name: 'typer',
  functions: { run: runs, Option: defaultValue, Argument: defaultValue, Typer: () => libraryObject('typer.Typer', none) },
  harmless: 'echo secho style confirm prompt',
  objects: {
    Typer: {
      methods: { command: decorator, callback: decorator },
      harmless: 'add_typer',
      call: () => unknownValue('what a program gives'),
    },
    Decorator: { call: commanded },
  },
};
