/** Data sets that come with scikit-learn, and made ones. Sources: sklearn/datasets/_base.py, _olivetti_faces.py, _samples_generator.py. */
import { type Dim, int } from '../../dim/dim.ts';
import { type Arg, toDim, tupleArg, unknownArg } from '../argument.ts';
import { ofType } from '../common/contents.ts';
import { defineOp, type Op } from '../op.ts';
import { anything, flag } from '../parameter.ts';
import { anyOf, docs, given, sklearn } from './declare.ts';

interface DataSet {
  readonly name: string;
  readonly rows: number;
  readonly features: number;
  /** Pictures of this size, beside the rows. */
  readonly images?: readonly [number, number];
}

const sets: readonly DataSet[] = [
  { name: 'load_iris', rows: 150, features: 4 },
  { name: 'load_wine', rows: 178, features: 13 },
  { name: 'load_breast_cancer', rows: 569, features: 30 },
  { name: 'load_diabetes', rows: 442, features: 10 },
  { name: 'load_boston', rows: 506, features: 13 },
  { name: 'load_digits', rows: 1797, features: 64, images: [8, 8] },
  { name: 'fetch_california_housing', rows: 20640, features: 8 },
  { name: 'fetch_olivetti_faces', rows: 400, features: 4096, images: [64, 64] },
];

/** Some rows only, or tables of pandas. */
const deciding = ['n_class', 'as_frame'];

const loader = ({ name, rows, features, images }: DataSet): Op =>
  defineOp({
    ...sklearn,
    name: `sklearn.datasets.${name}`,
    listed: false,
    summary: 'Rows of features with their targets.',
    docs: docs(`datasets.${name}`),
    params: { return_X_y: flag().default('False'), ...anyOf('n_class as_frame data_home shuffle random_state download_if_missing scaled') },
    order: '',
    shape({ return_X_y }, check) {
      if (deciding.some(word => check.given.has(word))) return unknownArg;
      const [data, target] = [ofType([int(rows), int(features)], 'float64'), ofType([int(rows)], 'int64')];
      if (return_X_y === true) return tupleArg([data, target]);
      if (return_X_y === undefined) return unknownArg;
      const entries: Record<string, Arg> = {
        data,
        target,
        ...(images ? { images: ofType([int(rows), ...images.map(int)], 'float64') } : {}),
      };
      return { kind: 'record', entries, isObject: true };
    },
    examples: [{ call: `sklearn.datasets.${name}().data`, gives: `${rows} ${features}` }],
  });

/** Points that are made: so many, of so many features. */
const made = (name: string, features: number | 'plane', order: string): Op =>
  defineOp({
    ...sklearn,
    name: `sklearn.datasets.${name}`,
    listed: false,
    summary: 'Points that are made, with their targets.',
    docs: docs(`datasets.${name}`),
    params: {
      n_samples: anything('int').default('100'),
      n_features: anything('int').default(String(features === 'plane' ? 2 : features)),
      ...anyOf('n_targets return_centers return_X_y coef'),
    },
    order,
    shape({ n_samples, n_features }, check) {
      if (['n_targets', 'return_centers', 'return_X_y', 'coef'].some(word => check.given.has(word))) return unknownArg;
      const count: Dim | undefined = given(n_samples) ? toDim(n_samples) : undefined;
      const width: Dim | undefined = features === 'plane' ? int(2) : given(n_features) ? toDim(n_features) : undefined;
      return count && width ? tupleArg([ofType([count, width], 'float64'), ofType([count], 'int64')]) : unknownArg;
    },
    examples: [{ call: `sklearn.datasets.${name}(n_samples=50)[0]`, gives: `50 ${features === 'plane' ? 2 : features}` }],
  });

export const dataSets: readonly Op[] = [
  ...sets.map(loader),
  made('make_classification', 20, 'n_samples n_features'),
  made('make_regression', 100, 'n_samples n_features'),
  made('make_blobs', 2, 'n_samples n_features'),
  made('make_moons', 'plane', 'n_samples'),
  made('make_circles', 'plane', 'n_samples'),
];
