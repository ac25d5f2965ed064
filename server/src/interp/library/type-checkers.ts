/** Decorators that check annotations when the program runs: they leave a function what it is. */
import { at, type Builtin } from '../builtins/types.ts';
import { none } from '../value.ts';
import { type LibraryModule, libraryObject } from './library.ts';

/** `@beartype`, and `@jaxtyped(typechecker=beartype)`, which gives such a decorator. */
const transparent =
  (module: string): Builtin =>
  args => {
    const inner = at(args, 0);
    return inner?.kind === 'function' || inner?.kind === 'partial' || inner?.kind === 'class'
      ? inner
      : libraryObject(`${module}.Decorator`, none);
  };

const checker = (name: string, decorators: string): LibraryModule => ({
  language: 'python',
  name,
  functions: Object.fromEntries(decorators.split(' ').map(word => [word, transparent(name)])),
  objects: { Decorator: { call: args => at(args, 0) ?? none } },
});

export const typeCheckers: readonly LibraryModule[] = [
  checker('jaxtyping', 'jaxtyped'),
  checker('beartype', 'beartype'),
  checker('typeguard', 'typechecked typeguard_ignore'),
];
