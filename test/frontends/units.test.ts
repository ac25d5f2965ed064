// What is lowered again when a text changes, and what is only moved.
import { describe, expect, test } from 'vitest';
import type { Parse, Parsed } from '#server/frontends/frontend.ts';
import { parsePython } from '#server/frontends/python/index.ts';
import { parseTypescript } from '#server/frontends/typescript/index.ts';
import { loadGrammarsFromPackages } from '#server/host/grammars.ts';
import type { Stmt } from '#server/ir/ir.ts';

const grammars = await loadGrammarsFromPackages();

class File {
  readonly #parse: Parse;
  readonly #extension: string;
  #parsed: Parsed | undefined;

  constructor(extension: '.py' | '.ts') {
    this.#extension = extension;
    this.#parse = extension === '.py' ? parsePython : parseTypescript;
  }

  /** Gives it a text. Returns the statements, of which it demands that they are what lowering the text alone gives. */
  write(text: string): readonly Stmt[] {
    this.#parsed = this.#parse(text, grammars, { extension: this.#extension }, this.#parsed);
    expect(this.#parsed.module).toEqual(this.#parse(text, grammars, { extension: this.#extension }).module);
    return this.#parsed.module.body;
  }
}

/** How many statements are objects that were there before. */
const kept = (before: readonly Stmt[], after: readonly Stmt[]): number => after.filter(statement => before.includes(statement)).length;

const python = ['x = 1\n', 'def f(a):\n    b = a\n    return b\n', '\n', 'class C:\n    def m(self):\n        yield 1\n', 'print(x)\n'];
const typescript = ['let x = 1;\n', 'function f(a: number) {\n  return a;\n}\n', '\n', 'class C { m() { return 2; } }\n', 'f(x);\n'];

for (const [extension, parts] of [['.py', python] as const, ['.ts', typescript] as const]) {
  describe(`a text of ${extension}`, () => {
    test('with something put in keeps all other statements', () => {
      for (let at = 0; at <= parts.length; at++) {
        const file = new File(extension);
        const before = file.write(parts.join(''));
        const after = file.write([...parts.slice(0, at), '\ny = 2\n', ...parts.slice(at)].join(''));
        expect(after.length).toBe(before.length + 1);
        expect(kept(before, after)).toBe(before.length);
      }
    });

    test('typed letter by letter keeps all other statements', () => {
      const file = new File(extension);
      let before = file.write(parts.join(''));
      const statement = 'y = f([1, g(2)])\n';
      const at = parts.slice(0, 3).join('').length;
      for (let typed = 1; typed <= statement.length; typed++) {
        const after = file.write(parts.join('').slice(0, at) + statement.slice(0, typed) + parts.join('').slice(at));
        expect(kept(before, after), statement.slice(0, typed)).toBeGreaterThanOrEqual(2);
        before = after;
      }
    });

    test('with a changed method keeps the statements around it, and their places', () => {
      const file = new File(extension);
      const before = file.write(parts.join(''));
      const after = file.write(parts.join('').replace(/yield 1|return 2/, '$&0'));
      expect(kept(before, after)).toBe(before.length - 1);
    });
  });
}

test('lines of which each is like the other stay apart', () => {
  const file = new File('.py');
  const line = 'x = f(x)\n';
  const before = file.write(line.repeat(5));
  for (const count of [6, 4, 5]) {
    const after = file.write(line.repeat(count));
    expect(new Set(after).size).toBe(count);
  }
  expect(kept(before, file.write(`\n${line.repeat(5)}`))).toBeGreaterThan(0);
});

test('what a statement says of the whole file is remembered', () => {
  const file = new File('.py');
  file.write('print x\nx = 1\ny = 2\n');
  file.write('print x\nx = 1\ny = 3\n');
  file.write('def f():\n    if a:\n        yield 1\n    return x\n');
  file.write('def f():\n    if a:\n        yield 1\n    return x + 1\n');
});
