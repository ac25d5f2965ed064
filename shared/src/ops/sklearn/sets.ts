/** Data sets that come with scikit-learn, and made ones. Sources: sklearn/datasets/_base.py, _olivetti_faces.py, _samples_generator.py. */
import { argumentForm } from '../../diagnostics/argument-form.ts';
import { type Dim, int } from '../../dim/dim.ts';
import { type Arg, toDim, tupleArg, unknownArg } from '../argument.ts';
import { ofType } from '../common/contents.ts';
import { defineOp, type Op } from '../op.ts';
import { anything, flag, type Param } from '../parameter.ts';
import { anyOf, docs, given, sklearn } from './declare.ts';

interface DataSet {
  readonly name: string;
  readonly rows: number;
  readonly features: number;
  /** What it takes, in the order in which releases before 1.0 took it without names. */
  readonly takes: string;
  /** Pictures of this size, beside the rows. */
  readonly images?: readonly [number, number];
  readonly notRun?: string;
}

const fetched = 'its data set is fetched; the shape is the documented one';

const sets: readonly DataSet[] = [
  { name: 'load_iris', rows: 150, features: 4, takes: 'return_X_y as_frame' },
  { name: 'load_wine', rows: 178, features: 13, takes: 'return_X_y as_frame' },
  { name: 'load_breast_cancer', rows: 569, features: 30, takes: 'return_X_y as_frame' },
  { name: 'load_diabetes', rows: 442, features: 10, takes: 'return_X_y as_frame scaled' },
  { name: 'load_boston', rows: 506, features: 13, takes: 'return_X_y', notRun: 'gone since 1.2; the shape is the documented one' },
  { name: 'load_digits', rows: 1797, features: 64, images: [8, 8], takes: 'n_class return_X_y as_frame' },
  {
    name: 'fetch_california_housing',
    rows: 20640,
    features: 8,
    takes: 'data_home download_if_missing return_X_y as_frame n_retries delay',
    notRun: fetched,
  },
  {
    name: 'fetch_olivetti_faces',
    rows: 400,
    features: 4096,
    images: [64, 64],
    takes: 'data_home shuffle random_state download_if_missing return_X_y n_retries delay',
    notRun: fetched,
  },
];

/** Some rows only, or tables of pandas. */
const deciding = ['n_class', 'as_frame'];

const loader = ({ name, rows, features, images, takes, notRun }: DataSet): Op =>
  defineOp({
    ...sklearn,
    name: `sklearn.datasets.${name}`,
    listed: false,
    ...(notRun ? { notRun } : {}),
    summary: 'Rows of features with their targets.',
    docs: docs(`datasets.${name}`),
    params: { ...anyOf(takes), return_X_y: flag().default('False') },
    order: takes,
    complete: true,
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
    examples: [
      { call: `sklearn.datasets.${name}().data`, gives: `${rows} ${features}` },
      { call: `sklearn.datasets.${name}(return_Xy=True)`, reports: 'argument-form' },
    ],
  });

interface Made {
  readonly name: string;
  /** How many by default; `plane`: two, whatever is asked. */
  readonly features: number | 'plane';
  /** What it takes, in the order in which releases before 1.0 took it without names. */
  readonly takes: string;
  /** Kinds of features, with how many there are by default: together they must not be more than the features. */
  readonly kinds?: Readonly<Record<string, number>>;
}

const makers: readonly Made[] = [
  {
    name: 'make_classification',
    features: 20,
    takes:
      'n_samples n_features n_informative n_redundant n_repeated n_classes n_clusters_per_class weights flip_y class_sep hypercube shift scale shuffle random_state return_X_y',
    kinds: { n_informative: 2, n_redundant: 2, n_repeated: 0 },
  },
  {
    name: 'make_regression',
    features: 100,
    takes: 'n_samples n_features n_informative n_targets bias effective_rank tail_strength noise shuffle coef random_state',
  },
  { name: 'make_blobs', features: 2, takes: 'n_samples n_features centers cluster_std center_box shuffle random_state return_centers' },
  { name: 'make_moons', features: 'plane', takes: 'n_samples shuffle noise random_state' },
  { name: 'make_circles', features: 'plane', takes: 'n_samples shuffle noise random_state factor' },
];

/** What changes the form of the result. */
const reforming = ['n_targets', 'return_centers', 'return_X_y', 'coef'];

const numberIn = (arg: Arg | undefined): number | undefined =>
  arg?.kind === 'number' && arg.dim.kind === 'int' ? arg.dim.value : undefined;

/** Points that are made: so many, of so many features. */
const made = ({ name, features, takes, kinds = {} }: Made): Op =>
  defineOp({
    ...sklearn,
    name: `sklearn.datasets.${name}`,
    listed: false,
    summary: 'Points that are made, with their targets.',
    docs: docs(`datasets.${name}`),
    params: {
      ...anyOf(takes),
      n_samples: anything('int').default('100'),
      ...Object.fromEntries(Object.entries(kinds).map(([word, usual]) => [word, anything('int').default(String(usual))])),
      ...(features === 'plane' ? {} : { n_features: anything('int').default(String(features)) }),
    } as Readonly<Record<string, Param<Arg | undefined>>>,
    order: takes,
    complete: true,
    shape(args, check) {
      const { n_samples, n_features } = args;
      const all = numberIn(n_features);
      const parts = Object.keys(kinds).map(word => numberIn(args[word]));
      if (all !== undefined && parts.every(part => part !== undefined)) {
        const sum = parts.reduce((total, part) => total + part, 0);
        const problem = `makes ${sum} informative, redundant and repeated features, which do not fit into ${all}`;
        if (sum > all) check.report(argumentForm, { op: this.name, problem }, { argument: 'n_features' });
      }
      if (reforming.some(word => check.given.has(word))) return unknownArg;
      const count: Dim | undefined = given(n_samples) ? toDim(n_samples) : undefined;
      const width: Dim | undefined = features === 'plane' ? int(2) : given(n_features) ? toDim(n_features) : undefined;
      return count && width ? tupleArg([ofType([count, width], 'float64'), ofType([count], 'int64')]) : unknownArg;
    },
    examples: [
      { call: `sklearn.datasets.${name}(n_samples=50)[0]`, gives: `50 ${features === 'plane' ? 2 : features}` },
      { call: `sklearn.datasets.${name}(samples=50)`, reports: 'argument-form' },
      ...(Object.keys(kinds).length > 0 ? [{ call: `sklearn.datasets.${name}(n_features=3)`, reports: 'argument-form' }] : []),
    ],
  });

export const dataSets: readonly Op[] = [...sets.map(loader), ...makers.map(made)];
