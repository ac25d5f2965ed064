/**
 * Models that lead from symbolic inputs to outputs (`keras.Model(inputs, outputs)`): a call puts the given sizes in the place of the inputs'
 * symbols. What it gives is what running the layers again gives (`replay.ts`), since every rule does the same on symbols as on numbers; what fails is not
 * seen.
 */
import { equal } from '#shared/dim/compare.ts';
import { type Dim, int, symbol } from '#shared/dim/dim.ts';
import { substitute, symbolsOf } from '#shared/dim/substitute.ts';
import { isOpen, settled } from '#shared/ops/check.ts';
import { listOf, recordOf } from './join.ts';
import type { Run } from './run.ts';
import { revealed, type Value } from './value.ts';

/** What symbols of the inputs stand for. A batch that is a number is none of them, and any other will do. */
export class Places extends Map<string, Dim> {
  /** The inputs are data: what was left open before is settled. */
  data = true;

  override get(id: string): Dim | undefined {
    return super.get(id) ?? (this.data ? settled(id) : undefined);
  }

  batch: readonly [from: Dim, to: Dim] | undefined;

  /** One symbol stands for something. */
  static of(id: string, dim: Dim): Places {
    const places = new Places([[id, dim]]);
    places.data = false;
    return places;
  }
}

/** Undefined where the two are not of one form. */
export function placesOf(input: Value, given: Value, run: Run): Places | undefined {
  const by = new Places();
  return match(input, given, by, run) ? by : undefined;
}

/** Whether the model may take `given` for its input: as many tensors of the same ranks, none of whose dims is certainly another. */
export function mayTake(input: Value, argument: Value): boolean {
  const given = revealed(argument);
  if (given.kind === 'unknown') return true;
  if (given.kind === 'list' && input.kind === 'tensor') {
    const [only, more] = 'known' in given.items.current ? given.items.current.known : [];
    return only !== undefined && !more && mayTake(input, only);
  }
  if (input.kind === 'list' && given.kind === 'tensor') {
    const [only, more] = 'known' in input.items.current ? input.items.current.known : [];
    return only !== undefined && !more && mayTake(only, given);
  }
  if (input.kind === 'list' && given.kind === 'list') {
    const [wanted, items] = [input.items.current, given.items.current];
    if (!('known' in wanted) || !('known' in items)) return true;
    return wanted.known.length === items.known.length && wanted.known.every((each, at) => mayTake(each, items.known[at] as Value));
  }
  if (input.kind !== 'tensor' || given.kind !== 'tensor') return input.kind === given.kind;
  const { shape } = given;
  if (!input.shape || !shape) return true;
  return shape.length === input.shape.length && input.shape.every((dim, axis) => axis === 0 || equal(dim, shape[axis] as Dim) !== 'no');
}

/** An axis of length 1 too many or too few at the end is taken off or put on (`_conform_to_reference_input`, `_adjust_input_rank`). */
export function adjusted(input: Value, argument: Value): Value {
  const given = revealed(argument);
  if (input.kind === 'list' && given.kind === 'list') {
    const [wanted, items] = [input.items.current, given.items.current];
    if (!('known' in wanted) || !('known' in items)) return argument;
    const changed = items.known.map((item, at) => (wanted.known[at] ? adjusted(wanted.known[at], item) : item));
    return changed.some((item, at) => item !== items.known[at]) ? listOf(given.type, changed, given.site) : argument;
  }
  if (input.kind !== 'tensor' || !input.shape || given.kind !== 'tensor' || !given.shape) return argument;
  const { elements: _, data: __, ...tensor } = given;
  const isOne = (dim: Dim | undefined) => dim?.kind === 'int' && dim.value === 1;
  const more = given.shape.length - input.shape.length;
  if (more === 1 && isOne(given.shape.at(-1))) return { ...tensor, shape: given.shape.slice(0, -1) };
  return more === -1 && isOne(input.shape.at(-1)) ? { ...tensor, shape: [...given.shape, int(1)] } : argument;
}

/** Takes from `given` what the symbols of `input` stand for. False where they are not of one form. */
function match(input: Value, argument: Value, by: Places, run: Run): boolean {
  const given = revealed(argument);
  if (input.kind === 'list') {
    if (!('known' in input.items.current)) return false;
    const inputs = input.items.current.known;
    const [only] = inputs;
    if (given.kind === 'tensor') return inputs.length === 1 && only !== undefined && match(only, given, by, run);
    if (given.kind !== 'list' || !('known' in given.items.current) || given.items.current.known.length !== inputs.length) return false;
    const others = given.items.current.known;
    return inputs.every((each, at) => match(each, others[at] ?? each, by, run));
  }
  if (input.kind !== 'tensor' || !input.shape) return false;
  if (given.kind === 'list' && 'known' in given.items.current) {
    const [only, more] = given.items.current.known;
    return only !== undefined && !more && match(input, only, by, run);
  }
  if (given.kind !== 'tensor' || !given.shape) {
    // Of the input nothing is known but that it is one: the model's own symbols would tie two calls together.
    for (const dim of input.shape)
      for (const [id, { name }] of symbolsOf(dim)) by.set(id, symbol(name, { id: `${name}@graph#${run.fresh()}` }));
    return given.kind === 'tensor' || given.kind === 'unknown';
  }
  if (given.shape.length !== input.shape.length) return false;
  if (given.shape.some(isOpen)) by.data = false;
  input.shape.forEach((dim, axis) => {
    const [only, more] = symbolsOf(dim).values();
    const to = given.shape?.[axis];
    if (axis === 0 && to && dim.kind === 'int' && equal(dim, to) !== 'yes') by.batch = [dim, to];
    if (only && !more && dim.kind === 'expr' && dim.key === `1*${only.key}` && to) by.set(only.id, to);
  });
  return true;
}

export function substituted(value: Value, by: Places): Value {
  switch (value.kind) {
    case 'number':
      return { ...value, dim: substitute(value.dim, by) };
    case 'tensor': {
      const { site: _, elements: __, data: ___, ...tensor } = value;
      const [from, to] = by.batch ?? [];
      const shape = value.shape?.map((dim, axis) => (axis === 0 && from && to && equal(dim, from) === 'yes' ? to : substitute(dim, by)));
      return { ...tensor, shape };
    }
    case 'list': {
      const items = value.items.current;
      return listOf(value.type, 'known' in items ? items.known.map(item => substituted(item, by)) : { each: substituted(items.each, by) });
    }
    case 'record': {
      const { known, open } = value.entries.current;
      return recordOf({ known: new Map([...known].map(([key, item]) => [key, substituted(item, by)])), open });
    }
    default:
      return value;
  }
}

/**
 * Runs a layer of the user's own: there the data has come, and dims that a model leaves open are numbers like any others. Behind it they are
 * what they were.
 */
export function withData(argument: Value, run: (argument: Value) => Value): Value {
  const [there, back] = [new Places(), new Places()];
  there.data = false;
  back.data = false;
  for (const dim of dimsOf(argument))
    if (isOpen(dim))
      for (const [id, { name }] of symbolsOf(dim)) {
        const other = symbol(name, { id: `data:${id}` });
        there.set(id, other);
        back.set(`data:${id}`, symbol(name, { id }));
      }
  return there.size === 0 ? run(argument) : substituted(run(substituted(argument, there)), back);
}

function dimsOf(value: Value): readonly Dim[] {
  if (value.kind === 'tensor') return value.shape ?? [];
  return value.kind === 'list' && 'known' in value.items.current ? value.items.current.known.flatMap(dimsOf) : [];
}
