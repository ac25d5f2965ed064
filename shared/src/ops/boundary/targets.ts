/** Targets against what the model gives, as its loss wants them. */
import { fitInputMismatch } from '../../diagnostics/fit-input-mismatch.ts';
import { targetMismatch } from '../../diagnostics/target-mismatch.ts';
import { type Shape, showShape } from '../../shape/shape.ts';
import type { Check } from '../check.ts';
import { isSingleClass, type Manner, targetVerdict } from './compare.ts';
import { targetFixes } from './fixes.ts';
import { type Wanted, wantedBy } from './losses.ts';
import { type At, type Feeding, inOrderOf, itemOf, lossNames, type ModelParts, namesIn, type Part, tensorsIn } from './parts.ts';

export function judgeTargets(part: Part, model: ModelParts, how: Feeding, check: Check): void {
  const { shapes: targets, name: argument, at } = part;
  const outputs = tensorsIn(model['*output']);
  if (!outputs || isPartial(model)) return;
  if (outputs.length !== targets.length) {
    if (how.exact)
      check.report(fitInputMismatch, { method: how.method, argument, part: 'output', takes: outputs.length, given: targets.length }, at);
    return;
  }
  const names = lossNames(model);
  outputs.forEach((output, which) => {
    const target = targets[which];
    const loss = names && (names.length === 1 && model['*loss']?.kind === 'text' ? names[0] : names[which]);
    if (output && target) judgeTarget(loss, output, target, model, how, itemOf(part, which).at, check);
  });
}

/** Some outputs have no loss: TensorFlow.js then has no targets for them, Keras 3 nowhere. */
function isPartial({ '*loss': loss, '*gives': gives }: ModelParts): boolean {
  return loss?.kind === 'record' && (inOrderOf(namesIn(gives), loss)?.includes(undefined) ?? true);
}

function judgeTarget(loss: string | undefined, output: Shape, target: Shape, model: ModelParts, how: Feeding, at: At, check: Check): void {
  const wanted = loss === undefined ? undefined : wantedBy(loss);
  const verdict = targetVerdict(wanted, output, target, how);
  if (verdict === 'fits') return;
  const broadcasts = verdict === 'broadcasts';
  check.report(
    targetMismatch,
    {
      loss: loss ?? how.method,
      input: output,
      target,
      wanted: wordsFor(wanted, output, how),
      broadcasts,
      of: 'output',
    },
    at,
    {
      severity: verdict === 'rejected' ? 'error' : 'warning',
      related: [
        { argument: '*output', message: "the model's output" },
        { argument: '*loss', message: 'the loss' },
      ],
      fixes: targetFixes(loss, output, target, at, model, how),
    },
  );
}

const wordsFor = (wanted: Wanted | undefined, output: Shape, { exact }: Manner): string => {
  if (isSingleClass(wanted, output)) return 'of two classes or more, as the output';
  if (wanted?.target !== 'classes') return showShape(output);
  const bare = output.slice(0, -1);
  return exact ? `${showShape(bare).slice(0, -1)}, 1]` : showShape(bare);
};
