/** `@tf.function(input_signature=[tf.TensorSpec([None, 28, 28, 1], tf.float32)])`: what a function's tensors are. */
import type { CallExpr, Expr, FunctionDefinition } from '#server/ir/ir.ts';
import { type Dim, int, symbol, unknown } from '#shared/dim/dim.ts';
import { readIntegers } from '#shared/ops/parameter.ts';
import type { Shape } from '#shared/shape/shape.ts';
import { toArg } from './convert.ts';
import type { Frame, Run } from './run.ts';
import { revealed, type Value } from './value.ts';

/** The values of the parameters, `self` among them if there is one; those of which nothing is known get their shape from the signature. */
export function signedParameters(
  definition: FunctionDefinition,
  values: readonly Value[],
  takesSelf: boolean,
  frame: Frame,
  run: Run,
): readonly Value[] {
  const specs = definition.decorators.map(signatureOf).find(list => list !== undefined);
  if (!specs) return values;
  return values.map((value, at) => {
    const spec = specs[at - (takesSelf ? 1 : 0)];
    const given = revealed(value);
    if (!spec || given.kind !== 'unknown' || given.either) return value;
    const shape = shapeOf(spec, definition.params[at]?.name ?? 'x', frame, run);
    return shape ? { kind: 'tensor', framework: 'tensorflow', shape } : value;
  });
}

function signatureOf(decorator: Expr): readonly Expr[] | undefined {
  if (decorator.kind !== 'call') return undefined;
  const { value } = decorator.args.find(({ name }) => name === 'input_signature') ?? {};
  return value?.kind === 'sequence' ? value.items : undefined;
}

const isSpec = (expr: Expr): expr is CallExpr =>
  expr.kind === 'call' && (expr.callee.kind === 'attribute' || expr.callee.kind === 'name') && expr.callee.name === 'TensorSpec';

/** `None` in a shape is any length: what people call it, by the number of axes. */
const images: Readonly<Record<number, readonly string[]>> = { 3: ['H', 'W', 'C'], 4: ['N', 'H', 'W', 'C'], 5: ['N', 'D', 'H', 'W', 'C'] };

function shapeOf(spec: Expr, parameter: string, frame: Frame, run: Run): Shape | undefined {
  if (!isSpec(spec)) return undefined;
  const written = spec.args.find(({ name }) => name === 'shape') ?? spec.args.find(({ name, spread }) => name === undefined && !spread);
  const read = written && readIntegers(toArg(run.evaluate(written.value, frame)));
  if (read?.kind !== 'many') return undefined;
  const { items } = read;
  return items.map((item, at): Dim => {
    if (item === 'bad') return unknown;
    if (item !== 'none') return item.kind === 'int' && item.value < 0 ? int(0) : item;
    const name = images[items.length]?.[at] ?? (at === 0 ? 'N' : `d${at}`);
    return symbol(name, { id: `${name}@${frame.module.path}:${spec.span.start}.${at} ${parameter}#${run.fresh()}` });
  });
}
