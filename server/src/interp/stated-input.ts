/** Methods that take the shape of an input in place of the input: `model.build((None, 28, 28, 1))`, `layer.compute_output_shape(shape)`. */
import { type Dim, symbol } from '#shared/dim/dim.ts';
import { tensorsOf } from '#shared/ops/registry.ts';
import type { Framework } from '#shared/ops/versions.ts';
import { attributeCell } from './classes.ts';
import { marked } from './history.ts';
import { listOf } from './join.ts';
import { contentsOf, protocolOf, slots } from './protocol.ts';
import { type Arguments, type CallSite, positionalArguments, type Run } from './run.ts';
import { dimValue, type InstanceValue, type LayerValue, none, type TensorValue, unknownValue, type Value } from './value.ts';

const frameworkOf = (object: InstanceValue | LayerValue): Framework | undefined =>
  object.kind === 'layer' ? object.op.framework : protocolOf(object.class)?.pack.name;

/** The shape as a tuple, or those of several tensors. */
export function shapeOfTensors(value: Value | undefined): Value {
  if (value?.kind === 'list' && 'known' in value.items.current) return listOf('list', value.items.current.known.map(shapeOfTensors));
  return value?.kind === 'tensor' && value.shape
    ? listOf('tuple', value.shape.map(dimValue))
    : unknownValue('the shape of an unknown input');
}

/** A tensor of that shape, or several; a dim of `None` may be any. Undefined where the shape is not known. */
export function tensorOf(shape: Value | undefined, framework: Framework, run: Run): Value | undefined {
  if (shape?.kind !== 'list' || !('known' in shape.items.current)) return undefined;
  const items = shape.items.current.known;
  if (items.length > 0 && items.every(item => item.kind === 'list')) {
    const tensors = items.map(item => tensorOf(item, framework, run));
    return tensors.every(tensor => tensor !== undefined) ? listOf('list', tensors) : undefined;
  }
  const dims = items.map((item, axis): Dim | undefined => {
    if (item.kind === 'none') return symbol(axis === 0 ? 'N' : `d${axis}`, { id: `stated.${axis}#${run.fresh()}` });
    return item.kind === 'number' ? item.dim : undefined;
  });
  return dims.every(dim => dim !== undefined) ? { kind: 'tensor', framework, shape: dims } : undefined;
}

const shapeIn = ({ positional, named }: Arguments): Value | undefined =>
  (positional[0] ?? named.get('input_shape') ?? named.get('input_shapes'))?.value;

/** What it would make of such a tensor; nothing is built and nothing is reported. */
export function computedShape(object: InstanceValue | LayerValue, args: Arguments, site: CallSite, run: Run): Value {
  const framework = frameworkOf(object);
  const input = framework && tensorOf(shapeIn(args), tensorsOf(framework), run);
  // A method of the layer itself that asks for it would ask again.
  if (!input || site.frame.self === object) return unknownValue('the shape of an output');
  return shapeOfTensors(tried(object, input, site, run));
}

const tried = (callee: Value, input: Value, site: CallSite, run: Run): Value =>
  run.trail.attempt(() => run.recorder.silently(() => run.call(callee, positionalArguments(input), site))).result;

/** Builds what can be built from a shape. */
export function build(object: InstanceValue | LayerValue, args: Arguments, site: CallSite, run: Run): Value {
  const framework = frameworkOf(object);
  const input = framework && tensorOf(shapeIn(args), tensorsOf(framework), run);
  if (!input || site.frame.self === object) return none;
  if (object.kind === 'layer') run.recorder.silently(() => run.call(object, positionalArguments(input), site));
  else if (contentsOf(object)) buildSequence(object, input, site, run);
  else if (protocolOf(object.class)?.holds === 'graph') run.call(object, positionalArguments(input), site);
  return none;
}

function buildSequence(object: InstanceValue, given: Value, site: CallSite, run: Run): void {
  if (given.kind !== 'tensor' || object.attributes.value(slots.input)) return;
  const input: TensorValue = { ...given, history: { by: object, from: [] } };
  const output = applyMembers(object, input, { frame: site.frame, span: site.span, within: 'sequence' }, run);
  if (!output) return;
  run.trail.write(attributeCell(object.attributes, slots.input), input);
  run.trail.write(attributeCell(object.attributes, slots.output), output);
}

function applyMembers(object: InstanceValue, input: Value, site: CallSite, run: Run): Value | undefined {
  const held = contentsOf(object);
  const items = held?.kind === 'list' ? held.items.current : undefined;
  return items && 'known' in items
    ? items.known
        .filter(member => member.kind !== 'tensor')
        .reduce<Value>((value, member) => run.call(member, positionalArguments(value), site), input)
    : undefined;
}

/** Takes away the last member of a sequence. */
export function popMember(object: InstanceValue, site: CallSite, run: Run): void {
  const held = contentsOf(object);
  const items = held?.kind === 'list' ? held.items.current : undefined;
  if (held?.kind !== 'list' || !items) return;
  run.trail.write(held.items, 'known' in items ? { known: items.known.slice(0, -1) } : items);
  const input = object.attributes.value(slots.input);
  if (!input) return;
  const { result } = run.trail.attempt(() => run.recorder.silently(() => applyMembers(object, input, site, run)));
  const history = { by: unknownValue('a model that lost a layer'), from: [] };
  run.trail.write(
    attributeCell(object.attributes, slots.output),
    result ? marked(result, history) : unknownValue('a model that lost a layer'),
  );
}
