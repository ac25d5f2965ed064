/** Inputs and outputs of models by their names: `{ 'image': x1, 'mask': x2 }` stands for what is in the model's order. */
import { listOf } from './join.ts';
import { givenName } from './model-layers.ts';
import { revealed, textValue, unknownValue, type Value } from './value.ts';

/** A dict that a model was made of, as the list of what it holds. */
export function inList(made: Value): Value {
  const entries = made.kind === 'record' ? made.entries.current : undefined;
  return entries && !entries.open ? listOf('list', [...entries.known.values()]) : made;
}

function names(made: Value): readonly (string | undefined)[] {
  if (made.kind === 'record') return [...made.entries.current.known.keys()];
  if (made.kind === 'list') return 'known' in made.items.current ? made.items.current.known.map(nameOf) : [];
  return [nameOf(made)];
}

/** A tensor is called as the layer that made it. */
function nameOf(made: Value): string | undefined {
  const history = made.kind === 'tensor' ? made.history : undefined;
  return history && !history.inside ? (history.name ?? givenName(history.by)) : undefined;
}

/** What a rule sees of them. */
export const namesOf = (made: Value | undefined): Value =>
  listOf(
    'list',
    made ? names(made).map(name => (name === undefined ? unknownValue('a name that the framework makes up') : textValue(name))) : [],
  );

/** Data by names in the order of the model's inputs; anything else as it is. */
export function ordered(made: Value | undefined, given: Value): Value {
  const seen = revealed(given);
  if (!made || seen.kind !== 'record') return given;
  const { known, open } = seen.entries.current;
  const wanted = names(made);
  const found = wanted.map(name => (name === undefined ? undefined : known.get(name)));
  if (open || wanted.length !== known.size || new Set(wanted).size !== wanted.length || !found.every(item => item !== undefined))
    return given;
  const [only] = found;
  return found.length === 1 && only ? only : listOf('list', found);
}
