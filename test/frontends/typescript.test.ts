/** The TypeScript front end: what its IR looks like (`typescript.md`), where its spans are, and that no text upsets it. */
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Parsed } from '#server/frontends/frontend.ts';
import { parseTypescript } from '#server/frontends/typescript/index.ts';
import { loadGrammarsFromPackages } from '#server/host/grammars.ts';
import type { CallExpr, Module, Span } from '#server/ir/ir.ts';
import { irSuite } from '../harness/ir-suite.ts';
import { printModule, printStatement } from '../harness/print-ir.ts';
import { sample } from './typescript-sample.ts';

const grammars = await loadGrammarsFromPackages();

function lower(text: string, extension = '.ts'): Module {
  const parsed = parseTypescript(text, grammars, { extension });
  parsed.dispose();
  return parsed.module;
}

irSuite(fileURLToPath(new URL('typescript.md', import.meta.url)), lower);

/** Every node of the IR, without recursion: it can be deep. */
function* nodes(root: unknown): Generator<Record<string, unknown>> {
  const pending = [root];
  for (let next = pending.pop(); pending.length > 0 || next !== undefined; next = pending.pop()) {
    if (typeof next !== 'object' || next === null) continue;
    if (!Array.isArray(next)) yield next as Record<string, unknown>;
    pending.push(...Object.values(next).filter(value => typeof value === 'object'));
  }
}

function calls(module: Module): CallExpr[] {
  return [...nodes(module.body)].filter((node): node is CallExpr & Record<string, unknown> => node['kind'] === 'call');
}

function sliceOf(text: string, span: Span | undefined): string | undefined {
  return span && text.slice(span.start, span.end);
}

describe('spans', () => {
  test('are UTF-16 offsets', () => {
    const text = "const 😀 = '😀'; tf.ones([1]);";
    const [call] = calls(lower(text));
    expect(sliceOf(text, call?.span)).toBe('tf.ones([1])');
    expect(sliceOf(text, call?.argsSpan)).toBe('[1]');
  });

  test('of a call that is being typed reach to the end of the line', () => {
    const text = 'const a = 1;\nconst y = tf.conv2d(x, \nconst b = 2;';
    const [call] = calls(lower(text));
    expect(sliceOf(text, call?.span)).toBe('tf.conv2d(x,');
    expect(sliceOf(text, call?.argsSpan)).toBe('x, \n');
  });

  test('of a call at the end of the text', () => {
    for (const text of ['tf.conv2d(', 'tf.conv2d(x, ', 'tf.conv2d(x, // filter', 'f(tf.conv2d(x, w']) {
      const call = calls(lower(text)).find(({ callee }) => callee.kind === 'attribute');
      expect(call?.argsSpan, text).toEqual({ start: text.indexOf('conv2d(') + 7, end: text.length });
    }
  });

  test('of a member without a name', () => {
    const text = 'const y = x.\nconst z = 1;';
    const attribute = [...nodes(lower(text).body)].find(node => node['kind'] === 'attribute');
    expect(attribute).toMatchObject({ name: '', nameSpan: { start: 12, end: 12 }, span: { start: 10, end: 12 } });
  });

  test('lie within the text and within what contains them', () => {
    const check = (text: string) => {
      for (const node of nodes(lower(text))) {
        for (const key of ['span', 'nameSpan', 'argsSpan']) {
          const span = node[key] as Span | undefined;
          if (!span) continue;
          expect(span.start, text).toBeGreaterThanOrEqual(0);
          expect(span.end, text).toBeGreaterThanOrEqual(span.start);
          expect(span.end, text).toBeLessThanOrEqual(text.length);
        }
      }
    };
    check(sample.join('\n'));
    fc.assert(fc.property(mutated(), check), { numRuns: 40 });
  });
});

describe('extensions', () => {
  test('choose between casts and elements', () => {
    expect(printModule(lower('f(<T>x);', '.mts'))).toBe('(call f x)');
    expect(printModule(lower('f(<T>x</T>);', '.js'))).toBe('(call f <JSX>)');
  });
});

