/** Python's types, and libraries whose dicts have their keys as attributes. */
import type { Builtin } from '../builtins/types.ts';
import { attributeCell, forgetAttributes, newInstance } from '../classes.ts';
import { Scope } from '../scope.ts';
import { Attributes, type ClassValue } from '../value.ts';
import type { LibraryModule } from './library.ts';

const span = { start: 0, end: 0 };
const statement: ClassValue['statement'] = {
  kind: 'class',
  name: 'SimpleNamespace',
  nameSpan: span,
  bases: [],
  decorators: [],
  body: [],
  methods: [],
  fields: [],
  span,
};

/** An object that has what it is given as attributes. */
const simpleNamespace: Builtin = (args, site, run) => {
  const object = newInstance(
    {
      kind: 'class',
      statement,
      scope: new Scope(undefined, true),
      module: site.frame.module,
      bases: [],
      members: new Map(),
      attributes: new Attributes(),
    },
    false,
  );
  if (args.open || args.positional.length > 0) forgetAttributes(object, run);
  for (const [name, { value }] of args.named) run.trail.write(attributeCell(object.attributes, name), value);
  return object;
};

export const types: LibraryModule = {
  language: 'python',
  name: 'types',
  functions: { SimpleNamespace: simpleNamespace },
};
