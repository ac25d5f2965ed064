/**
 * `keras.applications`: models that are known by name. Their arguments are checked as `obtain_input_shape` does (applications/imagenet_utils.py);
 * what their layers give is in the files beside this one.
 */
import { argumentForm } from '../../../diagnostics/argument-form.ts';
import { type Dim, int, unknown } from '../../../dim/dim.ts';
import { show } from '../../../dim/show.ts';
import { elementCount } from '../../../shape/shape.ts';
import { type Arg, type ModelArg, type TensorArg, tensorArg, toDim } from '../../argument.ts';
import type { Check } from '../../check.ts';
import { ofType } from '../../common/contents.ts';
import { defineOp, type Op } from '../../op.ts';
import { anything, flag, optionalTensor, tensor } from '../../parameter.ts';
import { docs, ignoredOnes, keras, shapeOf } from '../declare.ts';
import { dataFormatParam, readDataFormat } from '../window-arguments.ts';
import { denseNet } from './dense-net.ts';
import { convNeXt, efficientNet, efficientNetV2, nasNet } from './efficient-net.ts';
import { inceptionResnetV2, inceptionV3, xception } from './inception.ts';
import { mobileNet, mobileNetV2, mobileNetV3 } from './mobile-net.ts';
import { Network } from './network.ts';
import { depths, resnet, resnetV2 } from './resnet.ts';
import { vgg } from './vgg.ts';

/** The further arguments of the family: `alpha`. */
type More = Readonly<Record<string, Arg | undefined>>;

interface Family {
  /** Its parameters in order. */
  readonly order?: string;
  readonly more?: string;
  /** Height and width where nothing is said, and the least it takes. */
  readonly usual: number;
  readonly least: number;
  /** Sizes there are weights for. */
  readonly sizes?: readonly number[];
  /** Checks nothing but the least size. */
  readonly lenient?: boolean;
  /**
   * The layers between the images and the classes, each with how many features; undefined for all there are. The layers that are named are all
   * there are, then.
   */
  readonly classifier?: readonly (readonly [name: string, features: Dim | undefined])[];
  /** Undefined where an argument that counts is unknown. */
  build(more: More): ((net: Network) => void) | undefined;
}

interface Application extends Family {
  readonly name: string;
}

const standard = 'include_top weights input_tensor input_shape pooling classes classifier_activation';
const imagenet = { usual: 224, least: 32 } as const;

const numberIn = (arg: Arg | undefined, absent: number): number | undefined => {
  if (!arg || arg.kind === 'none') return absent;
  if (arg.kind === 'float') return arg.value;
  return arg.kind === 'number' && arg.dim.kind === 'int' ? arg.dim.value : undefined;
};

const withAlpha =
  (make: (alpha: number) => (net: Network) => void): Family['build'] =>
  ({ alpha }) => {
    const width = numberIn(alpha, 1);
    return width === undefined ? undefined : make(width);
  };

const dense: NonNullable<Family['classifier']> = [
  ['flatten', undefined],
  ['fc1', int(4096)],
  ['fc2', int(4096)],
];

