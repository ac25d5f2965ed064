/** What a rule says beside its result: problems, formulas with their numbers, the window it slid. */
import type { Diagnostic, Fix, Place, Problem, Severity } from '../diagnostics/diagnostic.ts';
import type { WindowGeometry } from '../kernel/geometry.ts';
import type { Version } from './versions.ts';

export interface Reported {
  readonly severity?: Severity;
  readonly related?: Problem['related'];
  readonly fixes?: readonly Fix[];
}

export class Check {
  readonly problems: Problem[] = [];
  /** Lines for the hover, each a formula with this call's numbers: `height: ⌊(4 − 3)/1⌋ + 1 = 2`. */
  readonly explanation: string[] = [];
  /** The window of a conv or pool: what pictures, matrices, receptive fields and costs are made from. */
  geometry: WindowGeometry | undefined;

  readonly version: Version;
  /** Names of the arguments that were given. */
  readonly given: ReadonlySet<string>;

  constructor(version: Version, given: ReadonlySet<string>) {
    this.version = version;
    this.given = given;
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

  explain(line: string): void {
    this.explanation.push(line);
  }

  /** No error so far: the result can be computed. */
  get sound(): boolean {
    return !this.problems.some(problem => problem.severity === 'error');
  }
}
