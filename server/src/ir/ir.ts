/**
 * The intermediate representation: one small tree that both languages lower to.
 *
 * It keeps what an abstract interpreter needs and nothing of the concrete syntax. Every node has a
 * span (UTF-16 offsets into the source text), so that a finding can be shown where it was written.
 * What differs between languages in *meaning* (division, truthiness, negative index) is answered by
 * the module's `Dialect`, never by a node.
 *
 * Nests are at most 400 deep (`frontends/depth.ts`), so a recursive reader is safe, with three exceptions that can be
 * thousands long and want a loop: `left` of `binary` and of `logical`, and a lone `if` in the `otherwise` of an `if`.
 */

/** Half-open range of UTF-16 offsets. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A span in a file. */
export interface Location {
  readonly path: string;
  readonly span: Span;
}

export type Language = 'python' | 'typescript';

export interface Module {
  readonly language: Language;
  readonly body: readonly Stmt[];
  /** Comments that speak to Shapewright: `# shapewright: ignore[code]`, `# shape: [N, 3]`. */
  readonly directives: readonly Directive[];
  /**
   * Python 2 source, told by its syntax (`print x`, `except E, e`, backticks); `/` then divides integers down.
   * Absent where `from __future__ import division` makes it divide as in Python 3.
   */
  readonly python2?: boolean;
  /** Regions the parser could not read; the analysis goes on around them. */
  readonly errors: readonly Span[];
}

export interface Directive {
  readonly kind: 'ignore' | 'shape';
  /** `ignore`: the codes named (empty means all); `shape`: the text after `shape:`. */
  readonly codes: readonly string[];
  readonly text: string;
  readonly span: Span;
  /** Zero-based line that the directive speaks about: its own line when code precedes it there, else the next line that holds code. */
  readonly line: number;
}

// ---- expressions ----------------------------------------------------------

export type Expr =
  | NameExpr
  | NumberExpr
  | StringExpr
  | BooleanExpr
  | NoneExpr
  | TemplateExpr
  | AttributeExpr
  | SubscriptExpr
  | CallExpr
  | SequenceExpr
  | RecordExpr
  | UnaryExpr
  | BinaryExpr
  | CompareExpr
  | LogicalExpr
  | ConditionalExpr
  | FunctionExpr
  | ComprehensionExpr
  | AssignmentExpr
  | SpreadExpr
  | SliceExpr
  | OpaqueExpr;

interface Node {
  readonly span: Span;
}

export interface NameExpr extends Node {
  readonly kind: 'name';
  readonly name: string;
}

export interface NumberExpr extends Node {
  readonly kind: 'number';
  readonly value: number;
  /** Written with a point or exponent in Python (`2.`, `1e3`). JavaScript has one number type: there `float` is true only for non-integers. */
  readonly float: boolean;
}

export interface StringExpr extends Node {
  readonly kind: 'string';
  readonly value: string;
}

export interface BooleanExpr extends Node {
  readonly kind: 'boolean';
  readonly value: boolean;
}

/** `None`, `null`, `undefined`. */
export interface NoneExpr extends Node {
  readonly kind: 'none';
  readonly isNull?: true;
}

/** f-string, `'…'.format`-free template literal: text and expressions in order. */
export interface TemplateExpr extends Node {
  readonly kind: 'template';
  readonly parts: readonly (string | Expr)[];
}

export interface AttributeExpr extends Node {
  readonly kind: 'attribute';
  readonly object: Expr;
  readonly name: string;
  readonly nameSpan: Span;
}

export interface SubscriptExpr extends Node {
  readonly kind: 'subscript';
  readonly object: Expr;
  /** One index, or several written with commas (`x[0, 1:, ...]`). `...` is a `name` node called `...`. */
  readonly indices: readonly Expr[];
}

export interface CallExpr extends Node {
  readonly kind: 'call';
  readonly callee: Expr;
  readonly args: readonly Argument[];
  /** The parenthesis pair, for signature help: offset after `(` … offset of `)` (or where text ends in half-typed code). */
  readonly argsSpan: Span;
  /** JavaScript `new`. */
  readonly isNew?: boolean;
  /** JavaScript `f?.()` and `x?.f()`: where there is nothing to call, the arguments are not evaluated. */
  readonly isOptional?: true;
}

