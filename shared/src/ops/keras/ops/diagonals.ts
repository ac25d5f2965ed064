/** Functions of `keras.ops` about diagonals and single axes. Source: src/ops/numpy.py in Keras 3. */
import { rankMismatch } from '../../../diagnostics/rank-mismatch.ts';
import { add } from '../../../dim/arithmetic.ts';
import { type Dim, int, unknown } from '../../../dim/dim.ts';
import { elementCount } from '../../../shape/shape.ts';
import { type Arg, type TensorArg, toDim, unknownArg } from '../../argument.ts';
import { readAxis } from '../../common/axis.ts';
import { ofType } from '../../common/contents.ts';
import { concatRule } from '../../common/join.ts';
import type { Op } from '../../op.ts';
import { anything, integer, tensor } from '../../parameter.ts';
import { ignoredOnes } from '../declare.ts';
import { completeOp } from './declare.ts';

const x = { x: '2 3' };
const hasNone = (arg: Arg | undefined): boolean => !arg || arg.kind === 'none';

const append = completeOp('append', {
  summary: 'One tensor behind another along an axis; without one, all elements in a row.',
  params: { x1: tensor(), x2: tensor(), axis: anything('int').optional() },
  shape({ x1, x2, axis }, check) {
    if (!hasNone(axis))
      return concatRule({ kind: 'list', items: [x1, x2] }, toDim(axis as Arg) ?? unknown, { values: 'x2', axis: 'axis' }, check);
    return ofType(x1.shape && x2.shape ? [add(elementCount(x1.shape), elementCount(x2.shape))] : undefined, x1.dtype);
  },
  examples: [
    { call: 'keras.ops.append(x, x)', given: x, gives: '12' },
    { call: 'keras.ops.append(x, x, axis=0)', given: x, gives: '4 3' },
    { call: 'keras.ops.append(x, y, axis=0)', given: { x: '2 3', y: '2 4' }, reports: 'concat-mismatch' },
  ],
});

const diag = completeOp('diag', {
  summary: 'The diagonal of a matrix, or a matrix with that diagonal.',
  params: { x: tensor(), k: integer().default('0') },
  shape({ x: { shape, dtype }, k }, check) {
    if (shape && (shape.length === 0 || shape.length > 2)) {
      check.report(rankMismatch, { argument: 'x', wanted: '1 or 2', got: shape }, { argument: 'x' });
      return unknownArg;
    }
    const [rows, columns] = shape ?? [];
    if (!rows || k.kind !== 'int') return unknownArg;
    const by = Math.abs(k.value);
    if (!columns) return ofType([add(rows, int(by)), add(rows, int(by))], dtype);
    if (rows.kind !== 'int' || columns.kind !== 'int') return ofType([unknown], dtype);
    const [m, n] = [rows.value + Math.min(k.value, 0), columns.value - Math.max(k.value, 0)];
    return ofType([int(Math.max(0, Math.min(m, n)))], dtype);
  },
  examples: [
    { call: 'keras.ops.diag(x)', given: { x: '3' }, gives: '3 3' },
    { call: 'keras.ops.diag(x)', given: { x: '3 4' }, gives: '3' },
    { call: 'keras.ops.diag(x)', given: { x: '2 3 4' }, reports: 'rank-mismatch' },
  ],
});

/** Without two of the axes; `diagonal` gets one for them at the end. */
const ofPlane = (word: 'trace' | 'diagonal'): Op =>
  completeOp(word, {
    summary: word === 'trace' ? 'The sum of a diagonal.' : 'A diagonal of the plane of two axes.',
    params: { x: tensor(), offset: integer().default('0'), axis1: integer().default('0'), axis2: integer().default('1') },
    shape({ x: { shape, dtype }, offset, axis1, axis2 }, check) {
      if (!shape) return unknownArg;
      const [a, b] = [readAxis(axis1, shape, 'axis1', check), readAxis(axis2, shape, 'axis2', check)];
      if (a === undefined || b === undefined) return unknownArg;
      const rest = shape.filter((_, axis) => axis !== a && axis !== b);
      if (word === 'trace') return ofType(rest, dtype);
      const [m, n] = [shape[a], shape[b]];
      const isPlain = m?.kind === 'int' && n?.kind === 'int' && offset.kind === 'int';
      const length = isPlain
        ? int(Math.max(0, Math.min(m.value + Math.min(offset.value, 0), n.value - Math.max(offset.value, 0))))
        : unknown;
      return ofType([...rest, length], dtype);
    },
    examples: [
      { call: `keras.ops.${word}(x)`, given: { x: '2 3 4' }, gives: word === 'trace' ? '4' : '4 2' },
      { call: `keras.ops.${word}(x)`, given: { x: '3' }, reports: 'axis-out-of-range' },
    ],
  });

const rot90 = completeOp('rot90', {
  summary: 'Turned by quarters in the plane of two axes.',
  params: { array: tensor(), k: integer().default('1'), ...ignoredOnes('axes') },
  shape({ array, k }, check) {
    const { shape, dtype } = array as TensorArg;
    const [a, b, ...rest] = shape ?? [];
    if (!a || !b || (k as Dim).kind !== 'int' || check.given.has('axes')) return unknownArg;
    return ofType((k as { readonly value: number }).value % 2 === 0 ? [a, b, ...rest] : [b, a, ...rest], dtype);
  },
  examples: [{ call: 'keras.ops.rot90(x)', given: x, gives: '3 2' }],
});

const trapezoid = completeOp('trapezoid', {
  summary: 'The integral along an axis.',
  params: { y: tensor(), ...ignoredOnes('x dx'), axis: integer().default('-1') },
  shape(args, check) {
    const { shape, dtype } = args.y as TensorArg;
    const at = shape && readAxis(args.axis as Dim, shape, 'axis', check);
    return shape && at !== undefined ? ofType(shape.toSpliced(at, 1), dtype) : unknownArg;
  },
  examples: [
    { call: 'keras.ops.trapezoid(x)', given: x, gives: '2' },
    { call: 'keras.ops.trapezoid(x, axis=2)', given: x, reports: 'axis-out-of-range' },
  ],
});

const flatRow = (word: 'diagflat'): Op =>
  completeOp(word, {
    summary: 'A matrix with all elements on its diagonal.',
    params: { x: tensor(), k: integer().default('0') },
    shape({ x: { shape, dtype }, k }) {
      if (!shape || k.kind !== 'int') return unknownArg;
      const size = add(elementCount(shape), int(Math.abs(k.value)));
      return ofType([size, size], dtype);
    },
    examples: [{ call: `keras.ops.${word}(x)`, given: x, gives: '6 6' }],
  });

export const diagonals: readonly Op[] = [append, diag, ofPlane('trace'), ofPlane('diagonal'), flatRow('diagflat'), rot90, trapezoid];
