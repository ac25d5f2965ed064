/** Values as people write them in a form or on the command line: `1,28,28,3`, `VALID`, `[[0,0],[1,1],[1,1],[0,0]]`, `N,28,28,1`. */
import { type Dim, symbol, toNumber, unknown } from '#shared/dim/dim.ts';
import { formula } from '#shared/dim/formula.ts';
import { type Arg, listArg, numberArg, tensorArg, textArg } from '#shared/ops/argument.ts';
import type { Param } from '#shared/ops/parameter.ts';

export type ReadValue = { readonly arg: Arg } | { readonly problem: string };

const MAX_LENGTH = 1000;
const MAX_RANK = 32;

/** The problem is one sentence that names the value and shows a right one. */
export function readValue(name: string, param: Pick<Param<unknown>, 'type' | 'control'>, source: string): ReadValue {
  const text = source.trim();
  const shown = text.length > 40 ? `${text.slice(0, 40)}…` : text;
  if (text.length > MAX_LENGTH) return { problem: `${name}: the value is longer than ${MAX_LENGTH} characters` };
  const arg = read(param, text);
  return arg ? { arg } : { problem: `${name}: '${shown}' is not ${wanted(param)}` };
}

function read({ type, control }: Pick<Param<unknown>, 'type' | 'control'>, text: string): Arg | undefined {
  if (control.kind !== 'text' && /^(?:None|null)$/.test(text)) return { kind: 'none' };
  switch (control.kind) {
    case 'shape':
      return type === 'Tensor[]' ? readShapes(text) : readShape(text);
    case 'integers':
      return readIntegers(text) ?? readJson(text);
    case 'choice': {
      const word = unquoted(text);
      if (control.open) return readJson(text) ?? readNumber(text) ?? textArg(word);
      return /^[\w .-]*$/.test(word) ? textArg(word) : undefined;
    }
    case 'flag':
      return /^(?:true|1|yes|on)$/i.test(text)
        ? { kind: 'flag', value: true }
        : /^(?:false|0|no|off)$/i.test(text)
          ? { kind: 'flag', value: false }
          : undefined;
    case 'text':
    case 'hidden':
      return readJson(text) ?? readNumber(text) ?? textArg(unquoted(text));
  }
}

function wanted({ type, control }: Pick<Param<unknown>, 'type' | 'control'>): string {
  switch (control.kind) {
    case 'shape':
      return type === 'Tensor[]'
        ? 'a list of shapes: write 1,4,4,8; 1,4,4,16'
        : 'a shape: write its dims with commas between, such as 1,28,28,3 or N,28,28,3';
    case 'integers':
      return 'an integer or a list of them: write 2 or 1,2,2,1';
    case 'choice':
      return `one of ${control.words.join(', ')}`;
    case 'flag':
      return 'true or false';
    default:
      return 'a value that can be read';
  }
}

function readShape(text: string): Arg | undefined {
  const dims = readDims(inside(text));
  return dims?.every(dim => (toNumber(dim) ?? 0) >= 0) ? tensorArg(dims) : undefined;
}

function readShapes(text: string): Arg | undefined {
  const parts = text.includes(';') ? text.split(';').filter(part => part.trim() !== '') : text.split(/(?<=[\])])\s*,\s*(?=[[(])/);
  const shapes = parts.map(readShape);
  return shapes.every(shape => shape !== undefined) ? listArg(shapes) : undefined;
}

function readIntegers(text: string): Arg | undefined {
  const dims = readDims(inside(text));
  if (!dims) return undefined;
  const [only, more] = dims;
  return only && !more && !/[,[(]/.test(text) ? numberArg(only) : listArg(dims.map(numberArg));
}

/** Undefined when one of them cannot be read. No text at all is a list of none. */
function readDims(text: string): readonly Dim[] | undefined {
  if (text === '') return [];
  const parts = text.includes(',')
    ? text.replace(/,\s*$/, '').split(',')
    : /^\d+(?:[\s×x]+\d+)+$/.test(text)
      ? text.split(/[\s×x]+/)
      : [text];
  const dims = parts.map(readDim);
  return parts.length <= MAX_RANK && dims.every(dim => dim !== undefined) ? dims : undefined;
}

function readDim(source: string): Dim | undefined {
  const text = source.trim();
  if (/^(?:\?|None|null)$/.test(text)) return unknown;
  if (/^-\s*\d+$/.test(text)) return readFormula(`0 ${text}`);
  return readFormula(text);
}

/** `2*H + 1`; the names are symbols. */
function readFormula(text: string): Dim | undefined {
  if (!/^[\w\s+*()/-]{1,80}$/.test(text) || /\d[A-Za-z_]/.test(text)) return undefined;
  try {
    const rule = formula(text);
    return rule(Object.fromEntries(rule.names.map(name => [name, symbol(name, { least: 1 })])));
  } catch {
    return undefined;
  }
}

const inside = (text: string): string => (/^\[.*\]$|^\(.*\)$/s.test(text) ? text.slice(1, -1).trim() : text);
const unquoted = (text: string): string => /^(["'])(.*)\1$/s.exec(text)?.[2] ?? text;

function readNumber(text: string): Arg | undefined {
  if (text === '' || !/^-?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i.test(text)) return undefined;
  const value = Number(text);
  return Number.isSafeInteger(value) ? numberArg(value) : { kind: 'float', value };
}

/** Lists and the like, in JSON or with Python's parentheses. */
function readJson(text: string): Arg | undefined {
  if (!/^[[({]/.test(text)) return undefined;
  const source = text.startsWith('{')
    ? text
    : text
        .replaceAll('(', '[')
        .replaceAll(')', ']')
        .replace(/,\s*\]/g, ']');
  try {
    return fromJson(JSON.parse(source));
  } catch {
    return undefined;
  }
}

function fromJson(value: unknown): Arg {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? numberArg(value) : { kind: 'float', value };
  if (typeof value === 'string') return textArg(value);
  if (typeof value === 'boolean') return { kind: 'flag', value };
  if (Array.isArray(value)) return listArg(value.map(fromJson));
  if (typeof value === 'object' && value !== null)
    return { kind: 'record', entries: Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fromJson(item)])) };
  return { kind: 'none' };
}
