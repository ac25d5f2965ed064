/** Which ops belong to the convolution family and how: all that the corpus knows of names. */

import type { Language } from '#server/ir/ir.ts';

export const kinds = ['forward', 'transposed', 'depthwise', 'separable', 'pool'] as const;
export type Kind = (typeof kinds)[number];
export const forms = ['functional', 'layer'] as const;
export type Form = (typeof forms)[number];

export interface Family {
  readonly language: Language;
  readonly kind: Kind;
  readonly form: Form;
  /** Where a result of the framework's default layout has its channels: behind the spatial axes, or before them. */
  readonly channels: 'last' | 'first';
}

type Names = Readonly<Partial<Record<Kind, string>>>;

interface Row {
  readonly language: Language;
  readonly form: Form;
  readonly channels: Family['channels'];
  /** What the names below begin with. */
  readonly root: string;
  /** Separated by spaces; `{a,b}` stands for each of its alternatives. */
  readonly names: Names;
}

const keras: Names = {
  forward: 'Conv{1,2,3}D Convolution{1,2,3}D AtrousConvolution{1,2}D LocallyConnected{1,2}D ConvLSTM{1,2,3}D',
  transposed: 'Conv{1,2,3}DTranspose Convolution{2,3}DTranspose Deconvolution{2,3}D',
  depthwise: 'DepthwiseConv{1,2}D',
  separable: 'SeparableConv{1,2}D SeparableConvolution{1,2}D',
  pool: '{,Global}{Max,Average,Avg}Pool{,ing}{1,2,3}D AdaptiveAveragePooling{1,2,3}D AdaptiveMaxPooling{1,2,3}D',
};

const slim: Names = {
  forward: 'conv{1,2,3}d convolution{,1d,2d,3d} conv2d_in_plane',
  transposed: 'conv{2,3}d_transpose convolution{2,3}d_transpose',
  separable: 'separable_conv2d separable_convolution2d',
  pool: '{max,avg}_pool{2,3}d pool',
};

const flax: Names = { forward: 'Conv ConvLocal', transposed: 'ConvTranspose' };

