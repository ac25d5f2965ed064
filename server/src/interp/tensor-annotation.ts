/**
 * Python's annotations of tensors, of parameters, results and variables: what is unknown gets from them a framework and a shape, what is known is
 * compared. Names of axes are the same length throughout a signature, and in the body below it.
 */
import type { FunctionDefinition, Span } from '#server/ir/ir.ts';
import { statedShape } from '#shared/diagnostics/stated-shape.ts';
import { equal } from '#shared/dim/compare.ts';
import { type Dim, int, symbol, unknown } from '#shared/dim/dim.ts';
import { tensorsOf } from '#shared/ops/registry.ts';
import type { Framework } from '#shared/ops/versions.ts';
import type { Shape } from '#shared/shape/shape.ts';
import type { Frame, Run } from './run.ts';
import { type AnnotatedAxis, parseTensorAnnotation, type TensorAnnotation } from './shape-annotation.ts';
import { newHole, revealed, type TensorValue, type Value } from './value.ts';

/** What the names of axes stand for: one length, or several. */
export type AxisNames = Map<string, readonly Dim[]>;

interface Annotated {
  readonly annotation: TensorAnnotation;
  readonly framework: Framework;
}

/** The values of a function's parameters, one each. */
export function annotatedParameters(
  { params }: FunctionDefinition,
  values: readonly Value[],
  names: AxisNames,
  frame: Frame,
  run: Run,
): readonly Value[] {
  const all = params.map(({ annotation, kind }) =>
    annotation === undefined || kind === 'rest' || kind === 'keyword-rest' ? undefined : readAnnotation(annotation, frame),
  );
  if (all.every(each => each === undefined)) return values;
  // What is known says first what the names stand for.
  params.forEach(({ span }, at) => {
    const [each, value] = [all[at], values[at]];
    const given = value && revealed(value);
    if (each?.annotation.axes && given?.kind === 'tensor' && given.shape)
      compare(given, given.shape, each.annotation.axes, names, span, frame, run);
  });
  return values.map((value, at) => {
    const [each, param] = [all[at], params[at]];
    // `x: Tensor = None`.
    const optional = each?.annotation.optional || param?.fallback?.kind === 'none';
    return each ? filled(value, each, optional === true, names, frame, run) : value;
  });
}

/** The value of a variable or a result. */
export function annotatedValue(value: Value, annotation: string | undefined, names: AxisNames, span: Span, frame: Frame, run: Run): Value {
  if (annotation === undefined || (value.kind !== 'unknown' && value.kind !== 'tensor')) return value;
  const read = readAnnotation(annotation, frame);
  if (!read) return value;
  const given = revealed(value);
  const { axes, optional } = read.annotation;
  if (axes && given.kind === 'tensor' && given.shape) compare(given, given.shape, axes, names, span, frame, run);
  return filled(value, read, optional, names, frame, run);
}

function readAnnotation(text: string, frame: Frame): Annotated | undefined {
  const annotation = parseTensorAnnotation(text);
  const framework = annotation && frameworkOf(annotation, frame);
  return annotation && framework ? { annotation, framework } : undefined;
}

/** What frameworks call their arrays. */
const arrays = /^(?:\w*Tensor|Array|ndarray|EagerTensor|Variable|Parameter)$/;
/** Types that are known by their names alone, wherever they are imported from. */
const known: Readonly<Record<string, Framework>> = { 'chex.Array': 'jax', 'torch.Tensor': 'torch' };

function frameworkOf({ array, axes }: TensorAnnotation, { scope }: Frame): Framework | undefined {
  const [head = '', ...rest] = array.split('.');
  const value = scope.get(head);
  const last =
    rest.at(-1) ??
    (value?.kind === 'namespace' ? value.path.split('.').at(-1) : value?.kind === 'op' ? value.op.name.split('.').at(-1) : '');
  if (value?.kind === 'namespace' || value?.kind === 'op') {
    const of = tensorsOf(value.kind === 'op' ? value.op.framework : value.framework);
    if (!arrays.test(last ?? '')) return undefined;
    // A bare array of NumPy is used for plain numbers too.
    return of === 'numpy' && !axes ? undefined : of;
  }
  if (Object.hasOwn(known, array)) return known[array];
  // jaxtyping has JAX's array by this name.
  return axes && array === 'Array' ? 'jax' : undefined;
}

