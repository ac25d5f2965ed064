/**
 * Methods of models that take data. Sources: Model.fit and its like in engine/training.py (Keras 2), src/backend/tensorflow/trainer.py and
 * src/trainers/data_adapters (Keras 3), engine/training_utils.py `standardize_input_data` (Keras up to 2.3).
 */
import { type Feeding, modelParts, type Words } from '../boundary/parts.ts';
import { judgeData } from '../boundary/rule.ts';
import { defineOp, type Example, type Op } from '../op.ts';
import type { ObjectMember } from '../pack.ts';
import { anything, type Params } from '../parameter.ts';
import { docs, ignoredOnes, keras } from './declare.ts';

const words: Words = {
  expand: (place, axis) => ({ kind: 'wrap', place, function: 'numpy.expand_dims', arguments: [axis] }),
  categorical: 'keras.utils.to_categorical',
  flatten: 'Flatten',
};

interface Method {
  readonly name: string;
  readonly summary: string;
  /** Positional order. Parameters that are neither inputs nor targets, validation or weights have nothing to do with shapes. */
  readonly order: string;
  readonly feeding: Omit<Feeding, 'method' | 'exact' | 'words'>;
  readonly predicts?: boolean;
}

const [xy, batch] = [{ inputs: 'x', targets: 'y', weights: 'sample_weight' }, { uncounted: true }] as const;

const methods: readonly Method[] = [
  {
    name: 'fit',
    summary: 'Trains the model on data.',
    order:
      'x y batch_size epochs verbose callbacks validation_split validation_data shuffle class_weight sample_weight initial_epoch steps_per_epoch validation_steps',
    feeding: { ...xy, validation: 'validation_data' },
  },
  {
    name: 'evaluate',
    summary: 'Computes the loss on data.',
    order: 'x y batch_size verbose sample_weight steps callbacks',
    feeding: xy,
  },
  {
    name: 'predict',
    summary: 'What the model gives for data.',
    order: 'x batch_size verbose steps callbacks',
    feeding: { inputs: 'x' },
    predicts: true,
  },
  {
    name: 'train_on_batch',
    summary: 'Trains the model on one batch.',
    order: 'x y sample_weight class_weight reset_metrics return_dict',
    feeding: { ...xy, ...batch },
  },
  {
    name: 'test_on_batch',
    summary: 'Computes the loss on one batch.',
    order: 'x y sample_weight reset_metrics return_dict',
    feeding: { ...xy, ...batch },
  },
  { name: 'predict_on_batch', summary: 'What the model gives for one batch.', order: 'x', feeding: { inputs: 'x' }, predicts: true },
  {
    name: '__call__',
    summary: 'Applies the model to tensors.',
    order: 'inputs training mask',
    feeding: { inputs: 'inputs', calls: true },
  },
  {
    name: 'fit_generator',
    summary: 'Trains the model on what a generator yields.',
    order:
      'generator steps_per_epoch epochs verbose callbacks validation_data validation_steps validation_freq class_weight max_queue_size workers',
    feeding: { inputs: 'generator', validation: 'validation_data' },
  },
  {
    name: 'evaluate_generator',
    summary: 'Computes the loss on what a generator yields.',
    order: 'generator steps callbacks max_queue_size workers',
    feeding: { inputs: 'generator' },
  },
  {
    name: 'predict_generator',
    summary: 'What the model gives for what a generator yields.',
    order: 'generator steps callbacks max_queue_size workers',
    feeding: { inputs: 'generator' },
    predicts: true,
  },
];

function examplesOf(name: string, predicts: boolean): readonly Example[] {
  if (name === '__call__') {
    const call = 'keras.applications.MobileNet(weights=None)(x)';
    return [
      { call, given: { x: '2 224 224 3' }, gives: '2 1000' },
      { call, given: { x: '2 192 192 3' }, reports: 'fit-input-mismatch' },
    ];
  }
  const model = 'keras.Sequential([keras.layers.Dense(3, input_shape=(4,))])';
  const call = `${model}.${name}(x)`;
  const data = name.endsWith('_generator') ? 'iter([(x, y)]), 1' : 'x, y';
  const good: Example = predicts
    ? { call, given: { x: '8 4' }, gives: '8 3' }
    : { call: `(m := ${model}).compile(loss='mse') or m.${name}(${data})`, given: { x: '8 4', y: '8 3' } };
  return [good, { call, given: { x: '8 5' }, reports: 'fit-input-mismatch' }];
}

function opOf({ name, summary, order, feeding, predicts }: Method): Op {
  const { inputs, targets, validation, weights } = feeding;
  const data = [inputs, targets, validation, weights].filter(each => each !== undefined);
  const others = order.split(' ').filter(word => !data.includes(word));
  const params: Params = {
    ...Object.fromEntries(data.map((word, at) => [word, at === 0 ? anything('Tensor') : anything('Tensor').optional()])),
    ...ignoredOnes(others.join(' ')),
    ...modelParts,
  };
  return defineOp({
    ...keras,
    name: `keras.Model.${name}`,
    listed: false,
    watched: true,
    summary,
    docs: docs(`Model#${name}`),
    params,
    order,
    shape(args, check) {
      judgeData(args as never, { ...feeding, method: name, exact: false, words, ...(predicts ? { predicts } : {}) }, check);
      return { kind: 'unknown' };
    },
    examples: examplesOf(name, predicts ?? false),
  });
}

export const modelMethods: readonly Op[] = methods.map(opOf);

export const modelMembers: Readonly<Record<string, ObjectMember>> = {
  compile: { kind: 'compiles', loss: { name: 'loss', at: 1 } },
  ...Object.fromEntries(
    methods
      .filter(({ feeding: { calls } }) => !calls)
      .map(({ name, feeding, predicts }): [string, ObjectMember] => [
        name,
        { kind: 'feeds', op: `Model.${name}`, data: feeding.inputs, ...(predicts ? { predicts } : {}) },
      ]),
  ),
};
