/** Functions whose keywords differ between releases: what every release asks for, and a call that leaves it out. */
import type { Op } from '../op.ts';

const isFunction = /^keras\.(ops|backend|utils|applications)\./;

/** Where no example shows a shape that is wrong, one shows what is missing. What takes any number of tensors may be given none. */
export function asksForRequired(op: Op): Op {
  const isAsking = Object.values(op.params).some(({ required }) => required);
  if (!isFunction.test(op.name) || !isAsking || op.complete !== undefined || op.call || op.rest) return op;
  const isShown = op.examples.some(({ reports }) => reports);
  return { ...op, complete: 'required', examples: isShown ? op.examples : [...op.examples, lacking(op)] };
}

/** `f()`, by the name that the op's first example calls, if that is all it calls. */
function lacking({ name, examples }: Op) {
  const called = /^[\w.]+(?=\()/.exec(examples[0]?.call ?? '')?.[0];
  return { call: `${called?.startsWith('keras.') ? called : name}()`, reports: 'argument-form' };
}
