/** Truth and comparison, three-valued. */

import type { CompareOperator } from '#server/ir/ir.ts';
import { negate } from '#shared/dim/arithmetic.ts';
import { type Answer, equal, less, lessEqual, not } from '#shared/dim/compare.ts';
import { int } from '#shared/dim/dim.ts';
import { looselyEqual, numberOf, strictlyEqual } from './coerce.ts';
import type { Dialect } from './dialect.ts';
import { numericDifference } from './fractions.ts';
import { keyOf } from './keys.ts';
import { isInstanceOf, sameType } from './kinds.ts';
import { hasForeignBase, hasUnknownBase, memberOf } from './mro.ts';
import { type InstanceValue, type ListValue, toNumber, type Value } from './value.ts';

const answer = (known: boolean | undefined): Answer => (known === undefined ? 'unknown' : known ? 'yes' : 'no');

export function truth(value: Value, dialect: Dialect): Answer {
  switch (value.kind) {
    case 'flag':
      return answer(value.value);
    case 'none':
      return 'no';
    case 'number':
      return not(equal(value.dim, int(0)));
    case 'float':
      return answer(value.value === undefined ? undefined : value.value !== 0 && !Number.isNaN(value.value));
    case 'text':
      return answer(value.text === undefined ? undefined : value.text.length > 0);
    case 'list':
      if (!dialect.emptyIsFalse) return 'yes';
      if (value.type === 'iterator') return value.isListInPython2 ? 'unknown' : 'yes';
      return 'known' in value.items.current ? answer(value.items.current.known.length > 0) : 'unknown';
    case 'record':
      if (!dialect.emptyIsFalse) return 'yes';
      return value.entries.current.known.size > 0 ? 'yes' : value.entries.current.open ? 'unknown' : 'no';
    case 'tensor':
    case 'unknown':
      return 'unknown';
    case 'instance':
      // `__len__` and `__bool__` may say otherwise.
      return memberOf(value.class, '__len__') || memberOf(value.class, '__bool__') || hasUnknownBase(value.class) ? 'unknown' : 'yes';
    default:
      return 'yes';
  }
}

/** Kinds that are never equal to a value of another kind. */
const plain: ReadonlySet<Value['kind']> = new Set(['number', 'float', 'text', 'flag', 'none', 'list', 'record', 'function', 'class', 'op']);

export function sameValue(a: Value, b: Value, depth = 0): Answer {
  if (depth > 8) return 'unknown';
  if (a.kind === 'unknown' || b.kind === 'unknown') return 'unknown';
  if (a.kind === 'number' && b.kind === 'number') return equal(a.dim, b.dim);
  const [x, y] = [toNumber(a), toNumber(b)];
  if (x !== undefined && y !== undefined) return answer(x === y);
  const apart = numericDifference(a, b);
  if (apart) return equal(apart, int(0));
  if (a.kind === 'text' && b.kind === 'text') return answer(a.text === undefined || b.text === undefined ? undefined : a.text === b.text);
  if (a.kind === 'none' && b.kind === 'none') return 'yes';
  if (a.kind === 'list' && b.kind === 'list') {
    if (a.type === 'iterator' || b.type === 'iterator') return a === b ? 'yes' : 'unknown';
    const [one, two] = [a.items.current, b.items.current];
    if (isOtherType(a.type, b.type)) return 'no';
    if (!('known' in one) || !('known' in two)) return 'unknown';
    if (a.type === 'set') return sameItems(one.known, two.known);
    if (one.known.length !== two.known.length) return 'no';
    const each = one.known.map((item, at) => sameValue(item, two.known[at] as Value, depth + 1));
    return each.includes('no') ? 'no' : each.includes('unknown') ? 'unknown' : 'yes';
  }
  const numeric = (value: Value) => value.kind === 'number' || value.kind === 'float' || value.kind === 'flag';
  if (numeric(a) && numeric(b)) return 'unknown';
  if (a === b) return 'yes';
  const types = sameType(a, b);
  if (types !== 'unknown') return types;
  // Members of one enumeration; two of one value would be one.
  if (a.kind === 'instance' && b.kind === 'instance' && a.isMember && b.isMember && a.class.statement === b.class.statement)
    return memberOf(a.class, '__eq__') ? 'unknown' : 'no';
  if (a.kind === 'instance' && b.kind === 'instance' && areApart(a, b)) return 'no';
  return a.kind !== b.kind && plain.has(a.kind) && plain.has(b.kind) ? 'no' : 'unknown';
}

/** Objects of different classes, neither of which says what it is equal to. */
const areApart = (a: InstanceValue, b: InstanceValue): boolean =>
  a.class.statement !== b.class.statement &&
  [a, b].every(({ class: of, open, isMember }) => !open && !memberOf(of, '__eq__') && (isMember || !hasForeignBase(of)));

/** `[1] == (1,)` is false; a tensor's shape equals both. */
const isOtherType = (a: ListValue['type'], b: ListValue['type']): boolean => a !== b && a !== 'shape' && b !== 'shape';