const applications: readonly Application[] = [
  { name: 'VGG16', ...imagenet, classifier: dense, build: () => vgg(3) },
  { name: 'VGG19', ...imagenet, classifier: dense, build: () => vgg(4) },
  ...([50, 101, 152] as const).flatMap((depth): Application[] => [
    { name: `ResNet${depth}`, ...imagenet, build: () => resnet(depths[depth]) },
    { name: `ResNet${depth}V2`, ...imagenet, build: () => resnetV2(depths[depth]) },
  ]),
  { name: 'InceptionV3', usual: 299, least: 75, build: () => inceptionV3 },
  { name: 'InceptionResNetV2', usual: 299, least: 75, build: () => inceptionResnetV2 },
  { name: 'Xception', usual: 299, least: 71, build: () => xception },
  { name: 'DenseNet121', ...imagenet, build: () => denseNet([6, 12, 24, 16]) },
  { name: 'DenseNet169', ...imagenet, build: () => denseNet([6, 12, 32, 32]) },
  { name: 'DenseNet201', ...imagenet, build: () => denseNet([6, 12, 48, 32]) },
  {
    name: 'MobileNet',
    ...imagenet,
    sizes: [128, 160, 192, 224],
    order: 'input_shape alpha depth_multiplier dropout include_top weights input_tensor pooling classes',
    more: 'depth_multiplier dropout',
    build: ({ alpha, depth_multiplier }) => {
      const [width, multiplier] = [numberIn(alpha, 1), numberIn(depth_multiplier, 1)];
      return width === undefined || multiplier === undefined ? undefined : mobileNet(width, multiplier);
    },
  },
  {
    name: 'MobileNetV2',
    ...imagenet,
    sizes: [96, 128, 160, 192, 224],
    order: 'input_shape alpha include_top weights input_tensor pooling classes',
    build: withAlpha(mobileNetV2),
  },
  ...(['Small', 'Large'] as const).map(
    (size): Application => ({
      name: `MobileNetV3${size}`,
      ...imagenet,
      lenient: true,
      order: 'input_shape alpha minimalistic include_top weights input_tensor classes pooling dropout_rate',
      more: 'minimalistic dropout_rate include_preprocessing',
      build: withAlpha(alpha => mobileNetV3(size === 'Small' ? 'small' : 'large', alpha)),
    }),
  ),
  ...(
    [
      ['NASNetMobile', 224, 1056],
      ['NASNetLarge', 331, 4032],
    ] as const
  ).map(
    ([name, usual, channels]): Application => ({
      name,
      usual,
      least: 32,
      order: 'input_shape include_top weights input_tensor pooling classes',
      build: () => nasNet(channels),
    }),
  ),
  ...(
    [
      [224, 1, 1],
      [240, 1, 1.1],
      [260, 1.1, 1.2],
      [300, 1.2, 1.4],
      [380, 1.4, 1.8],
      [456, 1.6, 2.2],
      [528, 1.8, 2.6],
      [600, 2, 3.1],
    ] as const
  ).map(
    ([usual, width, depth], at): Application => ({
      name: `EfficientNetB${at}`,
      usual,
      least: 32,
      build: () => efficientNet({ width, depth }),
    }),
  ),
  ...(
    [
      ['B0', 224, 'B', 1, 1, 1280],
      ['B1', 240, 'B', 1, 1.1, 1280],
      ['B2', 260, 'B', 1.1, 1.2, 1408],
      ['B3', 300, 'B', 1.2, 1.4, 1536],
      ['S', 384, 'S', 1, 1, 1280],
      ['M', 480, 'M', 1, 1, 1280],
      ['L', 480, 'L', 1, 1, 1280],
    ] as const
  ).map(
    ([word, usual, kind, width, depth, top]): Application => ({
      name: `EfficientNetV2${word}`,
      usual,
      least: 32,
      more: 'include_preprocessing',
      build: () => efficientNetV2(kind, { width, depth }, top),
    }),
  ),
  ...(
    [
      ['Tiny', 768],
      ['Small', 768],
      ['Base', 1024],
      ['Large', 1536],
      ['XLarge', 2048],
    ] as const
  ).map(
    ([word, channels]): Application => ({
      name: `ConvNeXt${word}`,
      ...imagenet,
      // What follows differs between releases.
      order: 'include_top',
      more: 'include_preprocessing model_name',
      build: () => convNeXt(channels),
    }),
  ),
];

interface Given {
  readonly include_top: boolean | undefined;
  readonly weights: Arg | undefined;
  readonly input_shape: Arg | undefined;
  readonly input_tensor: TensorArg | undefined;
  readonly classes: Arg | undefined;
}

const isGiven = (arg: Arg | undefined): arg is Arg => arg !== undefined && arg.kind !== 'none';

/** Height, width and channels from the list that says so. */
function split(items: readonly Dim[], channelsFirst: boolean): { readonly H: Dim; readonly W: Dim; readonly C: Dim } {
  const [a = unknown, b = unknown, c = unknown] = items;
  return channelsFirst ? { H: b, W: c, C: a } : { H: a, W: b, C: c };
}

