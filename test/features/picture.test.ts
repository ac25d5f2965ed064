import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dataUrl } from '#server/features/data-url.ts';
import { picture } from '#server/features/picture.ts';
import { reducedExample } from '#server/features/reduced-example.ts';
import { svg } from '#server/features/svg.ts';
import { type Dim, int, symbol, unknown } from '#shared/dim/dim.ts';
import type { Padding, WindowGeometry } from '#shared/kernel/geometry.ts';
import { admissible } from '#shared/kernel/transpose.ts';
import { slide } from '#shared/kernel/window.ts';
import { tensorArg, unknownTensor } from '#shared/ops/argument.ts';

interface Numbers {
  readonly kind: WindowGeometry['kind'];
  readonly input: Dim;
  readonly kernel: number;
  readonly stride: number;
  readonly dilation: number;
  readonly padding: Padding;
  readonly channels: Dim;
}

function geometryOf({ kind, input, kernel, stride, dilation, padding, channels }: Numbers): WindowGeometry {
  const spec = { input, kernel: int(kernel), stride: int(stride), dilation: int(dilation), padding };
  const output = kind === 'transposed-conv' ? admissible(spec).canonical : slide(spec).output;
  const isPool = kind === 'max-pool' || kind === 'average-pool';
  return {
    kind,
    axes: [
      { ...spec, name: 'height', output },
      { ...spec, name: 'width', output },
    ],
    batch: unknown,
    inputChannels: channels,
    outputChannels: channels,
    groups: int(1),
    layout: 'N S:2 C',
    inputArgument: 'input',
    ...(isPool
      ? {}
      : {
          filterArgument: 'filters',
          filterLayout: kind === 'transposed-conv' ? 'S:2 O I' : kind === 'depthwise-conv' ? 'S:2 I M' : 'S:2 I O',
        }),
  };
}

const outcomeOf = (geometry: WindowGeometry) => ({
  result: unknownTensor,
  problems: [],
  explanation: [],
  geometry,
  bound: {},
  sources: {},
});

const numbers: fc.Arbitrary<Numbers> = fc.record({
  kind: fc.constantFrom('conv', 'transposed-conv', 'depthwise-conv', 'max-pool', 'average-pool'),
  input: fc.oneof(fc.integer({ min: 0, max: 300 }).map(int), fc.constant(symbol('H')), fc.constant(unknown)),
  kernel: fc.integer({ min: 1, max: 13 }),
  stride: fc.integer({ min: 1, max: 5 }),
  dilation: fc.integer({ min: 1, max: 4 }),
  padding: fc.oneof(
    fc.constantFrom<Padding>('same', 'valid'),
    fc.tuple(fc.nat(5), fc.nat(5)).map(([before, after]): Padding => ({ before: int(before), after: int(after) })),
  ),
  channels: fc.oneof(fc.integer({ min: 1, max: 64 }).map(int), fc.constant(unknown)),
});

/** Every tag is one of ours and closed, and nothing else looks like markup. */
function isWellFormed(text: string): boolean {
  const open: string[] = [];
  const rest = text.replace(
    /<(\/?)(svg|title|style|rect|text|g|path)((?: [\w-]+="[^"<>&]*")*)(\/?)>/g,
    (_, end, name, _attributes, empty) => {
      if (end) return open.pop() === name ? '' : '<';
      if (!empty) open.push(name);
      return '';
    },
  );
  return open.length === 0 && !/[<>]|&(?!#\d+;)/.test(rest);
}

describe('pictures of windows', () => {
  it('are small and well-formed for every window', () => {
    fc.assert(
      fc.property(numbers, given => {
        const drawn = picture(outcomeOf(geometryOf(given)));
        if (!drawn) return;
        const { text, width, height } = svg(drawn);
        expect(isWellFormed(text)).toBe(true);
        expect(width).toBeLessThanOrEqual(700);
        expect(height).toBeLessThanOrEqual(320);
        expect(dataUrl(text).length).toBeLessThan(80_000);
        expect(drawn.caption).toContain('example');
      }),
      { numRuns: 300 },
    );
  });

  it('keep the window and shrink the rest', () => {
    fc.assert(
      fc.property(numbers, given => {
        const geometry = geometryOf(given);
        const made = reducedExample(geometry);
        if (!made) return;
        made.geometry.axes.forEach((axis, at) => {
          const { kernel, stride, dilation, padding } = geometry.axes[at] ?? axis;
          expect(axis).toMatchObject({ kernel, stride, dilation, padding });
        });
        expect(made.input.values.length).toBeLessThanOrEqual(21 * 21);
      }),
      { numRuns: 300 },
    );
  });

  it('draw the usual windows', () => {
    for (const kind of ['conv', 'transposed-conv', 'depthwise-conv', 'max-pool', 'average-pool'] as const) {
      for (const padding of ['same', 'valid'] as const) {
        const geometry = geometryOf({ kind, input: symbol('H'), kernel: 3, stride: 2, dilation: 1, padding, channels: int(64) });
        expect(picture(outcomeOf(geometry)), `${kind} ${padding}`).toBeDefined();
      }
    }
  });

  it('mark the window and what it makes', () => {
    const conv = picture(
      outcomeOf(geometryOf({ kind: 'conv', input: int(4), kernel: 3, stride: 1, dilation: 1, padding: 'valid', channels: int(1) })),
    );
    expect(conv?.panels[0]?.grids[0]?.marked).toHaveLength(9);
    expect(conv?.panels.at(-1)?.grids[0]?.marked).toEqual([[0, 0]]);
    const transposed = picture(
      outcomeOf(
        geometryOf({ kind: 'transposed-conv', input: int(2), kernel: 3, stride: 1, dilation: 1, padding: 'valid', channels: int(1) }),
      ),
    );
    expect(transposed?.panels[0]?.grids[0]?.marked).toEqual([[0, 0]]);
    expect(transposed?.panels.at(-1)?.grids[0]?.marked).toHaveLength(9);
  });

  it('show numbers that are no numbers', () => {
    const geometry = geometryOf({ kind: 'conv', input: int(4), kernel: 3, stride: 1, dilation: 1, padding: 'valid', channels: int(1) });
    const input = tensorArg([int(1), int(4), int(4), int(1)], { data: new Float64Array(16).fill(Number.NaN) });
    const filters = tensorArg([int(3), int(3), int(1), int(1)], { data: new Float64Array(9).fill(Number.POSITIVE_INFINITY) });
    const drawn = picture({ ...outcomeOf({ ...geometry, batch: int(1) }), bound: { input, filters } });
    expect(drawn && isWellFormed(svg(drawn).text)).toBe(true);
    expect(drawn?.description).toContain('∞ ∞ ∞');
  });
});

describe('text in a picture', () => {
  it('stays text', () => {
    const hostile = '<script>alert(1)</script>"\' & \u0000\ud800 ]]> 🦊';
    const { text } = svg({
      panels: [
        { title: hostile, grids: [{ rows: 1, columns: 1, values: [0], marked: [], tone: 'source' }] },
        { title: hostile, grids: [{ rows: 1, columns: 1, values: [1], marked: [], tone: 'result', title: hostile }] },
      ],
      caption: hostile,
      description: hostile,
      example: false,
    });
    expect(isWellFormed(text)).toBe(true);
    expect(text).toContain('🦊');
  });

  it('is encoded as UTF-8', () => {
    for (const text of ['', 'a', 'ab', 'abc', '⌊9/2⌋', '🦊 Cᵀ', 'é']) {
      expect(Buffer.from(dataUrl(text).split(',')[1] ?? '', 'base64').toString()).toBe(text);
    }
  });
});
