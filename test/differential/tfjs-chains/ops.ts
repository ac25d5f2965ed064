/** Random calls of the core ops on tensors whose shapes are known: mostly right, now and then with a mistake. */
import * as tf from '@tensorflow/tfjs';
import type { Random } from '../javascript-expressions.ts';
import { type Expression, list, type Made, reshaped, size } from './grown.ts';

interface Tensor extends Made {
  readonly shape: readonly number[];
}

const dim = ({ pick }: Random): number => pick(1, 2, 3, 4, 6);
const shapeOf = (random: Random, rank = random.pick(1, 2, 2, 3, 3, 4, 4)): readonly number[] =>
  Array.from({ length: rank }, () => dim(random));

export function creation(random: Random): string {
  const { pick } = random;
  const shape = shapeOf(random);
  return pick(
    () => `tf.${pick('zeros', 'ones', 'randomNormal', 'randomUniform', 'truncatedNormal')}(${list(shape)})`,
    () => `tf.ones(${list(shapeOf(random, 4))})`,
    () => `tf.ones(${list(shapeOf(random, 3))})`,
    () => `tf.fill(${list(shape)}, 2)`,
    () => `tf.tensor(Array.from({ length: ${size(shape)} }, (_, i) => i), ${list(shape)})`,
    () => `tf.range(0, ${pick(2, 3, 6)})`,
    () => `tf.linspace(0, 1, ${pick(2, 5)})`,
    () => `tf.eye(${pick(2, 3)}${pick('', ', 4', ', 2, [2]')})`,
    () => `tf.oneHot([0, 1], ${pick(2, 3)})`,
    () => 'tf.scalar(3)',
    () => `tf.tensor2d([[1, 2], [3, 4]]${pick('', ', [2, 2]', ', [1, 4]', ', [4, 2]')})`,
    () => `tf.tensor1d([1, 2, 3])`,
    () => `tf.tensor3d([1, 2, 3, 4], ${pick('[1, 2, 2]', '[2, 2, 1]', '[1, 2, 3]')})`,
    () => `tf.buffer(${list(shape)}).toTensor()`,
    () => `tf.variable(tf.zeros(${list(shape)}))`,
    () => `tf.signal.${pick('hannWindow', 'hammingWindow')}(${pick(4, 6)})`,
    () => `tf.complex(tf.ones(${list(shape)}), tf.zeros(${list(shape)}))`,
    () => `tf.diag(tf.range(0, ${pick(2, 3)}))`,
    () => `tf.randomUniformInt(${list(shape)}, 0, 3)`,
  )();
}

