/** What an op's result is as a value: it remembers where its shape was written, and whose shape it is. */
import type { Arg } from '#shared/ops/argument.ts';
import type { Op } from '#shared/ops/op.ts';
import { packOf, tensorsOf } from '#shared/ops/registry.ts';
import { fromArg, siteOfShape } from './convert.ts';
import { listOf } from './join.ts';
import type { CallSite, Run } from './run.ts';
import { newHole, type Site, type TensorValue, type Value } from './value.ts';

/** Tells the call from all others: see `Check.fresh`. */
export const siteKey = ({ frame, span }: CallSite, run: Run): string => `${frame.module.path}:${span.start}#${run.fresh()}`;

export interface Made {
  /** The tensors and lists that went in. */
  readonly from: readonly Value[];
  /** The call. */
  readonly at: Site;
  /** A window slid: the shape is new, whatever it looks like. */
  readonly window: boolean;
  /** Why the result is not known, if it is not. */
  readonly reason?: string | undefined;
}

/** The result remembers the list that gave it its shape, or, where no list says it, the call that made it. */
export function resultOf(op: Op, arg: Arg, { from, at, window, reason }: Made): Value {
  const value = reasoned(fromArg(arg, op.tensors ?? tensorsOf(op.framework)), reason);
  if (op.tellsShape && value.kind === 'unknown') {
    // How it is taken apart will say something of the tensor.
    const [of] = from;
    const hole = of?.kind === 'unknown' || of?.kind === 'tensor' ? of.hole : undefined;
    return hole ? { ...value, shapeOf: { hole, framework: tensorsOf(op.framework) } } : value;
  }
  if (value.kind === 'list' && (op.attribute || op.tellsShape)) return listOf('shape', value.items.current);
  if (value.kind !== 'tensor') return value;
  const written = value.shape && !window ? siteOfShape(value.shape, from) : undefined;
  const kept = packOf(value.framework).changeable && value.shape?.length !== 0 ? withoutContents(value) : value;
  return { ...kept, site: written ?? at, ...(value.shape ? {} : { hole: newHole() }) };
}

/** What an array holds may be changed at any time, also where nobody sees it. */
const withoutContents = ({ data: _, elements: __, ...tensor }: TensorValue): TensorValue => tensor;

/** What is unknown of a result is so for the reason that its arguments were. */
function reasoned(value: Value, reason: string | undefined): Value {
  if (reason === undefined) return value;
  if (value.kind === 'unknown' || value.kind === 'tensor') return { ...value, reason };
  const items = value.kind === 'list' ? value.items.current : undefined;
  return value.kind === 'list' && items && 'known' in items
    ? listOf(
        value.type,
        items.known.map(item => reasoned(item, reason)),
      )
    : value;
}
