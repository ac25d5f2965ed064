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
  /** What it was compiled with, names in the place of functions and objects. */
  '*loss': anything('str').optional().hidden(),
  /** Its last layer, and the units that this has. */
  '*last': anything('layer').optional().hidden(),
  '*units': anything('int').optional().hidden(),
  /** It is a sequence of layers. */
  '*sequence': anything('bool').optional().hidden(),
  /** Its layers fail with this data. */
  '*fails': anything('bool').optional().hidden(),
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

/** Where data is written. */
export interface At {
  readonly argument: string;
  readonly item?: number;
}

/** One of several tensors that are written in a list. */
export const atItem = (at: At, which: number, count: number): At => (count === 1 || at.item !== undefined ? at : { ...at, item: which });

/** An argument, or an item of one, that holds data. */
export interface Part {
  readonly shapes: readonly (Shape | undefined)[];
  /** As messages call it. */
  readonly name: string;
  readonly at: At;
}

/** One name, or one for each output. Undefined where one of them is not known. */
export function lossNames(loss: Arg | undefined): readonly (string | undefined)[] | undefined {
  if (loss?.kind === 'text') return loss.text === undefined ? undefined : [loss.text];
  if (loss?.kind !== 'list') return undefined;
  return loss.items.map(item => (item.kind === 'text' ? item.text : undefined));
}
