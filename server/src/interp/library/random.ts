/** Python's random: numbers that nobody knows. */

import { iterate } from '../bind.ts';
import { at, type Builtin } from '../builtins/types.ts';
import { eachOf, listOf } from '../join.ts';
import { dimValue, none, unknownValue } from '../value.ts';
import type { LibraryModule } from './library.ts';

const integer: Builtin = () => dimValue({ kind: 'unknown' });
const fraction: Builtin = () => ({ kind: 'float', value: undefined });
const oneItem: Builtin = args => (at(args, 0) && eachOf(iterate(at(args, 0) ?? none))) ?? unknownValue('one of the items');

export const random: LibraryModule = {
  language: 'python',
  name: 'random',
  functions: {
    randint: integer,
    randrange: integer,
    getrandbits: integer,
    random: fraction,
    uniform: fraction,
    gauss: fraction,
    normalvariate: fraction,
    betavariate: fraction,
    choice: oneItem,
    sample: (args, ...rest) => listOf('list', { each: oneItem(args, ...rest) }),
    choices: (args, ...rest) => listOf('list', { each: oneItem(args, ...rest) }),
    shuffle: (args, _site, run) => {
      const list = at(args, 0);
      if (list?.kind === 'list') run.trail.write(list.items, { each: eachOf(list.items.current) ?? unknownValue('item of an empty list') });
      return none;
    },
  },
  harmless: 'seed setstate getstate Random SystemRandom',
};
