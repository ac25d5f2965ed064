/** Layers that keep the shape: activations, dropout, normalization, random changes of images. */
import { argumentForm } from '../../diagnostics/argument-form.ts';
import { rankMismatch } from '../../diagnostics/rank-mismatch.ts';
import type { Dim } from '../../dim/dim.ts';
import type { Check } from '../check.ts';
import { readAxes } from '../common/axis.ts';
import { ofType } from '../common/contents.ts';
import type { LayerOp } from '../op.ts';
import { type Integers, integers, oneTensor } from '../parameter.ts';
import { applied, ignoredOnes, layer } from './declare.ts';
import { checkReuse } from './reuse.ts';

interface Kept {
  readonly name: string;
  readonly summary: string;
  /** Its parameters in order. */
  readonly takes?: string;
  readonly aliases?: readonly string[];
  /** Keywords of earlier releases. */
  readonly before?: string;
  /** Has weights per channel: what it was built for, later inputs must have. */
  readonly weighs?: boolean;
  /** Where it is, if not among Keras' own layers. */
  readonly package?: string;
  /** The axes in `axis` must be there when it is built. */
  readonly along?: boolean;
  /** Takes no other rank. */
  readonly rank?: 3 | 4 | 5;
  /** Keras 3 takes no shape of the input there (`BaseSpatialDropout.__init__`). */
  readonly unstated?: boolean;
  /** The arguments of the example. */
  readonly example?: string;
}

const onRank = { 3: '8 6 4', 4: '8 6 6 3', 5: '2 3 6 6 4' };

const keeps = ({
  name,
  unstated,
  summary,
  takes = '',
  aliases = [],
  before = '',
  weighs,
  along,
  rank,
  package: at = 'layers',
  example = '',
}: Kept): LayerOp =>
  layer({
    name: `keras.${at}.${name}`,
    aliases: aliases.map(alias => `${at}.${alias}`),
    summary,
    ...(at === 'layers' ? {} : { docs: `https://www.tensorflow.org/addons/api_docs/python/tfa/layers/${name}` }),
    params: {
      ...ignoredOnes(`${takes} ${before} seed`.trim().replaceAll(/ +/g, ' ')),
      ...(along ? { axis: integers('int | int[]').default('-1') } : {}),
    },
    order: takes,
    call: { inputs: oneTensor(), ...applied },
    ...(unstated
      ? {
          construct(_: unknown, check: Check) {
            for (const argument of ['input_shape', 'batch_input_shape', 'input_dim'])
              if (check.given.has(argument))
                check.report(
                  argumentForm,
                  { op: `keras.${at}.${name}`, problem: `takes no ${argument} since Keras 3` },
                  { argument },
                  { severity: 'warning' },
                );
          },
        }
      : {}),
    shape({ inputs: { shape, dtype }, ...given }, check) {
      if (rank && shape && shape.length !== rank)
        check.report(rankMismatch, { argument: 'inputs', wanted: rank, got: shape }, { argument: 'inputs' });
      if (along && shape) readAxes((given as { readonly axis?: Integers }).axis, shape, 'axis', check);
      if (weighs && shape && !check.given.has('axis'))
        checkReuse(shape.at(-1) as Dim, first => (first.length === shape.length ? first.at(-1) : undefined), check);
      return ofType(shape, dtype);
    },
    examples: [
      { call: `keras.${at}.${name}(${example})`, on: onRank[rank ?? 4], gives: onRank[rank ?? 4] },
      ...(along ? [{ call: `keras.${at}.${name}(axis=3)`, on: '8 6 4', reports: 'axis-out-of-range' } as const] : []),
    ],
  });

const activations: readonly Kept[] = [
  { name: 'Activation', takes: 'activation', summary: 'Applies a function to every element.', example: "'relu'" },
  { name: 'ReLU', takes: 'max_value negative_slope threshold', summary: 'Negative numbers become 0.' },
  { name: 'LeakyReLU', takes: 'negative_slope', before: 'alpha', summary: 'Negative numbers are multiplied by a small one.' },
  {
    name: 'PReLU',
    takes: 'alpha_initializer alpha_regularizer alpha_constraint shared_axes',
    before: 'init weights',
    summary: 'Negative numbers are multiplied by learned ones.',
  },
  { name: 'ELU', takes: 'alpha', summary: 'Negative numbers become exp(x) − 1.' },
  { name: 'ThresholdedReLU', takes: 'theta', summary: 'Numbers below a threshold become 0.' },
  { name: 'Softmax', takes: 'axis', summary: 'Positive numbers that add up to 1 along an axis.' },
  { name: 'Identity', summary: 'The same tensor.' },
  { name: 'ActivityRegularization', takes: 'l1 l2', summary: 'The same tensor; adds to the loss.' },
  { name: 'SReLU', takes: 'init t_left_init a_left_init t_right_init a_right_init', summary: 'A line with two knees, learned (Keras 1).' },
  { name: 'ParametricSoftplus', takes: 'init alpha_init beta_init', summary: 'A smooth threshold, learned (Keras 1).' },
  { name: 'Highway', takes: 'init activation weights', summary: 'A gate between the input and a dense layer (Keras 1).' },
  { name: 'Masking', takes: 'mask_value', summary: 'The same tensor; says which steps are to be skipped.' },
];

