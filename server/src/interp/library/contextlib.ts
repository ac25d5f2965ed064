/** Python's contextlib: managers made of generators give what these yield first. */

import { iterate } from '../bind.ts';
import { at, type Builtin } from '../builtins/types.ts';
import { eachOf } from '../join.ts';
import { none, unknownValue, type Value } from '../value.ts';
import { isObjectOf, type LibraryModule, libraryObject } from './library.ts';

const CONTEXT = 'contextlib.Context';
const MANAGER = 'contextlib.Manager';

const manager: Builtin = args => {
  const of = at(args, 0);
  return of?.kind === 'function' ? libraryObject(MANAGER, of) : unknownValue('a manager of contexts');
};

/** What `with … as` binds; undefined for another manager. */
export function enteredContext(value: Value): Value | undefined {
  if (!isObjectOf(value, CONTEXT)) return undefined;
  const { receiver } = value;
  if (receiver.kind === 'tensor' || receiver.kind === 'none') return receiver;
  const items = receiver.kind === 'list' && receiver.type === 'iterator' ? iterate(receiver) : undefined;
  if (!items) return receiver;
  return ('known' in items ? items.known[0] : eachOf(items)) ?? unknownValue('what a manager of contexts gives');
}

export const contextlib: LibraryModule = {
  language: 'python',
  name: 'contextlib',
  harmless: 'suppress redirect_stdout redirect_stderr closing ExitStack',
  functions: {
    contextmanager: manager,
    asynccontextmanager: manager,
    nullcontext: args => libraryObject(CONTEXT, at(args, 0) ?? none),
  },
  objects: {
    Context: {},
    Manager: {
      call: (args, site, run, receiver) => {
        const of = receiver.kind === 'builtin' ? receiver.receiver : undefined;
        return of ? libraryObject(CONTEXT, run.call(of, args, site)) : unknownValue('a context');
      },
    },
  },
};
