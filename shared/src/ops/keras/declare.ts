/** What every Keras declaration repeats. */
import { type Dim, unknown } from '../../dim/dim.ts';
import type { Shape } from '../../shape/shape.ts';
import type { Arg } from '../argument.ts';
import type { Check } from '../check.ts';
import { itemDim } from '../conv/items.ts';
import { defineLayer, type Example, type LayerOp, type Op } from '../op.ts';
import { anything, ignored, type Param, type Params, readIntegers } from '../parameter.ts';
import { furtherKeywords } from './keywords.ts';

export const keras = { framework: 'keras' } as const;

export const docs = (path: string): string => `https://www.tensorflow.org/api_docs/python/tf/keras/${path.replaceAll('.', '/')}`;

/** What every layer takes by keyword. */
const common = {
  input_shape: anything('int[]').optional().hidden(),
  batch_input_shape: anything('int[]').alias('batch_shape').optional().hidden(),
  input_dim: anything('int').optional().hidden(),
  input_length: anything('int').optional().hidden(),
  batch_size: anything('int').optional().hidden(),
  name: ignored('str'),
  trainable: ignored('bool'),
  dtype: ignored('str'),
} satisfies Params;

export const activation = () => ignored('str | function');
export const any = () => ignored('any');
/** Keywords that have no influence on shapes. */
export const ignoredOnes = <const W extends string>(words: string): Readonly<Record<W, ReturnType<typeof any>>> =>
  Object.fromEntries(words.split(' ').map(word => [word, any()])) as never;

type Own<P extends Params, C extends Params> = Omit<Op<P, C>, 'framework' | 'docs' | 'call'> & { readonly call: C; readonly docs?: string };

/** Keras 2.9 and later take a layout of DTensor beside each initializer (dtensor/utils.py, `allow_initializer_layout`). */
const layoutsOf = (words: ReadonlySet<string>): readonly string[] =>
  [...words].filter(word => word.endsWith('_initializer')).map(word => word.replace(/initializer$/, 'layout'));

/** Where nothing about shapes can be wrong, a misspelt keyword can. */
function withMisspelling(examples: readonly Example[]): readonly Example[] {
  const [good] = examples;
  if (!good || !/\)(\[\d\])?$/.test(good.call) || examples.some(({ reports }) => reports)) return examples;
  const { call, gives: _, ...others } = good;
  // Where the constructor's arguments end, which may be applied at once.
  const end = call.includes(')(') ? call.indexOf(')(') : call.lastIndexOf(')');
  const [made, rest] = [call.slice(0, end), call.slice(end)];
  return [...examples, { ...others, call: `${made}${made.endsWith('(') ? '' : ', '}nmae='a'${rest}`, reports: 'argument-form' }];
}

/** A layer with what all layers of Keras have. */
export function layer<const P extends Params, const C extends Params>(own: Own<P, C>): LayerOp {
  const { params, ...rest } = own;
  const [, name] = /^keras\.layers\.(\w+)$/.exec(own.name) ?? [];
  const declared = new Set(Object.entries<Param<unknown>>({ ...common, ...params }).flatMap(([word, param]) => [word, ...param.aliases]));
  const further = [...furtherKeywords(name ?? ''), ...layoutsOf(declared)].filter(word => !declared.has(word));
  return defineLayer({
    ...keras,
    docs: docs(own.name.replace(/^keras\./, '')),
    order: Object.keys(params).join(' '),
    stated: (args: Record<string, unknown>, check: Check) => statedShape(args as never, check),
    // What others contribute has keywords that nobody listed.
    ...(name === undefined ? {} : { complete: 'keywords' }),
    ...rest,
    ...(name === undefined ? {} : { examples: withMisspelling(own.examples) }),
    params: { ...common, ...ignoredOnes(further.join(' ')), ...params },
  } as never);
}

const images: Readonly<Record<number, readonly string[]>> = { 3: ['N', 'L', 'C'], 4: ['N', 'H', 'W', 'C'], 5: ['N', 'D', 'H', 'W', 'C'] };

/** What a `None` in a shape stands for: a dim that is not known before the program runs, but has a name. The batch is axis 0. */
export const named =
  (check: Check) =>
  (axis: number, rank: number): Dim =>
    check.entry(images[rank]?.[axis] ?? (axis === 0 ? 'N' : `d${axis}`));

/** The items of a shape, the batch among them. */
export function shapeOf(arg: Arg | undefined, check: Check, withBatch: boolean, batch?: Arg): Shape | undefined {
  const read = readIntegers(arg);
  if (!read || read.kind === 'none' || read.kind === 'bad') return undefined;
  const items = read.kind === 'one' ? [read.dim] : read.items;
  const rank = items.length + (withBatch ? 0 : 1);
  const dims = items.map((item, at): Dim => {
    if (item === 'none') return named(check)(at + (withBatch ? 0 : 1), rank);
    // A dim is never below zero: Theano's users wrote −1 for "any".
    return item === 'bad' || (item.kind === 'int' && item.value < 0) ? unknown : item;
  });
  if (withBatch) return dims;
  const count = batch && batch.kind !== 'none' ? itemDim(batch) : unknown;
  return [count.kind === 'unknown' ? named(check)(0, rank) : count, ...dims];
}

type Stated = { readonly [K in keyof typeof common]: Arg | undefined };

/** The shape of the input that a layer's own arguments state (`Layer.__init__` in Keras 1 and 2). */
export function statedShape(
  { input_shape, batch_input_shape, input_dim, input_length, batch_size }: Stated,
  check: Check,
): Shape | undefined {
  const given = (arg: Arg | undefined): arg is Arg => arg !== undefined && arg.kind !== 'none';
  if (given(batch_input_shape)) return shapeOf(batch_input_shape, check, true);
  if (given(input_shape)) return shapeOf(input_shape, check, false, batch_size);
  if (!given(input_dim)) return undefined;
  const dim = itemDim(input_dim);
  return shapeOf(
    { kind: 'list', items: given(input_length) ? [input_length, { kind: 'number', dim }] : [{ kind: 'number', dim }] },
    check,
    false,
    batch_size,
  );
}

/** What every layer takes where it is applied, beside its input. */
export const applied = { training: ignored('bool'), mask: ignored('Tensor') } satisfies Params;
