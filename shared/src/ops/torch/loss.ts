/** Losses. Sources: torch/nn/functional.py, aten/src/ATen/native/Loss.cpp, LossNLL.cpp, LossNLL2d.cpp. */

import type { Severity } from '../../diagnostics/diagnostic.ts';
import { targetMismatch } from '../../diagnostics/target-mismatch.ts';
import { equal } from '../../dim/compare.ts';
import type { Dim } from '../../dim/dim.ts';
import { broadcast } from '../../shape/broadcast.ts';
import { type Shape, sameShape, showShape } from '../../shape/shape.ts';
import { type TensorArg, tensorArg } from '../argument.ts';
import type { Check } from '../check.ts';
import { defineLayer, defineOp, type Op } from '../op.ts';
import { anything, tensor, word } from '../parameter.ts';
import { docs, plain, torch } from './declare.ts';

interface Loss {
  readonly layer: string;
  readonly function: string;
  readonly summary: string;
  /** What the constructor takes before and after `reduction`, which both take. */
  readonly takes: string;
  readonly more?: string;
  /** How the target has to fit; `unlike`: targets of another shape are broadcast with a warning, or rejected. */
  readonly rule: (loss: string, input: Shape, target: Shape, check: Check) => void;
  /** Shape of the result where nothing is reduced. */
  readonly each?: (input: Shape, target: Shape) => Shape | undefined;
  readonly good: readonly [input: string, target: string];
  readonly bad?: readonly [input: string, target: string];
}

const related = { related: [{ argument: 'input', message: 'the input' }] };

/** One shape for both. */
const alike =
  (severity: Severity) =>
  (loss: string, input: Shape, target: Shape, check: Check): void => {
    if (sameShape(input, target) !== 'no') return;
    // What does not even broadcast is rejected by all.
    const clashes = 'clash' in broadcast(input, target);
    const rejected = severity === 'error' || clashes;
    check.report(
      targetMismatch,
      { loss, input, target, wanted: showShape(input), broadcasts: !rejected },
      { argument: 'target' },
      { ...related, severity: rejected ? 'error' : severity },
    );
  };

/** Classes on axis 1 of the input, their indices in the target: `[N, C, …]` and `[N, …]`. */
const indices =
  (probabilities: boolean) =>
  (loss: string, input: Shape, target: Shape, check: Check): void => {
    if (input.length === 0) return;
    const wanted = input.length === 1 ? [] : [input[0] as Dim, ...input.slice(2)];
    if (probabilities && target.length === input.length) {
      if (sameShape(input, target) === 'no')
        check.report(
          targetMismatch,
          { loss, input, target, wanted: `${showShape(wanted)} or ${showShape(input)}` },
          { argument: 'target' },
          related,
        );
      return;
    }
    const differs = target.length !== wanted.length || target.some((dim, at) => equal(dim, wanted[at] as Dim) === 'no');
    // A vector beside a single example, `[1]` beside `[C]`, passes in some releases.
    if (differs && input.length > 1)
      check.report(targetMismatch, { loss, input, target, wanted: showShape(wanted) }, { argument: 'target' }, related);
  };

const withoutClasses = (input: Shape): Shape => (input.length === 1 ? [] : [input[0] as Dim, ...input.slice(2)]);

const same = (input: Shape, target: Shape): Shape | undefined => {
  const both = broadcast(input, target);
  return 'shape' in both ? both.shape : undefined;
};

const losses: readonly Loss[] = [
  {
    layer: 'MSELoss',
    function: 'mse_loss',
    summary: 'The mean of squared differences.',
    takes: 'size_average reduce',
    rule: alike('warning'),
    each: same,
    good: ['8 3', '8 3'],
    bad: ['8 3', '8 4'],
  },
  {
    layer: 'L1Loss',
    function: 'l1_loss',
    summary: 'The mean of absolute differences.',
    takes: 'size_average reduce',
    rule: alike('warning'),
    each: same,
    good: ['8 3', '8 3'],
    bad: ['8 3', '8 4'],
  },
  {
    layer: 'SmoothL1Loss',
    function: 'smooth_l1_loss',
    summary: 'Squares of small differences, absolute values of great ones.',
    takes: 'size_average reduce',
    more: 'beta',
    rule: alike('warning'),
    each: same,
    good: ['8 3', '8 3'],
    bad: ['8 3', '8 4'],
  },
  {
    layer: 'HuberLoss',
    function: 'huber_loss',
    summary: 'Squares of small differences, absolute values of great ones.',
    takes: '',
    more: 'delta',
    rule: alike('warning'),
    each: same,
    good: ['8 3', '8 3'],
    bad: ['8 3', '8 4'],
  },
  {
    layer: 'BCELoss',
    function: 'binary_cross_entropy',
    summary: 'The cross entropy of probabilities of one class.',
    takes: 'weight size_average reduce',
    rule: alike('error'),
    each: same,
    good: ['8 1', '8 1'],
    bad: ['8 1', '8'],
  },
  {
    layer: 'BCEWithLogitsLoss',
    function: 'binary_cross_entropy_with_logits',
    summary: 'The cross entropy of logits of one class.',
    takes: 'weight size_average reduce',
    more: 'pos_weight',
    rule: alike('error'),
    each: same,
    good: ['8 1', '8 1'],
    bad: ['8 1', '8'],
  },
  {
    layer: 'CrossEntropyLoss',
    function: 'cross_entropy',
    summary: 'The cross entropy of logits of several classes.',
    takes: 'weight size_average ignore_index reduce',
    more: 'label_smoothing',
    rule: indices(true),
    each: withoutClasses,
    good: ['8 10', '8 10'],
    bad: ['8 10', '4'],
  },
  {
    layer: 'NLLLoss',
    function: 'nll_loss',
    summary: 'The negative logarithm of the right class’s probability.',
    takes: 'weight size_average ignore_index reduce',
    rule: indices(false),
    each: withoutClasses,
    good: ['8 10', '8'],
    bad: ['8 10', '4'],
  },
  {
    layer: 'KLDivLoss',
    function: 'kl_div',
    summary: 'The Kullback–Leibler divergence.',
    takes: 'size_average reduce',
    more: 'log_target',
    rule: () => {},
    each: same,
    good: ['8 10', '8 10'],
  },
  {
    layer: 'SoftMarginLoss',
    function: 'soft_margin_loss',
    summary: 'The logistic loss of two classes.',
    takes: 'size_average reduce',
    rule: () => {},
    each: same,
    good: ['8 10', '8 10'],
  },
];