describe('half-typed code', () => {
  /** The statements of the sample other than number `skip`, as they print when everything is complete. */
  const others = (skip: number): string[] =>
    sample.flatMap((part, index) => (index === skip ? [] : lower(part).body.map(statement => printStatement(statement))));

  for (const [index, part] of sample.entries()) {
    test(`the other statements survive every prefix of ${JSON.stringify(part.slice(0, 30))}`, () => {
      const expected = others(index);
      const stride = part.length > 200 ? 5 : 1;
      for (let length = 1; length < part.length; length += stride) {
        const typed = part.slice(0, length);
        // By the rules of the language this goes on in the next line.
        if (continues.test(typed)) continue;
        const text = [...sample.slice(0, index), typed, ...sample.slice(index + 1)].join('\n');
        const printed = new Set(lower(text).body.map(statement => printStatement(statement)));
        expect(
          expected.filter(statement => !printed.has(statement)),
          typed,
        ).toEqual([]);
      }
    });
  }

  const continues = /[=.)]\s*$/;

  test('every prefix of the whole lowers', () => {
    const text = sample.join('\n');
    for (let length = 0; length < text.length; length += 7) expect(lower(text.slice(0, length)).language).toBe('typescript');
  });
});

describe('from one version to the next', () => {
  const update = (text: string, previous: Parsed | undefined) => parseTypescript(text, grammars, { extension: '.ts' }, previous);

  test('the result is that of parsing anew, whatever was typed in between', () => {
    fc.assert(
      fc.property(fc.array(mutated(), { minLength: 1, maxLength: 5 }), texts => {
        let parsed: Parsed | undefined;
        for (const text of texts) parsed = update(text, parsed);
        const whole = sample.join('\n');
        parsed = update(whole, parsed);
        expect(parsed.module).toEqual(lower(whole));
        parsed.dispose();
      }),
      { numRuns: 30 },
    );
  });

  test('letter by letter', () => {
    const text = sample.slice(0, 4).join('\n');
    let parsed: Parsed | undefined;
    for (let length = 0; length <= text.length; length++) parsed = update(text.slice(0, length), parsed);
    expect(parsed?.module).toEqual(lower(text));
    parsed?.dispose();
  });
});

describe('extreme code', () => {
  const some = 20_000;
  const deep: Readonly<Record<string, string>> = {
    brackets: `x = ${'['.repeat(some)}${']'.repeat(some)};`,
    calls: `x = ${'f('.repeat(some)}1${')'.repeat(some)};`,
    'open parentheses': `x = ${'('.repeat(some)}`,
    'open braces': '{'.repeat(some),
    'closing brackets': ']'.repeat(some),
    operators: `x = ${'!'.repeat(some)}y`,
    templates: `x = ${'`${'.repeat(some)}1${'}`'.repeat(some)}`,
    blocks: 'if (x) {'.repeat(some),
    'unbalanced brackets': '(}'.repeat(some),
    quotes: "'".repeat(some),
  };
  for (const [name, text] of Object.entries(deep)) {
    test(name, () => expect(lower(`const before = 1;\n${text}`).body.length).toBeGreaterThan(0));
  }

  test('a nest is given up on, what follows is not', () => {
    const { body } = lower(`x = ${'('.repeat(100_000)}1${')'.repeat(100_000)};\nconst after = 1;`);
    expect([...nodes(body[0])].find(node => node['kind'] === 'opaque')?.['what']).toBe('nested too deeply');
    expect(body[1] && printStatement(body[1])).toBe('(= const after 1)');
  });

  test('a sum of 10,000 terms is complete', () => {
    const { body } = lower(`x = ${'a + '.repeat(9_999)}a;`);
    expect([...nodes(body)].filter(node => node['kind'] === 'binary')).toHaveLength(9_999);
  });

  test('a chain of 10,000 calls ends with its last ones', () => {
    const { body } = lower(`x${'.a().b()'.repeat(5_000)};`);
    expect([...nodes(body)].filter(node => node['kind'] === 'call').length).toBeGreaterThan(100);
  });

  test('10,000 branches of else if are complete', () => {
    const { body } = lower(`${'if (x) { y(); } else '.repeat(10_000)}{ z(); }`);
    expect([...nodes(body)].filter(node => node['kind'] === 'if')).toHaveLength(10_000);
  });
});

/** The sample with a few pieces deleted, doubled or exchanged for marks. */
function mutated(): fc.Arbitrary<string> {
  const whole = sample.join('\n');
  const edit = fc.record({
    at: fc.nat(whole.length),
    length: fc.oneof(fc.constant(0), fc.nat(3), fc.nat(200)),
    text: fc.oneof(
      fc.constantFrom(
        '',
        '(',
        ')',
        '[',
        ']',
        '{',
        '}',
        '`',
        "'",
        '${',
        '.',
        ',',
        ';',
        '=>',
        '?',
        ':',
        '\n',
        '/*',
        '//',
        '<',
        '\uE000',
        '😀',
      ),
      fc.string({ maxLength: 5 }),
    ),
  });
  return fc.array(edit, { maxLength: 4 }).map(edits => {
    let text = whole;
    for (const { at, length, text: piece } of edits) text = text.slice(0, at) + piece + text.slice(at + length);
    return text;
  });
}
