/** Rules of TensorFlow's ops on symbols and unknowns; on numbers the recordings of TensorFlow itself are the test. */
import { describe, expect, it, test } from 'vitest';
import { show } from '#shared/dim/show.ts';
import type { Outcome } from '#shared/ops/apply.ts';
import { unknownArg, unknownTensor } from '#shared/ops/argument.ts';
import { call, keras, n, type Short, t, tensorOf, told } from './call.ts';

describe('shapes on symbols', () => {
  test.each<readonly [string, readonly Short[], string]>([
    ['reshape', [t('N 28 28 1'), [-1, 784]], '[N, 784]'],
    ['reshape', [t('N 4 4 512'), [n('N'), -1]], '[N, 8192]'],
    ['reshape', [t('N H W C'), [-1, n('C')]], '[H*N*W, C]'],
    ['reshape', [t('N 7'), [10, 7]], '[10, 7]'],
    ['reshape', [t('N 7'), [10, 5]], 'reshape-size'],
    ['reshape', [t('? 7'), [10, 5]], '[10, 5]'],
    ['reshape', [unknownTensor, [-1, 784]], '[N, 784]'],
    ['reshape', [t('2 3'), unknownArg], '[?…]'],
    ['reshape', [t('2 3'), [unknownArg, 4]], '[?, 4]'],
    ['transpose', [t('N H W C'), [0, 3, 1, 2]], '[N, C, H, W]'],
    ['transpose', [unknownTensor, [0, 2, 1]], '[N, d2, d1]'],
    ['squeeze', [t('1 N 1')], '[?…]'],
    ['squeeze', [t('1 N 1'), [0, 2]], '[N]'],
    ['squeeze', [t('1 N 1'), 1], '[1, 1]'],
    ['expand_dims', [t('N H'), -1], '[N, H, 1]'],
    ['concat', [[t('N H W 3'), t('N H W 5')], 3], '[N, H, W, 8]'],
    ['concat', [[t('N 4'), t('M 4')], 0], '[M + N, 4]'],
    ['concat', [[t('N 4'), t('? 4')], 1], '[N, 8]'],
    ['concat', [[t('N 4'), unknownTensor], 1], '[N, ?]'],
    ['concat', [[t('N 4'), t('N 5')], 0], 'concat-mismatch'],
    ['concat', [[t('N 4'), t('M 5')], 1], '[N, 9]'],
    ['stack', [[t('N 4'), t('N ?')]], '[2, N, 4]'],
    ['tile', [t('N 4'), [2, n('K')]], '[2*N, 4*K]'],
    [
      'pad',
      [
        t('N H 3'),
        [
          [0, 0],
          [1, 1],
          [0, n('P')],
        ],
      ],
      '[N, H + 2, P + 3]',
    ],
    ['add', [t('N 1 C'), t('H 1')], '[N, H, C]'],
    ['add', [t('N 3'), t('M 3')], '[?, 3]'],
    ['add', [t('N 3'), t('N 4')], 'broadcast-mismatch'],
    ['add', [t('N 3'), 2.5], '[N, 3]'],
    ['add', [t('N 3'), unknownArg], '[?…]'],
    ['reduce_mean', [t('N H W C'), [1, 2]], '[N, C]'],
    ['reduce_mean', [t('N H W C')], '[]'],
    ['reduce_mean', [t('N H W C'), unknownArg], '[?…]'],
    ['reduce_mean', [t('N H W C'), unknownArg, true], '[?, ?, ?, ?]'],
    ['matmul', [t('N 784'), t('784 10')], '[N, 10]'],
    ['matmul', [t('N 784'), t('K 10')], '[N, 10]'],
    ['matmul', [t('N 784'), t('100 10')], 'matmul-mismatch'],
    ['matmul', [t('B N 7'), t('7 K')], '[B, N, K]'],
    ['matmul', [t('N 7'), t('7 K'), unknownArg], '[?…]'],
    ['nn.bias_add', [t('N H W ?'), t('8')], '[N, H, W, 8]'],
    ['nn.bias_add', [t('N 3 H W'), t('8'), 'NCHW'], 'bias-mismatch'],
    ['gather', [t('V E'), t('N T')], '[N, T, E]'],
    ['one_hot', [t('N'), 10], '[N, 10]'],
    ['range', [n('N')], '[N]'],
    ['image.resize', [t('N H W 3'), [64, 64]], '[N, 64, 64, 3]'],
    ['image.resize', [t('N H W 3'), unknownArg], '[N, ?, ?, 3]'],
    ['nn.depth_to_space', [t('N H W C'), 2], '[N, 2*H, 2*W, ⌊C/4⌋]'],
    ['zeros', [[n('N'), unknownArg, 4]], '[N, ?, 4]'],
    ['zeros', [unknownArg], '[?…]'],
    ['broadcast_to', [t('N 1'), [n('N'), 5]], '[N, 5]'],
  ])('%s %#', (path, args, expected) => {
    expect(told(call(path, args))).toBe(expected);
  });
});

