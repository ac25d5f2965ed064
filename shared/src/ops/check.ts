/** What a rule says beside its result: problems, formulas with their numbers, the window it slid. */
import type { Diagnostic, Fix, Place, Problem, Severity } from '../diagnostics/diagnostic.ts';
import { type Dim, int, symbol, unknown } from '../dim/dim.ts';
import { substitute, symbolsOf } from '../dim/substitute.ts';
import type { WindowGeometry } from '../kernel/geometry.ts';
import type { Shape } from '../shape/shape.ts';
import type { Arg } from './argument.ts';
import type { Container } from './pack.ts';
import type { Version } from './versions.ts';

export interface Reported {
  readonly severity?: Severity;
  readonly related?: Problem['related'];
  readonly fixes?: readonly Fix[];
}

const openMark = 'open:';

/** What an open dim is going to be when data comes, by its symbol's id. */
export function settled(id: string): Dim | undefined {
  const [, later] = /^open:(\d+):/.exec(id) ?? [];
  return later === undefined ? undefined : int(Number(later));
}

/** With what is certain of open dims in their place. */
export const withSettled = (dim: Dim): Dim => substitute(dim, { get: settled });

/** The framework has null for this dim, or for one that it is computed from. */
export const isOpen = (dim: Dim | undefined): boolean =>
  dim?.kind === 'expr' && [...symbolsOf(dim).keys()].some(id => id.startsWith(openMark));

const entryMark = 'entry:';

/** Whether a model's input leaves it open, and the framework itself knows no number for it. */
export const isOfEntry = (dim: Dim | undefined): boolean =>
  dim?.kind === 'expr' && [...symbolsOf(dim).keys()].some(id => id.startsWith(entryMark));

export class Check {
  readonly problems: Problem[] = [];
  /** Lines for the hover, each a formula with this call's numbers: `height: ⌊(4 − 3)/1⌋ + 1 = 2`. */
  get explanation(): readonly string[] {
    return this.#lines.map(line => line());
  }

  readonly #lines: (() => string)[] = [];
  /** The window of a conv or pool: what pictures, matrices, receptive fields and costs are made from. */
  geometry: WindowGeometry | undefined;

  readonly version: Version;
  /** Names of the arguments that were given, or may have been by way of `*args` and `**kwargs`. */
  readonly given: ReadonlySet<string>;

  /** What sets this call apart from every other: the identity of symbols made here. Without one, nothing may be called by a name. */
  readonly site: string | undefined;
  private made = 0;
  /** What tensor arguments of unknown shape must be, since the op takes nothing else: parameter → shape. See `demand`. */
  readonly demands = new Map<string, Shape>();
  /** Layers: the arguments of the application that built the layer, the first one; undefined while this is the first. */
  readonly first: Readonly<Record<string, Arg>> | undefined;
  /** Layers: the container that applies the layer as it is added to it; or a method of an object that does. */
  readonly within: Container | 'method' | undefined;

  constructor(
    version: Version,
    given: ReadonlySet<string>,
    site?: string,
    { first, within }: { readonly first?: Readonly<Record<string, Arg>>; readonly within?: Container | 'method' | undefined } = {},
  ) {
    this.version = version;
    this.given = given;
    this.site = site;
    this.first = first;
    this.within = within;
  }

  /** A new symbol, distinct from those of all other calls: the batch of a placeholder. The same call asked again makes the same ones. */
  fresh(name: string): Dim {
    return this.site === undefined ? unknown : symbol(name, { id: `${name}@${this.site}.${this.made++}` });
  }

  /** What `None` in the shape of a model's input stands for. */
  entry(name: string): Dim {
    return this.site === undefined ? unknown : symbol(name, { id: `${entryMark}${name}@${this.site}.${this.made++}` });
  }

  /**
   * A dim that the framework itself knows nothing of before data comes: null in the shape of a model's input. `later`: what it certainly is going to be,
   * although the framework does not see it (see `settled`).
   */
  open(name: string, later?: number): Dim {
    const mark = later === undefined ? openMark : `${openMark}${later}:`;
    return this.site === undefined ? unknown : symbol(name, { id: `${mark}${name}@${this.site}.${this.made++}` });
  }

  /**
   * The op takes nothing but a tensor of this shape for an argument whose shape is unknown, so that is what it must be: the interpreter goes
   * on with it, and a later contradiction is certain. Dims of which nothing is known are fresh symbols.
   */
  demand(argument: string, shape: Shape): void {
    if (this.site !== undefined) this.demands.set(argument, shape);
  }

  report<Facts>(diagnostic: Diagnostic<Facts>, facts: Facts, place: Place, { severity, related = [], fixes = [] }: Reported = {}): void {
    this.problems.push({
      code: diagnostic.code,
      severity: severity ?? diagnostic.severity,
      message: diagnostic.message(facts),
      place,
      related,
      fixes,
    });
  }

  /** Written out only when somebody looks. */
  explain(line: () => string): void {
    this.#lines.push(line);
  }

  /** No error so far: the result can be computed. */
  get sound(): boolean {
    return !this.problems.some(problem => problem.severity === 'error');
  }
}
