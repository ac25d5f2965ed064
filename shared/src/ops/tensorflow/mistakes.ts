/** What is wrong with a call of an op whose rule has nothing to say against shapes: a keyword is misspelt. */
import { misspelt } from '../common/misspelt.ts';
import type { Op } from '../op.ts';

export function withMistake(op: Op): Op {
  const [first] = op.examples;
  const shows = op.examples.some(({ reports }) => reports !== undefined);
  if (shows || op.neverFails !== undefined || !op.complete || !first) return op;
  const word = op.name.slice(op.name.lastIndexOf('.'));
  return { ...op, examples: [...op.examples, misspelt(first, word)] };
}
