/** Defaults of flags and the like, as assumed values. */
import type { Span } from '#server/ir/ir.ts';
import type { CallSite, PassedArgument, Run } from '../run.ts';
import { toNumber, unknownValue, type Value } from '../value.ts';

/** Longer defaults are cut in messages. */
const MAX_SHOWN = 40;

/** The value of a flag that nobody sets; `given` is its default as it is written, `value` what becomes of that. */
export function assumed(name: string, given: PassedArgument | undefined, site: CallSite, run: Run, value = given?.value): Value {
  // Nothing is what a flag holds until it is set: not what the code counts on.
  if (!value || value.kind === 'none' || value.kind === 'unknown') return unknownValue(`${name} has no default`);
  const { path, text } = site.frame.module;
  const written = given?.span ?? siteIn(path, given?.value);
  const span = written ?? site.span;
  const shown = shownAs(value, site) ?? (written ? text.slice(span.start, span.end).replace(/\s+/g, ' ') : '…');
  return run.world.assume({ name, shown: shown.length > MAX_SHOWN ? `${shown.slice(0, MAX_SHOWN - 1)}…` : shown, path, span }, value);
}

/** Where the file says it, of a default that stands among the options of a call. */
const siteIn = (path: string, value: Value | undefined): Span | undefined =>
  value && 'site' in value && value.site?.path === path ? value.site.span : undefined;

function shownAs(value: Value, { frame }: CallSite): string | undefined {
  if (value.kind === 'flag' && value.value !== undefined)
    return frame.module.language === 'python' ? (value.value ? 'True' : 'False') : String(value.value);
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
