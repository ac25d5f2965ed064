/** A diagnostic code is declared once, in a file of its own; its manual page is `docs/diagnostics/<code>.md`, whose examples run as tests. */
import type { Dim } from '../dim/dim.ts';
import { show } from '../dim/show.ts';

export type Tag = 'unnecessary' | 'deprecated';

export type Severity = 'error' | 'warning' | 'information' | 'hint';

export interface Diagnostic<Facts> {
  /** Kebab-case; names the problem, and its file and page. */
  readonly code: string;
  /** Unless the rule says otherwise for the case at hand. */
  readonly severity: Severity;
  /** How an editor shows it beside the underline: code that could go is faded. */
  readonly tags?: readonly Tag[];
  /** A noun phrase for lists: "output_shape that no stride can give". */
  readonly title: string;
  /** One line, lower case, with the numbers of this call, readable alone. */
  message(facts: Facts): string;
  /** What the frameworks themselves say, so that searching for their words finds this page. Fragments without numbers. */
  readonly frameworkMessages: readonly string[];
}

export const defineDiagnostic = <Facts>(diagnostic: Diagnostic<Facts>): Diagnostic<Facts> => diagnostic;

/** `1 channel`, `3 channels`, `N channels`. */
export const counted = (dim: Dim, noun: string): string => `${show(dim)} ${noun}${show(dim) === '1' ? '' : 's'}`;

export const docsUrl = (code: string): string => `https://github.com/shapewright/shapewright/blob/main/docs/diagnostics/${code}.md`;

/** Where in a call a problem lies: an argument by its declared name, or one item of it (of a dict: the value of an entry). */
export interface Place {
  readonly argument?: string;
  readonly item?: number;
}

/** A literal that a fix writes; each front end prints it in its own language. */
export type Literal = Dim | string | readonly Literal[];

/** A repair, in terms of the call's arguments; where they are written is for others to know. */
export interface Fix {
  readonly title: string;
  readonly change: /** Write `value` in place of the argument, or of one item of it; `where: 'written'` edits the list that gave a tensor its shape. */
    | { readonly kind: 'replace'; readonly place: Place; readonly value: Literal }
    /** Replace several items of one list argument. */
    | {
        readonly kind: 'replace-items';
        readonly argument: string;
        readonly items: readonly { readonly item: number; readonly value: Literal }[];
        readonly all: Literal;
      }
    /** Exchange two axes where the tensor's shape is written. */
    | { readonly kind: 'swap-axes'; readonly argument: string; readonly axes: readonly [number, number] }
    /** Call a method of the argument, or of one item of it: `x` becomes `x.reshape(-1, 784)`. */
    | { readonly kind: 'call-method'; readonly place: Place; readonly method: string; readonly args: readonly Literal[] }
    /** Write another keyword for an option that no parameter has. */
    | { readonly kind: 'rename'; readonly argument: string; readonly to: string }
    /** Call a function with the argument: `x` becomes `np.expand_dims(x, -1)`. The function by its module's own name; Python. */
    | { readonly kind: 'wrap'; readonly place: Place; readonly function: string; readonly arguments: readonly Dim[] }
    /** Put a layer before the one that the argument holds. */
    | { readonly kind: 'insert-layer'; readonly argument: string; readonly layer: string }
    /** Add an argument that is missing. */
    | { readonly kind: 'add-argument'; readonly argument: string; readonly value: Literal };
  /** The one to apply without asking, where there are several. */
  readonly preferred?: boolean;
  /** It changes what others may use too: only trying tells whether it works. */
  readonly tentative?: boolean;
}

export interface Related {
  readonly argument: string;
  /** Of a dict: the key of that entry. */
  readonly key?: number;
  readonly message: string;
}

/** What a rule found. */
export interface Problem {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly place: Place;
  /** Arguments whose origin explains the problem: "the filter's shape was written here". */
  readonly related: readonly Related[];
  readonly fixes: readonly Fix[];
  /** The construct is wrong only under some of the framework versions the code can mean. */
  readonly versions?: readonly string[];
}
