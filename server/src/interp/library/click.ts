/** click: options of a command are arguments of its function. */

import { at, type Builtin } from '../builtins/types.ts';
import { recordOf } from '../join.ts';
import { orphaned } from '../orphans.ts';
import { type Arguments, type CallSite, positionalArguments, type Run } from '../run.ts';
import { flagValue, none, unknownValue, type Value } from '../value.ts';
import { assumed, converted, underscored, unsaid } from './assumed.ts';
import { type LibraryModule, libraryObject } from './library.ts';

const textsOf = (args: Arguments): readonly string[] =>
  args.positional.flatMap(({ value }) => (value.kind === 'text' && value.text !== undefined ? [value.text] : []));

/** `'-s', '--size', 'side'`: the name in the code, and the one for the user. */
function namesOf(args: Arguments): { readonly parameter: string; readonly flag: string } | undefined {
  const texts = textsOf(args).map(text => text.split('/')[0]?.trim() ?? '');
  const flag = texts.find(text => text.startsWith('--')) ?? texts.find(text => text.startsWith('-')) ?? texts[0];
  const own = texts.find(text => !text.startsWith('-'));
  return flag === undefined ? undefined : { flag, parameter: underscored(own ?? flag).toLowerCase() };
}

function defaultOf(flag: string, args: Arguments, site: CallSite, run: Run): Value {
  const { named } = args;
  const [fallback, required] = [named.get('default'), named.get('required')?.value];
  if (args.open || (required?.kind === 'flag' && required.value !== false)) return unsaid(flag, site, run);
  if (fallback?.value.kind === 'function') return unknownValue(`${flag} is computed`);
  if (fallback) return assumed(flag, fallback, site, run, converted(fallback.value, named.get('type')?.value, site, run));
  const isFlag = named.get('is_flag')?.value.kind === 'flag' || textsOf(args).some(text => text.includes('/'));
  return isFlag ? assumed(flag, undefined, site, run, flagValue(false)) : unsaid(flag, site, run);
}

const passes = (parameter: string, value: Value): Value =>
  libraryObject('click.Parameter', recordOf({ known: new Map([[parameter, value]]), open: false }));

const option: Builtin = (args, site, run) => {
  const names = namesOf(args);
  return names ? passes(names.parameter, defaultOf(names.flag, args, site, run)) : unknownValue('an option');
};

const argument: Builtin = (args, site, run) => {
  const names = namesOf(args);
  return names ? passes(names.parameter, unsaid(names.flag, site, run)) : unknownValue('an argument');
};

/** `@command` and `@command()`, which leave the function what it is. */
const transparent: Builtin = args => {
  const callee = at(args, 0);
  return callee?.kind === 'function' || callee?.kind === 'partial' ? callee : libraryObject('click.Transparent', none);
};

const behind = (value: Value): Value | undefined => (value.kind === 'builtin' ? value.receiver : undefined);

export const click: LibraryModule = {
  language: 'python',
  name: 'click',
  functions: {
    option,
    argument,
    command: transparent,
    version_option: transparent,
    help_option: transparent,
    pass_context: args => ({ kind: 'partial', callee: at(args, 0) ?? none, args: positionalArguments(unknownValue('the context')) }),
    group: args => libraryObject(at(args, 0)?.kind === 'function' ? 'click.Group' : 'click.Grouping', at(args, 0) ?? none),
  },
  harmless: 'echo secho style Path Choice File IntRange FloatRange confirm prompt progressbar get_current_context',
  objects: {
    Parameter: {
      call: (args, _site, _run, parameter) => {
        const state = behind(parameter);
        const named = state?.kind === 'record' ? [...state.entries.current.known].map(([name, value]) => [name, { value }] as const) : [];
        return { kind: 'partial', callee: at(args, 0) ?? none, args: { positional: [], named: new Map(named), open: false } };
      },
    },
    Transparent: { call: args => at(args, 0) ?? none },
    Grouping: {
      call: (args, { frame }) => {
        const callee = at(args, 0);
        if (callee?.kind === 'function' || callee?.kind === 'partial') orphaned(callee, frame.module);
        return libraryObject('click.Group', callee ?? none);
      },
    },
    // Which of its commands runs is not known: they run like other functions that nothing calls.
    Group: { methods: { command: transparent, group: () => libraryObject('click.Grouping', none) }, harmless: 'add_command' },
  },
};
