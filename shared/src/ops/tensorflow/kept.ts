/** An op that keeps the shape of its tensor, declared by a line of a table. */
import { rankMismatch } from '../../diagnostics/rank-mismatch.ts';
import type { Shape } from '../../shape/shape.ts';
import type { TensorArg } from '../argument.ts';
import type { Check } from '../check.ts';
import { readAxes } from '../common/axis.ts';
import { type Unary, unaryData, unaryRule } from '../common/elementwise.ts';
import { defineOp, type Example, type Op } from '../op.ts';
import { anything, type Integers, ignored, integers, type Param, type Params, tensor } from '../parameter.ts';
import { docs, docsV1, name, ordered, tensorflow } from './declare.ts';

export interface Kept extends Unary {
  readonly path: string;
  readonly summary: string;
  readonly aliases?: readonly string[];
  readonly api?: 'v1' | 'v2';
  /** The tensor's parameter; `x` by default. */
  readonly input?: string;
  /** Further parameters in order; none of them changes the shape. */
  readonly more?: string;
  /** Where the 1.x order is another. */
  readonly moreV1?: string;
  /** Its parameter `axis` (once `dim`) must be one of the tensor's axes, or several: the arguments of a call that names another. */
  readonly along?: string;
  /** The fewest and the most axes it takes. */
  readonly ranks?: readonly [least: number, most?: number];
  /** The other arguments of a call, in source form. */
  readonly call?: string;
  /** A value it is applied to, in source form. */
  readonly on?: string;
  /** The shape of that value. */
  readonly gives?: string;
  /** A call that is a mistake, where it is not the usual one: a wrong rank, an axis that is not there, a keyword of other functions. */
  readonly fails?: Example;
}

export function keepsShape({
  path,
  summary,
  aliases = [],
  api,
  input = 'x',
  more = 'name',
  moreV1,
  along,
  ranks,
  call = '',
  on = '[0.5, 0.25]',
  gives = '2',
  ...how
}: Kept): Op {
  const others = `${more} ${moreV1 ?? ''}`.split(' ').filter(Boolean);
  const needed = new Set(others.filter(word => word.endsWith('!')).map(ordered));
  const params: Params = {
    [input]: tensor(),
    ...Object.fromEntries(
      others
        .map(ordered)
        .filter(word => along === undefined || word !== 'dim')
        .map(word => [word, paramOf(word, along !== undefined, needed.has(word))]),
    ),
  };
  // Of a picture an axis is missing; others have no axis to choose.
  const wrongRank = ranks && { call: `tf.${path}(x${call && `, ${call}`})`, given: { x: '5 3' }, reports: 'rank-mismatch' };
  const mistake = how.fails ?? wrongRank ?? { call: `tf.${path}(${on}${call && `, ${call}`}, axis=0)`, reports: 'argument-form' };
  const inOrder = (words: string) => ordered(`${input} ${words}`).trim();
  return defineOp({
    ...tensorflow,
    name: `tf.${path}`,
    aliases,
    ...(api ? { api } : {}),
    summary,
    docs: api === 'v1' ? docsV1(path) : docs(path),
    params,
    order: moreV1 ? { legacy: inOrder(moreV1), v1: inOrder(moreV1), v2: inOrder(more) } : inOrder(more),
    shape(args, check) {
      const tensor = args[input] as TensorArg;
      if (ranks && tensor.shape) checkRank(tensor.shape, ranks, input, check);
      if (along !== undefined && tensor.shape) readAxes(args.axis as Integers, tensor.shape, 'axis', check);
      return unaryRule(tensor, how);
    },
    compute: args => unaryData(args[input] as TensorArg, how),
    examples: [
      { call: `tf.${path}(${on}${call && `, ${call}`})`, gives },
      along === undefined ? mistake : { call: `tf.${path}(${on}, ${along})`, reports: 'axis-out-of-range' },
    ].map(example => (api ? { ...example, under: api } : example)),
  });
}

function checkRank(
  shape: Shape,
  [least, most = Number.POSITIVE_INFINITY]: NonNullable<Kept['ranks']>,
  argument: string,
  check: Check,
): void {
  if (shape.length >= least && shape.length <= most) return;
  const wanted = most === least ? least : most === Number.POSITIVE_INFINITY ? `at least ${least}` : `${least} or ${most}`;
  check.report(rankMismatch, { argument, wanted, got: shape }, { argument });
}

function paramOf(word: string, along: boolean, needed: boolean): Param<unknown> {
  if (word === 'name') return name();
  if (along && word === 'axis') return needed ? integers('int | int[]').alias('dim') : integers('int | int[]').alias('dim').optional();
  return needed || word.startsWith('clip') ? anything('number') : ignored('any');
}
