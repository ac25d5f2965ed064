/** What is TensorFlow.js' own: members of tensors, literals of float32, `undefined` for an argument left out. */
import { expect, it, test } from 'vitest';
import { show } from '#shared/dim/show.ts';
import { unknownArg, unknownTensor } from '#shared/ops/argument.ts';
import { attributeOp, methodOp, opAt } from '#shared/ops/registry.ts';
import { js, n, type Short, t, tensorOf, told } from './call.ts';

test.each<readonly [string, readonly Short[], string]>([
  ['reshape', [t('N 28 28 1'), [-1, 784]], '[N, 784]'],
  ['as2D', [t('N 4 4'), n('N'), 16], '[N, 16]'],
  ['flatten', [t('N 4')], '[4*N]'],
  ['expandDims', [t('H W')], '[1, H, W]'],
  ['expandDims', [t('H W'), null], '[1, H, W]'],
  ['concat', [[t('N 3'), t('N 5')], 1], '[N, 8]'],
  ['add', [t('N 3'), 1], '[N, 3]'],
  ['add', [t('N 3'), t('4')], 'broadcast-mismatch'],
  ['matMul', [t('N 784'), t('784 10')], '[N, 10]'],
  ['sum', [t('N 3'), unknownArg], '[?…]'],
  ['sum', [unknownTensor], '[]'],
  ['slice', [t('N 3'), 1], '[N - 1, 3]'],
  ['slice', [t('N 3'), [0, 1], [unknownArg, 2]], '[?, 2]'],
  ['tensor2d', [unknownArg, [4, 5]], '[4, 5]'],
  [
    'tensor2d',
    [
      [1, 2, 3, 4],
      [2, 2],
    ],
    '[2, 2]',
  ],
  [
    'tensor2d',
    [
      [
        [1, 2],
        [3, 4],
      ],
    ],
    '[2, 2]',
  ],
  ['tensor4d', [unknownArg], '[?, ?, ?, ?]'],
  ['browser.fromPixels', [unknownArg], '[H, W, 3]'],
  ['browser.fromPixels', [unknownArg, 1], '[H, W, 1]'],
  ['image.resizeBilinear', [t('H W 3'), [64, 64]], '[64, 64, 3]'],
])('tf.%s %#', (path, args, expected) => {
  expect(told(js(path, ...args))).toBe(expected);
});

it('reads shape, rank and size from a tensor', () => {
  const text = (word: string) => {
    const { result } = js(word, t('N 3'));
    return result.kind === 'list'
      ? result.items.map(item => (item.kind === 'number' ? show(item.dim) : '-')).join()
      : result.kind === 'number' && show(result.dim);
  };
  expect(text('shape')).toBe('N,3');
  expect(text('rank')).toBe('2');
  expect(text('size')).toBe('3*N');
});

it('takes every number for a float32', () => {
  expect(tensorOf(js('tensor', [1, 2])).dtype).toBe('float32');
  expect(tensorOf(js('scalar', 3)).dtype).toBe('float32');
});

it('joins members with a tensor or a list of them', () => {
  const concat = methodOp('tfjs', 'concat');
  expect(concat?.name).toBe('tf.Tensor.concat');
  expect(opAt('tfjs', 'concat')?.name).toBe('tf.concat');
  expect(attributeOp('tfjs', 'shape')?.name).toBe('tf.Tensor.shape');
});
