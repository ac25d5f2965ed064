/**
 * What the code takes from outside of it (a flag, an environment variable) is assumed to be at its default. Each assumption that is made
 * is noted, and can be switched off: then the value is unknown. What is found with it and not without rests on it.
 */
import type { Span } from '#server/ir/ir.ts';
import { openValue } from './open-values.ts';
import type { Cell } from './state/cell.ts';
import { doing, markBasis } from './state/ledger.ts';
import { unknownValue, type Value } from './value.ts';

export interface Assumption {
  /** As the user of the program writes it: `--batch-size`, `IMAGE_SIZE`. */
  readonly name: string;
  /** The default as the code has it; undefined for an environment variable that is taken for not set. */
  readonly shown: string | undefined;
  readonly path: string;
  readonly span: Span;
}

export const keyOfAssumption = ({ name, path, span }: Assumption): string => `${path}:${span.start}:${name}`;

/** One way the world may be, in which a file is analysed, and what the analysis comes upon of it. */
export class World {
  /** In the order they were first made. */
  readonly made = new Map<string, Assumption>();
  /** Flags that the code defines for the whole program, by name. */
  readonly flags = new Map<string, Cell<Value>>();
  /** What the program has set for a whole framework, by framework and setting. */
  readonly settings = new Map<string, Cell<Value>>();
  /** Beginnings of names of ops that code may have put others in place of: see `notePatches`. */
  readonly patched = new Set<string>();
  #symbols = 0;
  /** Keys of the assumptions that do not hold. */
  readonly #off: ReadonlySet<string> | 'all';
  /** Told apart from other worlds by this. */
  readonly id: object;

  /** A function that nothing calls is taken to be called with its parameters' defaults. */
  readonly supposesDefaults: boolean;
  /** A value was taken to be what the code asserts of it without proof. */
  trustsTypes = false;

  constructor(off: ReadonlySet<string> | 'all' = new Set(), supposesDefaults = true, id: object = {}) {
    this.#off = off;
    this.supposesDefaults = supposesDefaults;
    this.id = id;
  }

  /** Everything is as the code has it by default. */
  get isPlain(): boolean {
    return this.#off !== 'all' && this.#off.size === 0;
  }

  /** The value where the assumption holds, else an unknown. */
  assume(assumption: Assumption, value: Value): Value {
    const key = keyOfAssumption(assumption);
    // Its place may have moved by the time that this is done again.
    doing(
      () => this.#note(keyOfAssumption(assumption), assumption),
      () => {},
    );
    if (this.#off !== 'all' && !this.#off.has(key)) return value;
    const { name } = assumption;
    // Some number, the same wherever it is used: what is wrong for any is still found.
    return value.kind === 'number'
      ? openValue(`${name} may be set`, name.replace(/^-+/, ''), `${key}#${this.#symbols++}`)
      : unknownValue(`${name} may be set`);
  }

  #note(key: string, assumption: Assumption): void {
    if (!this.made.has(key)) this.made.set(key, assumption);
  }

  /** A flag or setting has come up. */
  define(kind: 'flags' | 'settings', name: string, cell: Cell<Value>): void {
    markBasis();
    doing(
      () => void this[kind].set(name, cell),
      () => {},
    );
  }

  patch(start: string): void {
    markBasis();
    doing(
      () => void this.patched.add(start),
      () => {},
    );
  }

  trustType(): void {
    doing(
      () => {
        this.trustsTypes = true;
      },
      () => {},
    );
  }

  /** Nothing has been seen of it any more. */
  clear(): void {
    for (const all of [this.made, this.flags, this.settings, this.patched]) all.clear();
    this.trustsTypes = false;
  }

  /** The same world, of which nothing has been seen yet. */
  anew(): World {
    return new World(this.#off, this.supposesDefaults, this.id);
  }

  /** Whether all that was assumed in `other` holds here too, so that everything in it is the same here. */
  agreesWith({ made }: World): boolean {
    const off = this.#off;
    return off === 'all' ? made.size === 0 : ![...made.keys()].some(key => off.has(key));
  }

  /** Takes over what came up in a module that is imported. */
  adopt({ made, flags, settings, patched }: World): void {
    if (flags.size + settings.size + patched.size > 0) markBasis();
    for (const [key, assumption] of made) this.#note(key, assumption);
    for (const [name, cell] of flags) this.flags.set(name, cell);
    for (const [name, cell] of settings) this.settings.set(name, cell);
    for (const start of patched) this.patched.add(start);
  }
}
