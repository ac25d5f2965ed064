/** The convolutions by table: symbols, generations that cannot be run any more, what is computed, what is explained. */
import { describe, expect, test } from 'vitest';
import { multiply } from '#shared/dim/arithmetic.ts';
import { int, symbol } from '#shared/dim/dim.ts';
import { apply } from '#shared/ops/apply.ts';
import { numberArg, tensorArg, unknownArg, unknownTensor } from '#shared/ops/argument.ts';
import { conv2d } from '#shared/ops/tensorflow/conv2d.ts';
import type { Generation } from '#shared/ops/versions.ts';
import { shapeOf } from '#shared/shape/shape.ts';
import { call, js, n, type Short, t, tensorOf, told } from './call.ts';

const pairs = [
  [0, 0],
  [1, 1],
  [1, 1],
  [0, 0],
];

describe('symbols', () => {
  test.each<[string, string, string, Short, Short, string]>([
    ['SAME keeps the dims', 'N H W 3', '3 3 3 8', 1, 'SAME', '[N, H, W, 8]'],
    ['VALID takes the window off', 'N H W 3', '3 3 3 8', 1, 'VALID', '[N, H - 2, W - 2, 8]'],
    ['a stride divides', 'N H W 3', '3 3 3 8', 2, 'SAME', '[N, ⌈H/2⌉, ⌈W/2⌉, 8]'],
    ['padding by pairs', 'N H W 3', '3 3 3 8', 1, pairs, '[N, H, W, 8]'],
    ['an unknown stride', 'N 8 8 3', '3 3 3 8', unknownArg, 'SAME', '[N, ?, ?, 8]'],
    ['an unknown padding', 'N 8 8 3', '3 3 3 8', 1, unknownArg, '[N, ?, ?, 8]'],
    ['one symbol for both channels', 'N 8 8 C', '3 3 C D', 1, 'SAME', '[N, 8, 8, D]'],
    ['channels that may fit', 'N 8 8 ?', '3 3 4 8', 1, 'SAME', '[N, 8, 8, 8]'],
    ['a window that may fit', 'N H 8 3', '9 3 3 8', 1, 'VALID', '[N, H - 8, 6, 8]'],
  ])('tf.nn.conv2d: %s', (_what, input, filters, strides, padding, expected) => {
    expect(told(call('nn.conv2d', [t(input), t(filters), strides, padding]))).toBe(expected);
  });

  const H = symbol('H');
  const twice = numberArg(multiply(H, int(2)));
  test.each<[string, string, Short, Short, string]>([
    ['twice the height', 'N H W 8', [n('N'), twice, n('?'), 4], 'SAME', '[N, 2*H, out_w, 4]'],
    ['twice the height under VALID', 'N H W 8', [n('N'), twice, n('?'), 4], 'VALID', 'transpose-output-shape'],
    ['the same height', 'N H W 8', [n('N'), n('H'), n('?'), 4], 'SAME', '[N, H, out_w, 4]'],
    ['the batch is a symbol', 'N 7 7 8', [n('N'), 14, 14, 4], 'SAME', '[N, 14, 14, 4]'],
    ['another symbol may be equal', 'N 7 7 8', [n('M'), 14, 14, 4], 'SAME', '[M, 14, 14, 4]'],
    ['an unknown shape', 'N 7 7 8', unknownArg, 'SAME', '[N, out_h, out_w, 4]'],
  ])('tf.nn.conv2d_transpose: %s', (_what, input, outputShape, padding, expected) => {
    expect(told(call('nn.conv2d_transpose', [t(input), t('3 3 4 8'), outputShape, 2, padding]))).toBe(expected);
  });

  test('nothing known, nothing said', () => {
    for (const generation of ['1.15', '2-v1', '2'] as const) {
      expect(call('nn.conv2d', [unknownTensor, unknownTensor, unknownArg, unknownArg], {}, generation).problems).toEqual([]);
      expect(call('nn.conv2d_transpose', [unknownTensor, unknownTensor, unknownArg, unknownArg], {}, generation).problems).toEqual([]);
    }
    expect(js('conv2d', unknownTensor, unknownTensor, unknownArg, unknownArg).problems).toEqual([]);
    expect(js('conv2dTranspose', unknownTensor, unknownTensor, unknownArg, unknownArg, unknownArg).problems).toEqual([]);
  });

  test('arguments that may come from **kwargs are not missed', () => {
    const given = { positional: [tensorArg(shapeOf(1, 8, 8, 1))], named: {}, open: true };
    expect(apply(conv2d, given, [{ framework: 'tensorflow', generation: '2' }]).problems).toEqual([]);
  });
});

