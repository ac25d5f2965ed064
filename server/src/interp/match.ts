/** Python's patterns: whether a value matches, and what it names. */
import type { MatchPattern } from '#server/ir/ir.ts';
import type { Answer } from '#shared/dim/compare.ts';
import { fieldsOf } from './fields.ts';
import { eachOf, listOf, recordOf } from './join.ts';
import { keyOf } from './keys.ts';
import { isInstanceOf } from './kinds.ts';
import { hasForeignBase, memberOf } from './mro.ts';
import type { Frame, Run } from './run.ts';
import { compare } from './truth.ts';
import { type ListValue, unknownValue, type Value } from './value.ts';

/** What the names of a pattern hold should it match. */
export type Bindings = Map<string, Value>;

const both = (a: Answer, b: Answer): Answer => (a === 'no' || b === 'no' ? 'no' : a === 'yes' && b === 'yes' ? 'yes' : 'unknown');

export function matches(pattern: MatchPattern, value: Value, binds: Bindings, frame: Frame, run: Run): Answer {
  switch (pattern.kind) {
    case 'capture':
      if (pattern.name !== undefined) binds.set(pattern.name, value);
      return 'yes';
    case 'as': {
      const answer = matches(pattern.of, value, binds, frame, run);
      binds.set(pattern.name, value);
      return answer;
    }
    case 'value': {
      const wanted = run.evaluate(pattern.value, frame);
      const isSingle = pattern.value.kind === 'boolean' || pattern.value.kind === 'none';
      return compare(isSingle ? 'is' : '==', value, wanted, frame.module.dialect);
    }
    case 'or':
      return oneOf(pattern.of, value, binds, frame, run);
    case 'sequence':
      return matchesSequence(pattern.items, value, binds, frame, run);
    case 'mapping':
      return matchesMapping(pattern, value, binds, frame, run);
    case 'class':
      return matchesClass(pattern, value, binds, frame, run);
    case 'keyword':
    case 'rest':
    case 'other':
      return 'unknown';
  }
}

function oneOf(patterns: readonly MatchPattern[], value: Value, binds: Bindings, frame: Frame, run: Run): Answer {
  let answer: Answer = 'no';
  for (const each of patterns) {
    const own: Bindings = new Map();
    const found = matches(each, value, own, frame, run);
    if (found === 'no') continue;
    for (const [name, held] of own) binds.set(name, answer === 'no' ? held : unknownValue('captured by one of several patterns'));
    answer = answer === 'no' && found === 'yes' ? 'yes' : 'unknown';
    if (found === 'yes') return answer;
  }
  return answer;
}

/** These are no sequences to a pattern. */
const noSequence: ReadonlySet<Value['kind']> = new Set(['number', 'float', 'text', 'flag', 'none', 'record', 'function', 'class', 'layer']);

function matchesSequence(patterns: readonly MatchPattern[], value: Value, binds: Bindings, frame: Frame, run: Run): Answer {
  const items = value.kind === 'list' ? value.items.current : undefined;
  if (value.kind === 'list' && (value.type === 'set' || value.type === 'iterator')) return 'no';
  if (!items || !('known' in items)) {
    const each = items && eachOf(items);
    for (const pattern of patterns)
      if (pattern.kind === 'rest') bindRest(pattern.name, listOf('list', { each: each ?? unknownValue('captured by a pattern') }), binds);
      else matches(pattern, each ?? unknownValue('captured by a pattern'), binds, frame, run);
    const isNone = noSequence.has(value.kind) || (value.kind === 'instance' && !value.open && !hasForeignBase(value.class));
    return isNone ? 'no' : 'unknown';
  }
  const { known } = items;
  const rest = patterns.findIndex(({ kind }) => kind === 'rest');
  if (rest < 0 ? known.length !== patterns.length : known.length < patterns.length - 1) return 'no';
  let answer: Answer = 'yes';
  for (const [at, pattern] of patterns.entries()) {
    const behind = patterns.length - 1 - at;
    if (pattern.kind === 'rest') {
      bindRest(pattern.name, listOf('list', known.slice(at, known.length - behind)), binds);
      continue;
    }
    const item = known[rest >= 0 && at > rest ? known.length - 1 - behind : at];
    answer = both(answer, item ? matches(pattern, item, binds, frame, run) : 'no');
    if (answer === 'no') return 'no';
  }
  return answer;
}

const bindRest = (name: string | undefined, rest: ListValue, binds: Bindings): void => {
  if (name !== undefined) binds.set(name, rest);
};

function matchesMapping(
  { entries, rest }: Extract<MatchPattern, { kind: 'mapping' }>,
  value: Value,
  binds: Bindings,
  frame: Frame,
  run: Run,
): Answer {
  const { known, open } = value.kind === 'record' ? value.entries.current : { known: new Map<string, Value>(), open: true };
  const taken = new Set<string>();
  let answer: Answer = value.kind === 'record' ? 'yes' : noMapping.has(value.kind) ? 'no' : 'unknown';
  for (const { key, of } of entries) {
    const name = keyOf(run.evaluate(key, frame), frame.module.dialect);
    const item = name === undefined ? undefined : known.get(name);
    if (name !== undefined) taken.add(name);
    const found = matches(of, item ?? unknownValue('captured by a pattern'), binds, frame, run);
    answer = both(answer, item ? found : name !== undefined && !open ? 'no' : 'unknown');
  }
  if (rest !== undefined) binds.set(rest, recordOf({ known: new Map([...known].filter(([name]) => !taken.has(name))), open }));
  return answer;
}

const noMapping: ReadonlySet<Value['kind']> = new Set(['number', 'float', 'text', 'flag', 'none', 'list', 'function', 'class', 'layer']);

/** `int(x)` captures the number itself. */
const selfMatching: ReadonlySet<string> = new Set(['bool', 'dict', 'float', 'frozenset', 'int', 'list', 'set', 'str', 'tuple']);

function matchesClass(
  { callee, args }: Extract<MatchPattern, { kind: 'class' }>,
  value: Value,
  binds: Bindings,
  frame: Frame,
  run: Run,
): Answer {
  const kind = run.evaluate(callee, frame);
  let answer = isInstanceOf(value, kind);
  const names = kind.kind === 'class' ? positionalNames(kind) : undefined;
  for (const [at, arg] of args.entries()) {
    if (kind.kind === 'builtin' && selfMatching.has(kind.name) && arg.kind !== 'keyword') {
      answer = both(answer, matches(arg, value, binds, frame, run));
      continue;
    }
    const name = arg.kind === 'keyword' ? arg.name : names?.[at];
    const held =
      name === undefined || answer === 'no' ? unknownValue('captured by a pattern') : run.attribute(value, name, frame, callee.span);
    const found = matches(arg.kind === 'keyword' ? arg.of : arg, held, binds, frame, run);
    // Where nothing is known of the attribute, it may be missing.
    answer = both(answer, held.kind === 'unknown' && !held.hole ? (found === 'no' ? 'no' : 'unknown') : found);
  }
  return answer;
}

function positionalNames(of: Extract<Value, { kind: 'class' }>): readonly (string | undefined)[] | undefined {
  const listed = memberOf(of, '__match_args__');
  if (listed?.kind === 'list' && 'known' in listed.items.current)
    return listed.items.current.known.map(item => (item.kind === 'text' ? item.text : undefined));
  return fieldsOf(of)
    .filter(({ isParameter, keywordOnly }) => isParameter && !keywordOnly)
    .map(({ name }) => name);
}
