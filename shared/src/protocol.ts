/** What client and server say to each other beyond the Language Server Protocol. Plain data: the calculator's page reads it too. */
import type { Severity } from './diagnostics/diagnostic.ts';
import type { Framework } from './ops/versions.ts';

export const methods = {
  /** FormParams → Form: the fields of one op, and every op there is to choose from. */
  form: 'shapewright/calculator/form',
  /** CalculationParams → Calculation. */
  calculate: 'shapewright/calculator/calculate',
  /** CallAtParams → Prefill | null: the op call at a position, as values for its form. */
  callAt: 'shapewright/calculator/callAt',
  /** Notification from the server: Status. */
  status: 'shapewright/status',
} as const;

/** An op by its canonical name; the framework where two have an op of that name. */
export interface OpName {
  readonly op: string;
  readonly framework?: Framework;
}

/** Without an op: the one that a new calculator shows. */
export type FormParams = Partial<OpName>;

export interface Form {
  readonly op: string;
  readonly framework: Framework;
  readonly summary: string;
  readonly docs: string;
  readonly fields: readonly Field[];
  /** Values that make a good start. */
  readonly example: Values;
  readonly choices: readonly OpChoice[];
}

export interface OpChoice {
  readonly op: string;
  readonly framework: Framework;
  /** A window slides in it, so there is a picture and a matrix: offered first. */
  readonly window: boolean;
}

export interface Field {
  readonly name: string;
  /** `Tensor [h, w, in, out]`. */
  readonly type: string;
  readonly control: 'shape' | 'integers' | 'choice' | 'flag' | 'text';
  readonly required: boolean;
  /** The default in source form. */
  readonly fallback?: string;
  /** For a choice. */
  readonly words?: readonly string[];
  /** A choice that also takes something else than its words. */
  readonly open?: boolean;
  /** How a value is written: `1,28,28,3`. */
  readonly hint: string;
}

/** Parameter name → the value as one writes it: `1,2,2,1`, `VALID`, `[[0,0],[1,1],[1,1],[0,0]]`; empty is the same as absent. */
export type Values = Readonly<Record<string, string>>;

export interface CalculationParams extends OpName {
  readonly values: Values;
}

export interface Calculation {
  readonly op: string;
  readonly framework: Framework;
  /** `[1, 4, 4, 1]`; absent when the values say too little. */
  readonly output?: string;
  /** The same as dims: an integer, an expression, or null where unknown. Absent with `output`, and for results that are no single tensor. */
  readonly shape?: readonly (number | string | null)[];
  /** Formulas with this call's numbers. */
  readonly explanation: readonly string[];
  readonly problems: readonly CalculationProblem[];
  /** Values to change that make a problem go away. */
  readonly repairs: readonly Repair[];
  /** For transposed windows: the output lengths that exist, per axis. */
  readonly admissible: readonly AdmissibleAxis[];
  readonly picture?: PictureData;
  readonly matrix?: MatrixData;
  /** Lines such as `parameters: 9·3·64 = 1728`. */
  readonly costs: readonly CostLine[];
}

export interface CalculationProblem {
  /** A diagnostic's code; absent when a value could not be read at all. */
  readonly code?: string;
  readonly severity: Severity;
  readonly message: string;
  readonly docs?: string;
  /** The field it is about. */
  readonly field?: string;
}

export interface Repair {
  readonly title: string;
  readonly values: Values;
}

export interface AdmissibleAxis {
  /** `height`. */
  readonly axis: string;
  readonly low: string;
  readonly high: string;
  /** What frameworks choose when nobody says. */
  readonly canonical: string;
  readonly explanation: string;
  /** Lengths to choose from, when they are few integers, each with the values that bring it about. */
  readonly choices: readonly { readonly length: number; readonly chosen: boolean; readonly values: Values }[];
}

export interface PictureData {
  readonly svg: string;
  /** The same in words. */
  readonly description: string;
  readonly width: number;
  readonly height: number;
}

/** The matrix of a convolution (`y = C·x`) or of its transpose (`y = Cᵀ·x`) on vectors of cells. */
export interface MatrixData {
  readonly name: 'C' | 'Cᵀ';
  readonly rows: number;
  readonly columns: number;
  /** Per row the entries in order, `0` or a tap of the filter: `w00`, `w01`. */
  readonly entries: readonly (readonly string[])[];
  /** It was made for smaller lengths than asked for. */
  readonly reduced: boolean;
  readonly caption: string;
}

export interface CostLine {
  readonly name: string;
  readonly value: string;
  readonly explanation: string;
}

export interface CallAtParams {
  readonly uri: string;
  readonly position: { readonly line: number; readonly character: number };
}

export interface Prefill extends OpName {
  readonly values: Values;
}

/** Among a client's experimental capabilities: it wants to know which documents are analysed in part. */
export const partialCapability = 'shapewrightPartial';

export interface Status {
  readonly state: 'starting' | 'ready' | 'failed';
  /** For people, when something is wrong. */
  readonly message?: string;
  /** Addresses of open documents that are analysed in part, since they or what they import take too many steps. */
  readonly partial?: readonly string[];
}
