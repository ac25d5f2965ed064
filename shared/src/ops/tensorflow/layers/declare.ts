/** Every layer of tf.layers comes as a function (`tf.layers.conv2d(x, …)`) and as a class (`tf.layers.Conv2D(…)`), declared in one go. */

import type { Dim } from '../../../dim/dim.ts';
import type { Shape } from '../../../shape/shape.ts';
import type { TensorArg } from '../../argument.ts';
import type { Check } from '../../check.ts';
import { checkReuse } from '../../keras/reuse.ts';
import { needs } from '../../needs.ts';
import { defineLayer, defineOp, type Example, type Op, type Result } from '../../op.ts';
import { type Args, anything, flag, ignored, integer, type Params, tensor, wordOr } from '../../parameter.ts';
import { docsV1, tensorflow } from '../declare.ts';

interface Both<P extends Params, R> {
  /** `conv2d`, `Conv2D`. */
  readonly names: readonly [string, string];
  readonly summary: string;
  /** The input's axes, for people. */
  readonly axes?: string;
  /** What both forms take beside the input. */
  readonly params: P;
  /** What the function takes as well. */
  readonly more?: Params;
  /** What the application of the class takes as well. */
  readonly call?: Params;
  /** Reads the arguments and reports what is wrong with them alone. */
  read(args: Args<P>, op: string, check: Check): R;
  rule(inputs: TensorArg, read: R, check: Check): Result;
  /** The axis of the input that the layer's weights are made for: a class that is applied again must get as many channels. */
  channels?(shape: Shape, read: R): Dim | undefined;
  /** Calls of the function without `tf.layers.` and the input: `(x, 64, 3)` → arguments after `x`. */
  readonly examples: readonly (Omit<Example, 'call' | 'given' | 'on'> & { readonly with: string; readonly on: string })[];
}

export function layerPair<const P extends Params, R>({
  names,
  summary,
  axes,
  params,
  more = {},
  call = {},
  ...how
}: Both<P, R>): readonly Op[] {
  const [name, className] = names;
  const shared = { ...tensorflow, api: 'v1', summary } as const;
  const op = (path: string) => `tf.layers.${path}`;
  return [
    defineOp({
      ...shared,
      name: op(name),
      docs: docsV1(`layers.${name}`),
      params: { inputs: tensor(axes), ...params, ...more, name: ignored('str'), reuse: ignored('bool') } as Params,
      shape: (args, check) => how.rule(args.inputs as TensorArg, how.read(args as unknown as Args<P>, op(name), check), check),
      examples: how.examples.map(({ with: rest, on, ...example }) => ({
        ...example,
        under: 'v1',
        call: `${op(name)}(x${rest && `, ${rest}`})`,
        given: { x: on },
      })),
    }),
    // Keywords go on to the base class, which knows further ones.
    defineLayer({
      ...shared,
      complete: false,
      name: op(className),
      docs: docsV1(`layers.${className}`),
      params: { ...params, name: ignored('str') } as Params,
      call: { inputs: tensor(axes), ...call } as Params,
      construct: (args, check) => {
        how.read(args as unknown as Args<P>, op(className), check);
      },
      shape: (args, check) => {
        needs(op(className), ['inputs'], check);
        const inputs = args.inputs as TensorArg;
        const read = how.read(args as unknown as Args<P>, op(className), check);
        const dim = inputs.shape && how.channels?.(inputs.shape, read);
        if (dim) checkReuse(dim, shape => how.channels?.(shape, read), check);
        return how.rule(inputs, read, check);
      },
      examples: [
        ...how.examples.map(({ with: rest, ...example }) => ({ ...example, under: 'v1' as const, call: `${op(className)}(${rest})` })),
        // Applied to nothing.
        { call: `${op(className)}(${how.examples[0]?.with ?? ''})()`, reports: 'argument-form', under: 'v1' },
      ],
    }),
  ];
}

const several = (words: string, type = 'any') => Object.fromEntries(words.split(' ').map(word => [word, ignored(type)]));

/** Parameters that say nothing of shapes, in their order. */
export const trailing = {
  conv: {
    activation: ignored('function'),
    use_bias: flag().default('True'),
    ...several(
      'kernel_initializer bias_initializer kernel_regularizer bias_regularizer activity_regularizer kernel_constraint bias_constraint trainable',
    ),
  },
  separable: {
    activation: ignored('function'),
    use_bias: flag().default('True'),
    ...several(
      'depthwise_initializer pointwise_initializer bias_initializer depthwise_regularizer pointwise_regularizer bias_regularizer activity_regularizer depthwise_constraint pointwise_constraint bias_constraint trainable',
    ),
  },
};

export const filtersParam = () => integer();
export const sizeParam = (spatial: number) => anything(spatial === 1 ? 'int' : `int | int[${spatial}]`, { kind: 'integers' });
export const paddingParam = () => wordOr("'valid'", 'valid', 'same').default("'valid'");
export const dataFormatParam = () =>
  anything("'channels_last' | 'channels_first'", { kind: 'choice', words: ['channels_last', 'channels_first'], open: false }).default(
    "'channels_last'",
  );
export const formats = { words: ['channels_last', 'channels_first'], anyCase: true } as const;
export const paddingWords = ['valid', 'same'] as const;
