/** Methods of models that take data. Sources: tfjs-layers/src/engine/training.ts, training_dataset.ts. */
import type { Arg } from '../argument.ts';
import { type Feeding, modelParts, type Words } from '../boundary/parts.ts';
import { judgeData } from '../boundary/rule.ts';
import { defineOp, type Example, type Op } from '../op.ts';
import type { ObjectMember } from '../pack.ts';
import { anything, ignored } from '../parameter.ts';
import { docs, tfjs } from './declare.ts';

const words: Words = {
  expand: (place, axis) => ({ kind: 'call-method', place, method: 'expandDims', args: [axis] }),
  flatten: 'flatten',
};

interface Method {
  readonly name: string;
  readonly summary: string;
  readonly targets?: boolean;
  /** A vector is not made a column of. */
  readonly predicts?: boolean;
  /** A vector is not made a column of. */
  readonly asIs?: boolean;
}

const methods: readonly Method[] = [
  { name: 'fit', summary: 'Trains the model on data.', targets: true },
  { name: 'evaluate', summary: 'Computes the loss on data.', targets: true },
  { name: 'trainOnBatch', summary: 'Trains the model on one batch.', targets: true },
  { name: 'predict', summary: 'What the model gives for data.', predicts: true },
  { name: 'predictOnBatch', summary: 'What the model gives for one batch.', predicts: true, asIs: true },
  { name: 'fitDataset', summary: 'Trains the model on a data set.' },
  { name: 'evaluateDataset', summary: 'Computes the loss on a data set.' },
];

const validationOf = (options: Arg | undefined): Arg | undefined =>
  options?.kind === 'record' ? options.entries.validationData : undefined;

function examplesOf(name: string, predicts: boolean): readonly Example[] {
  const call = `tf.sequential({ layers: [tf.layers.dense({ units: 3, inputShape: [4] })] }).${name}(x)`;
  return [...(predicts ? [{ call, given: { x: '8 4' }, gives: '8 3' }] : []), { call, given: { x: '8 5' }, reports: 'fit-input-mismatch' }];
}

function opOf({ name, summary, targets, asIs, predicts }: Method): Op {
  const feeding: Feeding = {
    method: name,
    exact: true,
    // `x.expandDims(-1)` of a Tensor3D is a Tensor3D for TypeScript.
    claimed: true,
    words,
    ...(asIs ? { asIs } : {}),
    inputs: 'x',
    ...(targets ? { targets: 'y' } : {}),
    ...(name === 'fit' ? { validation: 'args' } : {}),
  };
  return defineOp({
    ...tfjs,
    name: `tf.LayersModel.${name}`,
    listed: false,
    watched: true,
    summary,
    docs: docs(`tf.LayersModel.${name}`),
    params: {
      x: anything('Tensor'),
      ...(targets ? { y: anything('Tensor') } : {}),
      args: anything('object').optional(),
      sampleWeight: ignored('Tensor'),
      ...modelParts,
    },
    order: targets ? 'x y args' : 'x args',
    shape(args, check) {
      judgeData({ ...args, args: validationOf(args.args) } as never, feeding, check);
      return { kind: 'unknown' };
    },
    examples: examplesOf(name, predicts ?? false),
  });
}

export const modelMethods: readonly Op[] = methods.map(opOf);

export const modelMembers: Readonly<Record<string, ObjectMember>> = {
  compile: { kind: 'compiles', loss: { name: 'loss' } },
  ...Object.fromEntries(
    methods.map(({ name, predicts }): [string, ObjectMember] => [
      name,
      { kind: 'feeds', op: `LayersModel.${name}`, data: 'x', ...(predicts ? { predicts } : {}) },
    ]),
  ),
};
