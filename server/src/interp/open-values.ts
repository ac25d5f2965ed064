/**
 * Values that nothing is known of, but which are one and the same wherever they occur: a parameter that nobody passes, what an unknown function
 * returns. Such a value can turn out to be a tensor (see `refine.ts`); its attributes are values of that kind too, named after it
 * (`opt.ngf`), and its shape taken apart tells its rank (`b, c, h, w = x.shape`).
 */
import type { Pattern } from '#server/ir/ir.ts';
import { type Dim, symbol } from '#shared/dim/dim.ts';
import type { Frame, Run } from './run.ts';
import { Attributes, newHole, type UnknownValue, type Value } from './value.ts';

/** `name`: what people call it; with one, it is a symbol of that name should it be an integer. */
export function openValue(reason: string, name?: string, id?: string): UnknownValue {
  return {
    kind: 'unknown',
    reason,
    hole: newHole(),
    parts: new Attributes(),
    ...(name === undefined ? {} : { name }),
    ...(name === undefined || id === undefined ? {} : { dim: symbol(name, { id, least: Number.NEGATIVE_INFINITY }) }),
  };
}

/** The value with an identity of its own, if nothing is known of it. */
export const opened = (value: Value): Value =>
  value.kind === 'unknown' && !value.hole && !value.either && !value.shapeOf
    ? { ...openValue(value.reason), ...(value.dim ? { dim: value.dim } : {}) }
    : value;

/** Taking a tensor's shape apart into so many names: then it has that rank, and its dims are called so. */
export function unpackShape(
  { shapeOf }: UnknownValue,
  targets: readonly (Pattern | null)[],
  frame: Frame,
  run: Run,
): readonly Value[] | undefined {
  if (!shapeOf || frame.guarded || shapeOf.hole.current || targets.some(target => target?.kind === 'rest-pattern')) return undefined;
  const [first] = targets;
  const shape = targets.map((target, axis): Dim => {
    const name = target?.kind === 'name' && target.name !== '_' ? target.name : `d${axis}`;
    return symbol(name, { id: `${name}@${frame.module.path}:${first?.span.start ?? 0}#${run.fresh()}` });
  });
  run.trail.write(shapeOf.hole, { kind: 'tensor', framework: shapeOf.framework, shape });
  return shape.map(dim => ({ kind: 'number', dim }));
}
