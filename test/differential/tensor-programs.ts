/** Random TensorFlow.js statements over tensors whose shapes are known from a real run; some of them fail. */
import type { Random } from './javascript-expressions.ts';

export interface Known {
  readonly name: string;
  readonly shape: readonly number[];
}

export class TensorGrower {
  readonly #random: Random;
  #count = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  /** A statement that declares the tensor `name`, or a list of tensors. */
  next(known: readonly Known[]): { readonly name: string; readonly text: string } {
    const name = `t${this.#count++}`;
    const made = known.length < 2 || this.#random.chance(0.2) ? this.#creation() : this.#call(known);
    return { name, text: this.#wrapped(name, made) };
  }

  #dim = (): number => this.#random.pick(1, 2, 3, 4, 6);
  #shape = (rank = this.#random.pick(0, 1, 2, 2, 3, 4, 4)): readonly number[] => Array.from({ length: rank }, this.#dim);

  #creation(): string {
    const { pick } = this.#random;
    const shape = this.#shape();
    const text = `[${shape}]`;
    return pick(
      () => `tf.${pick('zeros', 'ones', 'randomNormal')}(${text})`,
      () => `tf.fill(${text}, 2)`,
      () => `tf.tensor(${JSON.stringify(nested(shape))})`,
      () => `tf.tensor(Array.from({ length: ${size(shape)} }, (_, i) => i), ${text})`,
      () => `tf.range(0, ${pick(2, 3, 6)})`,
      () => `tf.linspace(0, 1, ${pick(2, 5)})`,
      () => `tf.eye(${pick(2, 3)})`,
      () => `tf.oneHot([0, 1], ${pick(2, 3)})`,
      () => `tf.scalar(3)`,
      () => `tf.zeros([${text}[0] ?? 1, ...[2, 3]])`,
      () => `tf.tensor2d([[1, 2], [3, 4]]${pick('', ', [2, 2]', ', [1, 4]', ', [4, 2]')})`,
      () => `tf.buffer([2, 3]).toTensor()`,
      () => `tf.variable(tf.zeros(${text}))`,
      () => `tf.zeros(u0 ? ${text} : [${this.#shape(shape.length)}])`,
    )();
  }

  #axis = (rank: number): number => this.#random.pick(0, -1, 1, rank - 1, this.#random.pick(2, -2, rank));

