/** The layers of a model: those it was made of, or those on the way from its inputs to its outputs, in Keras' order (`map_graph_network`). */
import type { LayerOp } from '#shared/ops/op.ts';
import { packOf } from '#shared/ops/registry.ts';
import type { Framework } from '#shared/ops/versions.ts';
import { attributeCell, newInstance } from './classes.ts';
import { type History, tensorsIn } from './history.ts';
import { listOf } from './join.ts';
import { contentsOf, frameworkClass, slots } from './protocol.ts';
import type { Arguments, CallSite, Run } from './run.ts';
import {
  Attributes,
  type InstanceValue,
  type Items,
  type ListValue,
  type TensorValue,
  textValue,
  toNumber,
  unknownValue,
  type Value,
} from './value.ts';

export interface Layers {
  readonly items: Items & { readonly known: readonly Value[] };
  /** There are no others, and this is their order. */
  readonly complete: boolean;
}

interface Plain {
  readonly name?: string | undefined;
  readonly input: Value;
  readonly output: Value;
}

/** A layer of which only input and output are known. */
export function plainLayer(framework: Framework, site: CallSite, { name, input, output }: Plain): InstanceValue {
  const base = { kind: 'namespace', framework, path: packOf(framework).layerClass ?? '', v1: false } as const;
  const layer = newInstance(frameworkClass(base, site.frame, new Attributes()), false);
  const set = (slot: string, value: Value) => {
    // It has been so in every past.
    attributeCell(layer.attributes, slot).current = value;
  };
  set(slots.input, input);
  set(slots.output, output);
  if (name !== undefined) set('name', textValue(name));
  return layer;
}

interface Node {
  readonly history: History;
  /** One of the tensors that came of it. */
  readonly output: TensorValue;
  readonly layer: Value | undefined;
  depth: number;
}

const known = new WeakMap<Value, { readonly input: Value; readonly layers: Layers }>();

function layersBetween(input: Value, output: Value, site: CallSite): Layers {
  const found = known.get(output);
  if (found?.input === input) return found.layers;
  const layers = collect(input, output, site);
  known.set(output, { input, layers });
  return layers;
}

function collect(input: Value, output: Value, site: CallSite): Layers {
  const entries = new Set(tensorsIn(input).flatMap(({ history }) => (history ? [history] : [])));
  const nodes = new Map<History, Node>();
  const order = new Map<Value, number>();
  const found: Value[] = [];
  const ordered: Node[] = [];
  let complete = tensorsIn(output).length > 0;
  const nodeOf = (tensor: TensorValue, history: History): Node => ({
    history,
    output: tensor,
    layer: layerOf(tensor, history, entries.has(history), site),
    depth: 0,
  });
  const visit = (tensor: TensorValue): void => {
    const { history } = tensor;
    if (!history || nodes.has(history)) return;
    const node = nodeOf(tensor, history);
    nodes.set(history, node);
    if (history.inside) {
      complete = false;
      if (history.by.kind === 'instance') found.push(...(layersOf(history.by, site)?.items.known ?? []));
    } else if (!node.layer) complete = false;
    else if (!order.has(node.layer)) order.set(node.layer, order.size);
    if (!entries.has(history)) for (const each of history.from) visit(each);
    ordered.push(node);
  };
  for (const tensor of tensorsIn(output)) visit(tensor);
  for (const history of entries) if (!nodes.has(history)) complete = false;
  const depths = new Map<Value, number>();
  for (const node of ordered.toReversed()) {
    if (node.layer) {
      node.depth = Math.max(node.depth, depths.get(node.layer) ?? 0);
      depths.set(node.layer, node.depth);
    }
    if (entries.has(node.history)) continue;
    for (const { history } of node.history.from) {
      const parent = history && nodes.get(history);
      if (parent) parent.depth = Math.max(node.depth + 1, parent.depth);
    }
  }
  const layers = [...order.keys()].sort((a, b) => (depths.get(b) ?? 0) - (depths.get(a) ?? 0) || (order.get(a) ?? 0) - (order.get(b) ?? 0));
  return { items: { known: [...found, ...layers] }, complete };
}

