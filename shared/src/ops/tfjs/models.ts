/** Models and layers of TensorFlow.js as objects, and `tf.input`. Sources: tfjs-layers/src/exports.ts, models.ts, engine/topology.ts. */
import { argumentForm } from '../../diagnostics/argument-form.ts';
import { defineOp, type Op } from '../op.ts';
import type { FrameworkPack } from '../pack.ts';
import { ignored, integers } from '../parameter.ts';
import { docs, refuse, tfjs } from './declare.ts';
import { named } from './layers/layer.ts';
import { modelMembers, modelMethods } from './model-data.ts';

const input = defineOp({
  ...tfjs,
  name: 'tf.input',
  aliases: ['layers.input', 'Input'],
  options: true,
  graph: 'entry',
  summary: 'The input of a model, as a tensor that has a shape and no values; the batch may be of any size.',
  docs: docs('input'),
  params: {
    shape: integers('number[]').optional(),
    batchShape: integers('number[]').optional(),
    name: ignored('string'),
    dtype: ignored('string'),
    sparse: ignored('boolean'),
  },
  shape({ shape, batchShape }, check) {
    // "Please provide to Input either a `shape` or a `batchShape` argument", and not both.
    const given = ['shape', 'batchShape'].filter(word => check.given.has(word));
    if (given.length === 0) refuse('input', 'shape', 'needs shape or batchShape', check);
    else if (given.length === 2 && shape?.kind === 'many' && batchShape?.kind === 'many')
      refuse('input', 'batchShape', 'takes shape or batchShape, not both', check);
    const items = batchShape?.kind === 'many' ? batchShape.items : shape?.kind === 'many' ? (['none', ...shape.items] as const) : undefined;
    return shape?.kind === 'one' && !items ? named(['none', shape.dim], check) : items && named(items, check);
  },
  examples: [
    { call: 'tf.input({shape: [28, 28, 1]})', gives: 'N 28 28 1' },
    { call: 'tf.input({batchShape: [8, null, 3]})', gives: '8 L 3' },
    { call: 'tf.input({})', reports: 'argument-form' },
    { call: 'tf.input({shape: [3], batchShape: [8, 3]})', reports: 'argument-form' },
  ],
});

const first = 'tf.sequential';

/** What a sequence makes of a first layer that does not say what its input is. */
const enter = defineOp({
  ...tfjs,
  name: 'tf.Sequential.enter',
  listed: false,
  summary: 'The entry of a sequence of layers.',
  docs: docs('sequential'),
  params: {},
  shape(_args, check) {
    const problem = 'needs an inputShape or a batchInputShape in its first layer';
    check.report(argumentForm, { op: first, problem }, {});
    return { kind: 'unknown' };
  },
  examples: [{ call: `${first}({ layers: [tf.layers.dense({ units: 3 })] })`, reports: 'argument-form' }],
});

export const modelOps: readonly Op[] = [input, enter, ...modelMethods];

const entered = { op: 'Sequential.enter', options: ['inputShape', 'batchInputShape', 'inputDim', 'inputLength'] };

export const classes: NonNullable<FrameworkPack['classes']> = {
  sequential: { holds: 'sequence', builds: true, entered },
  Sequential: { holds: 'sequence', builds: true, entered },
  model: { holds: 'graph', single: true },
  Model: { holds: 'graph', single: true },
  LayersModel: { holds: 'graph', single: true },
  'layers.stackedRNNCells': { holds: 'list' },
  'layers.Layer': { call: 'call', says: 'computeOutputShape', before: { method: 'build', takes: 'input-shape' }, takesList: true },
};

/** Methods of tensors that nothing else has. */
export const telling = ['as1D', 'as2D', 'as3D', 'as4D', 'as5D', 'asScalar', 'toFloat', 'toInt', 'toBool', 'expandDims'];

export const members: NonNullable<FrameworkPack['members']> = {
  apply: { kind: 'apply' },
  call: { kind: 'apply' },
  ...modelMembers,
  add: { kind: 'add' },
  pop: { kind: 'pop' },
  getLayer: { kind: 'member' },
  layers: { kind: 'members', attribute: true },
  input: { kind: 'input' },
  inputs: { kind: 'inputs' },
  output: { kind: 'output' },
  outputs: { kind: 'outputs' },
  addWeight: { kind: 'op', path: 'layers.Layer.addWeight' },
  computeOutputShape: { kind: 'computes-shape' },
  outputShape: { kind: 'output-shape' },
  inputShape: { kind: 'input-shape' },
};