describe('what comes from outside', () => {
  const dims = (outcome: Outcome) => tensorOf(outcome).shape ?? [];

  test.each<readonly [readonly (number | null)[], string]>([
    [[null, 28, 28, 1], '[N, 28, 28, 1]'],
    [[null, null, null, 3], '[N, H, W, 3]'],
    [[null, 784], '[N, 784]'],
    [[2, null], '[2, d1]'],
    [[], '[]'],
  ])('a placeholder of shape %j', (shape, expected) => {
    expect(told(call('placeholder', ['float32', shape], {}, '1.15'))).toBe(expected);
  });

  it('names the unknown dims of each placeholder anew', () => {
    const [a, b] = [call('placeholder', ['float32', [null, 3]], {}, '1.15'), call('placeholder', ['float32', [null, 3]], {}, '1.15')];
    expect(told(call('concat', [[tensorOf(a), tensorOf(b)], 0]))).toBe('[N + N, 3]');
    expect(dims(a)[0]).not.toEqual(dims(b)[0]);
  });

  it('says nothing of a placeholder without a shape', () => {
    expect(told(call('placeholder', ['float32'], {}, '1.15'))).toBe('[?…]');
  });

  test.each<readonly [Readonly<Record<string, Short>>, string]>([
    [{ shape: [28, 28, 1] }, '[N, 28, 28, 1]'],
    [{ shape: [28, 28, 1], batch_size: 8 }, '[8, 28, 28, 1]'],
    [{ shape: [28, 28, 1], batch_size: null }, '[N, 28, 28, 1]'],
    [{ shape: [null, null, 3] }, '[N, H, W, 3]'],
    [{ batch_shape: [4, null] }, '[4, d1]'],
  ])('keras.Input(%j)', (named, expected) => {
    expect(told(keras('Input', [], named))).toBe(expected);
  });

  test.each<readonly [readonly Short[], Readonly<Record<string, Short>>, string]>([
    [['w', [3, 3, 1, 8]], {}, '[3, 3, 1, 8]'],
    [['b', 8], {}, '[8]'],
    [['b'], { initializer: t('8') }, '[8]'],
    [['b'], { initializer: { kind: 'other' } }, '[?…]'],
    [['w', [3, 3, 1, 8]], { initializer: { kind: 'other' } }, '[3, 3, 1, 8]'],
  ])('get_variable %#', (args, named, expected) => {
    expect(told(call('get_variable', args, named, '1.15'))).toBe(expected);
  });

  it('reads the shape of a variable from its initial value, wherever that stands', () => {
    expect(told(call('Variable', [t('3 3 1 8')]))).toBe('[3, 3, 1, 8]');
    expect(
      told(
        call('Variable', [], {
          initial_value: [
            [1, 2],
            [3, 4],
          ],
        }),
      ),
    ).toBe('[2, 2]');
    expect(told(call('Variable', [{ kind: 'other' }]))).toBe('[?…]');
    expect(told(call('Variable', [t('2'), false, null, false], {}, '1.15'))).toBe('[?…]');
  });
});

describe('elements', () => {
  const shape = (x: Short) => tensorOf(call('shape', [x]));
  const elements = (outcome: Outcome) => tensorOf(outcome).elements?.map(show).join(' ');

  it('tf.shape holds the dims', () => {
    expect(elements(call('shape', [t('N 28 ? 1')]))).toBe('N 28 ? 1');
    expect(elements(call('size', [t('N 28')]))).toBe('28*N');
    expect(elements(call('rank', [t('N 28')]))).toBe('2');
  });

  it('survive stack, concat, slice, reshape, cast, identity and gather the shape again', () => {
    const batch = t('', { dtype: 'int32', elements: [...(t('N').shape ?? [])] });
    expect(elements(call('stack', [[batch, n('H'), 28, unknownArg]]))).toBe('N H 28 ?');
    expect(elements(call('concat', [[[1], [n('H'), n('W')], [unknownArg]], 0]))).toBe('1 H W ?');
    expect(elements(call('concat', [[[unknownArg], [n('H'), 3]], 0]))).toBe('? H 3');
    expect(elements(call('slice', [shape(t('N H W C')), [1], [2]]))).toBe('H W');
    expect(elements(call('reshape', [shape(t('N H')), [1, 2]]))).toBe('N H');
    expect(elements(call('cast', [shape(t('N H')), 'int64']))).toBe('N H');
    expect(elements(call('identity', [shape(t('N H'))]))).toBe('N H');
    expect(elements(call('convert_to_tensor', [[n('N'), 4]]))).toBe('N 4');
    expect(told(call('reshape', [t('N 4 4 8'), call('stack', [[batch, 128]]).result]))).toBe('[N, 128]');
    expect(told(call('zeros', [call('concat', [[shape(t('N H')), [3]], 0]).result]))).toBe('[N, H, 3]');
  });

  it('take part in arithmetic', () => {
    expect(elements(call('multiply', [shape(t('N H W C')), [1, 2, 2, 1]]))).toBe('N 2*H 2*W C');
    expect(elements(call('add', [shape(t('N H')), 1]))).toBe('N + 1 H + 1');
    expect(elements(call('math.floordiv', [shape(t('8 9')), 2]))).toBe('4 4');
    expect(elements(call('truediv', [shape(t('8 9')), 2]))).toBe('4 ?');
    expect(elements(call('subtract', [3, shape(t('H'))]))).toBe('3 - H');
    expect(elements(call('reduce_prod', [shape(t('N 4 4'))]))).toBe('16*N');
  });

  it('are not read from variables, which change', () => {
    expect(tensorOf(call('Variable', [[1, 2, 3]])).elements).toBeUndefined();
  });
});