/** What the constructor says to its arguments before it builds anything. */
function checkArguments({ name, usual, least, lenient, sizes }: Application, args: Given, channelsFirst: boolean, check: Check): void {
  const op = `keras.applications.${name}`;
  const reject = (problem: string, argument: string) => check.report(argumentForm, { op, problem }, { argument });
  const { include_top, input_shape, weights, classes } = args;
  const pretrained = weights?.kind === 'text' && weights.text === 'imagenet';
  const count = classes && toDim(classes);
  if (include_top && pretrained && count?.kind === 'int' && count.value !== 1000)
    reject(
      `with the weights of ImageNet and include_top has 1000 classes, got ${show(count)}: leave out the top or the weights`,
      'classes',
    );
  if (input_shape?.kind !== 'list') return;
  const { items } = input_shape;
  if (items.length !== 3) {
    if (!lenient) reject(`takes three lengths for input_shape, got ${items.length}`, 'input_shape');
    return;
  }
  const { H, W, C } = split(
    items.map(item => toDim(item) ?? unknown),
    channelsFirst,
  );
  const shown = `(${items.map(item => (item.kind === 'none' ? 'None' : show(toDim(item) ?? unknown))).join(', ')})`;
  const small = [H, W].some(dim => dim.kind === 'int' && dim.value < least);
  if (small) reject(`takes images of at least ${least}×${least}, got input_shape=${shown}`, 'input_shape');
  if (small || lenient) return;
  if (pretrained && C.kind === 'int' && C.value !== 3) {
    reject(`with the weights of ImageNet takes images of 3 channels, got input_shape=${shown}`, 'input_shape');
  } else if (include_top && pretrained) {
    const allowed = sizes ?? [usual];
    const fits = H.kind !== 'int' || W.kind !== 'int' || (H.value === W.value && allowed.includes(H.value));
    if (!fits) {
      const size = allowed.map(each => `${each}×${each}`).join(', ');
      reject(`with include_top and the weights of ImageNet takes images of ${size}, got input_shape=${shown}`, 'input_shape');
    }
  } else if (include_top && items.some(item => item.kind === 'none')) {
    reject(`with include_top takes images of a fixed size, got input_shape=${shown}`, 'input_shape');
  }
}

/** The entry of the model, and whether its height and width are open. */
function inputOf(
  { usual, lenient }: Application,
  args: Given,
  channelsFirst: boolean,
  check: Check,
): { readonly input: TensorArg; readonly isOpen: boolean } {
  const { input_tensor, input_shape, include_top } = args;
  if (input_tensor) return { input: input_tensor, isOpen: false };
  if (isGiven(input_shape)) {
    const items = input_shape.kind === 'list' ? input_shape.items : [];
    return { input: ofType(shapeOf(input_shape, check, false), 'float32'), isOpen: items.some(item => item.kind === 'none') };
  }
  const [N, H, W] = [check.fresh('N'), check.fresh('H'), check.fresh('W')];
  const isOpen = !include_top || lenient === true;
  const [h, w] = isOpen ? [H, W] : [int(usual), int(usual)];
  const shape = channelsFirst ? [N, int(3), h, w] : [N, h, w, int(3)];
  // Whether there is a top says how large the images are.
  return { input: ofType(include_top === undefined ? undefined : shape, 'float32'), isOpen };
}

const declare = (application: Application): Op => {
  const { name, order = standard, more = '', usual, least } = application;
  const at = `keras.applications.${name}`;
  const built = application.build({});
  const net = new Network({ H: int(usual), W: int(usual), C: int(3), isOpen: false });
  built?.(net);
  const features = [net.H, net.W, net.C].map(show).join(' ');
  return defineOp({
    ...keras,
    name: at,
    summary: `The network ${name}, with its classifier (\`include_top\`) or without; images of ${usual}×${usual} unless something else is said, of at least ${least}×${least}.`,
    docs: docs(`applications/${name}`),
    params: {
      include_top: flag().default('True'),
      weights: anything('str').default("'imagenet'"),
      input_tensor: optionalTensor(),
      input_shape: anything('(int | None)[3]', { kind: 'integers' }).optional(),
      pooling: anything("'avg' | 'max'", { kind: 'choice', words: ['avg', 'max'], open: true }).optional(),
      classes: anything('int', { kind: 'integers' }).default('1000').alias('nb_classes'),
      alpha: anything('float').optional(),
      ...ignoredOnes(`classifier_activation name ${more}`.trim()),
      ...(name === 'MobileNet' ? { depth_multiplier: anything('int').optional() } : {}),
      data_format: dataFormatParam().hidden(),
    },
    order,
    shape(args, check) {
      const given = args as unknown as Given & { readonly pooling: Arg | undefined; readonly data_format: Arg | undefined };
      const channelsFirst = readDataFormat(given.data_format, check);
      if (channelsFirst === undefined) return { kind: 'unknown' };
      checkArguments(application, given, channelsFirst, check);
      const { input, isOpen } = inputOf(application, given, channelsFirst, check);
      const way = application.build(args as unknown as More);
      return modelOf(application, { input, isOpen, channelsFirst, way, ...given });
    },
    examples: [
      { call: `${at}(weights=None).output`, gives: 'N 1000' },
      { call: `${at}(include_top=False, weights=None, input_shape=(${usual}, ${usual}, 3)).output`, gives: `N ${features}` },
      { call: `${at}(include_top=False, weights=None, pooling='avg').output`, gives: `N ${show(net.C)}` },
      { call: `${at}(include_top=False, weights=None, input_shape=(16, 16, 3))`, reports: 'argument-form' },
    ],
  });
};

