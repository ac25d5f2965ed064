/** Data that goes into a model: one rule for all methods that take some, in Keras and TensorFlow.js. */
import type { Arg } from '../argument.ts';
import type { Check } from '../check.ts';
import { judgeInputs, judgeSamples } from './inputs.ts';
import { type Feeding, type ModelParts, namesIn, type Part, partOf } from './parts.ts';
import { judgeTargets } from './targets.ts';

export function judgeData(args: Readonly<Record<string, Arg | undefined>>, how: Feeding, check: Check): void {
  const model = args as unknown as ModelParts;
  const streamed = present(model['*element']);
  const [takes, gives] = [namesIn(model['*takes']), namesIn(model['*gives'])];
  const own = (name: string | undefined, names = gives): Part | undefined =>
    name === undefined ? undefined : partOf(args[name], name, { argument: name }, names);
  if (streamed) {
    // Targets and weights come with the inputs.
    const [inputs, ...others] = elementParts(streamed).map((part, item) =>
      partOf(part, how.inputs, { argument: how.inputs }, item === 0 ? takes : gives),
    );
    judgeParts(inputs, how.predicts ? [] : others, model, how, check);
  } else judgeParts(own(how.inputs, takes), [own(how.targets), own(how.weights)], model, how, check);
  const { validation } = how;
  const pair = validation === undefined ? undefined : present(args[validation]);
  if (validation === undefined || pair?.kind !== 'list') return;
  const [inputs, ...others] = pair.items.map((part, item) =>
    partOf(part, `${validation}[${item}]`, { argument: validation, item }, item === 0 ? takes : gives),
  );
  judgeParts(inputs, others, model, how, check);
}

const present = (arg: Arg | undefined): Arg | undefined => (arg && arg.kind !== 'none' && arg.kind !== 'unknown' ? arg : undefined);

/** `(x, y)`, `(x, y, weights)`, `{ xs, ys }`, or inputs alone. */
function elementParts(element: Arg): readonly (Arg | undefined)[] {
  if (element.kind === 'record' && element.entries.xs) return [element.entries.xs, element.entries.ys];
  return element.kind === 'list' ? element.items : [element];
}

function judgeParts(
  inputs: Part | undefined,
  [targets, weights]: readonly (Part | undefined)[],
  model: ModelParts,
  how: Feeding,
  check: Check,
): void {
  const fit = !inputs || judgeInputs(inputs, model, how, check);
  if (targets) {
    const enough = !inputs || judgeSamples(targets, inputs, model, how, check);
    if (fit && enough) judgeTargets(targets, model, how, check);
  }
  if (inputs && weights) judgeSamples(weights, inputs, model, how, check);
}