export interface Argument {
  /** Keyword in Python; JavaScript has none. */
  readonly name?: string;
  readonly nameSpan?: Span;
  readonly value: Expr;
  /** `*args` / `...args`, or `**kwargs`. */
  readonly spread?: 'list' | 'record';
  readonly span: Span;
}

/** List, tuple, set or array. */
export interface SequenceExpr extends Node {
  readonly kind: 'sequence';
  readonly type: 'list' | 'tuple' | 'set';
  /** Items; a `spread` node splices. */
  readonly items: readonly Expr[];
}

/** Python dict or JavaScript object. */
export interface RecordExpr extends Node {
  readonly kind: 'record';
  readonly entries: readonly RecordEntry[];
}

export interface RecordEntry {
  /** Absent for a spread (`**d`, `...d`). A plain object key is a `string` node. */
  readonly key?: Expr;
  readonly value: Expr;
  readonly span: Span;
}

export interface UnaryExpr extends Node {
  readonly kind: 'unary';
  readonly operator: '-' | '+' | '~' | 'not' | 'typeof' | 'void';
  readonly operand: Expr;
}

export type BinaryOperator = '+' | '-' | '*' | '/' | '//' | '%' | '**' | '@' | '<<' | '>>' | '>>>' | '&' | '|' | '^';

export interface BinaryExpr extends Node {
  readonly kind: 'binary';
  readonly operator: BinaryOperator;
  readonly left: Expr;
  readonly right: Expr;
}

export type CompareOperator = '==' | '!=' | '===' | '!==' | '<' | '<=' | '>' | '>=' | 'in' | 'not in' | 'is' | 'is not' | 'instanceof';

/** `a < b <= c` is one node with two operators. */
export interface CompareExpr extends Node {
  readonly kind: 'compare';
  readonly operators: readonly CompareOperator[];
  readonly operands: readonly Expr[];
}

export interface LogicalExpr extends Node {
  readonly kind: 'logical';
  readonly operator: 'and' | 'or' | '??';
  readonly left: Expr;
  readonly right: Expr;
}

export interface ConditionalExpr extends Node {
  readonly kind: 'conditional';
  readonly test: Expr;
  readonly then: Expr;
  readonly otherwise: Expr;
}

/** `lambda`, arrow function, function expression. */
export interface FunctionExpr extends Node {
  readonly kind: 'function';
  readonly definition: FunctionDefinition;
}

export interface ComprehensionExpr extends Node {
  readonly kind: 'comprehension';
  readonly type: 'list' | 'set' | 'generator' | 'record';
  /** For a record: key and value; else the element. */
  readonly key?: Expr;
  readonly element: Expr;
  readonly clauses: readonly ComprehensionClause[];
}

export type ComprehensionClause =
  | { readonly kind: 'for'; readonly target: Pattern; readonly iterable: Expr }
  | { readonly kind: 'if'; readonly test: Expr };

/** Walrus, or a JavaScript assignment used as an expression (`a = b`, `a += b`, `i++`). */
export interface AssignmentExpr extends Node {
  readonly kind: 'assignment';
  readonly target: Pattern;
  readonly operator?: BinaryOperator | 'and' | 'or' | '??';
  readonly value: Expr;
  /** `i++`: the value of the expression is the old one. */
  readonly postfix?: boolean;
}

export interface SpreadExpr extends Node {
  readonly kind: 'spread';
  readonly value: Expr;
}

export interface SliceExpr extends Node {
  readonly kind: 'slice';
  readonly start?: Expr;
  readonly stop?: Expr;
  readonly step?: Expr;
}

/** Anything else (`await` and casts are transparent and never come here). Its parts are still evaluated, for their calls. */
export interface OpaqueExpr extends Node {
  readonly kind: 'opaque';
  readonly parts: readonly Expr[];
  /** What it was, for the reason of an unknown: `yield`, `regex`, `syntax error`. */
  readonly what: string;
}

// ---- patterns -------------------------------------------------------------

