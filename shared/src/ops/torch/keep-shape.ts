/** Layers that leave the shape as it is: activations, dropout, softmax. Sources: torch/nn/modules/activation.py, dropout.py. */
import { unaryFunctions } from '../../kernel/execute/elementwise.ts';
import { tensorArg } from '../argument.ts';
import { type Unary, unaryData, unaryRule } from '../common/elementwise.ts';
import { defineLayer, defineOp, type Op } from '../op.ts';
import { tensor } from '../parameter.ts';
import { docs, plain, torch } from './declare.ts';

interface Kept extends Unary {
  readonly summary: string;
  /** What the constructor takes. */
  readonly takes?: string;
  /** Arguments of the example, in source form. */
  readonly call?: string;
  /** The function of the same meaning below `torch.nn.functional`, and what it takes beside the input. */
  readonly function?: string;
  readonly more?: string;
  /** Other paths of the function. */
  readonly aliases?: readonly string[];
  /** It is a method of tensors too. */
  readonly method?: boolean;
}

const fn = unaryFunctions;

const dropped = { takes: 'p inplace', more: 'p training inplace' };

const layers: Readonly<Record<string, Kept>> = {
  ReLU: {
    summary: 'Negative numbers become 0.',
    takes: 'inplace',
    function: 'relu',
    more: 'inplace',
    aliases: ['relu'],
    method: true,
    numbers: fn.relu,
  },
  ReLU6: { summary: 'Numbers are kept between 0 and 6.', takes: 'inplace', function: 'relu6', more: 'inplace', numbers: fn.relu6 },
  LeakyReLU: {
    summary: 'Negative numbers are multiplied by `negative_slope`.',
    takes: 'negative_slope inplace',
    function: 'leaky_relu',
    more: 'negative_slope inplace',
  },
  RReLU: {
    summary: 'Negative numbers are multiplied by a random slope.',
    takes: 'lower upper inplace',
    function: 'rrelu',
    more: 'lower upper training inplace',
    aliases: ['rrelu'],
  },
  PReLU: {
    summary: 'Negative numbers are multiplied by a learnt slope.',
    takes: 'num_parameters init device dtype',
    function: 'prelu',
    more: 'weight',
    aliases: ['prelu'],
  },
  ELU: { summary: 'Negative numbers become exp(x) − 1.', takes: 'alpha inplace', function: 'elu', more: 'alpha inplace', numbers: fn.elu },
  SELU: { summary: 'Scaled exponential linear unit.', takes: 'inplace', function: 'selu', more: 'inplace', aliases: ['selu'] },
  CELU: {
    summary: 'Continuously differentiable exponential linear unit.',
    takes: 'alpha inplace',
    function: 'celu',
    more: 'alpha inplace',
    aliases: ['celu'],
  },
  GELU: { summary: 'x times the normal distribution function of x.', takes: 'approximate', function: 'gelu', more: 'approximate' },
  SiLU: { summary: 'x times its sigmoid.', takes: 'inplace', function: 'silu', more: 'inplace' },
  Mish: { summary: 'x times tanh of its softplus.', takes: 'inplace', function: 'mish', more: 'inplace' },
  Sigmoid: { summary: '1 / (1 + exp(−x)).', function: 'sigmoid', aliases: ['sigmoid', 'special.expit'], method: true, numbers: fn.sigmoid },
  Tanh: { summary: 'Hyperbolic tangent.', function: 'tanh', aliases: ['tanh'], method: true, numbers: fn.tanh },
  Softplus: { summary: 'log(exp(x) + 1).', takes: 'beta threshold', function: 'softplus', more: 'beta threshold', numbers: fn.softplus },
  Softsign: { summary: 'x / (|x| + 1).', function: 'softsign' },
  Softshrink: { summary: 'Numbers are moved towards 0.', takes: 'lambd', function: 'softshrink', more: 'lambd' },
  Hardshrink: { summary: 'Small numbers become 0.', takes: 'lambd', function: 'hardshrink', more: 'lambd', aliases: ['hardshrink'] },
  Tanhshrink: { summary: 'x − tanh(x).', function: 'tanhshrink' },
  Hardtanh: {
    summary: 'Numbers are kept between two limits.',
    takes: 'min_val max_val inplace',
    function: 'hardtanh',
    more: 'min_val max_val inplace',
  },
  Hardsigmoid: { summary: 'A sigmoid made of straight lines.', takes: 'inplace', function: 'hardsigmoid', more: 'inplace' },
  Hardswish: { summary: 'x times its hard sigmoid.', takes: 'inplace', function: 'hardswish', more: 'inplace' },
  LogSigmoid: { summary: 'The logarithm of the sigmoid.', function: 'logsigmoid' },
  Threshold: {
    summary: 'Numbers below a threshold become another.',
    takes: 'threshold value inplace',
    call: '0.1, 20.0',
    function: 'threshold',
    more: 'threshold value inplace',
    aliases: ['threshold'],
  },
  Softmax: {
    summary: 'Positive numbers that add up to 1 along an axis.',
    takes: 'dim',
    call: 'dim=1',
    function: 'softmax',
    more: 'dim _stacklevel dtype',
    aliases: ['softmax'],
    method: true,
  },
  Softmin: { summary: 'The softmax of −x.', takes: 'dim', call: 'dim=1', function: 'softmin', more: 'dim' },
  LogSoftmax: {
    summary: 'The logarithm of the softmax.',
    takes: 'dim',
    call: 'dim=1',
    function: 'log_softmax',
    more: 'dim _stacklevel dtype',
    aliases: ['log_softmax'],
    method: true,
  },
  Softmax2d: { summary: 'Positive numbers that add up to 1 over the channels.' },
  Dropout: {
    summary: 'Some elements, at random, become 0; the others are scaled up.',
    ...dropped,
    function: 'dropout',
    aliases: ['dropout'],
  },
  Dropout1d: { summary: 'Some channels, at random, become 0.', ...dropped, function: 'dropout1d' },
  Dropout2d: { summary: 'Some channels, at random, become 0.', ...dropped, function: 'dropout2d' },
  Dropout3d: { summary: 'Some channels, at random, become 0.', ...dropped, function: 'dropout3d' },
  AlphaDropout: { summary: 'Dropout that keeps mean and variance.', ...dropped, function: 'alpha_dropout' },
  FeatureAlphaDropout: {
    summary: 'Dropout of whole channels that keeps mean and variance.',
    ...dropped,
    function: 'feature_alpha_dropout',
  },
  Identity: { summary: 'The same tensor.', numbers: x => x, dims: dim => dim },
  ChannelShuffle: {
    summary: 'Channels of several groups in turn.',
    takes: 'groups',
    call: '2',
    function: 'channel_shuffle',
    more: 'groups',
    aliases: ['channel_shuffle'],
  },
};

