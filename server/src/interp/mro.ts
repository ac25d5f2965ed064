/** The order in which Python looks for members in a class and its bases (C3). JavaScript's single inheritance gives the same. */
import type { ClassValue, Value } from './value.ts';

const orders = new WeakMap<ClassValue, readonly ClassValue[]>();
const MAX_BASES = 64;

export function mroOf(of: ClassValue, depth = 0): readonly ClassValue[] {
  const known = orders.get(of);
  if (known) return known;
  if (depth > 32) return [of];
  const bases = of.bases.filter(base => base.kind === 'class');
  const order = [of, ...merged([...bases.map(base => mroOf(base, depth + 1)), bases])];
  orders.set(of, order);
  return order;
}

/** Each time the first class that no other list has further down. */
function merged(lists: readonly (readonly ClassValue[])[]): readonly ClassValue[] {
  const order: ClassValue[] = [];
  let left = lists.filter(list => list.length > 0);
  while (left.length > 0 && order.length < MAX_BASES) {
    const heads = left.map(list => list[0] as ClassValue);
    // Python refuses a hierarchy without such a class.
    const next = heads.find(head => left.every(list => list.indexOf(head) <= 0)) ?? (heads[0] as ClassValue);
    order.push(next);
    left = left.map(list => list.filter(each => each !== next)).filter(list => list.length > 0);
  }
  return order;
}

/** What `super()` in a method of `owner` finds on an object of class `of`. */
export function memberBehind(owner: ClassValue, of: ClassValue, name: string): Value | undefined {
  const order = mroOf(of);
  const at = order.findIndex(each => each.statement === owner.statement);
  for (const each of at < 0 ? mroOf(owner).slice(1) : order.slice(at + 1)) {
    const found = each.attributes.value(name) ?? each.members.get(name);
    if (found) return found;
  }
  return undefined;
}

/** Where a setter is kept, beside the getter of the same name. */
export const setterOf = (name: string): string => `set ${name}`;

/** A member of the class or of its bases. */
export function memberOf(of: ClassValue, name: string): Value | undefined {
  for (const each of mroOf(of)) {
    const found = each.attributes.value(name) ?? each.members.get(name);
    if (found) return found;
    // In JavaScript a setter alone hides the getter of a base class.
    if (of.module.language === 'typescript' && each.members.has(setterOf(name))) return undefined;
  }
  return undefined;
}

/** A base class of which nothing is known; those of frameworks are not among them. */
export const hasUnknownBase = (of: ClassValue): boolean =>
  mroOf(of).some(({ bases }) => bases.some(base => base.kind === 'unknown' || (base.kind === 'builtin' && base.name !== 'object')));

/** A base class that is not of this workspace: it may bring members that nobody here can see. */
export const hasForeignBase = (of: ClassValue, depth = 0): boolean =>
  depth < 32 &&
  of.bases.some(base => (base.kind === 'class' ? hasForeignBase(base, depth + 1) : !(base.kind === 'builtin' && base.name === 'object')));
