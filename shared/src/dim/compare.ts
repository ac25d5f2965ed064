/** Three-valued comparison: a checker reports only what is certain. By normal form, then intervals, then residues. */
import { gcd, modulo, subtract } from './arithmetic.ts';
import { boundsOf } from './bounds.ts';
import { type Dim, int } from './dim.ts';
import { byResidues } from './residues.ts';
import { varies } from './samples.ts';

export type Answer = 'yes' | 'no' | 'unknown';

export const not = (answer: Answer): Answer => (answer === 'yes' ? 'no' : answer === 'no' ? 'yes' : 'unknown');
export const and = (a: Answer, b: Answer): Answer => (a === 'no' || b === 'no' ? 'no' : a === 'yes' && b === 'yes' ? 'yes' : 'unknown');

export function equal(a: Dim, b: Dim): Answer {
  if (a.kind === 'int' && b.kind === 'int') return a.value === b.value ? 'yes' : 'no';
  return judged(subtract(a, b), isZero, value => value === 0);
}

/** Most questions that have no answer show it in the first few numbers. */
function judged(difference: Dim, decide: (dim: Dim) => Answer, holds: (value: number) => boolean): Answer {
  if (varies(difference, holds)) return 'unknown';
  const answer = decide(difference);
  return answer === 'unknown' ? (byResidues(difference, certain(decide)) ?? 'unknown') : answer;
}

function isZero(difference: Dim): Answer {
  if (difference.kind === 'int') return difference.value === 0 ? 'yes' : 'no';
  if (difference.kind === 'unknown') return 'unknown';
  const { low, high } = boundsOf(difference);
  if (low > 0 || high < 0) return 'no';
  // Every term is a multiple of g, so the difference is `constant` modulo g: 2H + 1 is never 2W.
  const g = difference.terms.reduce((divisor, term) => gcd(divisor, term.coefficient), 0);
  return difference.constant % g === 0 ? 'unknown' : 'no';
}

export const lessEqual = (a: Dim, b: Dim): Answer => judged(subtract(b, a), isNotNegative, value => value >= 0);

function isNotNegative(difference: Dim): Answer {
  const { low, high } = boundsOf(difference);
  return low >= 0 ? 'yes' : high < 0 ? 'no' : 'unknown';
}

/** Unknown as undefined, which ends a comparison by cases. */
const certain = (decide: (dim: Dim) => Answer) => (dim: Dim) => {
  const answer = decide(dim);
  return answer === 'unknown' ? undefined : answer;
};

export const less = (a: Dim, b: Dim): Answer => not(lessEqual(b, a));

/** Whether `whole` is a multiple of `divisor`. */
export function divides(divisor: Dim, whole: Dim): Answer {
  if (divisor.kind === 'int' && divisor.value === 0) return 'unknown';
  return equal(modulo(whole, divisor), int(0));
}