describe('generations', () => {
  const x = t('1 8 8 4');
  const w = t('3 3 4 8');
  const up = t('3 3 8 4');
  test.each<[string, readonly Short[], Readonly<Record<string, Short>>, Readonly<Partial<Record<Generation, string>>>]>([
    [
      'nn.conv2d',
      [x, w, [1, 2, 2, 1], 'SAME'],
      {},
      { '1.4': '[1, 4, 4, 8]', '1.15': '[1, 4, 4, 8]', '2-v1': '[1, 4, 4, 8]', '2': '[1, 4, 4, 8]' },
    ],
    ['nn.conv2d', [x, w, 2, 'SAME'], {}, { '1.4': 'argument-form', '1.15': '[1, 4, 4, 8]', '2': '[1, 4, 4, 8]' }],
    [
      'nn.conv2d',
      [x, w],
      { padding: 'SAME' },
      { '1.4': 'argument-form', '1.15': '[1, 8, 8, 8]', '2-v1': '[1, 8, 8, 8]', '2': 'argument-form' },
    ],
    ['nn.conv2d', [x, w, [1, 1, 1, 1], 'SAME', true, 'NHWC'], {}, { '1.4': '[1, 8, 8, 8]', '2-v1': '[1, 8, 8, 8]' }],
    [
      'nn.conv2d',
      [x],
      { filter: w, strides: [1, 1, 1, 1], padding: 'SAME' },
      { '1.4': '[1, 8, 8, 8]', '1.15': '[1, 8, 8, 8]', '2': 'argument-form' },
    ],
    [
      'nn.conv2d',
      [x],
      { filters: w, strides: [1, 1, 1, 1], padding: 'SAME' },
      { '1.4': 'argument-form', '1.15': '[1, 8, 8, 8]', '2': '[1, 8, 8, 8]' },
    ],
    ['nn.conv2d', [x, w, [1, 1, 1, 1], pairs], {}, { '1.4': 'argument-form', '1.15': '[1, 8, 8, 8]', '2': '[1, 8, 8, 8]' }],
    [
      'nn.conv2d',
      [x, t('3 3 2 8'), [1, 1, 1, 1], 'SAME'],
      {},
      { '1.4': 'channels-mismatch', '1.15': 'device-dependent', '2': 'device-dependent' },
    ],
    [
      'nn.conv2d',
      [t('2 1 8 8 4'), w, [1, 1, 1, 1], 'SAME'],
      {},
      { '1.4': 'rank-mismatch', '1.15': 'rank-mismatch', '2': '[2, 1, 8, 8, 8]' },
    ],
    [
      'nn.conv2d_transpose',
      [x, up, [1, 16, 16, 8], [1, 2, 2, 1]],
      {},
      { '1.4': '[1, 16, 16, 8]', '1.15': '[1, 16, 16, 8]', '2': '[1, 16, 16, 8]' },
    ],
    [
      'nn.conv2d_transpose',
      [x, up, [16, 16], [1, 2, 2, 1]],
      {},
      { '1.4': 'argument-form', '1.15': 'argument-form', '2': '[1, 16, 16, 8]' },
    ],
    [
      'nn.conv2d_transpose',
      [x, up, [1, 15, 15, 8], [1, 2, 2, 1], pairs],
      {},
      { '1.4': 'argument-form', '1.15': 'argument-form', '2': '[1, 15, 15, 8]' },
    ],
    [
      'nn.conv2d_transpose',
      [x, up, [1, 20, 20, 8], [1, 2, 2, 1]],
      {},
      { '1.4': 'transpose-output-shape', '1.15': 'transpose-output-shape', '2': 'transpose-output-shape' },
    ],
    [
      'nn.conv2d_transpose',
      [],
      { value: x, filter: up, output_shape: [1, 16, 16, 8], strides: [1, 2, 2, 1] },
      { '1.4': '[1, 16, 16, 8]', '1.15': '[1, 16, 16, 8]', '2': 'argument-form argument-form' },
    ],
  ])('tf.%s(%j)', (path, positional, named, expected) => {
    for (const [generation, outcome] of Object.entries(expected)) {
      expect(told(call(path, positional, named, generation as Generation)), generation).toBe(outcome);
    }
  });

  test('a window a little too large: an error in a graph, an empty result eagerly', () => {
    const severity = (generation: Generation) =>
      call('nn.conv2d', [t('1 4 4 1'), t('5 5 1 1'), [1, 1, 1, 1], 'VALID'], {}, generation).problems[0]?.severity;
    expect((['1.4', '1.15', '2-v1', '2'] as const).map(severity)).toEqual(['error', 'error', 'warning', 'warning']);
  });

  test('what only one of the possible generations rejects is a warning that names it', () => {
    const given = { positional: [x, w], named: { padding: { kind: 'text', text: 'SAME' } as const } };
    const { problems, result } = apply(conv2d, given, [
      { framework: 'tensorflow', generation: '2-v1' },
      { framework: 'tensorflow', generation: '2' },
    ]);
    expect(problems.map(({ code, severity, versions }) => [code, severity, versions])).toEqual([['argument-form', 'warning', ['2']]]);
    expect(result).toEqual(tensorArg(shapeOf(1, 8, 8, 8)));
  });
});

