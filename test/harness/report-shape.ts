/** The form of `--format json`, written out once more by hand: what other tools rely on. Throws at the first thing that differs. */

type Check = (value: unknown, path: string) => void;

const fail = (path: string, wanted: string, value: unknown): never => {
  throw new Error(`${path}: expected ${wanted}, got ${JSON.stringify(value)}`);
};
const text: Check = (value, path) => void (typeof value === 'string' || fail(path, 'text', value));
const count: Check = (value, path) => void (Number.isSafeInteger(value) && (value as number) >= 0 ? 0 : fail(path, 'a count', value));
const fromOne: Check = (value, path) =>
  void (Number.isSafeInteger(value) && (value as number) >= 1 ? 0 : fail(path, 'a number from 1', value));
const oneOf =
  (...words: readonly string[]): Check =>
  (value, path) =>
    void (words.includes(value as string) || fail(path, words.join(' or '), value));
const list =
  (item: Check): Check =>
  (value, path) => {
    if (!Array.isArray(value)) return fail(path, 'a list', value);
    for (const [at, each] of value.entries()) item(each, `${path}[${at}]`);
  };
/** Keys with a `?` may be missing; no others may be there. */
const record =
  (fields: Readonly<Record<string, Check>>): Check =>
  (value, path) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return fail(path, 'an object', value);
    const left = new Set(Object.keys(value));
    for (const [field, check] of Object.entries(fields)) {
      const key = field.replace('?', '');
      if (key in value) check((value as Record<string, unknown>)[key], `${path}.${key}`);
      else if (key === field) fail(path, `the key '${key}'`, value);
      left.delete(key);
    }
    if (left.size > 0) fail(path, 'no further keys', [...left]);
  };

const dim: Check = (value, path) =>
  void (value === null || typeof value === 'string' || Number.isSafeInteger(value) || fail(path, 'a dim', value));
const shape: Check = (value, path) => (value === null ? undefined : list(dim)(value, path));
const output: Check = (value, path) => (Array.isArray(value) && Array.isArray(value[0]) ? list(shape)(value, path) : shape(value, path));
const values: Check = (value, path) =>
  Array.isArray(value) ? list(values)(value, path) : void (typeof value === 'number' || fail(path, 'a number', value));
const inputs: Check = (value, path) => {
  for (const [name, each] of Object.entries(value as Record<string, unknown>)) output(each, `${path}.${name}`);
};

const range = { line: fromOne, column: fromOne, endLine: fromOne, endColumn: fromOne };

const report = record({
  tool: record({ name: oneOf('shapewright'), version: text }),
  summary: record({
    files: count,
    analysed: count,
    calls: count,
    resolved: count,
    errors: count,
    warnings: count,
    information: count,
    hints: count,
    partial: count,
    elapsedMs: count,
  }),
  files: list(
    record({
      path: text,
      language: oneOf('python', 'typescript'),
      'partial?': (value, path) => void (value === true || fail(path, 'true', value)),
      'calls?': list(
        record({
          op: text,
          ...range,
          inputs,
          output,
          'outputs?': list(output),
          'unknown?': text,
          contexts: count,
          'values?': values,
          'cell?': fromOne,
          'applied?': list(record({ path: text, line: fromOne, column: fromOne })),
        }),
      ),
      diagnostics: list(
        record({
          code: text,
          severity: oneOf('error', 'warning', 'information', 'hint'),
          ...range,
          message: text,
          docs: text,
          'cell?': fromOne,
          related: list(record({ path: text, ...range, message: text, 'cell?': fromOne })),
          fixes: list(record({ title: text, edits: list(record({ ...range, text, 'path?': text })) })),
        }),
      ),
    }),
  ),
});

export const assertReport = (value: unknown): void => report(value, 'report');
