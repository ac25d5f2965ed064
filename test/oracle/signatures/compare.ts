/** What differs between an op's declared parameters and those that the framework has. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { acceptedWords, parameterOrder } from '#shared/ops/bind.ts';
import type { Op } from '#shared/ops/op.ts';
import type { Param } from '#shared/ops/parameter.ts';
import type { FrameworkPack } from '#shared/ops/registry.ts';
import type { Generation } from '#shared/ops/versions.ts';
import { pathsOf } from './recorded-names.ts';

interface RealParameter {
  readonly name: string;
  readonly optional: boolean;
  /** Goes by keyword alone. */
  readonly keyword: boolean;
}

interface Signature {
  readonly parameters: readonly RealParameter[];
  readonly takesMany: boolean;
  readonly takesKeywords: boolean;
}

/** One name's words, by the API under which it is reached, as record.py wrote them. */
type Line = { readonly name: string } & Readonly<Record<string, string>>;

/** The API under which a name was looked up → the generation that it stands for. */
const generations: Readonly<Record<string, Generation | 'any'>> = { v2: '2', v1: '2-v1', any: 'any' };

function parse(text: string): Signature {
  let keyword = false;
  let takesMany = false;
  let takesKeywords = false;
  const parameters: RealParameter[] = [];
  for (const word of text.split(' ').filter(Boolean)) {
    if (word.startsWith('**')) takesKeywords = true;
    else if (word.startsWith('*')) {
      keyword = true;
      takesMany ||= word.length > 1;
    } else parameters.push({ name: word.replace('=', ''), optional: word.endsWith('='), keyword });
  }
  return { parameters, takesMany, takesKeywords };
}

export interface Recorded {
  readonly path: string;
  readonly generation: Generation | 'any';
  readonly signature: Signature;
  readonly call?: Signature;
}

export function recordings(pack: FrameworkPack): ReadonlyMap<string, readonly Recorded[]> {
  const folder = join(import.meta.dirname, 'recordings');
  const file = readdirSync(folder).find(each => each.startsWith(`${pack.name}-`)) as string;
  const lines = readFileSync(join(folder, file), 'utf8').trim().split('\n');
  return new Map(
    lines.map(text => {
      const line = JSON.parse(text) as Line;
      const found = Object.entries(generations).flatMap(([api, generation]) => {
        const signature = line[api];
        const call = line[`${api}.call`];
        if (signature === undefined || signature === '?') return [];
        return [{ path: line.name, generation, signature: parse(signature), ...(call === undefined ? {} : { call: parse(call) }) }];
      });
      return [line.name, found];
    }),
  );
}

/** What the framework says of the op, wherever it is reached in the APIs it exists in. */
export const recordedOf = (op: Op, pack: FrameworkPack, all: ReadonlyMap<string, readonly Recorded[]>): readonly Recorded[] =>
  pathsOf(op, pack)
    .flatMap(path => all.get(path) ?? [])
    .filter(({ generation }) => !op.api || (op.api === 'v2') === (generation === '2'));

const paramOf = (op: Op, word: string): readonly [string, Param<unknown>] | undefined =>
  Object.entries(op.params).find(([name, param]) => name === word || param.aliases.includes(word));

/** The receiver of a method has no name that a call could use. */
const isReceiver = (name: string, at: number): boolean => at === 0 && name === 'self';

/** What a method is given beside its receiver, if the declaration leaves that out. */
function positional(op: Op, { signature, generation }: Recorded): readonly string[] {
  const real = signature.parameters.filter(each => !each.keyword).map(each => each.name);
  const [first = ''] = parameterOrder(op, { framework: op.framework, generation });
  return real[0] === 'self' && paramOf(op, real[1] ?? '')?.[0] === paramOf(op, first)?.[0] && first ? real.slice(1) : real;
}

/** The declared positional order where it is not the real one. Words of other releases may follow. */
export function misplaced(op: Op, recorded: Recorded): string | undefined {
  const real = positional(op, recorded);
  const declared = parameterOrder(op, { framework: op.framework, generation: recorded.generation });
  const end = op.rest === undefined ? declared.length : declared.indexOf(op.rest);
  const at = declared.slice(0, end).findIndex((word, position) => {
    const other = real[position];
    if (other === undefined) return !recorded.signature.takesMany;
    return !isReceiver(other, position) && paramOf(op, word)?.[0] !== paramOf(op, other)?.[0];
  });
  return at < 0 ? undefined : `${declared.join(' ')} / ${real.join(' ')}`;
}

/** Real parameters that a call may not give as declared. */
export function undeclared(op: Op, { signature, generation }: Recorded): readonly string[] {
  const words = acceptedWords(op, { framework: op.framework, generation });
  return signature.parameters.filter(({ name }, at) => !isReceiver(name, at) && !words.has(name)).map(({ name }) => name);
}

/**
 * Parameters that may be left out everywhere and are required, or the other way round. What `tf.compat.v1` knows under two words has a default there,
 * which is refused.
 */
export function unlikeRequired(op: Op, ways: readonly Recorded[]): readonly string[] {
  return Object.entries(op.params).flatMap(([key, param]) => {
    const optional = ways.flatMap(({ signature }) => {
      const words = signature.parameters.filter(({ name }, at) => (name === key || param.aliases.includes(name)) && !isReceiver(name, at));
      return words.length === 0 ? [] : [words.every(word => word.optional)];
    });
    if (optional.length === 0 || optional.includes(!param.required)) return [];
    return [`${key} ${param.required ? 'may be left out' : 'must be given'}`];
  });
}

/** Takes keywords of any name. */
export const isFree = ({ signature }: Recorded): boolean => signature.takesKeywords;
