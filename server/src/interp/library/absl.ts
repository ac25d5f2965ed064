/** absl's flags and app, which are TensorFlow 1's `tf.app` too. Flags belong to the program: any file reads what another defined. */
import { type Builtin, given } from '../builtins/types.ts';
import { join, listOf } from '../join.ts';
import { type PassedArgument, positionalArguments } from '../run.ts';
import { newCell } from '../state/cell.ts';
import { none, textValue, unknownValue, type Value } from '../value.ts';
import { assumed, converted } from './assumed.ts';
import { harmless, type LibraryModule, libraryObject } from './library.ts';
import { unseen } from './unseen.ts';

type Conversion = 'int' | 'float' | 'text' | 'list' | 'same';

const define =
  (conversion: Conversion): Builtin =>
  (args, site, run) => {
    const name = given(args, 0, 'name') ?? given(args, 0, 'flag_name');
    if (name?.kind !== 'text' || name.text === undefined) return unknownValue('a flag under a name that is not known');
    const fallback: PassedArgument | undefined = args.positional[1] ?? args.named.get('default') ?? args.named.get('default_value');
    const builtin: Value = { kind: 'builtin', name: conversion };
    const value = !fallback
      ? undefined
      : conversion === 'int' || conversion === 'float'
        ? converted(fallback.value, builtin, site, run)
        : conversion === 'list'
          ? splitAtCommas(fallback.value)
          : fallback.value;
    const flag = assumed(`--${name.text}`, fallback, site, run, value);
    const { flags } = run.world;
    const cell = flags.get(name.text);
    if (!cell) run.world.define('flags', name.text, newFlag(flag));
    // Defined at two places: one of them.
    else if (cell.current !== flag) run.trail.write(cell, join(cell.current, flag));
    return libraryObject('absl.flags.Holder', textValue(name.text));
  };

const newFlag = (value: Value) => newCell<Value>(value, join, unknownValue('a flag that may have been set'));

const splitAtCommas = (value: Value): Value =>
  value.kind === 'text' && value.text !== undefined
    ? listOf(
        'list',
        value.text.split(',').map(text => textValue(text.trim())),
      )
    : value;

const one = define('same');

export const abslFlags: LibraryModule = {
  language: 'python',
  name: 'absl.flags',
  functions: {
    DEFINE_integer: define('int'),
    DEFINE_float: define('float'),
    DEFINE_string: one,
    DEFINE_bool: one,
    DEFINE_boolean: one,
    DEFINE_enum: one,
    DEFINE_list: define('list'),
    DEFINE_multi_integer: one,
    DEFINE_multi_float: one,
    DEFINE_multi_string: one,
  },
  harmless: 'mark_flag_as_required mark_flags_as_required register_validator validator',
  values: { FLAGS: () => libraryObject('absl.flags.FLAGS', none) },
  objects: {
    FLAGS: {
      get: (name, _object, run) => run.world.flags.get(name)?.current ?? unseen(run.world, name, `FLAGS.${name}`),
      set: (name, value, _object, run) => {
        const { flags } = run.world;
        if (name !== undefined && !flags.has(name)) run.world.define('flags', name, newFlag(unseen(run.world, name, `FLAGS.${name}`)));
        for (const [flag, cell] of flags)
          if (name === undefined || name === flag) run.trail.write(cell, name === undefined ? cell.nothing : value);
      },
      call: harmless,
    },
    Holder: {
      get: (name, { receiver }, run) =>
        name === 'value' && receiver?.kind === 'text' ? run.world.flags.get(receiver.text ?? '')?.current : undefined,
    },
  },
};

/** `tf.app.run()` calls the `main` of the file, with the words of the command line. */
const runApp: Builtin = (args, site, run) => {
  const main = given(args, 0, 'main') ?? site.frame.module.scope.get('main');
  if (main && main.kind !== 'unknown') run.call(main, positionalArguments(unknownValue('words of the command line')), site);
  return unknownValue('the program has ended');
};

export const abslApp: LibraryModule = {
  language: 'python',
  name: 'absl.app',
  functions: { run: runApp },
  values: { flags: () => ({ kind: 'builtin', name: 'absl.flags' }) },
};