/** A call on one of the tensors. */
export function call(random: Random, tensors: readonly Tensor[]): Expression {
  const { pick, chance } = random;
  const real = tensors.filter(({ dtype }) => dtype !== 'complex64');
  const complex = tensors.filter(({ dtype }) => dtype === 'complex64');
  if (complex.length > 0 && chance(0.3)) {
    const c = pick(...complex);
    return { text: `tf.${pick('real', 'imag')}(${c.name})` };
  }
  if (real.length === 0) return { text: creation(random) };
  const x = pick(...real);
  const like = real.filter(({ shape }) => shape.join() === x.shape.join());
  const y = chance(0.5) ? pick(...like) : pick(...real);
  const rank = x.shape.length;
  const last = x.shape.at(-1) ?? 1;
  const float = x.dtype === 'float32' ? x.name : `${x.name}.toFloat()`;
  const axis = pick(...(chance(0.9) && rank > 0 ? [...x.shape.keys(), -1] : [2, -2, rank, -rank - 1]));
  const apply = (op: string, ...args: readonly unknown[]): string => {
    const given = args.filter(arg => arg !== '');
    return chance(0.5) ? `${x.name}.${op}(${given.join(', ')})` : `tf.${op}(${[x.name, ...given].join(', ')})`;
  };
  const many = (count: number, item: (at: number) => unknown) => list(Array.from({ length: count }, (_, at) => item(at)));
  const permutation = () =>
    list(
      [...x.shape.keys()]
        .map(at => [pick(1, 2, 3), at])
        .sort(([a = 0], [b = 0]) => a - b)
        .map(([, at]) => at),
    );
  const right = chance(0.85);
  const plain = (text: string): Expression => ({ text });
  return pick<() => Expression>(
    () => plain(apply('reshape', list(right ? reshaped(x.shape, random) : shapeOf(random, 2)))),
    () => plain(apply('reshape', list(reshaped(x.shape, random)))),
    () => plain(`${x.name}.${pick('flatten', 'as1D', 'clone', 'toFloat', 'squeeze', 'asScalar', 'toInt', 'toBool')}()`),
    () =>
      plain(
        `${x.name}.${pick(`as2D(${last}, ${size(x.shape) / last})`, `as3D(1, ${size(x.shape) / last}, ${last})`, `reshapeAs(${y.name})`)}`,
      ),
    () => plain(apply('squeeze', pick<unknown>('', list([axis])))),
    () => plain(apply('expandDims', pick<unknown>('', axis))),
    () => plain(apply('transpose', pick('', permutation()))),
    () =>
      rank > 1
        ? {
            text: apply(
              'transpose',
              many(rank, () => 0),
            ),
            silent: true,
          }
        : plain(apply('transpose', '[0]')),
    () => plain(`tf.concat([${x.name}, ${y.name}], ${axis})`),
    () => plain(`${x.name}.concat(${pick(y.name, `[${x.name}, ${y.name}]`)}, ${axis})`),
    () => plain(`tf.stack([${x.name}, ${y.name}], ${pick(0, axis)})`),
    () => plain(x.shape.every(n => n < 200) ? `tf.unstack(${x.name}, ${axis})[0]` : `${x.name}.relu()`),
    () => plain(`tf.split(${x.name}, ${pick('2', '3', '[1, 2]', '1')}, ${axis})[0]`),
    () =>
      plain(
        apply(
          'slice',
          many(right ? rank : 2, () => pick(0, 0, 1)),
          pick<unknown>(
            '',
            many(right ? rank : 1, () => pick(1, 1, 2, -1)),
          ),
        ),
      ),
    () =>
      plain(
        apply(
          'stridedSlice',
          many(right ? rank : 2, () => pick(0, 1, -1)),
          many(right ? rank : 2, () => pick(1, 2, 6, -1)),
          pick<unknown>(
            '',
            many(right ? rank : 2, () => pick(1, 1, 2)),
          ),
        ),
      ),
    () =>
      plain(
        apply(
          'stridedSlice',
          many(rank, () => 0),
          many(rank, () => pick(1, 2)),
          many(rank, () => 1),
          pick(0, 1, 2),
          pick(0, 1, 3),
          0,
          pick(0, 0, 1),
          pick(0, 0, 2),
        ),
      ),
    () => plain(apply('pad', list(x.shape.map(() => `[${pick(0, 1)}, ${pick(0, 2)}]`)))),
    () =>
      plain(`tf.mirrorPad(${x.name}, ${list(x.shape.map(() => pick('[0, 0]', '[0, 0]', '[1, 0]')))}, '${pick('reflect', 'symmetric')}')`),
    () =>
      plain(
        apply(
          'tile',
          many(right ? rank : 2, () => pick(1, 2)),
        ),
      ),
    () => plain(apply('gather', pick('[0]', '[0, 0]', "tf.tensor1d([0, 0], 'int32')", '[[0, 0]]'), axis)),
    () => plain(`tf.gatherND(${x.name}, ${pick('[[0]]', '[[0], [0]]', '[[0, 0]]', '[0]', '[[[0]], [[0]]]', '[[0, 0, 0]]')})`),
    () =>
      plain(
        `tf.scatterND(${pick('[[0], [1]]', '[0, 1]', '[[0, 1]]')}, ${x.name}, ${list(right ? [4, ...x.shape.slice(1)] : shapeOf(random, 2))})`,
      ),
    () => plain(apply('reverse', pick<unknown>('', axis))),
    () => ({ text: apply('cumsum', axis), silent: rank > 0 && (axis < 0 || axis >= rank) }),
    () =>
      plain(
        apply(
          pick(
            'add',
            'sub',
            'mul',
            'div',
            'maximum',
            'minimum',
            'squaredDifference',
            'pow',
            'greater',
            'equal',
            'less',
            'notEqual',
            'divNoNan',
            'floorDiv',
            'mod',
            'atan2',
            'lessEqual',
            'greaterEqual',
          ),
          y.name,
        ),
      ),
    () => plain(apply(pick('add', 'mul', 'div', 'sub'), pick('2', '[1]', 'tf.scalar(2)', '[[1], [2]]'))),
    () => plain(`tf.addN([${x.name}, ${y.name}])`),
    () => plain(apply(pick('sum', 'mean', 'max', 'min', 'prod', 'logSumExp', 'norm'), ...(chance(0.3) ? [] : []))),
    () =>
      plain(
        apply(
          pick('sum', 'mean', 'max', 'min', 'prod', 'logSumExp', 'euclideanNorm'),
          ...pick([], [axis], [list([axis]), 'true'], [axis, 'true'], [list(rank > 1 ? [0, -1] : [0])]),
        ),
      ),
    () => plain(apply(pick('argMax', 'argMin'), pick<unknown>('', axis))),
    () => plain(`${x.name}.toBool().${pick('all', 'any')}(${pick<unknown>('', axis)})`),
    () =>
      plain(
        apply(
          pick(
            'relu',
            'softmax',
            'exp',
            'square',
            'neg',
            'sigmoid',
            'logSoftmax',
            'zerosLike',
            'onesLike',
            'elu',
            'abs',
            'relu6',
            'selu',
            'softplus',
            'tanh',
            'sqrt',
            'log',
            'sign',
            'floor',
            'isNaN',
            'erf',
            'leakyRelu',
            'step',
            'round',
          ),
        ),
      ),
    () => plain(apply('clipByValue', 0, 1)),
    () => plain(apply('matMul', y.name, ...pick([], ['true'], ['false', 'true']))),
    () => plain(apply('matMul', `tf.ones([${list(x.shape.slice(0, -2)).slice(1, -1)}${rank > 2 ? ', ' : ''}${last}, 2])`)),
    () => plain(apply('matMul', `tf.ones([${last}, 2])`)),
    () => plain(apply('dot', pick(y.name, `tf.ones([${last}, 2])`, `tf.ones([${last}])`))),
    () => plain(`tf.outerProduct(${x.name}, ${y.name})`),
    () => einsum(random, x, y),
    () => plain(`tf.where(${x.name}.greater(0), ${x.name}, ${y.name})`),
    () => plain(`${x.name}.greater(0).logicalAnd(${y.name}.less(1))`),
    () => plain(apply('broadcastTo', list(right ? [2, ...x.shape.map(n => (n === 1 ? 3 : n))] : y.shape))),
    () => plain(`tf.topk(${x.name}, ${pick(1, 2)}).${pick('values', 'indices')}`),
    () => plain(`tf.moments(${x.name}, ${pick<unknown>('0', '[0]', 'null', axis)}${pick('', ', true')}).${pick('mean', 'variance')}`),
    () => plain(`tf.oneHot(${x.name}.toInt(), 3)`),
    () => plain(`tf.unsortedSegmentSum(${x.name}, tf.zeros([${x.shape[0] ?? 1}], 'int32'), 2)`),
    () =>
      plain(
        `tf.spaceToBatchND(${x.name}, ${pick('[2, 2], [[0, 0], [0, 0]]', '[2], [[0, 0]]', '[2, 1], [[1, 0], [0, 0]]', '[1, 2], [[0, 0]]')})`,
      ),
    () => plain(`tf.batchToSpaceND(${x.name}, ${pick('[2, 2], [[0, 0], [0, 0]]', '[2], [[0, 0]]', '[1, 2], [[0, 0], [1, 0]]')})`),
    () => plain(`tf.depthToSpace(${x.name}, ${pick(2, 1, 2)})`),
    () => plain(`tf.linalg.bandPart(${x.name}, ${pick(0, 1, -1)}, ${pick(0, 1, -1)})`),
    () => plain(`tf.linalg.qr(${float}${pick('', ', true')})[${pick(0, 1)}]`),
    () => plain(`tf.spectral.rfft(${float}${pick('', ', 4', ', 8')})`),
    () => plain(`tf.signal.frame(${float}.flatten(), ${pick(2, 3)}, ${pick(1, 2)}${pick('', ', true')})`),
    () => plain(`tf.image.${pick('resizeBilinear', 'resizeNearestNeighbor')}(${x.name}, [${dim(random)}, 5])`),
    () => plain(`tf.image.${pick('flipLeftRight', 'grayscaleToRGB', 'rgbToGrayscale')}(${float})`),
    () => plain(`tf.image.rotateWithOffset(${float}, 0.5)`),
    () => plain(`tf.image.cropAndResize(${float}, [[0, 0, 1, 1], [0, 0, 1, 1]], [0, 0], [3, 4])`),
    () => plain(`tf.image.transform(${float}, [[1, 0, 0, 0, 1, 0, 0, 0]]${pick('', ", 'nearest', 'constant', 0, [3, 4]")})`),
    () => plain(`tf.batchNorm(${x.name}, tf.zeros([${right ? last : 3}]), tf.ones([${last}]))`),
    () =>
      plain(
        `tf.losses.${pick('meanSquaredError', 'absoluteDifference', 'huberLoss', 'softmaxCrossEntropy', 'sigmoidCrossEntropy')}(${x.name}, ${y.name})`,
      ),
    () => plain(`tf.losses.${pick('meanSquaredError', 'absoluteDifference')}(${x.name}, ${y.name}, undefined, tf.Reduction.NONE)`),
    () =>
      plain(`tf.metrics.${pick('meanSquaredError', 'categoricalAccuracy', 'binaryAccuracy', 'meanAbsoluteError')}(${x.name}, ${y.name})`),
    () => plain(`tf.meshgrid(${x.name}.flatten(), ${y.name}.flatten())[0]`),
    () => plain(`tf.searchSorted(${x.name}.flatten(), ${y.name}.flatten())`),
    () => plain(`tf.math.confusionMatrix(${x.name}.toInt(), ${y.name}.toInt(), 3)`),
    () => plain(`tf.prelu(${x.name}, ${pick(y.name, `tf.ones([${last}])`)})`),
    () => plain(`tf.localResponseNormalization(${x.name})`),
    () => window(random, x),
    () => window(random, x),
    () => window(random, x),
    () => window(random, x),
    () => transposed(random, x),
    () => plain(`[${x.name}, ${y.name}].map(t => t.sum()).reduce((a, b) => a.add(b))`),
    () =>
      plain(`${x.name}.${pick('relu', 'square')}().${pick('sum(0)', 'expandDims(0)', 'mean(-1)', 'flatten()')}.${pick('add(1)', 'neg()')}`),
    () => plain(size(x.shape) <= 64 ? `tf.tensor(${x.name}.arraySync())` : `${x.name}.clone()`),
  )();
}

