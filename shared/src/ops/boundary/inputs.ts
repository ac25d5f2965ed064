/** Inputs against what the model takes, and the numbers of samples against each other. */
import { batchMismatch } from '../../diagnostics/batch-mismatch.ts';
import { fitInputMismatch } from '../../diagnostics/fit-input-mismatch.ts';
import { equal } from '../../dim/compare.ts';
import type { Dim } from '../../dim/dim.ts';
import type { Check } from '../check.ts';
import { inputVerdict, type Verdict } from './compare.ts';
import { inputFixes } from './fixes.ts';
import { type Feeding, itemOf, lossNames, type ModelParts, type Part, tensorsIn } from './parts.ts';

/** Whether all is well, as far as can be seen. */
export function judgeInputs(part: Part, model: ModelParts, how: Feeding, check: Check): boolean {
  const { shapes, name, at } = part;
  const takes = tensorsIn(model['*input']);
  if (!takes) return true;
  const { method, calls = false } = how;
  if (takes.length !== shapes.length) {
    check.report(fitInputMismatch, { method, argument: name, part: 'input', takes: takes.length, given: shapes.length }, at, toModel);
    return false;
  }
  const certain = (verdict: Verdict) => verdict === 'rejected' && !calls;
  const { '*fails': failure, '*sequence': isSequence, '*built': isBuilt } = model;
  const sequence = isSequence?.kind === 'flag' && isSequence.value === true;
  const built = isBuilt?.kind === 'flag' && isBuilt.value === true;
  const fails = failure?.kind === 'text';
  const wrong = shapes.flatMap((got, which) => {
    const wanted = takes[which];
    const verdict = got && wanted ? inputVerdict(wanted, got, { ...how, sequence }) : 'fits';
    // An axis of 1 at the end that is not 1 is for the layers to reject; up to Keras 2.3 so is everything in a plain call.
    const isLeft = calls && !fails && verdict === 'some' && got?.length === wanted?.length;
    // What another model gave for something unknown has the axes that the model's own input has, which need not be those of the data.
    const isOpen = calls && !fails && got?.length !== wanted?.length && got?.slice(1).some(dim => dim.kind !== 'int') === true;
    const isClaim = how.claimed && got?.length !== wanted?.length && got?.every(dim => dim.kind !== 'int');
    return got && wanted && verdict !== 'fits' && !isLeft && !isOpen && !isClaim ? [{ got, wanted, verdict, which }] : [];
  });
  for (const { got, wanted, verdict, which } of wrong)
    check.report(
      fitInputMismatch,
      {
        method,
        argument: itemOf(part, which).name,
        model: wanted,
        got,
        ...(calls && !fails ? { since: verdict === 'rejected' && !built ? '2.4' : '3' } : {}),
      },
      itemOf(part, which).at,
      {
        related: [...toModel.related, ...(fails && failure.text !== undefined ? [{ argument: '*fails', message: failure.text }] : [])],
        severity: certain(verdict) || fails ? 'error' : 'warning',
        fixes: inputFixes(wanted, got, itemOf(part, which).at, model, how),
      },
    );
  return wrong.length === 0 && (calls || judgeAlike(part, model, how, check));
}

/** As many samples in every input. What predicts takes them batch by batch and does not always look. */
function judgeAlike(part: Part, model: ModelParts, how: Feeding, check: Check): boolean {
  const [first, ...others] = part.shapes.map((shape, which) => ({ shapes: [shape], ...itemOf(part, which) }));
  return others.every(
    other => !first || judgeSamples(other, first, model, { ...how, uncounted: how.uncounted || how.predicts === true }, check),
  );
}

const toModel = { related: [{ argument: '*input', message: "the model's input" }] };

/** As many samples of the one as of the other. */
export function judgeSamples(others: Part, inputs: Part, model: ModelParts, { uncounted }: Feeding, check: Check): boolean {
  const [input] = inputs.shapes.find(shape => shape?.length) ?? [];
  const which = others.shapes.findIndex(shape => input && shape?.[0] && equal(input, shape[0]) === 'no');
  const count = others.shapes[which]?.[0];
  if (!input || !count) return true;
  // Where nobody counts, the loss decides: one sample is broadcast, and a loss of one's own may do anything.
  const isOne = (dim: Dim) => dim.kind === 'int' && dim.value === 1;
  const certain = !uncounted || (lossNames(model) !== undefined && !isOne(input) && !isOne(count));
  check.report(
    batchMismatch,
    { argument: others.name, output: count, input, silent: false, of: inputs.name },
    itemOf(others, which).at,
    certain ? {} : { severity: 'warning' },
  );
  return false;
}
