/** The bad example of ops whose parameters are all known. */
import type { Example } from '../op.ts';

/** `f(x)` of `f(x)[1]` with a keyword that nothing has; `of` is what is called where that is not the call around all others. */
export function misspelt({ call, given, on, under }: Example, of?: string): Example {
  const inner = of === undefined ? undefined : endOf(call, of);
  const end = inner ?? (call.endsWith(']') ? call.lastIndexOf(')[') : call.lastIndexOf(')'));
  const wrong = `${call.slice(0, end)}${call[end - 1] === '(' ? '' : ', '}nmae='x')${inner === undefined ? '' : call.slice(inner + 1)}`;
  return {
    call: wrong,
    ...(given ? { given } : {}),
    ...(on === undefined ? {} : { on }),
    ...(under ? { under } : {}),
    reports: 'argument-form',
  };
}

/** Where the parenthesis closes that opens behind the name. */
function endOf(call: string, name: string): number | undefined {
  const start = call.indexOf(`${name}(`);
  if (start < 0) return undefined;
  let depth = 0;
  for (let at = start + name.length; at < call.length; at++) {
    if (call[at] === '(') depth++;
    if (call[at] === ')' && --depth === 0) return at;
  }
  return undefined;
}
