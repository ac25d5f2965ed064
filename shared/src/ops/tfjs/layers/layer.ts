/** What every layer of TensorFlow.js declares: its common options, the input shape that they state, and the input as `apply` takes it. */
import { argumentForm } from '../../../diagnostics/argument-form.ts';
import { channelsMismatch } from '../../../diagnostics/channels-mismatch.ts';
import { rankMismatch } from '../../../diagnostics/rank-mismatch.ts';
import { equal } from '../../../dim/compare.ts';
import { type Dim, unknown } from '../../../dim/dim.ts';
import type { Shape } from '../../../shape/shape.ts';
import { type Arg, type TensorArg, toDim, toTensor, unknownTensor } from '../../argument.ts';
import { type Check, isOpen } from '../../check.ts';
import type { LayerOp, Op } from '../../op.ts';
import { defineLayer } from '../../op.ts';
import { type Args, anything, type IntegerItem, ignored, integers, type Param, type Params, tensor } from '../../parameter.ts';
import { tfjs } from '../declare.ts';

/** `LayerArgs` in tfjs-layers/src/engine/topology.ts. */
const common = {
  inputShape: integers('number[]').optional().hidden(),
  batchInputShape: integers('number[]').optional().hidden(),
  batchSize: anything('number').optional().hidden(),
  dtype: ignored('string'),
  name: ignored('string'),
  trainable: ignored('boolean'),
  weights: ignored('Tensor[]'),
  inputDType: ignored('string'),
};

type Common = typeof common;

/** `apply` takes a tensor, or a list that holds nothing else. */
export const input = (axes?: string): Param<TensorArg> => ({
  ...tensor(axes),
  read: arg => (arg && (isSeveral(arg) ? several : onlyOne(arg))) ?? unknownTensor,
});

/** What `input` reads of several tensors. */
const several: TensorArg = { ...unknownTensor };
const isSeveral = (arg: Arg): boolean => arg.kind === 'list' && arg.items.length > 1 && arg.items.every(item => item.kind === 'tensor');

/** "Expected Tensor length to be 1; got 2"; of symbols some layers say so only when data comes. */
function checkAlone(op: string, { inputs }: { readonly inputs?: unknown }, check: Check): void {
  if (inputs === several) check.report(argumentForm, { op, problem: 'takes one tensor, got several' }, { argument: 'inputs' });
}

export const onlyOne = (arg: Arg): TensorArg | undefined =>
  arg.kind !== 'list' ? toTensor(arg) : arg.items.length === 1 && arg.items[0] ? toTensor(arg.items[0]) : undefined;

/** What a layer declares beside the common options. */
interface Layer<P extends Params, C extends Params> extends Omit<Op<P & Common, C>, 'framework' | 'docs' | 'params' | 'name' | 'stated'> {
  /** Below `tf.layers`. */
  readonly word: string;
  /** Names of the same layer, below `tf.layers`. */
  readonly also?: readonly string[];
  readonly params: P;
  readonly call: C;
  /** The rank that the layer wants, the batch included: what a stated input of unknown length must have. */
  readonly rank?: number;
  stated?(args: Args<P & Common>, check: Check): Shape | undefined;
}

/** Constructors that read an option before anything else: "Cannot read properties of undefined (reading 'poolSize')". The others take nothing for {}, or say what they lack. */
const readers = new Set(
  [
    'activation alphaDropout bidirectional categoryEncoding centerCrop convLstm2dCell dot dropout gaussianDropout gaussianNoise inputLayer randomWidth',
    'averagePooling1d averagePooling2d averagePooling3d maxPooling1d maxPooling2d maxPooling3d globalAveragePooling2d globalMaxPooling2d',
    'repeatVector rescaling resizing rnn spatialDropout1d timeDistributed upSampling2d',
  ].flatMap(line => line.split(' ')),
);

export function layer<const P extends Params, const C extends Params>({ word, also = [], params, rank, ...rest }: Layer<P, C>): LayerOp {
  const name = `tf.layers.${word}`;
  return defineLayer<P & Common, C>({
    ...tfjs,
    options: readers.has(word) ? 'needed' : true,
    stated: (args, check) => statedInput(args, check, rank),
    ...rest,
    shape(args, check) {
      checkAlone(name, args as { readonly inputs?: unknown }, check);
      const before = check.problems.length;
      const shape = rest.shape(args, check);
      return check.within === 'wrapped' && softenRanks(check, before) ? undefined : shape;
    },
    name,
    aliases: also.map(name => `layers.${name}`),
    docs: `https://js.tensorflow.org/api/latest/#layers.${word}`,
    params: { ...params, ...common },
  } as Op<P & Common, C> & { readonly call: C });
}

/**
 * A layer around this one calls it past the check of its input's rank: building a model passes, and kernels that take one item take the batch for its
 * first axis. So a wrong rank there is a warning, and nothing is known of the result.
 */