describe('one mistake, one problem', () => {
  test('both channel checks of a filter in the wrong order', () => {
    const { problems } = call('nn.conv2d_transpose', [t('8 7 7 64'), t('5 5 64 32'), [8, 14, 14, 32], 2]);
    expect(problems.map(({ code, place, related }) => [code, place, related.map(({ argument }) => argument)])).toEqual([
      ['filter-order', { argument: 'filters' }, ['filters']],
    ]);
  });

  test('height and width of an output', () => {
    const { problems } = call('nn.conv2d_transpose', [t('1 4 4 1'), t('5 5 1 1'), [1, 20, 20, 1], 2]);
    expect(problems.map(({ message }) => message)).toEqual([
      'output height 20 cannot come from input height 4 (stride 2, SAME): allowed 7–8, usually 8; ' +
        'output width 20 cannot come from input width 4 (stride 2, SAME): allowed 7–8, usually 8',
    ]);
    expect(problems[0]?.place).toEqual({ argument: 'output_shape' });
    expect(problems[0]?.fixes.map(({ title, preferred = false }) => [title, preferred])).toEqual([
      ['Use output_shape [1, 8, 8, 1]', true],
      ['Use output_shape [1, 7, 7, 1]', false],
    ]);
  });

  test('only the width: the problem lies at its item', () => {
    const { problems } = call('nn.conv2d_transpose', [t('1 4 4 1'), t('5 5 1 1'), [1, 8, 20, 1], 2]);
    expect(problems.map(({ place }) => place)).toEqual([{ argument: 'output_shape', item: 2 }]);
  });

  test.each<[string, readonly Short[], string]>([
    ['nn.conv2d', [t('1 8 8 1'), t('3 3 1 1'), [1, 2, 2], 'SAME'], 'Use strides [1, 2, 2, 1]'],
    ['nn.conv2d', [t('1 8 8 1'), t('3 3 1 1'), [2, 2, 1], 'SAME'], 'Use strides [1, 2, 2, 1]'],
    ['nn.conv2d', [t('1 8 8 1'), t('3 3 1 1'), [2, 2, 2, 1], 'SAME'], 'Use 1 on the batch axis'],
    ['nn.conv2d', [t('1 8 8 1'), t('3 3 1 1'), 1, 'valid'], "Use 'VALID'"],
    [
      'nn.conv2d',
      [
        t('1 8 8 1'),
        t('3 3 1 1'),
        1,
        [
          [1, 1],
          [1, 1],
        ],
      ],
      'Add pairs for the batch and channel axes',
    ],
    ['nn.conv2d_transpose', [t('1 4 4 1'), t('3 3 1 1'), null, 2], 'Add output_shape [1, 8, 8, 1]'],
    ['nn.conv2d_transpose', [t('2 4 4 1'), t('3 3 1 1'), [1, 8, 8, 1], 2], 'Use batch 2'],
    ['nn.conv2d_transpose', [t('1 4 4 3'), t('3 3 2 3'), [1, 8, 8, 5], 2], 'Ask for 2 channels'],
  ])('tf.%s offers a repair: %j', (path, positional, title) => {
    expect(call(path, positional).problems.flatMap(({ fixes }) => fixes.map(fix => fix.title))).toEqual([title]);
  });
});

