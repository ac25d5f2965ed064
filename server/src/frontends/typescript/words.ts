/** What words and marks say about where a statement begins or breaks off, for `repair.ts`. */

/** Words that begin a statement and never continue an expression. */
export const starters: ReadonlySet<string> = new Set([
  ...['const', 'let', 'var', 'return', 'if', 'for', 'while', 'switch', 'try', 'throw', 'break', 'continue', 'do'],
  ...['export', 'import', 'enum', 'interface', 'function', 'class', 'async', 'abstract'],
]);

/** Of those, the ones that can also stand inside an expression, as in `f(\n  function () {`. */
export const expressionWords: ReadonlySet<string> = new Set([
  ...['function', 'class', 'async', 'import', 'abstract', 'interface', 'enum', 'let'],
]);

/** Words that go on with what the line before began. */
export const continuing: ReadonlySet<string> = new Set([
  ...['as', 'case', 'catch', 'default', 'else', 'extends', 'finally', 'implements', 'in', 'instanceof', 'is', 'of', 'satisfies', 'while'],
]);

/** Words that a name follows, perhaps in the next line. */
export const naming: ReadonlySet<string> = new Set(['const', 'let', 'var', 'function', 'class', 'interface', 'enum']);

/** Words that a block follows at once. */
export const blockWords: ReadonlySet<string> = new Set(['else', 'do', 'try', 'finally']);

/** After these something must follow. */
export const dangling: ReadonlySet<string> = new Set([
  ...['.', '?.', '=', '=>', '...', '+', '-', '*', '/', '%', '**', '&', '|', '^', '<<', '&&', '||', '??'],
  ...['==', '!=', '===', '!==', '<', '<=', '>=', '+=', '-=', '*=', '/='],
  ...['new', 'await', 'typeof', 'of', 'in', 'instanceof', 'as', 'satisfies'],
]);
