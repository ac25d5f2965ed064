/** Of which kind an object is: `isinstance`, `instanceof`, `type`. */
import type { Answer } from '#shared/dim/compare.ts';
import { hasForeignBase, mroOf } from './mro.ts';
import { protocolAt, protocolOf } from './protocol.ts';
import { type ClassValue, type NamespaceValue, type OpValue, textValue, unknownValue, type Value } from './value.ts';

/** Types of Python's own, by kind of value; further names for them, and what derives from what. */
const own: Partial<Record<Value['kind'], readonly string[]>> = {
  number: ['int', 'long'],
  float: ['float'],
  text: ['str', 'basestring', 'unicode'],
  flag: ['bool', 'int'],
  record: ['dict'],
  function: ['function'],
  class: ['type'],
  none: [],
  tensor: [],
};

const typesOf = (value: Value): readonly string[] | undefined => {
  if (value.kind !== 'list') return own[value.kind];
  if (value.type === 'iterator') return undefined;
  return [value.type === 'shape' ? 'TensorShape' : value.type];
};

/** `isinstance(value, kind)`, also with several kinds. */
export function isInstanceOf(value: Value, kind: Value): Answer {
  if (kind.kind === 'list') {
    if (!('known' in kind.items.current)) return 'unknown';
    const answers = kind.items.current.known.map(each => isInstanceOf(value, each));
    return answers.includes('yes') ? 'yes' : answers.includes('unknown') ? 'unknown' : 'no';
  }
  if (value.kind === 'unknown') return 'unknown';
  switch (kind.kind) {
    case 'builtin':
      return isOfType(value, kind.name);
    case 'class':
      return isOfClass(value, kind);
    case 'op':
      return isLayerOf(value, kind);
    case 'namespace':
      return isOfFramework(value, kind);
    default:
      return 'unknown';
  }
}

function isOfType(value: Value, name: string): Answer {
  if (name === 'object') return 'yes';
  // A class of a library may be a kind of dict or list: `collections.OrderedDict`.
  if (name.includes('.')) return 'unknown';
  if (value.kind === 'instance') return value.open || hasForeignBase(value.class) ? 'unknown' : 'no';
  // What a framework counts as a number may be a tensor of its own.
  const types = typesOf(value);
  if (!types) return value.kind === 'layer' && name !== 'type' ? 'no' : 'unknown';
  return types.includes(name) ? 'yes' : 'no';
}

const plain: ReadonlySet<Value['kind']> = new Set(['number', 'float', 'text', 'flag', 'none', 'list', 'record', 'function']);

function isOfClass(value: Value, kind: ClassValue): Answer {
  const of = value.kind === 'instance' ? value.class : value.kind === 'list' ? value.named : undefined;
  if (of) return isSubclassOf(of, kind, value.kind === 'instance' && value.open);
  return plain.has(value.kind) || value.kind === 'layer' ? (hasForeignBase(kind) ? 'unknown' : 'no') : 'unknown';
}

/** `isOpen`: it stands for objects of derived classes too. */
export function isSubclassOf(of: ClassValue, kind: ClassValue, isOpen = false): Answer {
  if (mroOf(of).some(each => each.statement === kind.statement)) return 'yes';
  return isOpen || mroOf(of).some(({ bases }) => bases.some(base => base.kind === 'unknown')) ? 'unknown' : 'no';
}

/** Layers derive from one another: `DepthwiseConv2D` from `Conv2D`, `ReLU6` from `Hardtanh`. */
function areRelated(a: string, b: string): boolean {
  const [one, two] = [a, b].map(name => name.split('.').at(-1) ?? name) as [string, string];
  return one.includes(two) || two.includes(one) || [one, two].includes('Hardtanh');
}

function isLayerOf(value: Value, { op }: OpValue): Answer {
  if (value.kind === 'layer')
    return value.op === op ? 'yes' : value.op.framework !== op.framework || areRelated(value.op.name, op.name) ? 'unknown' : 'no';
  if (value.kind === 'instance') {
    const bases = mroOf(value.class).flatMap(each => each.bases);
    if (bases.some(base => base.kind === 'op' && base.op === op)) return 'yes';
    return value.open || bases.some(base => base.kind !== 'class' && base.kind !== 'namespace') ? 'unknown' : 'no';
  }
  return plain.has(value.kind) ? 'no' : 'unknown';
}

/** What every layer of the framework derives from. */
const isRoot = ({ path }: NamespaceValue): boolean => /(?:^|\.)(?:Module|Layer)$/.test(path);

