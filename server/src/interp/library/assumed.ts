/** Defaults of flags and the like, as assumed values. */
import { openValue } from '../open-values.ts';
import type { CallSite, PassedArgument, Run } from '../run.ts';
import { toNumber, type Value } from '../value.ts';

/** Longer defaults are cut in messages. */
const MAX_SHOWN = 40;

/** The value of a flag that nobody sets; `given` is its default as it is written, `value` what becomes of that. */
export function assumed(name: string, given: PassedArgument | undefined, site: CallSite, run: Run, value = given?.value): Value {
  // Nothing is what a flag holds until it is set: not what the code counts on.
  if (!value || value.kind === 'none' || value.kind === 'unknown') return unsaid(name, site, run);
  const { module } = site.frame;
  const own = given?.span && { path: module.path, span: given.span };
  // Among the options of a call, or handed on by a function of one's own.
  const place = own ?? (given && 'site' in given.value ? given.value.site : undefined) ?? { path: module.path, span: site.span };
  const shown = shownAs(value, site) ?? (own ? module.text.slice(own.span.start, own.span.end).replace(/\s+/g, ' ') : '…');
  return run.world.assume({ name, shown: cut(shown), path: place.path, span: place.span }, value);
}

/** The value of a flag that has no default: one and the same wherever it is used. */
export const unsaid = (name: string, { frame, span }: CallSite, run: Run): Value =>
  openValue(`${name} has no default`, underscored(name), `${name}@${frame.module.path}:${span.start}#${run.fresh()}`);

const cut = (text: string): string => (text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN - 1)}…` : text);

function shownAs(value: Value, { frame }: CallSite): string | undefined {
  if (value.kind === 'flag' && value.value !== undefined)
    return frame.module.language === 'python' ? (value.value ? 'True' : 'False') : String(value.value);
  if (value.kind === 'text') return value.text === undefined ? undefined : `'${value.text}'`;
  const number = value.kind === 'number' ? toNumber(value) : undefined;
  return number === undefined ? undefined : String(number);
}

/** A flag of Python's libraries as a name of the code: `--image-size` is `image_size`. */
export const underscored = (flag: string): string => flag.replace(/^-+/, '').replaceAll('-', '_');

/** Likewise of JavaScript's. */
export const camelCased = (flag: string): string => flag.replace(/^-+/, '').replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

/** What a type makes of a default that is written as text; other defaults stay as they are. */
export function converted(value: Value, type: Value | undefined, site: CallSite, run: Run): Value {
  if (value.kind !== 'text' || !type) return value;
  return run.call(type, { positional: [{ value }], named: new Map(), open: false }, site);
}
