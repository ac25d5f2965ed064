/** The Python front end: what its IR looks like (`python.md`), where its spans are, and that no text upsets it. */
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Parsed } from '#server/frontends/frontend.ts';
import { parsePython } from '#server/frontends/python/index.ts';
import { repairs } from '#server/frontends/python/repair.ts';
import { loadGrammarsFromPackages } from '#server/host/grammars.ts';
import type { CallExpr, Module, Span } from '#server/ir/ir.ts';
import { irSuite } from '../harness/ir-suite.ts';
import { printModule, printStatement } from '../harness/print-ir.ts';
import { sample } from './python-sample.ts';

const grammars = await loadGrammarsFromPackages();

function lower(text: string): Module {
  const parsed = parsePython(text, grammars, { extension: '.py' });
  parsed.dispose();
  return parsed.module;
}

irSuite(fileURLToPath(new URL('python.md', import.meta.url)), lower);

/** Every node of the IR, without recursion: it can be deep. */
function* nodes(root: unknown): Generator<Record<string, unknown>> {
  const pending = [root];
  for (let next = pending.pop(); pending.length > 0 || next !== undefined; next = pending.pop()) {
    if (typeof next !== 'object' || next === null) continue;
    if (!Array.isArray(next)) yield next as Record<string, unknown>;
    for (const value of Object.values(next)) if (typeof value === 'object') pending.push(value);
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
    const text = "x = '😀'; tf.ones([1], name='😀')";
    const [call] = calls(lower(text));
    expect(sliceOf(text, call?.span)).toBe("tf.ones([1], name='😀')");
    expect(sliceOf(text, call?.argsSpan)).toBe("[1], name='😀'");
    expect(sliceOf(text, call?.args[1]?.span)).toBe("name='😀'");
    expect(sliceOf(text, call?.args[1]?.nameSpan)).toBe('name');
  });

  test('of a call that is being typed reach to the end of the line', () => {
    const text = 'a = 1\ny = tf.nn.conv2d(x, \nb = 2';
    const [call] = calls(lower(text));
    expect(sliceOf(text, call?.span)).toBe('tf.nn.conv2d(x,');
    expect(sliceOf(text, call?.argsSpan)).toBe('x, ');
  });

  test('of a call that is being typed include the empty line where the cursor waits', () => {
    const text = 'y = tf.nn.conv2d(x,\n                 \nb = 2';
    expect(sliceOf(text, calls(lower(text))[0]?.argsSpan)).toBe('x,\n                 ');
  });

  test('of a call at the end of the text', () => {
    for (const text of ['tf.conv2d(', 'tf.conv2d(x, ', 'tf.conv2d(x, w=', 'f(tf.conv2d(x, w']) {
      const call = calls(lower(text)).find(({ callee }) => callee.kind === 'attribute');
      expect(call?.argsSpan, text).toEqual({ start: text.indexOf('conv2d(') + 7, end: text.length });
    }
  });

  test('of an attribute without a name', () => {
    const text = 'y = x.\nz = 1';
    const attribute = [...nodes(lower(text).body)].find(node => node['kind'] === 'attribute');
    expect(attribute).toMatchObject({ name: '', nameSpan: { start: 6, end: 6 }, span: { start: 4, end: 6 } });
  });

  test('of errors show where something was missing', () => {
    expect(lower('x = f(a\ny = 2').errors).toEqual([{ start: 7, end: 7 }]);
    expect(lower('x = f(a))\ny = 2').errors).toEqual([{ start: 8, end: 9 }]);
    expect(lower('x = f(a)\ny = 2').errors).toEqual([]);
  });

  test('lie within the text', () => {
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
    fc.assert(fc.property(mutated(), check), { numRuns: 60 });
  });
});

