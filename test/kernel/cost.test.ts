// What layers cost: numbers everybody can check against a framework's summary.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { int, symbol, toNumber } from '#shared/dim/dim.ts';
import { show } from '#shared/dim/show.ts';
import { multiplyAdds, parameterCount, receptiveField } from '#shared/kernel/cost.ts';
import { cellCount } from '#shared/kernel/data.ts';
import { eachProduct } from '#shared/kernel/execute/conv.ts';
import { type Plan, planOf } from '#shared/kernel/execute/plan.ts';
import { axisNumbers, convolutions, geometryOf, tensorsFor } from '../properties/windows.ts';

const axis = (input: number, kernel: number, stride = 1) => ({ input, kernel, stride, dilation: 1, padding: 'same' }) as const;
const first = geometryOf([axis(224, 7, 2), axis(224, 7, 2)], { inputChannels: 3, outputChannels: 64 });

describe('parameters', () => {
  test('the first layer of ResNet-50 and of VGG-16', () => {
    expect(parameterCount(first)).toEqual({ value: int(9408), explanation: '49·3·64 = 9408' });
    const vgg = geometryOf([axis(224, 3), axis(224, 3)], { inputChannels: 3, outputChannels: 64 });
    expect(parameterCount(vgg, true)).toEqual({ value: int(1792), explanation: '9·3·64 + 64 = 1792' });
  });

  test('groups divide them, depthwise has one filter per channel, a pool has none', () => {
    const sizes = { inputChannels: 32, outputChannels: 64 };
    const axes = [axis(8, 3), axis(8, 3)];
    expect(parameterCount(geometryOf(axes, { ...sizes, groups: 4 }), true).explanation).toBe('9·⌊32/4⌋·64 + 64 = 4672');
    expect(parameterCount(geometryOf(axes, { ...sizes, kind: 'depthwise-conv' }), true).explanation).toBe('9·64 + 64 = 640');
    expect(parameterCount(geometryOf(axes, { ...sizes, kind: 'max-pool' }), true)).toEqual({ value: int(0), explanation: '0' });
  });

  test('are the cells of the filter', () => {
    for (const kind of ['conv', 'transposed-conv'] as const) {
      fc.assert(
        fc.property(convolutions(kind), geometry => {
          expect(parameterCount(geometry).value).toEqual(int(cellCount(tensorsFor(geometry, 0).filter.shape)));
        }),
      );
    }
  });

  test('may be symbols', () => {
    expect(show(parameterCount({ ...first, inputChannels: symbol('C') }, true).value)).toBe('3136*C + 64');
  });
});

describe('multiply-adds', () => {
  test('the first layer of ResNet-50', () => {
    expect(multiplyAdds(first)).toEqual({ value: int(118_013_952), explanation: '12544·49·3·64 = 118013952' });
  });

  test('are the products that execution makes, where no tap falls on padding', () => {
    const valid = axisNumbers.map(numbers => ({ ...numbers, padding: 'valid' as const }));
    fc.assert(
      fc.property(fc.oneof(convolutions('conv', valid), convolutions('transposed-conv', valid)), geometry => {
        let count = 0;
        eachProduct(planOf(geometry) as Plan, () => count++);
        expect(multiplyAdds(geometry).value).toEqual(int(count));
      }),
    );
  });
});

describe('receptive field', () => {
  const layer = (kernel: number, stride = 1, dilation = 1) => ({ kernel: int(kernel), stride: int(stride), dilation: int(dilation) });

  test('one cell sees itself; two 3×3 layers see five; a stride widens what follows', () => {
    expect(receptiveField([]).value).toEqual(int(1));
    expect(receptiveField([layer(3), layer(3)])).toEqual({ value: int(5), jump: int(1), explanation: '3 + (3 − 1)·1 = 5' });
    expect(receptiveField([layer(7, 2), layer(3, 2)])).toEqual({ value: int(11), jump: int(4), explanation: '7 + (3 − 1)·2 = 11' });
    expect(receptiveField([layer(3, 1, 1), layer(3, 1, 2), layer(3, 1, 4)]).value).toEqual(int(15));
  });

  test('is the input length that gives exactly one output cell', () => {
    fc.assert(
      fc.property(fc.array(axisNumbers, { maxLength: 4 }), layers => {
        const backwards = layers.reduceRight(
          (cells, { kernel, stride, dilation }) => (cells - 1) * stride + dilation * (kernel - 1) + 1,
          1,
        );
        const field = receptiveField(layers.map(({ kernel, stride, dilation }) => layer(kernel, stride, dilation))).value;
        expect(toNumber(field)).toBe(backwards);
      }),
    );
  });
});