const pads = ["'same'", "'valid'", "'same'", "'valid'", '0', '1'] as const;

/** Convolutions and pools. TensorFlow.js lets a window pass that does not fit: its result has dims below one. */
function window(random: Random, x: Tensor): Expression {
  const { pick, chance } = random;
  const last = chance(0.85) ? (x.shape.at(-1) ?? 1) : 2;
  const [k, l] = [pick(1, 2, 3), pick(1, 2, 3)];
  const strides = pick('1', '1', '2', '[2, 1]');
  const dilation = strides === '1' ? pick('1', '2') : '1';
  const pad = pick(...pads);
  // A number as pad sizes the width by the height's window.
  const [stride, along] = strides === '[2, 1]' ? [2, 1] : [Number(strides), Number(strides)];
  const uneven = (width: number, from = stride, beside = along, gap = 1): boolean => {
    const wide = x.shape.at(-2) ?? 1;
    const length = (cells: number, step: number) => Math.trunc((wide - ((cells - 1) * gap + 1) + 2 * Number(pad)) / step + 1);
    return pad.length === 1 && length(k, from) !== length(width, beside);
  };
  const w = pick(k, l);
  return pick<() => Expression>(
    () => ({ text: `tf.${pick('maxPool', 'avgPool')}(${x.name}, [${k}, ${w}], ${strides}, ${pad})`, silent: uneven(w) }),
    () => ({ text: `${x.name}.${pick('maxPool', 'avgPool')}(${k}, ${pick('1', '2')}, ${pad})` }),
    () => ({
      text: `tf.pool(${x.name}, ${k}, '${pick('max', 'avg')}', ${pad}, ${dilation}, ${strides})`,
      silent: pad !== '0' && uneven(k, stride, along, Number(dilation)),
    }),
    () => ({ text: `tf.conv2d(${x.name}, tf.ones([${k}, ${l}, ${last}, 4]), ${strides}, ${pad})`, silent: uneven(l) }),
    () => ({
      text: `tf.conv2d(${x.name}, tf.ones([${k}, ${k}, ${last}, 4]), ${strides}, ${pad}, 'NHWC', ${dilation})`,
      silent: uneven(k, stride, along, Number(dilation)),
    }),
    () => ({ text: `${x.name}.conv2d(tf.ones([${k}, ${k}, ${last}, 3]), 1, 'same')` }),
    () => ({
      text: `tf.fused.conv2d({ x: ${x.name}, filter: tf.ones([${k}, ${k}, ${last}, 4]), strides: ${strides}, pad: ${pad}, bias: tf.ones([4]), activation: 'relu' })`,
      silent: uneven(k),
    }),
    () => ({ text: `tf.conv1d(${x.name}, tf.ones([${k}, ${last}, 4]), ${pick(1, 2)}, ${pick("'same'", "'valid'", '1')})` }),
    () => ({
      text: `tf.depthwiseConv2d(${x.name}, tf.ones([${k}, ${l}, ${last}, ${pick(1, 2)}]), ${pick(1, 2)}, ${pad})`,
      silent: uneven(l, 1, 1),
    }),
    () => ({
      text: `tf.separableConv2d(${x.name}, tf.ones([${k}, ${l}, ${last}, 2]), tf.ones([1, 1, ${chance(0.9) ? last * 2 : 3}, 4]), ${pick(1, 2)}, ${pick("'same'", "'valid'")})`,
    }),
    () => ({ text: `tf.dilation2d(${x.name}, tf.ones([${k}, ${l}, ${last}]), ${strides}, ${pick("'same'", "'valid'")})` }),
    () => ({ text: x.shape.length === 4 ? `tf.maxPoolWithArgmax(${x.name}, ${pick(1, 2)}, 1, 'same').result` : `${x.name}.relu()` }),
    () => ({
      text: `tf.conv2d(${x.name}, tf.ones([${k}, ${k}, ${last}, 4]), ${pick('[1, 2, 2, 1]', '[1, 1, 1, 1]')}, 'same')`,
      silent: true,
    }),
  )();
}

