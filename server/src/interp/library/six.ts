/** What code takes from six, future and builtins so that it runs on Python 2 and 3: functions of the language under their own names. */
import { at, type Builtin } from '../builtins/types.ts';
import { noArguments } from '../run.ts';
import { unknownValue, type Value } from '../value.ts';
import type { LibraryModule } from './library.ts';

const own = 'range xrange zip map filter input int str super dict list object open round chr reduce';
const values: NonNullable<LibraryModule['values']> = Object.fromEntries(
  own.split(' ').map(name => [name, (): Value => ({ kind: 'builtin', name })]),
);

const method =
  (name: string): Builtin =>
  (args, site, run) => {
    const object = at(args, 0);
    return object
      ? run.call(run.attribute(object, name, site.frame, site.span), noArguments, { frame: site.frame, span: site.span })
      : unknownValue(name);
  };

const languageOfNames = (name: string): LibraryModule => ({ language: 'python', name, values });

export const six: readonly LibraryModule[] = [
  { language: 'python', name: 'six', functions: { iteritems: method('items'), itervalues: method('values'), iterkeys: method('keys') } },
  languageOfNames('six.moves'),
  languageOfNames('builtins'),
  languageOfNames('__builtin__'),
  languageOfNames('past.builtins'),
  languageOfNames('future.builtins'),
];
