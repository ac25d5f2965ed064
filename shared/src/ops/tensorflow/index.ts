/** TensorFlow in Python, 1.x and 2.x. */
import type { FrameworkPack } from '../pack.ts';
import type { Framework } from '../versions.ts';
import { binaryOps } from './binary.ts';
import { casts } from './cast.ts';
import { convGradients } from './conv-gradients.ts';
import { convolutions } from './conv-nd.ts';
import { transposedConvolutions } from './conv-nd-transpose.ts';
import { conv2d } from './conv2d.ts';
import { conv2dTranspose } from './conv2d-transpose.ts';
import { creation } from './creation.ts';
import { functions as dataFunctions, dataOps, streams } from './data/index.ts';
import { decoders } from './decoders.ts';
import { depthwiseConvs } from './depthwise.ts';
import { elementwise } from './elementwise.ts';
import { specialFunctions } from './elementwise-special.ts';
import { fractionalPools } from './fractional-pool.ts';
import { generalPool } from './general-pool.ts';
import { gradientOps, tapeClasses, tapeMembers } from './gradients.ts';
import { heads } from './heads.ts';
import { idioms } from './idioms.ts';
import { imageOps } from './image.ts';
import { imageFiles } from './image-files.ts';
import { keptImages } from './image-kept.ts';
import { imageParts } from './image-parts.ts';
import { joinOps } from './join.ts';
import { layerOps } from './layers/index.ts';
import { matrixOps } from './linalg.ts';
import { losses } from './losses.ts';
import { products } from './matmul.ts';
import { withMistake } from './mistakes.ts';
import { morphology } from './morphology.ts';
import { normalizations } from './normalization.ts';
import { outsideOps } from './outside.ts';
import { padOps } from './pad.ts';
import { pools } from './pool.ts';
import { queueOps } from './queue.ts';
import { raggedOps } from './ragged.ts';
import { randomOps } from './random.ts';
import { reductions } from './reduce.ts';
import { reshapeOps } from './reshape.ts';
import { cellClasses, cellMembers, recurrentOps } from './rnn/index.ts';
import { scatterOps } from './scatter.ts';
import { countingOps } from './segment.ts';
import { selections } from './select.ts';
import { sequences } from './sequence.ts';
import { fedMethods, sessionClasses, sessionMembers, sessionOps } from './session.ts';
import { shapeOps } from './shape.ts';
import { signalOps } from './signal.ts';
import { spaceBatchOps } from './space-batch.ts';
import { sparseOps } from './sparse.ts';
import { spreadOps } from './spread.ts';
import { stringOps } from './strings.ts';
import { tensorArrays } from './tensor-array.ts';
import { tutorialClasses, tutorialData, tutorialMembers } from './tutorial-data.ts';
import { variables } from './variables.ts';

const packages = ['', 'nn', 'math', 'linalg', 'image', 'random', 'signal', 'bitwise', 'io'];
const roots = ['tensorflow', 'tensorflow.compat.v1', 'tensorflow.compat.v2'];

const mounted = (framework: Framework, paths: readonly string[]) => Object.fromEntries(paths.map(path => [path, { framework, path: '' }]));

