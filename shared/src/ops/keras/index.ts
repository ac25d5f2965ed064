/** Keras 1, 2 and 3: below TensorFlow and by itself. */
import type { ClassProtocol, FrameworkPack } from '../pack.ts';
import { adaptivePools } from './adaptive-pool.ts';
import { applicationModules, applicationOps } from './applications/index.ts';
import { attentionLayers } from './attention.ts';
import { backendOps } from './backend/index.ts';
import { recurrentCells } from './cells.ts';
import { convs } from './conv.ts';
import { transposedConvs } from './conv-transpose.ts';
import { coreLayers } from './core.ts';
import { dataClasses, dataMembers, dataOps } from './data/index.ts';
import { depthwiseConvs } from './depthwise.ts';
import { einsumDenses } from './einsum-dense.ts';
import { groupNormalization } from './group-normalization.ts';
import { imageSizes } from './image-size.ts';
import { inputs } from './input.ts';
import { keptLayers } from './kept.ts';
import { locallyConnected } from './locally-connected.ts';
import { lookups } from './lookup.ts';
import { merges } from './merge.ts';
import { modelMembers, modelMethods } from './model-data.ts';
import { ops } from './ops/index.ts';
import { pools } from './pool.ts';
import { recurrentLayers } from './recurrent.ts';
import { asksForRequired } from './required.ts';
import { resamplings } from './resample.ts';
import { spectrograms } from './spectrogram.ts';
import { addWeight } from './weights.ts';
import { stated, wrapperCalls, wrappers } from './wrappers.ts';

/** Modules that only group names which are known elsewhere. */
const groups: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    [
      ...'convolutional core normalization advanced_activations merge merging pooling recurrent rnn embeddings noise wrappers local'.split(
        ' ',
      ),
      ...'reshaping regularization activation attention preprocessing.image_preprocessing experimental normalization.batch_normalization'.split(
        ' ',
      ),
      ...'convolutional.conv2d legacy core.dense pooling.max_pooling2d core.input_layer convolutional_recurrent cudnn_recurrent'.split(' '),
    ].map(path => [`layers.${path}`, 'layers']),
  ),
  'contrib.layers.normalization': 'contrib.layers',
  'contrib.layers.normalizations': 'contrib.layers',
  'contrib.layers.normalization.instancenormalization': 'contrib.layers',
  engine: '',
  'engine.topology': '',
  'engine.training': '',
  'engine.base_layer': '',
  'engine.input_layer': '',
  'engine.functional': '',
  'engine.sequential': '',
  models: '',
  src: '',
  'ops.nn': 'ops',
  'ops.numpy': 'ops',
  'ops.linalg': 'ops',
  'ops.core': 'ops',
  'api._v1.keras': '',
  'api._v2.keras': '',
  'backend.tensorflow_backend': 'backend',
  ...Object.fromEntries(applicationModules.map(path => [path, 'applications'])),
  'utils.np_utils': 'utils',
  'utils.all_utils': 'utils',
};

const layerClass: ClassProtocol = { call: 'call', says: 'compute_output_shape', before: { method: 'build', takes: 'input-shape' } };
const ownLayer: ClassProtocol = { ...layerClass, stated };

/** Losses as objects. What they want of their targets: ops/boundary/losses.ts. */
const lossClasses: Readonly<Record<string, ClassProtocol>> = Object.fromEntries(
  (
    'BinaryCrossentropy BinaryFocalCrossentropy CategoricalCrossentropy CategoricalFocalCrossentropy CategoricalHinge CosineSimilarity Hinge ' +
    'Huber KLDivergence LogCosh MeanAbsoluteError MeanAbsolutePercentageError MeanSquaredError MeanSquaredLogarithmicError Poisson ' +
    'SparseCategoricalCrossentropy SquaredHinge'
  )
    .split(' ')
    .map(name => [`losses.${name}`, {}]),
);

const dataFormats = { tf: 'channels_last', th: 'channels_first' };