/** Puts an annotation beside a shape: takes the lengths of names from it, and reports where the two cannot both be. */
function compare(
  value: TensorValue,
  shape: Shape,
  axes: readonly AnnotatedAxis[],
  names: AxisNames,
  span: Span,
  frame: Frame,
  run: Run,
): void {
  const before = new Map(names);
  if (fits(shape, axes, names) || frame.guarded) return;
  for (const name of [...names.keys()]) if (!before.has(name)) names.delete(name);
  run.recorder.remark(frame.module.path, span, statedShape, {
    by: 'annotation',
    stated: shown(axes, before),
    actual: value.shape as Shape,
  });
}

function fits(shape: Shape, axes: readonly AnnotatedAxis[], names: AxisNames): boolean {
  const open = axes.findIndex(({ kind }) => kind === 'several');
  const least = open < 0 ? axes.length : axes.length - 1;
  if (open < 0 ? shape.length !== least : shape.length < least) return false;
  const taken = shape.length - least;
  let at = 0;
  return axes.every(axis => {
    if (axis.kind !== 'several') return agrees(axis, shape[at++] as Dim, names);
    const dims = shape.slice(at, at + taken);
    at += taken;
    return axis.name === undefined || bind(`*${axis.name}`, dims, names);
  });
}

function agrees(axis: Exclude<AnnotatedAxis, { kind: 'several' }>, dim: Dim, names: AxisNames): boolean {
  if (axis.kind === 'length') return equal(dim, int(axis.value)) !== 'no';
  return axis.kind === 'any' || axis.loose || bind(axis.name, [dim], names);
}

/** An unknown length binds nothing. */
function bind(name: string, dims: readonly Dim[], names: AxisNames): boolean {
  const before = names.get(name);
  if (!before) {
    if (dims.every(({ kind }) => kind !== 'unknown')) names.set(name, dims);
    return true;
  }
  return before.length === dims.length && before.every((dim, at) => equal(dim, dims[at] as Dim) !== 'no');
}

/** For people: a name whose length is known reads as that length. */
const shown = (axes: readonly AnnotatedAxis[], names: AxisNames): Shape =>
  axes.flatMap((axis): readonly Dim[] => {
    const named = (name: string) => [symbol(name, { id: `annotated ${name}` })];
    switch (axis.kind) {
      case 'length':
        return [int(axis.value)];
      case 'name':
        return axis.loose ? named(`#${axis.name}`) : (names.get(axis.name) ?? named(axis.name));
      case 'several':
        return (axis.name !== undefined && names.get(`*${axis.name}`)) || named(axis.name === undefined ? '…' : `*${axis.name}`);
      default:
        return [unknown];
    }
  });

/** What is not known of a value, from its annotation. */
function filled(value: Value, { annotation, framework }: Annotated, optional: boolean, names: AxisNames, frame: Frame, run: Run): Value {
  const given = revealed(value);
  if (given.kind === 'tensor') {
    if (!annotation.axes || given.shape?.every(({ kind }) => kind !== 'unknown')) return value;
    const shape = shapeFrom(annotation.axes, given.shape, names, frame, run);
    return shape ? { ...given, shape } : value;
  }
  // It may be None, or one of several objects.
  if (given.kind !== 'unknown' || optional || given.either) return value;
  const shape = annotation.axes && shapeFrom(annotation.axes, undefined, names, frame, run);
  return { kind: 'tensor', framework, shape, ...(shape ? {} : { hole: given.hole ?? newHole() }) };
}

/** Undefined where the number of axes stays open. */
function shapeFrom(axes: readonly AnnotatedAxis[], before: Shape | undefined, names: AxisNames, frame: Frame, run: Run): Shape | undefined {
  const shape: Dim[] = [];
  for (const axis of axes) {
    if (axis.kind === 'several') {
      const dims = axis.name === undefined ? undefined : names.get(`*${axis.name}`);
      if (!dims) return undefined;
      shape.push(...dims);
    } else if (axis.kind === 'length') shape.push(int(axis.value));
    else if (axis.kind === 'any' || axis.loose) shape.push(unknown);
    else shape.push(lengthOf(axis.name, names, frame, run));
  }
  if (!before) return shape;
  return before.length === shape.length ? before.map((dim, at) => (dim.kind === 'unknown' ? (shape[at] as Dim) : dim)) : undefined;
}

function lengthOf(name: string, names: AxisNames, frame: Frame, run: Run): Dim {
  const [bound] = names.get(name) ?? [];
  if (bound) return bound;
  const made = symbol(name, { id: `${name}@${frame.module.path}:annotated#${run.fresh()}` });
  names.set(name, [made]);
  return made;
}