export const tensorflow: FrameworkPack = {
  name: 'tensorflow',
  language: 'python',
  prefix: 'tf',
  modules: Object.fromEntries(roots.flatMap(root => packages.map(path => [path ? `${root}.${path}` : root, path]))),
  ops: [
    conv2d,
    conv2dTranspose,
    ...convolutions,
    ...transposedConvolutions,
    ...depthwiseConvs,
    ...convGradients,
    ...morphology,
    ...pools,
    generalPool,
    ...fractionalPools,
    ...creation,
    ...sequences,
    ...randomOps,
    ...variables,
    ...shapeOps,
    ...casts,
    ...reshapeOps,
    ...joinOps,
    ...padOps,
    ...spreadOps,
    ...selections,
    ...scatterOps,
    ...countingOps,
    ...elementwise,
    ...specialFunctions,
    ...binaryOps,
    ...reductions,
    ...products,
    ...matrixOps,
    ...normalizations,
    ...heads,
    ...imageOps,
    ...imageParts,
    ...imageFiles,
    ...keptImages,
    ...spaceBatchOps,
    ...signalOps,
    ...stringOps,
    ...gradientOps,
    ...decoders,
    ...raggedOps,
    ...sparseOps,
    ...tensorArrays,
    ...layerOps,
    ...losses,
    ...queueOps,
    ...dataOps,
    ...recurrentOps,
    ...sessionOps,
    ...tutorialData,
    ...outsideOps,
  ].map(withMistake),
  mounts: {
    ...mounted('keras', ['keras', 'python.keras', 'contrib.keras', 'contrib.keras.api.keras', 'contrib.keras.python.keras']),
    ...mounted('slim', ['contrib.slim', 'contrib.layers', 'contrib.framework']),
    // What it is derived from.
    'layers.Layer': { framework: 'keras', path: 'layers.Layer' },
    'layers.Input': { framework: 'keras', path: 'Input' },
    ...Object.fromEntries(
      [
        ...['base', 'convolutional', 'core', 'normalization', 'pooling', 'layers'].map(name => `layers.${name}`),
        ...['keras.__internal__.legacy.layers', 'python.layers'],
      ].map(path => [path, { framework: 'tensorflow', path: 'layers' } as const]),
    ),
    ...Object.fromEntries(
      ['python.ops.rnn_cell', 'python.ops.rnn_cell_impl', 'keras.__internal__.legacy.rnn_cell', 'contrib.rnn'].map(path => [
        path,
        { framework: 'tensorflow', path: 'nn.rnn_cell' } as const,
      ]),
    ),
    'python.ops.rnn': { framework: 'tensorflow', path: 'nn' },
    'nn.rnn_cell.static_rnn': { framework: 'tensorflow', path: 'nn.static_rnn' },
    'nn.rnn_cell.static_bidirectional_rnn': { framework: 'tensorflow', path: 'nn.static_bidirectional_rnn' },
  },
  streams,
  functions: {
    ...dataFunctions,
    function: { kind: 'returns-argument' },
    custom_gradient: { kind: 'returns-argument' },
    recompute_grad: { kind: 'returns-argument' },
    make_template: { kind: 'binds-argument' },
    TensorShape: { kind: 'returns-argument', name: 'dims' },
    Dimension: { kind: 'returns-argument' },
    dimension_value: { kind: 'returns-argument' },
    'compat.dimension_value': { kind: 'returns-argument' },
    cond: {
      kind: 'either-argument',
      functions: [
        ['true_fn', 'fn1'],
        ['false_fn', 'fn2'],
      ],
    },
    case: { kind: 'one-of-arguments' },
    switch_case: { kind: 'one-of-arguments' },
    map_fn: { kind: 'maps-argument' },
    vectorized_map: { kind: 'maps-argument' },
    while_loop: { kind: 'loops-argument' },
    scan: { kind: 'scans-argument', gives: 'every' },
    foldl: { kind: 'scans-argument', gives: 'last' },
    foldr: { kind: 'scans-argument', gives: 'last' },
    'nest.map_structure': { kind: 'changes-argument' },
    grad_pass_through: { kind: 'returns-argument' },
    'autograph.experimental.do_not_convert': { kind: 'returns-argument' },
  },
  classes: { ...sessionClasses, ...tapeClasses, ...tutorialClasses, ...cellClasses },
  fed: fedMethods,
  // Of tf.layers.
  activation: 'activation',
  telling: ['set_shape'],
  members: {
    ...sessionMembers,
    ...cellMembers,
    ...tutorialMembers,
    ...tapeMembers,
    apply: { kind: 'apply' },
    __call__: { kind: 'apply' },
    call: { kind: 'apply' },
  },
  idioms,
  dtypes: [
    ...['float16', 'half', 'bfloat16', 'float32', 'float64', 'double', 'complex64', 'complex128', 'bool', 'string'],
    ...['int8', 'int16', 'int32', 'int64', 'uint8', 'uint16', 'uint32', 'uint64'],
  ],
  sample: {
    imports: 'import tensorflow as tf',
    importsUnder: { v1: 'import tensorflow.compat.v1 as tf' },
    ones: dims => `tf.ones(${dims})`,
    apply: (layer, [first = '', ...more]) => `${layer}(${more.length === 0 ? first : `[${[first, ...more].join(', ')}]`})`,
  },
};