interface Build extends Given {
  readonly input: TensorArg;
  readonly isOpen: boolean;
  readonly channelsFirst: boolean;
  readonly pooling: Arg | undefined;
  readonly way: ((net: Network) => void) | undefined;
}

function modelOf(
  { classifier }: Application,
  { input, input_tensor, isOpen, channelsFirst, include_top, pooling, classes, way }: Build,
): ModelArg {
  const [N, ...image] = input.shape ?? [];
  if (!N || image.length !== 3) return { kind: 'model', input, output: tensorArg(undefined), layers: [], isWhole: false };
  const { H, W, C } = split(image, channelsFirst);
  const net = new Network({ H, W, C, isOpen });
  way?.(net);
  const shaped = (layer: { readonly H: Dim; readonly W: Dim; readonly C: Dim }): TensorArg =>
    ofType(channelsFirst ? [N, layer.C, layer.H, layer.W] : [N, layer.H, layer.W, layer.C], 'float32');
  const layers = net.layers.map(layer => ({ name: layer.name, output: shaped(layer) }));
  const flat = (dim: Dim): TensorArg => ofType([N, dim], 'float32');
  const model = { kind: 'model', input, ...(input_tensor ? { entry: 'input_tensor' } : {}), isWhole: false } as const;
  if (!way || include_top === undefined) return { ...model, layers: way ? layers : [], output: tensorArg(undefined) };
  if (include_top) {
    const output = flat((classes && toDim(classes)) ?? unknown);
    const top = (classifier ?? [['avg_pool', net.C]]).map(([name, dim]) => ({
      name,
      output: flat(dim ?? elementCount([net.H, net.W, net.C])),
    }));
    return { ...model, layers: [...layers, ...top, { name: 'predictions', output }], output, isWhole: classifier !== undefined };
  }
  if (isGiven(pooling)) return { ...model, layers, output: pooling.kind === 'text' ? flat(net.C) : tensorArg(undefined) };
  return { ...model, layers, output: shaped(net), isWhole: classifier !== undefined };
}

const preprocess = defineOp({
  ...keras,
  name: 'keras.applications.preprocess_input',
  summary: 'The images scaled as the network was trained on them; the shape stays.',
  docs: docs('applications/imagenet_utils/preprocess_input'),
  params: { x: tensor(), ...ignoredOnes('data_format mode') },
  order: 'x data_format mode',
  shape: ({ x: { shape, dtype } }) => ofType(shape, dtype === undefined || /int/.test(dtype) ? 'float32' : dtype),
  examples: [{ call: 'keras.applications.vgg16.preprocess_input(x)', given: { x: '2 64 64 3' }, gives: '2 64 64 3' }],
});

export const applicationOps: readonly Op[] = [...applications.map(declare), preprocess];

/** The modules of the networks: `applications.vgg16.VGG16`. */
export const applicationModules =
  'vgg16 vgg19 resnet resnet50 resnet_v2 inception_v3 inception_resnet_v2 xception densenet mobilenet mobilenet_v2 mobilenet_v3 nasnet efficientnet efficientnet_v2 convnext imagenet_utils'
    .split(' ')
    .map(word => `applications.${word}`);
