/** Python's enum: what it makes of a class is in `enumeration.ts`. */
import { automatic } from '../enumeration.ts';
import type { Value } from '../value.ts';
import type { LibraryModule } from './library.ts';

const base = (name: string) => (): Value => ({ kind: 'builtin', name: `enum.${name}` });

export const enumModule: LibraryModule = {
  language: 'python',
  name: 'enum',
  functions: { auto: automatic, unique: args => args.positional[0]?.value ?? automatic() },
  values: Object.fromEntries(['Enum', 'IntEnum', 'StrEnum', 'Flag', 'IntFlag', 'EnumMeta'].map(name => [name, base(name)])),
};
