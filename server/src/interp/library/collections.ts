/** Python's collections, as the dicts and lists they are like. */

import { iterate } from '../bind.ts';
import { at, type Builtin } from '../builtins/types.ts';
import { listOf, recordOf } from '../join.ts';
import { makeTupleClass } from '../named-tuples.ts';
import { none, unknownValue } from '../value.ts';
import type { LibraryModule } from './library.ts';

const dict: Builtin = (args, site, run) => run.call({ kind: 'builtin', name: 'dict' }, args, site);

export const collections: LibraryModule = {
  language: 'python',
  name: 'collections',
  functions: {
    OrderedDict: dict,
    // It has every key that is asked for.
    defaultdict: (args, site, run) => {
      const entries = dict({ ...args, positional: args.positional.slice(1) }, site, run, none);
      return recordOf({ known: entries.kind === 'record' ? entries.entries.current.known : new Map(), open: true });
    },
    namedtuple: (args, site, run) => makeTupleClass(args, site, run),
    // Which keys it has nobody counts here.
    Counter: () => recordOf({ known: new Map(), open: true }),
    deque: args => {
      const bounded = args.positional.length > 1 || args.named.size > 0;
      const items = iterate(at(args, 0) ?? listOf('list', []));
      return listOf('list', bounded ? { each: unknownValue('item of a list that keeps so many') } : items);
    },
  },
};
