/**
 * What `x[…]` refuses. The result is the interpreter's, which knows slices and masks: this judges one number among the indices, or how many they are.
 */
import { indexOutOfRange } from '../diagnostics/index-out-of-range.ts';
import { defineOp, type Op } from './op.ts';
import { integer, tensor } from './parameter.ts';
import type { Framework } from './versions.ts';

const subscriptOf = (framework: Framework): Op =>
  defineOp({
    name: 'x[…]',
    framework,
    summary: 'Takes a part of a tensor.',
    docs: '',
    listed: false,
    params: { x: tensor(), index: integer().optional(), axis: integer().optional(), count: integer().optional() },
    shape({ x: { shape }, index, axis, count }, check) {
      if (!shape) return undefined;
      if (count?.kind === 'int' && count.value > shape.length)
        check.report(indexOutOfRange, { kind: 'count', count: count.value, shape }, {});
      const length = axis?.kind === 'int' ? shape[axis.value] : undefined;
      if (axis?.kind !== 'int' || index?.kind !== 'int' || length?.kind !== 'int') return undefined;
      if (index.value >= length.value || index.value < -length.value)
        check.report(
          indexOutOfRange,
          { kind: 'index', index: index.value, axis: axis.value, length: length.value, shape },
          { argument: 'index' },
        );
      return undefined;
    },
    examples: [],
  });

/** Those that refuse: JAX takes the nearest element there is. */
const refusing: ReadonlyMap<Framework, Op> = new Map(
  (['tensorflow', 'keras', 'torch', 'numpy'] as const).map(framework => [framework, subscriptOf(framework)]),
);

export const subscriptOp = (framework: Framework): Op | undefined => refusing.get(framework);
