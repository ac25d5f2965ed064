/** Configurations are JSON that may hold comments and trailing commas. What is not as expected is as if it were not there. */
import JSON5 from 'json5';
import type { Lookup } from './lookup.ts';

export type Json = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);
export const objectOf = (value: unknown): Json => (isObject(value) ? value : {});
export const textsOf = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter(item => typeof item === 'string') : typeof value === 'string' ? [value] : [];

/** Larger files configure nothing. */
const MAX_LENGTH = 200_000;

/** Undefined where there is no such file, or it holds no object. */
export function readJson(path: string, lookup: Lookup): Json | undefined {
  return lookup.once(`json ${path}`, () => {
    const text = lookup.read(path);
    if (text === undefined || text.length > MAX_LENGTH) return undefined;
    try {
      const value: unknown = JSON5.parse(text);
      return isObject(value) ? value : undefined;
    } catch {
      return undefined;
    }
  }).value;
}