function lossOf(
  input: TensorArg,
  target: TensorArg,
  reduction: string | undefined,
  reduces: boolean,
  loss: Loss,
  op: string,
  check: Check,
): TensorArg {
  if (input.shape && target.shape) loss.rule(op, input.shape, target.shape, check);
  if (reduces) return tensorArg(undefined);
  if (reduction === 'none') return tensorArg(input.shape && target.shape && loss.each?.(input.shape, target.shape));
  return tensorArg(reduction === undefined ? undefined : []);
}

/** Old switches decide in the place of `reduction`. */
const decidedElsewhere = (check: Check): boolean => check.given.has('reduce') || check.given.has('size_average');

function opsOf(loss: Loss): readonly Op[] {
  const reduction = { reduction: word('mean', 'sum', 'none').default("'mean'") };
  const [name, path] = [`torch.nn.${loss.layer}`, `torch.nn.functional.${loss.function}`];
  const [input, target] = loss.good;
  const params = { ...plain(loss.takes), ...reduction, ...plain(loss.more ?? '') };
  const type = loss.function === 'nll_loss' ? '.long()' : '';
  return [
    defineLayer({
      ...torch,
      name,
      summary: loss.summary,
      docs: docs(name),
      params,
      call: { input: tensor(), target: tensor() },
      shape: (args, check) =>
        lossOf(args.input, args.target, args.reduction as string | undefined, decidedElsewhere(check), loss, name, check),
      examples: [
        { call: `nn.${loss.layer}()(x, y${type})`, given: { x: input, y: target }, gives: '' },
        ...(loss.bad ? [{ call: `nn.${loss.layer}()`, on: loss.bad.join(', '), reports: 'target-mismatch' }] : []),
      ],
    }),
    defineOp({
      ...torch,
      name: path,
      summary: loss.summary,
      docs: docs(path),
      params: { input: tensor(), target: tensor(), ...plain(loss.takes), ...reduction, ...plain(loss.more ?? '') },
      order: ['input', 'target', loss.takes, 'reduction', loss.more ?? ''].join(' '),
      shape: (args, check) =>
        lossOf(
          args.input as TensorArg,
          args.target as TensorArg,
          args.reduction as string | undefined,
          decidedElsewhere(check),
          loss,
          path,
          check,
        ),
      examples: [
        { call: `F.${loss.function}(x, y${type})`, given: { x: input, y: target }, gives: '' },
        ...(loss.bad ? [{ call: `F.${loss.function}(x, y)`, given: { x: loss.bad[0], y: loss.bad[1] }, reports: 'target-mismatch' }] : []),
      ],
    }),
  ];
}

const cosine = defineLayer({
  ...torch,
  name: 'torch.nn.CosineSimilarity',
  summary: 'The cosine between vectors along an axis.',
  docs: docs('torch.nn.CosineSimilarity'),
  params: { dim: anything('int').default('1'), ...plain('eps') },
  call: { x1: tensor(), x2: tensor() },
  shape(args) {
    const { dim, x1, x2 } = args as unknown as {
      readonly dim: { readonly kind: string; readonly dim?: Dim };
      readonly x1: TensorArg;
      readonly x2: TensorArg;
    };
    const both = x1.shape && x2.shape && same(x1.shape, x2.shape);
    const at = dim.kind === 'number' && dim.dim?.kind === 'int' ? dim.dim.value : undefined;
    if (!both || at === undefined || at >= both.length || at < -both.length) return undefined;
    return both.toSpliced(at, 1);
  },
  examples: [{ call: 'nn.CosineSimilarity()', on: '8 64, 8 64', gives: '8' }],
});

export const lossOps: readonly Op[] = [...losses.flatMap(opsOf), cosine];
