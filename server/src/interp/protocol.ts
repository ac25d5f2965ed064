/** How objects of a framework's classes behave, and of the user's classes that derive from them: found from the packs' data. */
import type { ClassProtocol, FrameworkPack } from '#shared/ops/pack.ts';
import { packOf } from '#shared/ops/registry.ts';
import { mroOf } from './mro.ts';
import { Scope } from './scope.ts';
import type { ClassValue, InstanceValue, ListValue, NamespaceValue, RecordValue, Value } from './value.ts';

export interface Protocol extends ClassProtocol {
  readonly pack: FrameworkPack;
}

const protocols = new WeakMap<ClassValue, Protocol | 'none'>();

/** The protocol of the nearest base class that a framework brings. */
export function protocolOf(of: ClassValue): Protocol | undefined {
  let known = protocols.get(of);
  if (!known) {
    known = findProtocol(of) ?? 'none';
    protocols.set(of, known);
  }
  return known === 'none' ? undefined : known;
}

function findProtocol(of: ClassValue): Protocol | undefined {
  for (const each of mroOf(of)) {
    for (const base of each.bases) {
      const found = base.kind === 'namespace' ? protocolAt(base) : undefined;
      if (found) return found;
    }
  }
  return undefined;
}

export function protocolAt({ framework, path }: NamespaceValue): Protocol | undefined {
  const pack = packOf(framework);
  const { classes = {} } = pack;
  const found = Object.hasOwn(classes, path) ? classes[path] : undefined;
  return found && { ...found, pack };
}

/** A framework's own class as a class of the interpreter: empty, derived from what the framework brings. One per call, so that modules share nothing. */
export function frameworkClass(
  base: NamespaceValue,
  frame: { readonly module: ClassValue['module'] },
  attributes: ClassValue['attributes'],
): ClassValue {
  return {
    kind: 'class',
    statement: statementOf(base),
    scope: new Scope(undefined, true),
    module: frame.module,
    bases: [base],
    members: new Map(),
    attributes,
  };
}

/** The same statement for the same class, by which objects of one class are told. */
const statements = new Map<string, ClassValue['statement']>();

function statementOf({ framework, path }: NamespaceValue): ClassValue['statement'] {
  const key = `${framework} ${path}`;
  let known = statements.get(key);
  if (!known) {
    const span = { start: 0, end: 0 };
    known = {
      kind: 'class',
      name: path.split('.').at(-1) ?? path,
      nameSpan: span,
      bases: [],
      decorators: [],
      body: [],
      methods: [],
      fields: [],
      span,
    };
    statements.set(key, known);
  }
  return known;
}

/** Where an object keeps what its framework keeps in it; no attribute of the user's can have these names. */
export const slots = {
  members: '*members',
  input: '*input',
  output: '*output',
  /** What a sequence was first called with. */
  built: '*built',
  loss: '*loss',
  name: '*name',
  /** Layers of a model that comes with the framework; `isPart`: these are not all. */
  layers: '*layers',
  isPart: '*part',
} as const;

/** What a container holds: a list, or a dict of `nn.ModuleDict`. */
export function contentsOf(value: Value): ListValue | RecordValue | undefined {
  if (value.kind !== 'instance') return undefined;
  const held = value.attributes.value(slots.members);
  return held?.kind === 'list' || held?.kind === 'record' ? held : undefined;
}

export const holds = (object: InstanceValue): ClassProtocol['holds'] => protocolOf(object.class)?.holds;