/** The layer of an application; an entry of a model is a layer too. Undefined for an op that is none. */
function layerOf(tensor: TensorValue, { by, from, name }: History, isEntry: boolean, site: CallSite): Value | undefined {
  if (isEntry) return plainLayer(frameworkOf(by), site, { name, input: tensor, output: tensor });
  if (by.kind !== 'op') return by;
  if (!by.op.graph) return undefined;
  const [input = tensor] = from;
  return plainLayer(by.op.framework, site, { name, input: from.length > 1 ? listOf('list', from) : input, output: tensor });
}

const frameworkOf = (by: Value): Framework => (by.kind === 'op' || by.kind === 'layer' ? by.op.framework : 'keras');

/** Layers of an object, as far as they are known; undefined where nothing is. */
export function layersOf(object: InstanceValue, site: CallSite): Layers | undefined {
  const given = object.attributes.value(slots.layers);
  if (given?.kind === 'list' && 'known' in given.items.current)
    return { items: given.items.current, complete: object.attributes.value(slots.isPart) === undefined };
  const held = contentsOf(object);
  if (held?.kind === 'list') {
    const items = held.items.current;
    return 'known' in items ? { items: { known: items.known.filter(isLayer) }, complete: true } : undefined;
  }
  const [input, output] = [object.attributes.value(slots.input), object.attributes.value(slots.output)];
  return input && output ? layersBetween(input, output, site) : undefined;
}

/** The entry of a sequence is no layer of it. */
const isLayer = (member: Value): boolean => member.kind !== 'tensor' && !(member.kind === 'layer' && member.op.graph === 'entry');

/**
 * `model.layers`. It is a list of its own; in the first releases it was the model's, so that once it has been changed nobody knows what the
 * next one holds.
 */
export function layerList(object: InstanceValue, site: CallSite, run: Run): Value {
  const layers = layersOf(object, site);
  if (!layers) return contentsOf(object) ?? unknownValue('the members of an object');
  if (!layers.complete) return listOf('list', { each: unknownValue('one of the layers of a model') });
  const shown = object.attributes.value(shownSlot);
  if (shown?.kind === 'list' && shown.items.current !== shownItems.get(shown))
    return listOf('list', { each: unknownValue('one of layers that were changed') });
  const list = listOf('list', layers.items);
  shownItems.set(list, layers.items);
  run.trail.write(attributeCell(object.attributes, shownSlot), list);
  return list;
}

const shownSlot = '*shown';
const shownItems = new WeakMap<ListValue, Items>();

/** `model.get_layer('block4_pool')`, `model.get_layer(index=2)`. */
export function layerNamed(object: InstanceValue, { positional, named }: Arguments, site: CallSite): Value {
  const [first, second] = positional;
  const [name, index] = [(first ?? named.get('name'))?.value, (second ?? named.get('index'))?.value];
  const layers = layersOf(object, site);
  const unknown = unknownValue('a layer of a model, by name');
  if (!layers) return unknown;
  const at = index && toNumber(index);
  if (at !== undefined) return (layers.complete && layers.items.known.at(at)) || unknownValue('a layer of a model, by position');
  if (name?.kind !== 'text' || name.text === undefined) return unknown;
  const { text } = name;
  const exact = layers.items.known.filter(layer => givenName(layer) === text);
  if (exact.length > 0) return exact.length === 1 ? (exact[0] as Value) : unknown;
  // Names that Keras makes up are numbered; of a kind that occurs once, it must be this one.
  const kind = text.replace(/_\d+$/, '');
  const alike = layers.items.known.filter(layer => givenName(layer) === undefined && kindOf(layer) === kind);
  return layers.complete && alike.length === 1 ? (alike[0] as Value) : unknown;
}

/** The name that the program gave a layer. */
export function givenName(layer: Value): string | undefined {
  const name =
    layer.kind === 'layer'
      ? layer.made.named.get('name')?.value
      : layer.kind === 'instance'
        ? (layer.attributes.value('name') ?? layer.attributes.value(slots.name))
        : undefined;
  return name?.kind === 'text' ? name.text : undefined;
}

/** What Keras calls layers of that class: `Conv2D` is `conv2d`, `MaxPooling2D` is `max_pooling2d`. */
function kindOf(layer: Value): string | undefined {
  if (layer.kind === 'layer') return snake((layer.op as LayerOp).name);
  return layer.kind === 'instance' ? snake(layer.class.statement.name) : undefined;
}

const snake = (name: string): string =>
  (name.split('.').at(-1) ?? name)
    .replaceAll(/(.)([A-Z][a-z0-9]+)/g, '$1_$2')
    .replaceAll(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase();
