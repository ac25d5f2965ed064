/**
 * Statements that were lowered before, for the next version of the text. One that the edit between the two did not touch, and that parses as it
 * did, is not lowered again. It is moved: its spans are shifted in place, so that whoever holds one of them sees where the code stands now.
 */
import type { Span, Stmt } from '#server/ir/ir.ts';
import { editBetween } from './incremental.ts';
import type { SyntaxNode } from './nodes.ts';

/** With more errors than that a text is lowered as a whole. */
const MOST_TROUBLES = 100;

type Movable = { -readonly [Key in keyof Span]: Span[Key] };

export interface Lowered<Noted> {
  readonly statements: readonly Stmt[];
  /** What they say of what is around them: syntax of Python 2, a `yield`. */
  readonly noted: Noted;
}

interface Unit<Noted> extends Lowered<Noted> {
  readonly node: SyntaxNode;
  /** What can be lowered depends on how deep it stands. */
  readonly depth: number;
  /** Where it stands; moves along. */
  readonly place: Movable;
  /** The units among its statements. */
  readonly inner: readonly Unit<Noted>[];
  /** All spans below it, each once; found when it is moved for the first time. */
  spans?: readonly Movable[];
}

/** The span of what is not in the text. It is shared, and stays where it is. */
export const nowhere: Span = Object.freeze({ start: 0, end: 0 });

/** The statements of one version of a text. */
export class Units<Noted> {
  readonly #text: string;
  readonly #troubles: readonly Span[];
  /** Those of the last version that the edit left alone, by their place in this one. */
  readonly #known: Map<string, Unit<Noted>>;
  #level: Unit<Noted>[] = [];

  /**
   * `troubles`: where the text could not be read as it stands; what touches that is always lowered anew. `previous` is used up: what is taken
   * over from it moves.
   */
  constructor(text: string, troubles: readonly Span[], previous?: Units<Noted>) {
    this.#text = text;
    this.#troubles = troubles;
    this.#known = previous ? previous.#movedTo(text) : new Map();
  }

  /** `place`: where the node stands in the text as the user has it. */
  of(node: SyntaxNode, depth: number, place: Span, lower: () => Lowered<Noted>): Lowered<Noted> {
    if (this.#isTroubled(place)) return lower();
    const key = keyOf(place, depth);
    const before = this.#known.get(key);
    const outer = this.#level;
    let unit: Unit<Noted>;
    if (before && isAlike(before.node, node)) {
      // Once only: nodes must not share what moves.
      this.#known.delete(key);
      move(before, place.start - before.place.start);
      unit = { ...before, node };
    } else {
      this.#level = [];
      unit = { ...lower(), node, depth, place: { ...place }, inner: this.#level };
      this.#level = outer;
    }
    this.#level.push(unit);
    return unit;
  }

  #isTroubled(place: Span): boolean {
    return this.#troubles.length > MOST_TROUBLES || this.#troubles.some(({ start, end }) => start <= place.end && place.start <= end);
  }

  #movedTo(text: string): Map<string, Unit<Noted>> {
    const { startIndex, oldEndIndex, newEndIndex } = editBetween(this.#text, text);
    const found = new Map<string, Unit<Noted>>();
    const pending = [...this.#level];
    for (let unit = pending.pop(); unit; unit = pending.pop()) {
      pending.push(...unit.inner);
      const { place, depth } = unit;
      const by = place.end <= startIndex ? 0 : place.start >= oldEndIndex ? newEndIndex - oldEndIndex : undefined;
      if (by !== undefined) found.set(keyOf({ start: place.start + by, end: place.end + by }, depth), unit);
    }
    return found;
  }
}

const keyOf = ({ start, end }: Span, depth: number): string => `${start} ${end} ${depth}`;

/** Of the same text: whether it parses the same way. Nodes that were kept are the same objects. */
function isAlike(a: SyntaxNode, b: SyntaxNode): boolean {
  const pending: (readonly [SyntaxNode, SyntaxNode])[] = [[a, b]];
  for (let pair = pending.pop(); pair; pair = pending.pop()) {
    const [one, other] = pair;
    if (one === other) continue;
    if (one.type !== other.type || one.end - one.start !== other.end - other.start) return false;
    if (one.field !== other.field || one.missing !== other.missing || one.children.length !== other.children.length) return false;
    for (const [at, child] of one.children.entries()) pending.push([child, other.children[at] as SyntaxNode]);
  }
  return true;
}

function move(unit: Unit<unknown>, by: number): void {
  if (by === 0) return;
  unit.spans ??= [...spansOf(unit)];
  for (const span of unit.spans) {
    span.start += by;
    span.end += by;
  }
}

/** All spans in the statements, and the places of the units among them. */
function spansOf(unit: Unit<unknown>): ReadonlySet<Movable> {
  const found = new Set<Movable>();
  const units = [unit];
  for (let each = units.pop(); each; each = units.pop()) {
    found.add(each.place);
    units.push(...each.inner);
  }
  const seen = new Set<object>();
  const pending: object[] = [...unit.statements];
  for (let object = pending.pop(); object; object = pending.pop()) {
    if (seen.has(object)) continue;
    seen.add(object);
    if (isSpan(object)) {
      if (object !== nowhere) found.add(object);
    } else for (const value of Object.values(object)) if (typeof value === 'object' && value !== null) pending.push(value);
  }
  return found;
}

const isSpan = (object: object): object is Movable => 'start' in object && typeof object.start === 'number';