/** What can stand left of `=`, in a `for`, or as a destructured parameter. */
export type Pattern =
  | NameExpr
  | AttributeExpr
  | SubscriptExpr
  | { readonly kind: 'sequence-pattern'; readonly items: readonly (Pattern | null)[]; readonly span: Span }
  | {
      readonly kind: 'record-pattern';
      readonly entries: readonly { readonly key: string; readonly target: Pattern }[];
      readonly rest?: Pattern;
      readonly span: Span;
    }
  | { readonly kind: 'rest-pattern'; readonly target: Pattern; readonly span: Span }
  | { readonly kind: 'default-pattern'; readonly target: Pattern; readonly fallback: Expr; readonly span: Span };

// ---- statements -----------------------------------------------------------

export type Stmt =
  | { readonly kind: 'expression'; readonly value: Expr; readonly span: Span }
  | AssignStmt
  | { readonly kind: 'if'; readonly test: Expr; readonly then: readonly Stmt[]; readonly otherwise: readonly Stmt[]; readonly span: Span }
  /** `for … in/of`; `over: 'keys'` is JavaScript's `for…in`. */
  | {
      readonly kind: 'for';
      readonly target: Pattern;
      readonly iterable: Expr;
      readonly over: 'values' | 'keys';
      readonly label?: string;
      readonly body: readonly Stmt[];
      readonly otherwise: readonly Stmt[];
      readonly span: Span;
    }
  /** `while`, `do…while` (`first: 'body'`), and C-style `for` (its initialiser stands before, in a block; `update` runs after each turn). */
  | {
      readonly kind: 'while';
      readonly test: Expr;
      readonly body: readonly Stmt[];
      readonly update?: readonly Stmt[];
      readonly first?: 'body';
      readonly label?: string;
      readonly otherwise: readonly Stmt[];
      readonly span: Span;
    }
  /** `label`: `break label` leaves it. */
  | { readonly kind: 'block'; readonly body: readonly Stmt[]; readonly label?: string; readonly span: Span }
  | FunctionStmt
  | ClassStmt
  | { readonly kind: 'return'; readonly value?: Expr; readonly span: Span }
  | { readonly kind: 'raise'; readonly value?: Expr; readonly span: Span }
  | { readonly kind: 'break' | 'continue' | 'pass'; readonly label?: string; readonly span: Span }
  | { readonly kind: 'assert'; readonly test: Expr; readonly span: Span }
  | { readonly kind: 'delete'; readonly targets: readonly Expr[]; readonly span: Span }
  | { readonly kind: 'scope'; readonly type: 'global' | 'nonlocal'; readonly names: readonly string[]; readonly span: Span }
  | ImportStmt
  | ExportStmt
  | {
      readonly kind: 'with';
      readonly items: readonly { readonly value: Expr; readonly target?: Pattern }[];
      readonly body: readonly Stmt[];
      readonly span: Span;
    }
  | {
      readonly kind: 'try';
      readonly body: readonly Stmt[];
      readonly handlers: readonly { readonly name?: string; readonly type?: Expr; readonly body: readonly Stmt[] }[];
      readonly otherwise: readonly Stmt[];
      readonly last: readonly Stmt[];
      readonly span: Span;
    }
  /** `match` and `switch`. A case without `test` is the default; `test` is compared by equality when `literal`, else its outcome is unknown. `falls` marks a JavaScript case without break. */
  | { readonly kind: 'switch'; readonly subject: Expr; readonly cases: readonly SwitchCase[]; readonly span: Span };

export interface AssignStmt {
  readonly kind: 'assign';
  /** `a = b = value` has two targets. */
  readonly targets: readonly Pattern[];
  readonly value: Expr;
  /** `+=` and its like; then there is one target. */
  readonly operator?: BinaryOperator | 'and' | 'or' | '??';
  /** Python annotation or TypeScript type, as source text. */
  readonly annotation?: string;
  /** `const`, `let`, `var` in JavaScript; absent for a plain assignment. */
  readonly declares?: 'const' | 'let' | 'var';
  readonly span: Span;
}

export interface SwitchCase {
  readonly test?: Expr;
  readonly literal: boolean;
  readonly binds: readonly string[];
  /** Python: what the subject must be like, where that is more than a literal; then `test` is opaque. */
  readonly pattern?: MatchPattern;
  readonly guard?: Expr;
  readonly body: readonly Stmt[];
  readonly falls: boolean;
}

