/** scikit-learn, as far as it makes and divides what models are trained on. */

import { rankMismatch } from '../../diagnostics/rank-mismatch.ts';
import { ofType } from '../common/contents.ts';
import { defineOp, type Op } from '../op.ts';
import type { FrameworkPack } from '../pack.ts';
import { tensor } from '../parameter.ts';
import { anyOf, docs, sklearn as own } from './declare.ts';
import { dataSets } from './sets.ts';
import { splits } from './split.ts';

/** Classes whose objects give arrays of the shape of what they are given. */
const scalers = ['StandardScaler', 'MinMaxScaler', 'MaxAbsScaler', 'RobustScaler', 'Normalizer'];

const scaled: Op = defineOp({
  ...own,
  name: 'sklearn.preprocessing.scale',
  aliases: ['preprocessing.minmax_scale', 'preprocessing.normalize', 'preprocessing.maxabs_scale', 'preprocessing.robust_scale'],
  listed: false,
  summary: 'The features brought to one scale.',
  docs: docs('preprocessing.scale'),
  params: { X: tensor(), ...anyOf('y axis norm return_norm copy') },
  order: 'X',
  shape({ X: { shape } }, check) {
    if (shape && shape.length > 2) check.report(rankMismatch, { argument: 'X', wanted: 'at most 2', got: shape }, { argument: 'X' });
    return ofType(check.given.has('return_norm') ? undefined : shape, undefined);
  },
  examples: [
    { call: 'sklearn.preprocessing.scale(x)', given: { x: '10 4' }, gives: '10 4' },
    { call: 'sklearn.preprocessing.StandardScaler().fit_transform(x)', given: { x: '10 4' }, gives: '10 4' },
    { call: 'sklearn.preprocessing.scale(x)', given: { x: '10 28 28' }, reports: 'rank-mismatch' },
    { call: 'sklearn.preprocessing.MinMaxScaler().fit_transform(x)', given: { x: '10 28 28' }, reports: 'rank-mismatch' },
  ],
});

const transforms = ['fit_transform', 'transform', 'inverse_transform'];

export const sklearn: FrameworkPack = {
  name: 'sklearn',
  language: 'python',
  prefix: 'sklearn',
  modules: { sklearn: '' },
  tensors: 'numpy',
  ops: [...splits, ...dataSets, scaled],
  classes: Object.fromEntries(scalers.map(name => [`preprocessing.${name}`, {}])),
  members: {
    ...Object.fromEntries(transforms.map(word => [word, { kind: 'op', path: 'preprocessing.scale' } as const])),
    fit: { kind: 'self' },
  },
  idioms: {},
  dtypes: [],
  sample: {
    imports: 'import numpy as np\nimport sklearn\nimport sklearn.datasets\nimport sklearn.model_selection\nimport sklearn.preprocessing',
    ones: dims => `np.ones(${dims})`,
    apply: (layer, inputs) => `${layer}(${inputs.join(', ')})`,
  },
};