function softenRanks({ problems }: Check, from: number): boolean {
  const isRank = ({ code }: { readonly code: string }) => code === rankMismatch.code;
  if (!problems.slice(from).some(isRank)) return false;
  problems.splice(
    from,
    problems.length,
    ...problems.slice(from).flatMap(problem => (isRank(problem) ? [{ ...problem, severity: 'warning' as const }] : [])),
  );
  return true;
}

const names: Readonly<Record<number, readonly string[]>> = {
  1: ['N'],
  2: ['N', 'C'],
  3: ['N', 'L', 'C'],
  4: ['N', 'H', 'W', 'C'],
  5: ['N', 'D', 'H', 'W', 'C'],
};

/** The shape of the input that the common options state. A dim that is null may be anything. */
export function statedInput({ inputShape, batchInputShape, batchSize }: Args<Common>, check: Check, rank?: number): Shape | undefined {
  if (batchInputShape?.kind !== 'none') return named(itemsOf(batchInputShape), check, rank);
  if (inputShape?.kind === 'none') return undefined;
  const items = itemsOf(inputShape);
  return named(items && [sizeOf(batchSize), ...items], check, rank);
}

const itemsOf = (given: Args<Common>['inputShape']): readonly IntegerItem[] | undefined =>
  given?.kind === 'many' ? given.items : given?.kind === 'one' ? [given.dim] : undefined;

/** A size that an option states; null and nothing leave it open. */
export const sizeOf = (arg: Arg | undefined): IntegerItem => (!arg || arg.kind === 'none' ? 'none' : (toDim(arg) ?? unknown));

export function named(items: readonly IntegerItem[] | undefined, check: Check, rank?: number): Shape | undefined {
  const all = items ?? (rank === undefined ? undefined : Array<IntegerItem>(rank).fill(unknown));
  return all?.map((item, axis) => {
    if (typeof item === 'object' && item.kind !== 'unknown' && !(item.kind === 'int' && item.value < 0)) return item;
    const name = names[all.length]?.[axis] ?? (axis === 0 ? 'N' : `D${axis}`);
    // What we do not know, the framework may.
    return item === 'none' ? check.open(name) : check.fresh(name);
  });
}

/** Weights are made for a number of channels that is known: "Tensor must have a shape comprised of positive integers". */
export function checkDefined(dims: readonly (Dim | undefined)[], what: string, check: Check): void {
  if (!dims.some(isOpen)) return;
  const problem = `needs to know ${what} before data comes, and the shape of the model's input leaves it open`;
  check.report(argumentForm, { op: 'the layer', problem }, { argument: 'inputs' });
}

/** The same for a layer whose weights have the shape of an item of the batch, or of its last axes. */
export function checkReuseOf({ shape }: TensorArg, axes: number, check: Check): void {
  // Once there are weights, an open dim is compared with nothing.
  if (!check.first) checkDefined(shape?.slice(-axes) ?? [], axes === 1 ? 'the number of channels' : 'every axis but the batch', check);
  compareWithFirst(shape, axes, check);
}

/** The shape of the input that built the layer. */
export function firstShape(check: Check): Shape | undefined {
  const first = check.first?.['inputs'];
  return first && onlyOne(first)?.shape;
}

/** What is known of the last axes is as in the application that built the layer. */
export const compareWithFirst = (shape: Shape | undefined, axes: number, check: Check): void =>
  compare(firstShape(check)?.slice(-axes), shape?.slice(-axes), check);

/** Axis by axis from the front; of those that only one of them has nothing is asked. */
export function compareFromFront(shape: Shape, check: Check): void {
  const before = firstShape(check)?.slice(0, shape.length);
  compare(before, shape.slice(0, before?.length), check);
}

function compare(before: Shape | undefined, now: Shape | undefined, check: Check): void {
  const other = before && now ? now.findIndex((dim, at) => equal(dim, before[at] ?? dim) === 'no') : -1;
  if (other < 0 || !before || !now) return;
  check.report(
    channelsMismatch,
    {
      kind: 'pair',
      left: 'the input',
      leftDim: now[other] as Dim,
      right: 'the input that built this layer',
      rightDim: before[other] as Dim,
    },
    { argument: 'inputs' },
  );
}

/** A layer that was built for so many channels takes no others: "expected axis 3 of input shape to have value 3". */
export function checkReuse(C: Dim, axis: (shape: Shape) => Dim | undefined, check: Check): void {
  if (!check.first) checkDefined([C], 'the number of channels', check);
  const before = firstShape(check);
  const built = before && axis(before);
  if (!built || equal(built, C) !== 'no') return;
  check.report(
    channelsMismatch,
    { kind: 'pair', left: 'the input', leftDim: C, right: 'the input that built this layer', rightDim: built },
    { argument: 'inputs' },
  );
}