export type MatchPattern =
  | { readonly kind: 'value'; readonly value: Expr }
  /** A name, or `_` without one. */
  | { readonly kind: 'capture'; readonly name?: string }
  | { readonly kind: 'as'; readonly of: MatchPattern; readonly name: string }
  | { readonly kind: 'or'; readonly of: readonly MatchPattern[] }
  /** `rest` stands in a sequence only, `keyword` in a class only. */
  | { readonly kind: 'sequence'; readonly items: readonly MatchPattern[] }
  | { readonly kind: 'rest'; readonly name?: string }
  | { readonly kind: 'mapping'; readonly entries: readonly { readonly key: Expr; readonly of: MatchPattern }[]; readonly rest?: string }
  | { readonly kind: 'class'; readonly callee: Expr; readonly args: readonly MatchPattern[] }
  | { readonly kind: 'keyword'; readonly name: string; readonly of: MatchPattern }
  | { readonly kind: 'other' };

export interface FunctionDefinition {
  /** Absent for lambdas and anonymous functions. */
  readonly name?: string;
  readonly nameSpan?: Span;
  readonly params: readonly Parameter[];
  /** A lambda's or arrow's single expression is one `return`. */
  readonly body: readonly Stmt[];
  readonly decorators: readonly Expr[];
  readonly isAsync: boolean;
  readonly isGenerator: boolean;
  /** Arrow functions and lambdas: `this` is that of the enclosing function. */
  readonly isArrow: boolean;
  readonly returns?: string;
  readonly span: Span;
}

export interface Parameter {
  readonly target: Pattern;
  /** The name when the target is a plain name, for keyword binding. */
  readonly name?: string;
  readonly nameSpan?: Span;
  readonly fallback?: Expr;
  readonly kind: 'plain' | 'rest' | 'keyword-rest' | 'keyword-only' | 'positional-only';
  readonly annotation?: string;
  readonly span: Span;
}

export interface FunctionStmt {
  readonly kind: 'function';
  readonly definition: FunctionDefinition;
  readonly span: Span;
}

export interface ClassStmt {
  readonly kind: 'class';
  readonly name: string;
  readonly nameSpan: Span;
  readonly bases: readonly Argument[];
  readonly decorators: readonly Expr[];
  /** Python: the class body as it stands. TypeScript: fields are `assign` (static ones) or listed in `fields`. */
  readonly body: readonly Stmt[];
  /** In Python the functions of `body` once more (the same objects), with what their decorators make of them. */
  readonly methods: readonly Method[];
  /** Instance fields with initialisers (TypeScript; parameter properties too). */
  readonly fields: readonly { readonly name: string; readonly value?: Expr; readonly annotation?: string; readonly span: Span }[];
  readonly span: Span;
}

export interface Method {
  readonly name: string;
  readonly type: 'method' | 'constructor' | 'getter' | 'setter' | 'static' | 'class';
  /** A getter or setter of the class itself (`static get className()`), which `type` alone does not tell. */
  readonly isStatic?: boolean;
  readonly definition: FunctionDefinition;
}

export interface ImportStmt {
  readonly kind: 'import';
  /**
   * Python: `import a.b.c` → path `a.b.c`; `from ..x import y` → path `x`, level 2.
   * JavaScript: the specifier as written (`./ops`, `@tensorflow/tfjs`).
   */
  readonly path: string;
  readonly level: number;
  /**
   * What is bound: `*` as name with `local` binds the module itself (`import * as tf`, `import tensorflow as tf`),
   * `*` without `local` imports every public name (`from m import *`); `default` is JavaScript's default import.
   * Python `import a.b.c` without `as` binds `a` (the root package): `{ name: '*', local: 'a', root: true }`.
   */
  readonly names: readonly { readonly name: string; readonly local?: string; readonly root?: boolean; readonly span: Span }[];
  readonly span: Span;
}

/** JavaScript only. A declaration that is exported stands before it as its own statement. */
export interface ExportStmt {
  readonly kind: 'export';
  /** `export { a as b }`, `export default expr` (name `default` with `value`), `export * from './x'` (name `*`, `from`). */
  readonly names: readonly { readonly name: string; readonly local?: string; readonly value?: Expr }[];
  readonly from?: string;
  readonly span: Span;
}
