/** What the rule for data knows: of the model, which the interpreter gives along under names that no argument can have, and of the method. */
import type { Fix } from '../../diagnostics/diagnostic.ts';
import type { Dim } from '../../dim/dim.ts';
import type { Shape } from '../../shape/shape.ts';
import type { Arg } from '../argument.ts';
import { anything, type Params } from '../parameter.ts';
import type { Manner } from './compare.ts';

/** What the interpreter says of the model. */
export const modelParts = {
  /** What it takes, as it was made; what it gives for this data. */
  '*input': anything('Tensor').optional().hidden(),
  '*output': anything('Tensor').optional().hidden(),
  /** The list that says what its one input is, without the samples. */
  '*stated': anything('tuple').optional().hidden(),
  /** What its inputs and its outputs are called, where they have names. */
  '*takes': anything('str').optional().hidden(),
  '*gives': anything('str').optional().hidden(),
  /** What it was compiled with, names in the place of functions and objects. */
  '*loss': anything('str').optional().hidden(),
  /** Its last layer, and the units that this has. */
  '*last': anything('layer').optional().hidden(),
  '*units': anything('int').optional().hidden(),
  /** It is a sequence of layers. */
  '*sequence': anything('bool').optional().hidden(),
  /** A call built it, without anything that says what it takes. */
  '*built': anything('bool').optional().hidden(),
  /** What a layer of it says that fails with this data. */
  '*fails': anything('str').optional().hidden(),
  /** What a stream of data gives each time. */
  '*element': anything('Tensor').optional().hidden(),
} satisfies Params;

export type ModelParts = { readonly [K in keyof typeof modelParts]: Arg | undefined };

/** What the framework calls what repairs are made of. */
export interface Words {
  /** A new axis of length 1. */
  expand(place: At, axis: Dim): Fix['change'];
  readonly categorical?: string;
  readonly flatten: string;
}

/** How the method calls what it takes. */
export interface Feeding extends Manner {
  /** The rank of a tensor of which no length is known may be what its type says alone, and types are not always right: nothing is said of it. */
  readonly claimed?: boolean;
  readonly words: Words;
  readonly method: string;
  /** The parameters that hold inputs, targets, pairs of both, and a weight for every sample. */
  readonly inputs: string;
  readonly targets?: string;
  readonly validation?: string;
  readonly weights?: string;
  /** Targets that come along are left alone. */
  readonly predicts?: boolean;
  /** A plain call of the model: old releases let its layers judge. */
  readonly calls?: boolean;
  /** The number of samples is not looked at before the loss is computed. */
  readonly uncounted?: boolean;
}

/** Shapes of the tensors that an argument holds. Numbers in lists are left to the framework. Undefined: not even how many is known. */
export function tensorsIn(arg: Arg | undefined): readonly (Shape | undefined)[] | undefined {
  if (arg?.kind === 'tensor') return [arg.shape];
  if (arg?.kind !== 'list' || arg.items.length === 0) return undefined;
  const shapes = arg.items.map(item => (item.kind === 'tensor' || item.kind === 'unknown' ? item : undefined));
  if (!shapes.every(item => item !== undefined) || !shapes.some(item => item?.kind === 'tensor')) return undefined;
  return shapes.map(item => (item?.kind === 'tensor' ? item.shape : undefined));
}

/** Names of inputs or outputs, in the model's order. */
export const namesIn = (arg: Arg | undefined): readonly (string | undefined)[] =>
  arg?.kind === 'list' ? arg.items.map(item => (item.kind === 'text' ? item.text : undefined)) : [];

/** Entries in the order of their names; undefined where one has a name that none of the others are known to have alone. */
export function inOrderOf(names: readonly (string | undefined)[], arg: Arg): readonly (Arg | undefined)[] | undefined {
  if (arg.kind !== 'record' || arg.open || arg.keys) return undefined;
  const { entries } = arg;
  const given = Object.keys(entries);
  if (given.length === 0 || !given.every(key => names.filter(name => name === key).length === 1)) return undefined;
  return names.map(name => (name !== undefined && Object.hasOwn(entries, name) ? entries[name] : undefined));
}

/** Where data is written. */
export interface At {
  readonly argument: string;
  readonly item?: number;
}

/** One of several tensors that are written in a list. */
const atItem = (at: At, which: number, count: number): At => (count === 1 || at.item !== undefined ? at : { ...at, item: which });

/** An argument, or an item of one, that holds data. */
export interface Part {
  readonly shapes: readonly (Shape | undefined)[];
  /** As messages call it. */
  readonly name: string;
  readonly at: At;
  /** Of a dict by names: what of it each tensor is. */
  readonly keys?: readonly (Key | undefined)[];
}

interface Key {
  readonly name: string;
  /** Which of the entries. */
  readonly item: number;
}

export function partOf(arg: Arg | undefined, name: string, at: At, names: readonly (string | undefined)[]): Part | undefined {
  if (arg?.kind !== 'record') {
    const shapes = tensorsIn(arg);
    return shapes && { shapes, name, at };
  }
  const ordered = inOrderOf(names, arg);
  const entries = Object.keys(arg.entries);
  return (
    ordered && {
      shapes: ordered.map(item => (item?.kind === 'tensor' ? item.shape : undefined)),
      name,
      at,
      keys: names.map(key => (key !== undefined && entries.includes(key) ? { name: key, item: entries.indexOf(key) } : undefined)),
    }
  );
}

/** One of the tensors of a part: what messages call it, and where it is. */
export function itemOf({ name, at, shapes, keys }: Part, which: number): Pick<Part, 'name' | 'at'> {
  const key = keys?.[which];
  if (key) return { name: `${name}['${key.name}']`, at: at.item === undefined ? { ...at, item: key.item } : at };
  return { name: shapes.length === 1 ? name : `${name}[${which}]`, at: atItem(at, which, shapes.length) };
}

/** One name, or one for each output. Undefined where one of them is not known. */
export function lossNames({ '*loss': loss, '*gives': gives }: ModelParts): readonly (string | undefined)[] | undefined {
  if (loss?.kind === 'record') return inOrderOf(namesIn(gives), loss)?.map(item => (item?.kind === 'text' ? item.text : undefined));
  if (loss?.kind === 'text') return loss.text === undefined ? undefined : [loss.text];
  if (loss?.kind !== 'list') return undefined;
  return loss.items.map(item => (item.kind === 'text' ? item.text : undefined));
}
