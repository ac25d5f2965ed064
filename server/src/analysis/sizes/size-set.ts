/** A set of sizes found by trying them one by one, in the words people use: `multiples of 16, at least 32`. */

/** Sizes from 1 up to the number tried, by whether they work. `works[0]` stands for 1. */
export type Tried = readonly boolean[];

export interface SizeSet {
  readonly words: string;
  /** Between sizes that work there are some that do not, again and again. */
  readonly hasGaps: boolean;
  readonly smallest: number;
  /** The smallest size above it that fails; undefined where all larger ones work. */
  readonly failing: number | undefined;
}

/** A pattern counts when it repeats at least so often within what was tried. */
const MIN_REPEATS = 4;

/** Undefined when nothing that was tried works, or everything does. */
export function describeSizes(works: Tried): SizeSet | undefined {
  const sizes = works.flatMap((ok, at) => (ok ? [at + 1] : []));
  const [smallest] = sizes;
  const last = sizes.at(-1);
  if (smallest === undefined || last === undefined || sizes.length === works.length) return undefined;
  const failing = works.findIndex((ok, at) => at + 1 > smallest && !ok);
  const set = { smallest, failing: failing < 0 ? undefined : failing + 1 };
  if (set.failing === undefined) return { ...set, words: `at least ${smallest}`, hasGaps: false };
  const period = periodOf(works, smallest);
  if (period !== undefined) return { ...set, words: periodic(works, smallest, period), hasGaps: true };
  const isRange = sizes.length === last - smallest + 1;
  if (isRange && last < works.length)
    return { ...set, words: smallest === last ? `only ${smallest}` : `only ${smallest} to ${last}`, hasGaps: false };
  const shown = sizes.slice(0, 6).join(', ');
  return { ...set, words: `only ${shown}${sizes.length > 6 ? ', …' : ''}`, hasGaps: sizes.length > 1 };
}

/** The smallest period with which the sizes repeat from the first that works on. */
function periodOf(works: Tried, smallest: number): number | undefined {
  const from = smallest - 1;
  for (let period = 2; from + period * MIN_REPEATS <= works.length; period++) {
    let repeats = true;
    for (let at = from; repeats && at + period < works.length; at++) repeats = works[at] === works[at + period];
    if (repeats) return period;
  }
  return undefined;
}

function periodic(works: Tried, smallest: number, period: number): string {
  const remainders = Array.from({ length: period }, (_, at) => at)
    .filter(at => works[smallest - 1 + at])
    .map(at => (smallest + at) % period);
  const [only, more] = remainders;
  const least = smallest > period ? `, at least ${smallest}` : '';
  if (only === 0 && more === undefined) return `multiples of ${period}${least}`;
  if (more === undefined) return `${period}·k + ${only}${smallest > period ? `, at least ${smallest}` : ''}`;
  const [missing, others] = Array.from({ length: period }, (_, at) => at).filter(at => !remainders.includes(at));
  if (missing !== undefined && others === undefined)
    return `${missing === 0 ? `all but multiples of ${period}` : `all but ${period}·k + ${missing}`}${smallest > 1 ? `, at least ${smallest}` : ''}`;
  return `${remainders
    .toSorted((a, b) => a - b)
    .map(at => `${period}·k + ${at}`)
    .slice(0, 4)
    .join(' or ')}${least}`;
}
