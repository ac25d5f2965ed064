/** Node's process. */
import { none, textValue } from '../value.ts';
import { type LibraryModule, libraryObject, neverReturns } from './library.ts';
import { unsetVariable } from './unset-variable.ts';

export const process: LibraryModule = {
  language: 'typescript',
  name: 'process',
  specifiers: ['process', 'node:process'],
  functions: { exit: () => neverReturns, cwd: () => textValue(undefined) },
  harmless: 'on once hrtime hrtime.bigint memoryUsage nextTick uptime stdout.write stderr.write',
  values: { env: () => libraryObject('process.Environment', none) },
  objects: { Environment: { get: (name, _object, run, { frame, span }) => unsetVariable(name, frame, span, run) } },
};
