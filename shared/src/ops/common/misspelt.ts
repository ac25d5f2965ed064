/** The bad example of ops whose parameters are all known. */
import type { Example } from '../op.ts';

/** `f(x)[1]` with a keyword that nothing has. */
export function misspelt({ call, given, under }: Example): Example {
  const end = call.endsWith(']') ? call.lastIndexOf(')[') : call.lastIndexOf(')');
  const wrong = `${call.slice(0, end)}${call[end - 1] === '(' ? '' : ', '}nmae='x')`;
  return { call: wrong, ...(given ? { given } : {}), ...(under ? { under } : {}), reports: 'argument-form' };
}