export const keras: FrameworkPack = {
  name: 'keras',
  language: 'python',
  prefix: 'keras',
  modules: { keras: '', tf_keras: '', keras_core: '', tensorflow_addons: 'contrib', keras_contrib: 'contrib' },
  mounts: {
    ...Object.fromEntries(Object.entries(groups).map(([group, path]) => [group, { framework: 'keras', path } as const])),
    '__internal__.legacy.layers': { framework: 'tensorflow', path: 'layers' },
    '__internal__.legacy.rnn_cell': { framework: 'tensorflow', path: 'nn.rnn_cell' },
    'backend.get_session': { framework: 'tensorflow', path: 'Session' },
  },
  tensors: 'tensorflow',
  ops: [
    ...inputs,
    ...convs,
    ...transposedConvs,
    ...depthwiseConvs,
    ...pools,
    ...resamplings,
    ...coreLayers,
    ...keptLayers,
    groupNormalization,
    ...merges,
    ...recurrentLayers,
    ...recurrentCells,
    ...adaptivePools,
    ...locallyConnected,
    ...lookups,
    ...einsumDenses,
    ...attentionLayers,
    ...imageSizes,
    ...spectrograms,
    ...backendOps,
    ...ops,
    ...dataOps,
    ...applicationOps,
    addWeight,
    ...modelMethods,
    ...wrapperCalls,
  ].map(asksForRequired),
  classes: {
    Layer: ownLayer,
    'layers.Layer': ownLayer,
    ...wrappers,
    ...dataClasses,
    Model: { ...layerClass, holds: 'graph', adjusts: true, judged: 'Model.__call__' },
    ...lossClasses,
    'backend.function': { holds: 'graph' },
    Sequential: { ...layerClass, holds: 'sequence', builds: true, adjusts: true, judged: 'Model.__call__' },
  },
  layerClass: 'layers.Layer',
  modelClass: 'Model',
  members: {
    ...dataMembers,
    add: { kind: 'add' },
    add_weight: { kind: 'op', path: 'layers.Layer.add_weight' },
    add_variable: { kind: 'op', path: 'layers.Layer.add_variable' },
    call: { kind: 'apply' },
    __call__: { kind: 'apply' },
    layers: { kind: 'members', attribute: true },
    get_layer: { kind: 'member' },
    pop: { kind: 'pop' },
    compute_output_shape: { kind: 'computes-shape' },
    build: { kind: 'builds' },
    ...modelMembers,
    input: { kind: 'input' },
    inputs: { kind: 'inputs' },
    output: { kind: 'output' },
    outputs: { kind: 'outputs' },
    input_shape: { kind: 'input-shape' },
    output_shape: { kind: 'output-shape' },
  },
  settings: { image_data_format: 'channels_last', backend: 'tensorflow' },
  functions: {
    'backend.image_data_format': { kind: 'reads', setting: 'image_data_format' },
    'backend.set_image_data_format': { kind: 'sets', setting: 'image_data_format' },
    'config.image_data_format': { kind: 'reads', setting: 'image_data_format' },
    'config.set_image_data_format': { kind: 'sets', setting: 'image_data_format' },
    'backend.image_dim_ordering': {
      kind: 'reads',
      setting: 'image_data_format',
      words: Object.fromEntries(Object.entries(dataFormats).map(([old, word]) => [word, old])),
    },
    'backend.set_image_dim_ordering': { kind: 'sets', setting: 'image_data_format', words: dataFormats },
    'backend.map_fn': { kind: 'maps-argument' },
    'ops.map': { kind: 'maps-argument' },
    'ops.vectorized_map': { kind: 'maps-argument' },
    'ops.scan': { kind: 'carries-argument' },
    'ops.fori_loop': { kind: 'counts-argument' },
    'ops.switch': { kind: 'switches-argument' },
    // What it gives has the shape of what it goes along.
    'ops.associative_scan': { kind: 'returns-argument', at: 1, name: 'elems' },
    'backend.rnn': { kind: 'steps-argument' },
    'ops.while_loop': { kind: 'loops-argument' },
    'ops.custom_gradient': { kind: 'returns-argument' },
    'ops.cond': { kind: 'either-argument', functions: [['true_fn'], ['false_fn']] },
    'backend.backend': { kind: 'reads', setting: 'backend' },
    'config.backend': { kind: 'reads', setting: 'backend' },
    clone_model: { kind: 'returns-argument' },
    'saving.register_keras_serializable': { kind: 'returns-argument' },
  },
  idioms: {},
  dtypes: [],
  sample: {
    imports: 'import tensorflow as tf\nimport keras',
    ones: dims => `tf.ones(${dims})`,
    apply: (layer, inputs) => `${layer}(${inputs.length === 1 ? inputs[0] : `[${inputs.join(', ')}]`})`,
  },
};
