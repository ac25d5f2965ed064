/** Python's enumerations: what the class body sets are members, each an object of its own with `name` and `value`. */

import { joinOptional, listOf } from './join.ts';
import { isObjectOf, libraryObject } from './library/library.ts';
import type { Arguments } from './run.ts';
import { newCell } from './state/cell.ts';
import { sameValue } from './truth.ts';
import {
  Attributes,
  type ClassValue,
  type InstanceValue,
  none,
  numberValue,
  textValue,
  toNumber,
  unknownValue,
  type Value,
} from './value.ts';

export const isEnumeration = (of: ClassValue, depth = 0): boolean =>
  of.statement.bases.some(({ value }) => (value.kind === 'name' || value.kind === 'attribute') && /(?:Enum|Flag)$/.test(value.name)) ||
  (depth < 8 && of.bases.some(base => base.kind === 'class' && isEnumeration(base, depth + 1)));

/** Members of these are the numbers themselves. */
const isNumeric = (of: ClassValue): boolean =>
  of.statement.bases.some(
    ({ value }) => (value.kind === 'name' || value.kind === 'attribute') && /^(?:IntEnum|IntFlag|int)$/.test(value.name),
  );

/** `enum.auto()`, until the class is made. */
export const AUTO = 'enum.auto';
export const automatic = (): Value => libraryObject(AUTO, none);

/** Replaces what the body has set in `members` by the members of the enumeration. */
export function enumerated(of: ClassValue, members: Map<string, Value>): ClassValue {
  if (!isEnumeration(of)) return of;
  const known: InstanceValue[] = [];
  const isPlain = !of.statement.bases.some(({ value }) => value.kind === 'name' && /Flag$/.test(value.name));
  let last: Value = numberValue(0);
  for (const [name, held] of members) {
    if (held.kind === 'function' || held.kind === 'class' || /^_/.test(name)) continue;
    const number = toNumber(last);
    const counted = isPlain && number !== undefined ? numberValue(number + 1) : unknownValue('a number that an enumeration gives');
    const value = isObjectOf(held, AUTO) ? counted : held;
    last = value;
    if (isNumeric(of) && value.kind === 'number') {
      members.set(name, value);
      continue;
    }
    // Two names of one value are one member.
    const answers = known.map(member => sameValue(member.attributes.value('value') ?? none, value));
    const alias = known[answers.indexOf('yes')];
    const member = answers.includes('unknown') ? unknownValue(`'${name}' of an enumeration`) : (alias ?? newMember(of, name, value));
    if (member !== alias && member.kind === 'instance') known.push(member);
    members.set(name, member);
  }
  return of;
}

function newMember(of: ClassValue, name: string, value: Value): InstanceValue {
  const attributes = new Attributes();
  const hold = (key: string, held: Value) => attributes.set(key, newCell<Value | undefined>(held, joinOptional, held, attributes.born));
  hold('name', textValue(name));
  hold('value', value);
  hold('_value_', value);
  return { kind: 'instance', class: of, attributes, open: false, isMember: true };
}

/** Attributes of the class; a member that is not there may be made by the enumeration's own rules. */
export function enumerationAttribute(of: ClassValue, name: string): Value {
  for (let each: Value | undefined = of; each?.kind === 'class'; each = each.bases.find(base => base.kind === 'class')) {
    const member = each.members.get(name);
    if (member) return member;
  }
  return unknownValue(`'${name}' of an enumeration`);
}

/** In the order of the class body, aliases left out. */
export const membersOf = (of: ClassValue): readonly Value[] => [
  ...new Set(
    [...of.members].filter(([name, held]) => held.kind !== 'function' && held.kind !== 'class' && !/^_/.test(name)).map(([, held]) => held),
  ),
];

export const listOfMembers = (of: ClassValue): Value => {
  const members = membersOf(of);
  return members.every(({ kind }) => kind !== 'unknown') ? listOf('list', members) : listOf('list', { each: unknownValue('a member') });
};

/** `Color(1)`: the member of that value. */
export function memberOfValue(of: ClassValue, args: Arguments): Value {
  const value = args.positional[0]?.value;
  const members = membersOf(of);
  if (!value || args.open || members.some(({ kind }) => kind !== 'instance')) return unknownValue('a member of an enumeration');
  const found = members.find(
    member => member === value || (member.kind === 'instance' && sameValue(member.attributes.value('value') ?? none, value) === 'yes'),
  );
  return found ?? unknownValue('a member of an enumeration');
}
