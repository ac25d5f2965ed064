/** Functions applied cell by cell, with NumPy broadcasting for two operands. */
import { cellCount, type Data, fits, memoryStrides, walk } from '../data.ts';

export const unary = (apply: (x: number) => number, { shape, values }: Data): Data => ({ shape, values: values.map(apply) });

/** Undefined when the shapes do not broadcast or the result is over the size limit. */
export function binary(apply: (x: number, y: number) => number, a: Data, b: Data): Data | undefined {
  const shape = broadcastShape(a.shape, b.shape);
  if (!shape || !fits(shape)) return undefined;
  const values = new Float64Array(cellCount(shape));
  walk(shape, [stretch(a.shape, shape), stretch(b.shape, shape)], ([x = 0, y = 0], cell) => {
    values[cell] = apply(a.values[x] as number, b.values[y] as number);
  });
  return { shape, values };
}

/** Aligned at the end; equal lengths stay, 1 stretches. */
export function broadcastShape(a: readonly number[], b: readonly number[]): number[] | undefined {
  const rank = Math.max(a.length, b.length);
  const shape: number[] = [];
  for (let axis = 0; axis < rank; axis++) {
    const left = a[axis - rank + a.length] ?? 1;
    const right = b[axis - rank + b.length] ?? 1;
    if (left !== right && left !== 1 && right !== 1) return undefined;
    shape.push(left === 1 ? right : left);
  }
  return shape;
}

/** The steps in memory with which a tensor of shape `from` is read as one of shape `to`: 0 along an axis that stretches. */
export function stretch(from: readonly number[], to: readonly number[]): number[] {
  const steps = memoryStrides(from);
  return to.map((_, axis) => {
    const own = axis - to.length + from.length;
    return own < 0 || from[own] === 1 ? 0 : (steps[own] as number);
  });
}

/** Functions of one number by the name most frameworks give them. */
export const unaryFunctions = {
  abs: Math.abs,
  ceil: Math.ceil,
  cos: Math.cos,
  elu: (x: number) => (x < 0 ? Math.expm1(x) : x),
  exp: Math.exp,
  floor: Math.floor,
  log: Math.log,
  negative: (x: number) => -x,
  reciprocal: (x: number) => 1 / x,
  relu: (x: number) => Math.max(x, 0),
  relu6: (x: number) => Math.min(Math.max(x, 0), 6),
  rsqrt: (x: number) => 1 / Math.sqrt(x),
  sigmoid: (x: number) => 1 / (1 + Math.exp(-x)),
  sign: Math.sign,
  sin: Math.sin,
  softplus: (x: number) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
  sqrt: Math.sqrt,
  square: (x: number) => x * x,
  tanh: Math.tanh,
} as const satisfies Readonly<Record<string, (x: number) => number>>;

/** Functions of two numbers. Division is that of real numbers; `floorDivide` and `mod` follow the divisor's sign, as Python does. */
export const binaryFunctions = {
  add: (x: number, y: number) => x + y,
  divide: (x: number, y: number) => x / y,
  floorDivide: (x: number, y: number) => Math.floor(x / y),
  maximum: Math.max,
  minimum: Math.min,
  mod: (x: number, y: number) => x - y * Math.floor(x / y),
  multiply: (x: number, y: number) => x * y,
  power: (x: number, y: number) => x ** y,
  squaredDifference: (x: number, y: number) => (x - y) * (x - y),
  subtract: (x: number, y: number) => x - y,
} as const satisfies Readonly<Record<string, (x: number, y: number) => number>>;
