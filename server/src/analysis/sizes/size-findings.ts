/** Programs that fail for some sizes of their inputs: a U-Net whose skips fit only multiples of 16. */
import type { RecordedCall } from '#server/interp/recorder.ts';
import type { Activation } from '#server/interp/run.ts';
import type { Span } from '#server/ir/ir.ts';
import { failsForSomeSizes } from '#shared/diagnostics/fails-for-some-sizes.ts';
import type { Finding, Location } from '../analysis.ts';
import { ASKED, mayClash, modelsOf, newTrials, placeOf, UNASKED, type Verdict, verdictOf } from './models.ts';

/** Of one file. Only runs that nothing else runs, in which sizes meet that can differ: anything else is told on hover. */
export function sizeFindings(calls: readonly RecordedCall[], path: string): readonly Finding[] {
  const trials = newTrials();
  return modelsOf(calls, activation => activation !== undefined && !activation.parent && activation.path === path).flatMap(model => {
    if (!mayClash(model)) return [];
    const verdict = verdictOf(model, UNASKED, trials);
    const { failure } = verdict ?? {};
    if (!verdict?.set.hasGaps || !failure || verdict.set.failing === undefined) return [];
    const { severity, code, message } = failsForSomeSizes;
    const place = placeOf(failure, calls);
    const at = place?.path === path ? place.span : model.activation?.definition.nameSpan;
    if (!at) return [];
    const related: (Location & { message: string })[] = place && place.path !== path ? [{ ...place, message: 'fails here' }] : [];
    const facts = { names: equalNames(verdict), size: failure.size, works: verdict.set.words, problem: failure.problem.message };
    return [{ code, severity, message: message(facts), span: at, related, fixes: [] }];
  });
}

const equalNames = ({ names }: Verdict): string => names.split(', ').join(' = ');

export interface SizeNote {
  readonly span: Span;
  readonly text: string;
}

/** What is known of the sizes that the function or the class works for whose name stands at the offset. */
export function sizesAt(calls: readonly RecordedCall[], path: string, offset: number): SizeNote | undefined {
  const nameOf = (activation: Activation): Span | undefined => {
    const names = [
      ...(activation.path === path ? [activation.definition.nameSpan] : []),
      ...(activation.of?.module.path === path ? [activation.of.statement.nameSpan] : []),
    ];
    return names.find(span => span && span.start <= offset && offset <= span.end);
  };
  // The first of its runs with inputs of unknown size stands for it: later ones may work on sizes that were computed from those.
  const [model] = modelsOf(calls, activation => activation !== undefined && nameOf(activation) !== undefined);
  const span = model?.activation && nameOf(model.activation);
  const verdict = model && verdictOf(model, ASKED);
  return span && verdict && { span, text: sizeText(verdict) };
}

/** What a hover says: `works for H, W multiples of 16`, `works only for 32 × 32 (…)`. */
function sizeText(verdict: Verdict): string {
  const { names, set, failure } = verdict;
  const axes = names.split(', ').length;
  const words = /^only \d+$/.test(set.words) ? `only for ${Array(axes).fill(set.smallest).join(' × ')}` : `for ${names}: ${set.words}`;
  return `works ${words}${failure ? ` (at ${failure.size}: ${failure.problem.message})` : ''}`;
}