function isOfFramework(value: Value, kind: NamespaceValue): Answer {
  const protocol = protocolAt(kind);
  if (value.kind === 'tensor')
    return /(?:^|\.)Tensor$/.test(kind.path) && kind.framework === value.framework ? 'yes' : protocol ? 'no' : 'unknown';
  if (!protocol) return /(?:^|\.)Tensor$/.test(kind.path) && value.kind !== 'number' && plain.has(value.kind) ? 'no' : 'unknown';
  if (value.kind === 'layer') {
    if (value.op.framework !== kind.framework) return 'unknown';
    return isRoot(kind) ? 'yes' : protocol.holds ? 'no' : 'unknown';
  }
  if (value.kind !== 'instance') return plain.has(value.kind) ? 'no' : 'unknown';
  const bases = mroOf(value.class).flatMap(each => each.bases);
  if (bases.some(base => base.kind === 'namespace' && base.framework === kind.framework && base.path === kind.path)) return 'yes';
  const theirs = protocolOf(value.class);
  if (isRoot(kind) && theirs && theirs.pack.name === kind.framework) return theirs.call === protocol.call ? 'yes' : 'unknown';
  // A model may be a kind of layer; a container is derived from by those who say so.
  const isContainer = protocol.holds !== undefined && protocol.holds !== 'graph' && theirs?.holds !== protocol.holds;
  const areKnown = bases.every(base => base.kind === 'class' || base.kind === 'namespace');
  return isContainer && areKnown && !value.open ? 'no' : 'unknown';
}

/** `issubclass(of, kind)`. */
export function isSubclass(of: Value, kind: Value): Answer {
  if (kind.kind === 'list' && 'known' in kind.items.current) {
    const answers = kind.items.current.known.map(each => isSubclass(of, each));
    return answers.includes('yes') ? 'yes' : answers.includes('unknown') ? 'unknown' : 'no';
  }
  return of.kind === 'class' && kind.kind === 'class' ? isSubclassOf(of, kind) : 'unknown';
}

/** `type(value)`. */
export function typeOf(value: Value): Value {
  if (value.kind === 'instance') return value.open ? unknownValue('a type') : value.class;
  if (value.kind === 'layer') return { kind: 'op', op: value.op, v1: false };
  if (value.kind === 'list' && value.named) return value.named;
  const [name] = value.kind === 'tensor' || value.kind === 'none' ? [] : (typesOf(value) ?? []);
  return name === undefined || name === 'function' || name === 'type' ? unknownValue('a type') : { kind: 'builtin', name };
}

/** Whether two types are one. */
export function sameType(a: Value, b: Value): Answer {
  if (a.kind === 'class' && b.kind === 'class') return a === b ? 'yes' : a.statement === b.statement ? 'unknown' : 'no';
  if (a.kind === 'op' && b.kind === 'op' && !a.receiver && !b.receiver) return a.op === b.op ? 'yes' : 'no';
  if (a.kind === 'builtin' && b.kind === 'builtin' && !a.receiver && !b.receiver)
    return isTypeName(a.name) && isTypeName(b.name) ? (a.name === b.name ? 'yes' : 'no') : 'unknown';
  const isType = (value: Value) => value.kind === 'class' || (value.kind === 'builtin' && isTypeName(value.name));
  return isType(a) && isType(b) ? 'no' : 'unknown';
}

const typeNames: ReadonlySet<string> = new Set(['int', 'float', 'str', 'bool', 'dict', 'list', 'tuple', 'set', 'object']);
const isTypeName = (name: string): boolean => typeNames.has(name);

/** `type(x).__name__`. */
export function nameOfType(type: Value): Value | undefined {
  if (type.kind === 'class') return textValue(type.statement.name);
  if (type.kind === 'op') return textValue(type.op.name.split('.').at(-1));
  return type.kind === 'builtin' && isTypeName(type.name) ? textValue(type.name) : undefined;
}

/** Whether it can be called. */
export function isCallable(value: Value): Answer {
  switch (value.kind) {
    case 'function':
    case 'class':
    case 'op':
    case 'method':
    case 'partial':
    case 'layer':
      return 'yes';
    case 'builtin':
      return value.receiver ? 'unknown' : 'yes';
    case 'instance': {
      const has = mroOf(value.class).some(each => each.members.has('__call__')) || protocolOf(value.class)?.call !== undefined;
      return has ? 'yes' : value.open || hasForeignBase(value.class) ? 'unknown' : 'no';
    }
    case 'number':
    case 'float':
    case 'text':
    case 'flag':
    case 'none':
    case 'list':
    case 'record':
      return 'no';
    default:
      return 'unknown';
  }
}
