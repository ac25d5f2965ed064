/** More random calls of the core ops: shapes computed from others, options as an object, several steps in one expression, volumes and images. */
import type { Random } from '../javascript-expressions.ts';
import { type Expression, list, type Made } from './grown.ts';

interface Tensor extends Made {
  readonly shape: readonly number[];
}

const plain = (text: string): Expression => ({ text });

/** Shapes that are written with the help of other shapes. */
function shaped({ pick }: Random, { name: x, shape }: Tensor, y: Tensor): Expression {
  const last = shape.length - 1;
  return plain(
    pick(
      () => `${x}.reshape([${x}.shape[0], -1])`,
      () => `${x}.reshape([...${x}.shape, 1])`,
      () => `${x}.reshape([-1, ...${x}.shape.slice(1)])`,
      () => `${x}.reshape(${x}.shape.slice().reverse())`,
      () => `tf.zeros(${x}.shape)`,
      () => `tf.ones([...${x}.shape.slice(0, -1), ${pick(2, 3)}])`,
      () => `tf.randomNormal([${x}.size, ${pick(1, 2)}])`,
      () => `tf.fill(${x}.shape.map(n => n + 1), 0)`,
      () => `tf.concat([${x}, tf.zeros(${x}.shape)], ${pick(0, last)})`,
      () => `tf.stack(Array.from({ length: ${pick(1, 3)} }, () => ${x}))`,
      () => `${x}.add(tf.ones([${x}.shape[${pick(0, last)}]]))`,
      () => `(([a, b]) => tf.ones([b, a]))(${x}.shape)`,
      () => `${x}.expandDims(${x}.rank)`,
      () => `${x}.tile(${x}.shape.map(() => 2))`,
      () => `${x}.slice(${x}.shape.map(() => 0), ${x}.shape.map(n => Math.ceil(n / 2)))`,
      () => `tf.tidy(() => { const a = ${x}.square(); const b = a.mean(${pick('', '0', '-1')}); return b.sqrt(); })`,
      () => `tf.tidy(() => ${x}.sub(${x}.mean()).div(${y.name}.max()))`,
      () => `${x}.rank > 2 ? ${x}.flatten() : ${x}.expandDims()`,
      () => `tf.broadcastTo(${x}, [${pick(2, 3)}, ...${x}.shape])`,
      () => `tf.pad(${x}, ${x}.shape.map(() => [1, ${pick(0, 1)}]))`,
      () => `tf.gather(${x}, tf.range(0, 1, 1, 'int32'), ${pick(0, last)})`,
    )(),
  );
}

/** What an attention is made of, and other products. */
function products({ pick }: Random, { name: x, shape }: Tensor, y: Tensor): Expression {
  const last = shape.at(-1) ?? 1;
  const before = shape.at(-2) ?? 1;
  return plain(
    pick(
      () => `tf.matMul(${x}, ${y.name}, false, true).div(${pick('2', `Math.sqrt(${last})`)}).softmax().matMul(${y.name})`,
      () => `${x}.matMul(${x}, false, true).softmax()`,
      () => `${x}.matMul(${x}, true)`,
      () =>
        `tf.fused.matMul({ a: ${x}, b: tf.ones([${last}, 3])${pick('', ', bias: tf.ones([3])', ', bias: tf.ones([2])', ", activation: 'relu'")} })`,
      () => `tf.fused.matMul({ a: ${x}, b: ${y.name}, transposeA: ${pick('true', 'false')}, transposeB: ${pick('true', 'false')} })`,
      () => `tf.linalg.gramSchmidt(tf.eye(${pick(2, 3)}).add(${pick('0', x)}))`,
      () => `tf.outerProduct(${x}.flatten(), ${y.name}.flatten())`,
      () => `tf.dot(${x}, tf.ones([${last}${pick('', ', 2')}]))`,
      () => `${x}.transpose(${list([...shape.keys()].reverse())}).matMul(${pick(x, y.name)})`,
      () => `tf.einsum('${'ijklm'.slice(0, shape.length)},${'ijklm'.slice(0, y.shape.length)}->', ${x}, ${y.name})`,
      () => `tf.losses.softmaxCrossEntropy(${x}, ${y.name}.softmax()).add(tf.losses.hingeLoss(${x}, ${x}))`,
      () => `tf.losses.cosineDistance(${x}, ${y.name}, ${pick(0, 1, -1)})`,
      () => `tf.movingAverage(${x}, ${y.name}, 0.9)`,
      () => `tf.ensureShape(${x}, ${list([null, ...shape.slice(1)])})`,
      () => `tf.squaredDifference(${x}, tf.ones([${pick(1, last, before)}]))`,
      () => `tf.clipByValue(${x}, 0, 1).greaterEqual(${y.name}).logicalNot()`,
      () => `tf.norm(${x}, ${pick("'euclidean'", "'fro'", '1', '2')}, ${pick('0', '-1', '[0, 1]', '1')}${pick('', ', true')})`,
    )(),
  );
}