const rows: readonly Row[] = [
  {
    language: 'python',
    form: 'functional',
    channels: 'last',
    root: 'tf.nn',
    names: {
      forward: 'conv{1,2,3}d convolution atrous_conv2d quantized_conv2d',
      transposed: 'conv{1,2,3}d_transpose conv_transpose atrous_conv2d_transpose conv{2,3}d_backprop_input',
      depthwise: 'depthwise_conv2d{,_native}',
      separable: 'separable_conv2d',
      pool: '{max,avg}_pool{,1d,2d,3d} pool max_pool_with_argmax fractional_{max,avg}_pool',
    },
  },
  {
    language: 'python',
    form: 'functional',
    channels: 'last',
    root: 'tf.layers',
    names: {
      forward: 'conv{1,2,3}d',
      transposed: 'conv{2,3}d_transpose',
      separable: 'separable_conv{1,2}d',
      pool: '{max,average}_pooling{1,2,3}d',
    },
  },
  { language: 'python', form: 'layer', channels: 'last', root: 'tf.layers', names: keras },
  { language: 'python', form: 'functional', channels: 'last', root: '{slim,tf.contrib.slim,tf.contrib.layers}', names: slim },
  { language: 'python', form: 'layer', channels: 'last', root: '{keras,tf.keras}.layers', names: keras },
  {
    language: 'python',
    form: 'functional',
    channels: 'last',
    root: 'keras.ops',
    names: {
      forward: 'conv',
      transposed: 'conv_transpose',
      depthwise: 'depthwise_conv',
      separable: 'separable_conv',
      pool: '{max,average}_pool',
    },
  },
  {
    language: 'python',
    form: 'functional',
    channels: 'last',
    root: 'keras.backend',
    names: {
      forward: 'conv{1,2,3}d',
      transposed: 'conv2d_transpose',
      depthwise: 'depthwise_conv2d',
      separable: 'separable_conv2d',
      pool: 'pool{2,3}d',
    },
  },
  {
    language: 'python',
    form: 'layer',
    channels: 'first',
    root: 'torch.nn',
    names: {
      forward: '{,Lazy}Conv{1,2,3}d',
      transposed: '{,Lazy}ConvTranspose{1,2,3}d',
      pool: '{Max,Avg,LP,FractionalMax,AdaptiveMax,AdaptiveAvg}Pool{1,2,3}d MaxUnpool{1,2,3}d',
    },
  },
  {
    language: 'python',
    form: 'functional',
    channels: 'first',
    root: '{torch.nn.functional,torch}',
    names: {
      forward: 'conv{1,2,3}d',
      transposed: 'conv_transpose{1,2,3}d',
      pool: '{max,avg,lp,fractional_max,adaptive_max,adaptive_avg}_pool{1,2,3}d max_unpool{1,2,3}d',
    },
  },
  {
    language: 'python',
    form: 'functional',
    channels: 'first',
    root: 'jax.lax',
    names: { forward: 'conv conv_general_dilated conv_with_general_padding', transposed: 'conv_transpose' },
  },
  { language: 'python', form: 'layer', channels: 'last', root: 'flax.{linen,nnx}', names: flax },
  { language: 'python', form: 'functional', channels: 'last', root: 'flax.{linen,nnx}', names: { pool: '{max,avg,min}_pool pool' } },
  {
    language: 'python',
    form: 'layer',
    channels: 'last',
    root: '{jax.example_libraries.stax,jax.experimental.stax}',
    names: { forward: 'Conv', transposed: 'ConvTranspose', pool: '{Max,Avg,Sum}Pool' },
  },
  {
    language: 'typescript',
    form: 'functional',
    channels: 'last',
    root: 'tf',
    names: {
      forward: 'conv{1,2,3}d fused.conv2d',
      transposed: 'conv{2,3}dTranspose',
      depthwise: 'depthwiseConv2d fused.depthwiseConv2d',
      separable: 'separableConv2d',
      pool: '{max,avg}Pool{,3d} pool maxPoolWithArgmax',
    },
  },
  {
    language: 'typescript',
    form: 'layer',
    channels: 'last',
    root: 'tf.layers',
    names: {
      forward: 'conv{1,2,3}d convLstm2d',
      transposed: 'conv{2,3}dTranspose',
      depthwise: 'depthwiseConv2d',
      separable: 'separableConv2d',
      pool: '{max,average}Pooling{1,2,3}d {max,avg}Pool{1,2,3}d global{Max,Average}Pooling{1,2}d globalMaxPool{1,2}d',
    },
  },
];

/** `a{b,c}` → `ab`, `ac`. */
export function expand(pattern: string): readonly string[] {
  const [, before = '', choices = '', after = ''] = /^([^{]*)\{([^}]*)\}(.*)$/.exec(pattern) ?? [];
  if (!pattern.includes('{')) return [pattern];
  return choices.split(',').flatMap(choice => expand(before + choice + after));
}

const families = new Map<string, Family>();
for (const { language, form, channels, root, names } of rows) {
  for (const kind of kinds) {
    const patterns = names[kind]?.split(' ') ?? [];
    for (const name of patterns.flatMap(pattern => expand(`${root}.${pattern}`))) {
      families.set(`${language} ${name}`, { language, kind, form, channels });
    }
  }
}

/** The family of an op by its canonical name, as reports give it. */
export const familyOf = (op: string, language: Language): Family | undefined => families.get(`${language} ${op}`);

export const lastSegment = (name: string): string => name.slice(name.lastIndexOf('.') + 1);

/** What calls of the family look like in a text, without what stands before the last dot. */
export const namesIn = (language: Language): ReadonlySet<string> =>
  new Set([...families.keys()].filter(key => key.startsWith(`${language} `)).map(lastSegment));

/** Names that code calls frameworks, and parts of them, by: a call through one of them is no call of a helper. */
export const customaryRoots: ReadonlySet<string> = new Set([
  ...rows.flatMap(({ root }) => expand(root).flatMap(name => name.split('.'))),
  'tfl',
  'F',
  'K',
]);
