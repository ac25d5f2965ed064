/** Functions applied element by element, operators, and what else leaves the axes alone. */
import { add, floorDivide, maximum, minimum, modulo, multiply, power, subtract } from '../../dim/arithmetic.ts';
import type { TensorArg } from '../argument.ts';
import { ofType } from '../common/contents.ts';
import { type Binary, binaryRule } from '../common/elementwise.ts';
import { defineOp, type Op } from '../op.ts';
import { type Params, tensor } from '../parameter.ts';
import { anyOf, docs, numpy, plain } from './declare.ts';

interface Kept {
  readonly name: string;
  readonly more?: string;
  /** The language's function that does the same to a number. */
  readonly scalar?: string;
  readonly method?: boolean;
  readonly dtype?: string;
}

const keeps = ({ name, more = '', scalar, method, dtype }: Kept): Op =>
  defineOp({
    ...numpy,
    name: `np.${name}`,
    ...(scalar ? { scalar } : {}),
    ...(method ? { method: { names: [name] } } : {}),
    summary: `The function ${name}, element by element.`,
    docs: docs(name),
    params: { x: tensor().alias('a', 'm'), ...anyOf(`${more} out where dtype`) },
    order: `x ${more}`.trim(),
    shape: ({ x }) => plain(ofType(x.shape, dtype ?? x.dtype)),
    examples: [
      {
        call: `np.${name}(x${
          more && more !== 'axis'
            ? `, ${more
                .split(' ')
                .map(() => 1)
                .join(', ')}`
            : ''
        })`,
        given: { x: '2 3' },
        gives: '2 3',
      },
    ],
  });

const kept: readonly Kept[] = [
  { name: 'ceil', scalar: 'math.ceil' },
  { name: 'floor', scalar: 'math.floor' },
  { name: 'sqrt', scalar: 'math.sqrt' },
  { name: 'log', scalar: 'math.log' },
  { name: 'log2', scalar: 'math.log2' },
  { name: 'exp', scalar: 'math.exp' },
  { name: 'abs', scalar: 'abs' },
  { name: 'absolute', scalar: 'abs' },
  { name: 'round', more: 'decimals', scalar: 'round', method: true },
  ...['log10', 'log1p', 'expm1', 'sin', 'cos', 'tan', 'tanh', 'arctan', 'square', 'sign', 'negative', 'rint', 'trunc', 'nan_to_num'].map(
    name => ({ name }),
  ),
  ...['isnan', 'isfinite', 'isinf', 'logical_not'].map(name => ({ name, dtype: 'bool' })),
  { name: 'clip', more: 'a_min a_max', method: true },
  { name: 'cumsum', more: 'axis' },
  { name: 'flip', more: 'axis' },
  { name: 'fliplr' },
  { name: 'flipud' },
  { name: 'sort', more: 'axis' },
  { name: 'argsort', more: 'axis' },
].map(({ name, ...rest }) => ({ name, ...rest }));

interface Pairwise extends Binary {
  readonly name: string;
  readonly operator?: string;
  readonly scalar?: string;
}

const pairwise = ({ name, operator, scalar, ...how }: Pairwise): Op => {
  const params: Params = { x1: tensor(), x2: tensor(), ...anyOf('out where dtype') };
  return defineOp({
    ...numpy,
    name: `np.${name}`,
    ...(operator ? { operator } : {}),
    ...(scalar ? { scalar } : {}),
    summary: `The function ${name} of two arrays that broadcast.`,
    docs: docs(name),
    params,
    shape: (args, check) => plain(binaryRule(args.x1 as TensorArg, args.x2 as TensorArg, how, { op: `np.${name}`, at: 'x2' }, check)),
    examples: [
      { call: `np.${name}(x, y)`, given: { x: '2 1', y: '3' }, gives: '2 3' },
      { call: `np.${name}(x, y)`, given: { x: '2', y: '3' }, reports: 'broadcast-mismatch' },
    ],
  });
};

const pairs: readonly Pairwise[] = [
  { name: 'add', operator: '+', dims: add },
  { name: 'subtract', operator: '-', dims: subtract },
  { name: 'multiply', operator: '*', dims: multiply },
  { name: 'true_divide', operator: '/' },
  { name: 'divide' },
  { name: 'floor_divide', operator: '//', dims: floorDivide },
  { name: 'mod', operator: '%', dims: modulo },
  { name: 'power', operator: '**', dims: power },
  { name: 'maximum', scalar: 'max', dims: maximum },
  { name: 'minimum', scalar: 'min', dims: minimum },
  { name: 'less', operator: '<', dtype: 'bool' },
  { name: 'less_equal', operator: '<=', dtype: 'bool' },
  { name: 'greater', operator: '>', dtype: 'bool' },
  { name: 'greater_equal', operator: '>=', dtype: 'bool' },
  { name: 'logical_and', operator: '&' },
  { name: 'logical_or', operator: '|' },
];

export const elementwise: readonly Op[] = [...kept.map(keeps), ...pairs.map(pairwise)];