/** The output shape is the program's own: TensorFlow.js does not compare it with the input. */
function transposed(random: Random, x: Tensor): Expression {
  const { pick, chance } = random;
  const batched = x.shape.length === 4;
  const [h = 2, w = 2, c = 1] = batched ? x.shape.slice(1) : x.shape;
  const n = x.shape[0] ?? 1;
  const [stride, k, pad] = [pick(1, 2), pick(1, 2, 3), pick('valid', 'same')] as const;
  const out = (length: number) => (pad === 'valid' ? (length - 1) * stride + k : length * stride) + (chance(0.15) ? pick(1, -1, 2) : 0);
  const to = [...(batched ? [chance(0.95) ? n : n + 1] : []), out(h), out(w), chance(0.95) ? 4 : 3];
  const channels = chance(0.9) ? c : 2;
  const text = `tf.conv2dTranspose(${x.name}, tf.ones([${k}, ${k}, 4, ${channels}]), ${list(to)}, ${stride}, '${pad}')`;
  // Its own forward convolution leads back to the input, or not.
  const full = batched ? to : [1, ...to];
  if (full.length !== 4 || full.some(length => length < 1)) return { text, silent: true };
  const back = tf.backend_util.computeConv2DInfo(full as [number, number, number, number], [k, k, 4, channels], stride, 1, pad);
  return { text, silent: back.outHeight !== h || back.outWidth !== w || (batched && to[0] !== n) };
}

function einsum({ pick }: Random, x: Tensor, y: Tensor): Expression {
  const [letters = '', others = ''] = [x, y].map(({ shape }) => 'ijklm'.slice(0, shape.length));
  const [a, b] = [x.shape.length, y.shape.length];
  const shared = a === 2 && b === 2 ? ['ij,jk->ik', 'ij,kj->ik'] : a === 3 && b === 3 ? ['bij,bjk->bik'] : [];
  const two = [...shared, `${letters},${others}->${pick(letters, others)}`];
  if (pick(true, false))
    return { text: `tf.einsum('${letters}->${pick(letters, letters.slice(1), [...letters].reverse().join(''))}', ${x.name})` };
  return { text: `tf.einsum('${pick(...two)}', ${x.name}, ${y.name})` };
}