  #call(known: readonly Known[]): string {
    const { pick, chance } = this.#random;
    const x = pick(...known);
    const y = pick(...known);
    const rank = x.shape.length;
    const axis = this.#axis(rank);
    const apply = (op: string, ...args: (string | number)[]) =>
      chance(0.4) ? `${x.name}.${op}(${args.join(', ')})` : `tf.${op}(${[x.name, ...args].join(', ')})`;
    const target = () => (chance(0.8) ? reshaped(x.shape, this.#random) : this.#shape(2));
    const list = (n: number, item: () => number) => `[${Array.from({ length: n }, item)}]`;
    return pick(
      () => apply('reshape', `[${target()}]`),
      () => apply('reshape', `[${target()}].concat(${pick('[]', '[1]')})`),
      () => apply('reshape', `[-1, ${x.name}.shape[${x.name}.shape.length - 1]]`),
      () => `${x.name}.${pick('flatten', 'as1D', 'asScalar', 'clone', 'toFloat', 'squeeze')}()`,
      () => apply('squeeze', `[${axis}]`),
      () => apply('expandDims', pick('', String(axis))),
      () =>
        apply(
          'transpose',
          pick(
            '',
            list(rank, () => pick(...[0, 1, 2, 3].slice(0, Math.max(rank, 1)))),
            `[${[...x.shape.keys()].reverse()}]`,
          ),
        ),
      () => `tf.concat([${x.name}, ${pick(x.name, y.name)}], ${axis})`,
      () => apply('concat', y.name, axis),
      () => `tf.stack([${x.name}, ${pick(x.name, y.name)}], ${pick(0, 1, axis)})`,
      () => `tf.unstack(${x.name}, ${axis})[0]`,
      () => `tf.split(${x.name}, ${pick('2', '3', '[1, 2]', '1')}, ${axis})[0]`,
      () =>
        apply(
          'slice',
          list(pick(rank, rank, 1), () => pick(0, 0, 1)),
          ...(chance(0.6) ? [list(pick(rank, 1), () => pick(1, 1, 2, -1))] : []),
        ),
      () => apply('pad', `[${x.shape.map(() => `[${pick(0, 1)}, ${pick(0, 2)}]`)}]`),
      () =>
        apply(
          'tile',
          list(pick(rank, rank, rank, 2), () => pick(1, 2)),
        ),
      () => apply('gather', pick('[0]', '[0, 0]', "tf.tensor1d([0, 0], 'int32')"), axis),
      () => apply('reverse', pick('', String(axis))),
      () => apply(pick('add', 'sub', 'mul', 'div', 'maximum', 'minimum', 'squaredDifference', 'pow', 'greater', 'equal'), y.name),
      () => apply(pick('add', 'mul', 'div', 'sub'), pick('2', '[1]', `tf.scalar(2)`)),
      () => apply(pick('sum', 'mean', 'max', 'min', 'prod', 'logSumExp'), ...pick([], [axis], [`[${axis}]`, 'true'], [axis, 'true'])),
      () => apply(pick('argMax', 'argMin'), ...pick([], [axis])),
      () => apply(pick('relu', 'softmax', 'exp', 'square', 'neg', 'sigmoid', 'logSoftmax', 'zerosLike', 'cumsum', 'elu', 'abs')),
      () => apply('matMul', y.name, ...pick([], ['true'], ['false', 'true'])),
      () => apply('matMul', `tf.ones([${x.shape.at(-1) ?? 1}, 2])`),
      () => apply('dot', y.name),
      () => `tf.where(${x.name}.greater(0), ${x.name}, ${y.name})`,
      () => apply('broadcastTo', `[${chance(0.7) ? [2, ...x.shape] : y.shape}]`),
      () => `tf.topk(${x.name}, ${pick(1, 2)}).values`,
      () => `tf.moments(${x.name}, ${pick('0', '[0]', 'null')}).mean`,
      () => `tf.oneHot(${x.name}.toInt(), 3)`,
      () =>
        `tf.${pick('maxPool', 'avgPool')}(${x.name}, ${pick('2', '[2, 1]', '3')}, ${pick('1', '2', '[1, 2]')}, ${pick("'same'", "'valid'")})`,
      () =>
        `tf.conv2d(${x.name}, tf.ones([${pick(1, 2, 3)}, 2, ${chance(0.8) ? (x.shape.at(-1) ?? 1) : 2}, 5]), ${pick('1', '2', '[2, 1]')}, ${pick("'same'", "'valid'", '1')})`,
      () => `tf.depthwiseConv2d(${x.name}, tf.ones([2, 2, ${chance(0.8) ? (x.shape.at(-1) ?? 1) : 2}, 2]), 1, 'same')`,
      () => this.#conv2dTranspose(x),
      () => `tf.image.resizeBilinear(${x.name}, [${this.#dim()}, 5])`,
      () => `tf.batchNorm(${x.name}, tf.zeros([${x.shape.at(-1) ?? 1}]), tf.ones([${x.shape.at(-1) ?? 1}]))`,
      () => `tf.layers.dense({ units: ${pick(2, 5)} }).apply(${x.name})`,
      () =>
        `tf.layers.conv2d({ filters: ${pick(2, 5)}, kernelSize: ${pick('2', '[1, 2]')}, strides: ${pick(1, 2)}, padding: ${pick("'same'", "'valid'")} }).apply(${x.name})`,
      () => `tf.layers.flatten().apply(${x.name})`,
      () => `tf.layers.${pick('maxPooling2d', 'averagePooling2d')}({ poolSize: 2, strides: ${pick(1, 2)} }).apply(${x.name})`,
      () => `tf.layers.reshape({ targetShape: [${reshaped(x.shape.slice(1), this.#random)}] }).apply(${x.name})`,
      () => `tf.layers.concatenate({ axis: ${axis} }).apply([${x.name}, ${y.name}])`,
      () => `tf.layers.add().apply([${x.name}, ${pick(x.name, y.name)}])`,
      () => `(u0 ? ${x.name} : ${y.name}).${pick('relu()', 'sum(0)', 'expandDims(0)')}`,
      () => `[${x.name}, ${y.name}].map(t => t.sum()).reduce((a, b) => a.add(b))`,
    )();
  }

  #conv2dTranspose(x: Known): string {
    const { pick, chance } = this.#random;
    const [n = 1, h = 2, w = 2, c = 1] = x.shape;
    const stride = pick(1, 2);
    const valid = chance(0.5);
    const k = pick(1, 2, 3);
    const out = (size: number) => (valid ? (size - 1) * stride + k : size * stride) + (chance(0.15) ? 1 : 0);
    return `tf.conv2dTranspose(${x.name}, tf.ones([${k}, ${k}, 4, ${chance(0.85) ? c : 2}]), [${[n, out(h), out(w), 4]}], ${stride}, '${valid ? 'valid' : 'same'}')`;
  }

  #wrapped(name: string, made: string): string {
    const { pick } = this.#random;
    return pick(
      () => `const ${name} = ${made};`,
      () => `const ${name} = ${made};`,
      () => `const ${name} = ${made};`,
      () => `const ${name} = tf.tidy(() => { const r = ${made}; return r; });`,
      () => `function f${name}(a, b = 1) { return ${made}; }\nconst ${name} = f${name}(1);`,
      () => `class C${name} { constructor() { this.t = ${made}; } get value() { return this.t; } }\nconst ${name} = new C${name}().value;`,
      () => `let ${name};\nfor (let i = 0; i < 2; i++) { ${name} = ${made}; }`,
      () => `let ${name} = tf.zeros([1]);\nif (!${pick('u0', 'false')}) { ${name} = ${made}; } else { ${name} = ${made}; }`,
    )();
  }
}

const size = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);

function nested(shape: readonly number[]): unknown {
  const [length, ...rest] = shape;
  return length === undefined ? 1 : Array.from({ length }, () => nested(rest));
}

/** Another shape of as many elements. */
function reshaped(shape: readonly number[], { pick, chance }: Random): readonly number[] {
  let left = size(shape);
  const dims: number[] = [];
  for (const factor of [2, 3, 2]) {
    if (left % factor !== 0 || !chance(0.6)) continue;
    dims.push(factor);
    left /= factor;
  }
  dims.splice(pick(0, dims.length), 0, chance(0.4) ? -1 : left);
  return dims;
}