describe('values', () => {
  const values = (outcome: Outcome) => [...(tensorOf(outcome).data ?? [])];
  const grid = t('2 3', { dtype: 'float32', data: Float64Array.of(1, 2, 3, 4, 5, 6) });

  test.each<readonly [string, readonly Short[], readonly number[]]>([
    [
      'constant',
      [
        [
          [1, 2],
          [3, 4],
        ],
      ],
      [1, 2, 3, 4],
    ],
    ['constant', [1.5, null, [2, 2]], [1.5, 1.5, 1.5, 1.5]],
    ['ones', [[2, 2]], [1, 1, 1, 1]],
    ['fill', [[3], 7], [7, 7, 7]],
    ['eye', [2, 3], [1, 0, 0, 0, 1, 0]],
    ['range', [2, 10, 3], [2, 5, 8]],
    ['reshape', [grid, [3, -1]], [1, 2, 3, 4, 5, 6]],
    ['transpose', [grid], [1, 4, 2, 5, 3, 6]],
    ['concat', [[grid, [[7], [8]]], 1], [1, 2, 3, 7, 4, 5, 6, 8]],
    [
      'stack',
      [
        [
          [1, 2],
          [3, 4],
        ],
        1,
      ],
      [1, 3, 2, 4],
    ],
    ['pad', [[1, 2], [[1, 0]]], [0, 1, 2]],
    ['slice', [grid, [0, 1], [-1, 2]], [2, 3, 5, 6]],
    ['tile', [[1, 2], [2]], [1, 2, 1, 2]],
    ['add', [grid, [10, 20, 30]], [11, 22, 33, 14, 25, 36]],
    ['nn.relu', [[-1, 2]], [0, 2]],
    ['reduce_sum', [grid, 0], [5, 7, 9]],
    ['reduce_mean', [grid, 1], [2, 5]],
    ['argmax', [grid, 1], [2, 2]],
    ['matmul', [grid, [[1], [1], [1]]], [6, 15]],
    ['nn.bias_add', [grid, [1, 2, 3]], [2, 4, 6, 5, 7, 9]],
    ['cast', [[1.7, -1.7], 'int32'], [1, -1]],
  ])('%s %#', (path, args, expected) => {
    expect(values(call(path, args))).toEqual(expected);
  });

  it('are not kept above the limit', () => {
    expect(tensorOf(call('ones', [[100, 100]])).data).toBeUndefined();
    expect(told(call('ones', [[1e9, 1e9]]))).toBe('[1000000000, 1000000000]');
  });
});

describe('generations', () => {
  it('knows the order of arguments before 1.0', () => {
    expect(told(call('concat', [3, [t('1 4 4 2'), t('1 4 4 3')]], {}, '1.4'))).toBe('[1, 4, 4, 5]');
    const { result } = call('split', [1, 2, t('4 6')], {}, '1.4');
    expect(result.kind === 'list' && result.items.map(item => told({ ...call('identity', [item]) }))).toEqual(['[4, 3]', '[4, 3]']);
  });

  it('fills a constant with its last value in 1.x, and refuses in 2.x', () => {
    expect(told(call('constant', [[1, 2, 3]], { shape: [2, 2] }, '1.15'))).toBe('[2, 2]');
    expect([...(tensorOf(call('constant', [[1, 2, 3]], { shape: [2, 2] }, '1.15')).data ?? [])]).toEqual([1, 2, 3, 3]);
    expect(told(call('constant', [[1, 2, 3]], { shape: [2, 2] }))).toBe('reshape-size');
  });
});