describe('what a hover shows', () => {
  const ones = (shape: string) => {
    const count = shape.split(' ').reduce((product, dim) => product * Number(dim), 1);
    return t(shape, { data: new Float64Array(count).fill(1) });
  };
  const spread = [9, 18, 18, 9, 18, 36, 36, 18, 18, 36, 36, 18, 9, 18, 18, 9];

  test('the values of the classic introduction: there and back', () => {
    const small = tensorOf(call('nn.conv2d', [ones('1 4 4 1'), ones('3 3 1 1'), 1, 'VALID']));
    expect([...(small.data ?? [])]).toEqual([9, 9, 9, 9]);
    const back = tensorOf(call('nn.conv2d_transpose', [small, ones('3 3 1 1'), [1, 4, 4, 1], 1, 'VALID']));
    expect([...(back.data ?? [])]).toEqual(spread);
  });

  test('and in TensorFlow.js, with and without a batch', () => {
    const small = tensorOf(js('conv2d', ones('4 4 1'), ones('3 3 1 1'), 1, 'valid'));
    expect([...(small.data ?? [])]).toEqual([9, 9, 9, 9]);
    expect([...(tensorOf(js('conv2dTranspose', small, ones('3 3 1 1'), [4, 4, 1], 1, 'valid')).data ?? [])]).toEqual(spread);
  });

  test('nothing is computed of a call that is wrong', () => {
    expect(tensorOf(call('nn.conv2d_transpose', [ones('1 2 2 1'), ones('3 3 1 1'), [1, 9, 9, 1], 1, 'VALID'])).data).toBeUndefined();
    expect(tensorOf(js('conv2dTranspose', ones('1 2 2 1'), ones('3 3 1 1'), [1, 9, 9, 1], 1, 'valid')).data).toBeUndefined();
  });

  test.each<[string, readonly Short[], string[]]>([
    ['nn.conv2d', [t('1 4 H 1'), t('3 3 1 1'), 1, 'VALID'], ['height: ⌊(4 − 3)/1⌋ + 1 = 2', 'width: ⌊(H − 3)/1⌋ + 1 = H − 2']],
    [
      'nn.conv2d_transpose',
      [t('1 4 4 1'), t('3 3 1 1'), [1, 8, 7, 1], 2],
      ['height 8: admissible 7–8, from (4 − 1)·2 + 1 = 7 … 4·2 = 8', 'width 7: admissible 7–8, from (4 − 1)·2 + 1 = 7 … 4·2 = 8'],
    ],
  ])('tf.%s(%j) is explained', (path, positional, lines) => {
    expect(call(path, positional).explanation).toEqual(lines);
  });

  test('the geometry, as pictures and costs need it', () => {
    const { geometry } = call('nn.conv2d_transpose', [t('8 7 7 64'), t('5 5 32 64'), [8, 14, 14, 32], 2]);
    expect(geometry).toMatchObject({
      kind: 'transposed-conv',
      layout: 'N S:2 C',
      filterLayout: 'S:2 O I',
      inputArgument: 'input',
      filterArgument: 'filters',
    });
    expect(geometry?.axes.map(({ name, input, output }) => [name, input, output])).toEqual([
      ['height', int(7), int(14)],
      ['width', int(7), int(14)],
    ]);
  });
});