/** Of sets, in any order. */
function sameItems(a: readonly Value[], b: readonly Value[]): Answer {
  if (a.length !== b.length) return 'no';
  const found = a.map(item => b.map(other => sameValue(item, other)));
  if (found.every(answers => answers.includes('yes'))) return 'yes';
  return found.some(answers => answers.every(each => each === 'no')) ? 'no' : 'unknown';
}

export function compare(operator: CompareOperator, a: Value, b: Value, dialect: Dialect): Answer {
  switch (operator) {
    case '==':
    case '===':
      if (dialect.language === 'javascript') return operator === '===' ? strictlyEqual(a, b) : looselyEqual(a, b);
      return a.kind === 'tensor' || b.kind === 'tensor' ? 'unknown' : sameOrNone(a, b);
    case '!=':
    case '!==':
      if (dialect.language === 'javascript') return not(operator === '!==' ? strictlyEqual(a, b) : looselyEqual(a, b));
      return a.kind === 'tensor' || b.kind === 'tensor' ? 'unknown' : not(sameOrNone(a, b));
    case 'is':
      return identical(a, b);
    case 'is not':
      return not(identical(a, b));
    case 'in':
      return contains(b, a, dialect);
    case 'not in':
      return not(contains(b, a, dialect));
    case 'instanceof':
      if (b.kind === 'builtin') return a.kind === 'list' && b.name === 'Array' ? 'yes' : 'unknown';
      return isInstanceOf(a, b);
    default:
      return order(operator, a, b, dialect);
  }
}

/** A tensor, a function or an object is certainly not None. */
const sameOrNone = (a: Value, b: Value): Answer => (a.kind === 'none' || b.kind === 'none' ? identical(a, b) : sameValue(a, b));

function identical(a: Value, b: Value): Answer {
  if (a.kind === 'unknown' || b.kind === 'unknown') return 'unknown';
  // A symbol may stand for a dim that the framework itself reports as None.
  if (a.kind === 'none' || b.kind === 'none') return isSymbolic(a) || isSymbolic(b) ? 'unknown' : answer(a.kind === b.kind);
  if (a.kind === 'flag' && b.kind === 'flag')
    return answer(a.value === undefined || b.value === undefined ? undefined : a.value === b.value);
  if (a.kind === 'instance' && a.isMember && b.kind === 'instance' && b.isMember) return answer(a === b);
  const types = sameType(a, b);
  if (types !== 'unknown') return types;
  return a === b ? 'yes' : a.kind !== b.kind ? 'no' : 'unknown';
}

function contains(whole: Value, part: Value, dialect: Dialect): Answer {
  if (dialect.language === 'javascript') return hasKey(whole, part, dialect);
  if (whole.kind === 'list') {
    const items = whole.items.current;
    if (!('known' in items)) return 'unknown';
    const each = items.known.map(item => sameValue(item, part));
    return each.includes('yes') ? 'yes' : each.includes('unknown') ? 'unknown' : 'no';
  }
  if (part.kind !== 'text' || part.text === undefined) return 'unknown';
  if (whole.kind === 'record') return whole.entries.current.known.has(part.text) ? 'yes' : whole.entries.current.open ? 'unknown' : 'no';
  if (whole.kind === 'text') return answer(whole.text === undefined ? undefined : whole.text.includes(part.text));
  return 'unknown';
}

/** JavaScript's `in`. */
function hasKey(whole: Value, part: Value, dialect: Dialect): Answer {
  const key = keyOf(part, dialect);
  if (whole.kind !== 'record' || key === undefined) return 'unknown';
  if (whole.entries.current.known.has(key)) return 'yes';
  return whole.entries.current.open || key in Object.prototype ? 'unknown' : 'no';
}

function order(operator: '<' | '<=' | '>' | '>=', a: Value, b: Value, dialect: Dialect): Answer {
  if (a.kind === 'number' && b.kind === 'number') {
    switch (operator) {
      case '<':
        return less(a.dim, b.dim);
      case '<=':
        return lessEqual(a.dim, b.dim);
      case '>':
        return less(b.dim, a.dim);
      case '>=':
        return lessEqual(b.dim, a.dim);
    }
  }
  const apart = numericDifference(a, b);
  if (apart) {
    const sign = operator === '<' || operator === '<=' ? negate(apart) : apart;
    return operator === '<' || operator === '>' ? less(int(0), sign) : lessEqual(int(0), sign);
  }
  const texts = dialect.language === 'javascript' && a.kind === 'text' && b.kind === 'text';
  const [x, y] = texts ? [a.text, b.text] : [a, b].map(dialect.language === 'javascript' ? numberOf : toNumber);
  if (x === undefined || y === undefined) return 'unknown';
  return answer(operator === '<' ? x < y : operator === '<=' ? x <= y : operator === '>' ? x > y : x >= y);
}

const isSymbolic = (value: Value): boolean => value.kind === 'number' && value.dim.kind !== 'int';