/** Images, volumes, and signals. */
function images({ pick, chance }: Random, { name: x, shape, dtype }: Tensor): Expression {
  const last = shape.at(-1) ?? 1;
  const float = dtype === 'float32' ? x : `${x}.toFloat()`;
  const k = pick(1, 2);
  const volume = `${float}.reshape([1, ...${x}.shape.slice(-4)])`;
  const deep = shape.length >= 4;
  return plain(
    pick(
      () => `tf.image.resizeBilinear(${float}, [${pick(1, 4)}, ${pick(2, 5)}]${pick('', ', true', ', false, true')})`,
      () => `${x}.resizeNearestNeighbor([${pick(2, 3)}, 4])`,
      () => `tf.image.cropAndResize(${float}, tf.tensor2d([[0, 0, 1, 1]]), tf.tensor1d([0], 'int32'), [2, 3], 'nearest')`,
      () => `tf.image.flipLeftRight(${float}).concat(${float}, ${pick(0, 3)})`,
      () =>
        `tf.fused.depthwiseConv2d({ x: ${float}, filter: tf.ones([${k}, ${k}, ${last}, 2]), strides: 1, pad: 'same', activation: 'relu6' })`,
      () =>
        `tf.fused.conv2d({ x: ${float}, filter: tf.ones([${k}, ${k}, ${last}, 4]), strides: 1, pad: 'valid', bias: tf.ones([${chance(0.8) ? 4 : 3}]) })`,
      () => (deep ? `tf.conv3d(${volume}, tf.ones([1, 1, 1, ${last}, 2]), ${k}, 'same')` : `${x}.relu()`),
      () => (deep ? `tf.${pick('max', 'avg')}Pool3d(${volume}, ${k}, ${k}, 'valid')` : `${x}.relu()`),
      () => `tf.conv2d(${float}, tf.ones([1, 1, ${last}, 4]), 1, 'same').depthToSpace(2)`,
      () => `tf.batchNorm(${float}, tf.zeros([${last}]), tf.ones([${last}]), undefined, tf.ones([${chance(0.8) ? last : last + 1}]))`,
      () => `tf.batchNorm(${float}, ...Object.values(tf.moments(${float}, 0)))`,
      () => `tf.signal.stft(${float}.flatten(), ${pick(2, 4)}, ${pick(1, 2)})`,
      () => `tf.spectral.irfft(tf.spectral.rfft(${float}))`,
      () => `tf.complex(${float}, ${float}.neg())`,
      () => `tf.real(tf.spectral.fft(tf.complex(${float}, tf.zerosLike(${float}))))`,
      () => `tf.topk(${x}, ${pick(1, 2)}, true).values.squeeze(${pick('', '[-1]')})`,
      () => `tf.unstack(${x}.reverse(0))[0]`,
      () => `tf.split(${x}, 1).concat(tf.split(${x}, 1))[1]`,
      () => `tf.oneHot(${x}.argMax(-1), 4)`,
      () => `tf.where(tf.tensor1d([true, false], 'bool'), ${pick(x, 'tf.ones([2])')}, tf.zeros([2]))`,
    )(),
  );
}

export function further(random: Random, tensors: readonly Tensor[]): Expression | undefined {
  const real = tensors.filter(({ dtype }) => dtype !== 'complex64');
  if (real.length === 0) return undefined;
  const [x, y] = [random.pick(...real), random.pick(...real)];
  return random.pick(shaped, products, images)(random, x, y);
}