function opsOf([word, kept]: readonly [string, Kept]): readonly Op[] {
  const { summary, takes = '', call = '', function: path, more = '', aliases = [], method = false, ...how } = kept;
  const name = `torch.nn.${word}`;
  const shape = '8 16 7 7';
  const layer = defineLayer({
    ...torch,
    name,
    summary,
    docs: docs(name),
    params: plain(takes),
    call: { input: tensor() },
    shape: ({ input }) => ({ ...unaryRule(input, how), ...(input.shape ? {} : tensorArg(undefined)) }),
    examples: [{ call: `nn.${word}(${call})`, on: shape, gives: shape }],
  });
  if (path === undefined) return [layer];
  return [
    layer,
    defineOp({
      ...torch,
      name: `torch.nn.functional.${path}`,
      aliases: [...aliases, `nn.functional.${path}_`, ...aliases.map(each => `${each}_`)],
      ...(method ? { method: { names: [path, `${path}_`] } } : {}),
      summary,
      docs: docs(`torch.nn.functional.${path}`),
      params: { input: tensor(), ...plain(more) },
      shape: ({ input }) => unaryRule(input as never, how),
      compute: ({ input }) => unaryData(input as never, how),
      examples: [{ call: `F.${path}(x${call && `, ${call}`}${word === 'PReLU' ? ', x' : ''})`, given: { x: shape }, gives: shape }],
    }),
  ];
}

export const keepShape: readonly Op[] = Object.entries(layers).flatMap(opsOf);