const dropouts: readonly Kept[] = [
  { name: 'Dropout', takes: 'rate noise_shape', before: 'p', summary: 'Some elements, at random, become 0.', example: '0.5' },
  {
    name: 'SpatialDropout1D',
    rank: 3,
    unstated: true,
    takes: 'rate',
    before: 'p',
    summary: 'Some channels, at random, become 0.',
    example: '0.5',
  },
  {
    name: 'SpatialDropout2D',
    unstated: true,
    rank: 4,
    takes: 'rate data_format',
    before: 'p dim_ordering',
    summary: 'Some channels, at random, become 0.',
    example: '0.5',
  },
  {
    name: 'SpatialDropout3D',
    unstated: true,
    rank: 5,
    takes: 'rate data_format',
    before: 'p dim_ordering',
    summary: 'Some channels, at random, become 0.',
    example: '0.5',
  },
  { name: 'AlphaDropout', takes: 'rate noise_shape', summary: 'Dropout that keeps mean and variance.', example: '0.5' },
  { name: 'GaussianDropout', takes: 'rate', before: 'p', summary: 'Multiplies by random numbers around 1.', example: '0.5' },
  { name: 'GaussianNoise', takes: 'stddev', before: 'sigma', summary: 'Adds random numbers around 0.', example: '0.1' },
];

const normalizations: readonly Kept[] = [
  {
    name: 'BatchNormalization',
    takes: 'axis momentum epsilon center scale',
    before:
      'mode weights beta_init gamma_init gamma_regularizer beta_regularizer beta_initializer gamma_initializer moving_mean_initializer moving_variance_initializer beta_constraint gamma_constraint renorm fused synchronized',
    summary: 'Shifts and scales every channel to mean 0 and variance 1.',
  },
  {
    name: 'LayerNormalization',
    takes: 'axis epsilon center scale',
    before: 'beta_initializer gamma_initializer beta_regularizer gamma_regularizer beta_constraint gamma_constraint rms_scaling',
    summary: 'Shifts and scales every item of the batch to mean 0 and variance 1.',
  },
  {
    name: 'InstanceNormalization',
    package: 'contrib.layers',
    takes: 'axis epsilon center scale',
    before: 'beta_initializer gamma_initializer beta_regularizer gamma_regularizer beta_constraint gamma_constraint',
    summary: 'Shifts and scales every channel of every image by itself (TensorFlow Addons, keras-contrib).',
  },
  { name: 'UnitNormalization', takes: 'axis', summary: 'Divides by the norm.' },
  { name: 'RMSNormalization', takes: 'axis epsilon', summary: 'Divides by the root of the mean square.' },
  { name: 'Normalization', takes: 'axis mean variance invert', summary: 'Shifts and scales by what was seen of the data.' },
];

const imageChanges: readonly Kept[] = [
  { name: 'Rescaling', takes: 'scale offset', summary: 'Multiplies and adds a number.', example: '1 / 255' },
  ...(
    [
      ['RandomFlip', 'mode', 'Mirrors images, or not.'],
      ['RandomRotation', 'factor', 'Turns images by a random angle.'],
      ['RandomZoom', 'height_factor width_factor', 'Zooms images by a random factor.'],
      ['RandomTranslation', 'height_factor width_factor', 'Shifts images at random.'],
      ['RandomContrast', 'factor', 'Changes the contrast at random.'],
      ['RandomBrightness', 'factor', 'Changes the brightness at random.'],
      ['RandomSaturation', 'factor', 'Changes the saturation at random.'],
      ['RandomHue', 'factor', 'Changes the hue at random.'],
      ['RandomErasing', 'factor', 'Covers a part of the image.'],
      ['RandomShear', 'x_factor y_factor', 'Shears images at random.'],
      ['RandomInvert', 'factor', 'Inverts images, or not.'],
      ['RandomColorDegeneration', 'factor', 'Takes away colour at random.'],
      ['RandomColorJitter', 'value_range brightness_factor contrast_factor saturation_factor hue_factor', 'Changes colours at random.'],
      ['RandomGaussianBlur', 'factor kernel_size sigma', 'Blurs images at random.', ''],
      ['RandomGrayscale', 'factor', 'Takes away all colour, or not.'],
      ['RandomPerspective', 'factor scale', 'Distorts images at random.'],
      ['RandomElasticTransform', 'factor scale', 'Distorts images at random.'],
      ['RandomPosterization', 'factor', 'Takes away shades.', '4'],
      ['RandomSharpness', 'factor', 'Sharpens images at random.'],
      ['RandAugment', 'value_range num_ops factor', 'Several changes at random.'],
      ['AugMix', 'value_range num_chains chain_depth factor alpha', 'A mixture of changes at random.'],
      ['Equalization', 'value_range bins', 'Stretches the histogram.'],
      ['AutoContrast', '', 'Stretches the contrast.'],
      [
        'ContrastLimitedAdaptiveHistogramEqualization',
        'value_range clip_limit tile_grid_size',
        'Stretches the histogram, part by part.',
        '',
      ],
      ['Solarization', '', 'Inverts the bright parts.'],
    ] as const
  ).map(([name, takes, summary, sample]: readonly [string, string, string, string?]) => ({
    name,
    takes,
    before: 'fill_mode interpolation fill_value data_format value_range',
    summary,
    ...(sample !== undefined
      ? { example: sample }
      : /^(factor|height_factor|x_factor)/.test(takes)
        ? {
            example: takes
              .split(' ')
              .map(() => '0.1')
              .join(', '),
          }
        : {}),
  })),
].map(kept => ({ ...kept, aliases: [`experimental.preprocessing.${kept.name}`] }));

export const keptLayers: readonly LayerOp[] = [
  ...activations,
  ...dropouts,
  ...normalizations.map(kept => ({
    ...kept,
    weighs: kept.name === 'BatchNormalization',
    along: kept.package === undefined || kept.name === 'InstanceNormalization',
  })),
  ...imageChanges,
].map(keeps);