describe('half-typed code', () => {
  test('valid code needs no repair', () => {
    expect(repairs.of(sample.join('\n'))).toEqual([]);
    expect(lower(sample.join('\n')).errors).toEqual([]);
  });

  /** The statements of the sample other than number `skip`, as they print when everything is complete. */
  const others = (skip: number): string[] =>
    sample.flatMap((part, index) => (index === skip ? [] : lower(part).body.map(statement => printStatement(statement))));

  for (const [index, part] of sample.entries()) {
    test(`the other statements survive every prefix of ${JSON.stringify(part.slice(0, 30))}`, () => {
      const expected = others(index);
      const stride = part.length > 200 ? 5 : 1;
      for (let length = 1; length < part.length; length += stride) {
        const typed = part.slice(0, length);
        // A string over several lines goes on until it is closed, and a decorator belongs to what follows.
        if (/"""[^"]*$|""$|@\w*$/.test(typed)) continue;
        const text = [...sample.slice(0, index), typed, ...sample.slice(index + 1)].join('\n');
        const printed = new Set(lower(text).body.map(statement => printStatement(statement)));
        expect(
          expected.filter(statement => !printed.has(statement)),
          typed,
        ).toEqual([]);
      }
    });
  }

  test('every prefix of the whole keeps what stands before it', () => {
    const text = sample.join('\n');
    for (let length = 0; length < text.length; length += 7) {
      const typed = text.slice(0, length);
      const whole = sample.filter((_, index) => sample.slice(0, index + 1).join('\n').length < length);
      const printed = lower(typed).body.map(statement => printStatement(statement));
      const expected = whole.slice(0, -1).flatMap(part => lower(part).body.map(statement => printStatement(statement)));
      expect(printed.slice(0, expected.length), typed).toEqual(expected);
    }
  });
});

describe('from one version to the next', () => {
  const update = (text: string, previous: Parsed | undefined) => parsePython(text, grammars, { extension: '.py' }, previous);

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
      { numRuns: 50 },
    );
  });

  test('letter by letter', () => {
    const text = sample.slice(0, 6).join('\n');
    let parsed: Parsed | undefined;
    for (let length = 0; length <= text.length; length++) parsed = update(text.slice(0, length), parsed);
    expect(parsed?.module).toEqual(lower(text));
    parsed?.dispose();
  });

  test('comments and what they say move along', () => {
    const text = 'x = 1  # shape: [1]\ndef f():\n  # shapewright: ignore[rank-mismatch]\n  return f(x)\n';
    const parsed = update(`y = 2\n${text}`, update(text, undefined));
    expect(parsed.module).toEqual(lower(`y = 2\n${text}`));
    expect(parsed.module.directives.map(({ kind, line }) => `${kind} ${line}`)).toEqual(['shape 1', 'ignore 4']);
    parsed.dispose();
  });
});

describe('extreme code', () => {
  const N = 100_000;
  const some = 20_000;
  const extreme: Readonly<Record<string, string>> = {
    parentheses: `x = ${'('.repeat(N)}1${')'.repeat(N)}`,
    brackets: `x = ${'['.repeat(N)}${']'.repeat(N)}`,
    calls: `x = ${'f('.repeat(some)}1${')'.repeat(some)}`,
    'open parentheses': `x = ${'('.repeat(N)}`,
    'open parentheses in lines': 'f(\n'.repeat(some),
    'open braces': '{'.repeat(some),
    'closing brackets': ']'.repeat(some),
    'unbalanced brackets': '(}'.repeat(some),
    operators: `x = ${'not '.repeat(some)}y`,
    lambdas: `x = ${'lambda: '.repeat(some)}y`,
    conditions: `x = ${'a if b else '.repeat(some)}c`,
    powers: `x = ${'a**'.repeat(some)}a`,
    targets: `${'('.repeat(some)}a${')'.repeat(some)} = 1`,
    quotes: "'".repeat(some),
    indentation: `${Array.from({ length: 1000 }, (_, depth) => `${' '.repeat(depth)}if a:\n`).join('')}${' '.repeat(1000)}x`,
    'empty lines in brackets': `x = (${'\n'.repeat(N)}`,
  };
  for (const [name, text] of Object.entries(extreme)) {
    test(name, () => expect(lower(`before = 1\n${text}`).body.length).toBeGreaterThan(0));
  }

  test('a nest is given up on, what follows is not', () => {
    const { body } = lower(`${extreme['brackets']}\nafter = 1`);
    expect([...nodes(body[0])].find(node => node['kind'] === 'opaque')?.['what']).toBe('nested too deeply');
    expect(body[1] && printStatement(body[1])).toBe('(= after 1)');
  });

  test('a sum of 10,000 terms is complete', () => {
    const { body } = lower(`x = ${'a + '.repeat(9_999)}a`);
    expect([...nodes(body)].filter(node => node['kind'] === 'binary')).toHaveLength(9_999);
  });

  test('a chain of 10,000 calls ends with its last ones', () => {
    const { body } = lower(`x${'.a().b()'.repeat(5_000)}`);
    expect([...nodes(body)].filter(node => node['kind'] === 'call').length).toBeGreaterThan(100);
  });

  test('calls that hang deep in chains of calls do not add up', () => {
    const chain = (links: number, inside: string) => `x.a(${inside})${'.a()'.repeat(links)}`;
    let text = '1';
    for (let links = 10; links < 400; links += 10) text = chain(links, text);
    const { body } = lower(text);
    // As deep as a recursive reader goes.
    const depthOf = (node: unknown): number =>
      typeof node === 'object' && node !== null ? 1 + Math.max(0, ...Object.values(node).map(depthOf)) : 0;
    expect(depthOf(body)).toBeLessThan(2_500);
  });

  test('5,000 branches of elif are complete', () => {
    const { body } = lower(`if x: y()\n${'elif x: y()\n'.repeat(5_000)}else: z()`);
    expect([...nodes(body)].filter(node => node['kind'] === 'if')).toHaveLength(5_001);
  });
});

describe('printed', () => {
  test('a module shows its directives, its generation and its errors', () => {
    expect(printModule(lower('print x # shape: [1]\n)'))).toBe('(call print x)\n; shape [1] @1\n; python 2\n; errors 21-22');
  });
});

/** The sample with a few pieces deleted, doubled or exchanged for marks. */
function mutated(): fc.Arbitrary<string> {
  const whole = sample.join('\n');
  const marks = ['', '(', ')', '[', ']', '{', '}', '"', "'", '"""', '.', ',', ';', '=', ':', '\n', '\\\n', '#', '@', '\t', '  ', '😀'];
  const words = [' if ', ' for ', ' in ', ' lambda ', ' else', 'def ', 'class ', 'import ', 'yield ', 'print '];
  const edit = fc.record({
    at: fc.nat(whole.length),
    length: fc.oneof(fc.constant(0), fc.nat(3), fc.nat(200)),
    text: fc.oneof(fc.constantFrom(...marks, ...words), fc.string({ maxLength: 5 })),
  });
  return fc.array(edit, { maxLength: 4 }).map(edits => {
    let text = whole;
    for (const { at, length, text: piece } of edits) text = text.slice(0, at) + piece + text.slice(at + length);
    return text;
  });
}
