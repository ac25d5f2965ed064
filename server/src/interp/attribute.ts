/** `object.name`, on every kind of value. */

import type { Span } from '#server/ir/ir.ts';
import { attributeOp, located, methodOp, opAt, packOf, tellingOp } from '#shared/ops/registry.ts';
import { viewOf } from './attribute-views.ts';
import { builtinAttribute } from './builtins/index.ts';
import { isStatic, mayHaveAny } from './classes.ts';
import { enumerationAttribute, isEnumeration } from './enumeration.ts';
import { maybe } from './flow.ts';
import { boundPartial, functionAttribute } from './function-attributes.ts';
import { superMember } from './functions.ts';
import { nameOfType, typeOf } from './kinds.ts';
import { hasForeignBase, memberOf } from './mro.ts';
import { tupleAttribute, tupleClassAttribute } from './named-tuples.ts';
import { objectAttribute } from './object-attributes.ts';
import { callOp } from './op-call.ts';
import { openAttribute } from './open-attributes.ts';
import { contentsOf } from './protocol.ts';
import { type Frame, noArguments, positionalArguments, type Run } from './run.ts';
import { streamAttribute } from './streams.ts';
import {
  type InstanceValue,
  type NamespaceValue,
  none,
  numberValue,
  type OpValue,
  type TensorValue,
  textValue,
  type UnknownValue,
  unknownValue,
  type Value,
} from './value.ts';

export function attributeOf(object: Value, name: string, frame: Frame, span: Span, run: Run): Value {
  switch (object.kind) {
    case 'namespace':
      return below(object, name);
    case 'tensor':
      return ofTensor(object, name, frame, span, run);
    case 'module':
      return object.exports.own(name) ?? unknownValue(`'${name}' of a module`);
    case 'instance':
      return ofInstance(object, name, frame, span, run);
    case 'layer':
      if (name === '__class__') return typeOf(object);
      return objectAttribute(object, name, { frame, span }, run) ?? unknownValue(`'${name}' of a layer`);
    case 'none':
      // `x?.y`; without the question mark the program ends here.
      if (frame.module.language === 'typescript' && object.is !== 'either') return none;
      return unknownValue(`'${name}' of nothing`);
    case 'op':
      if (name === '__name__' && frame.module.language === 'python') return nameOfType(object) ?? unknownValue('a name');
      return builtinAttribute(object, name, frame.module.dialect) ?? unknownValue(`'${name}' of an op`, [object]);
    case 'class': {
      if (name === '__name__' && frame.module.language === 'python') return nameOfType(object) ?? unknownValue('a name');
      const member = memberOf(object, name);
      if (frame.module.language === 'typescript' && member?.kind === 'function') {
        if (member.binding === 'static') return { ...member, self: object };
        return unknownValue(`'${name}' of a class`);
      }
      if (member?.kind === 'function' && member.binding === 'class') return { ...member, self: object };
      if (member?.kind !== 'function' && isEnumeration(object)) return enumerationAttribute(object, name);
      return (
        member ??
        tupleClassAttribute(object, name) ??
        builtinAttribute(object, name, frame.module.dialect) ??
        unknownValue(`'${name}' of a class`)
      );
    }
    case 'builtin':
      if (object.name === 'super')
        return superMember(name, frame, span, run) ?? unknownValue('a member of a class that is not in the workspace');
      return builtinAttribute(object, name, frame.module.dialect) ?? unknownValue(`'${name}'`);
    case 'unknown':
      // A shape as a list is that shape.
      if (object.shapeOf && name === 'as_list') return { kind: 'method', object, does: { kind: 'self' } };
      if (!object.either) {
        const op = tellingOp(frame.module.language, name);
        if (op) return { kind: 'op', op, v1: false, receiver: object };
      }
      return openAttribute(object, name, frame, span, run) ?? ofEither(object, name, frame, span, run);
    case 'stream':
      return streamAttribute(object, name) ?? unknownValue(`'${name}' of a data set`);
    case 'list': {
      const field = object.names && 'known' in object.items.current ? object.items.current.known[object.names.indexOf(name)] : undefined;
      if (field) return field;
      const own = object.named && tupleAttribute(object, object.named, name, frame, span, run);
      return own ?? builtinAttribute(object, name, frame.module.dialect) ?? unknownValue(`'${name}' of a list`, [object]);
    }
    case 'record': {
      const own = object.isObject ? object.entries.current.known.get(name) : undefined;
      if (own) return own;
      const entry = builtinAttribute(object, name, frame.module.dialect) ?? unknownValue(`'${name}' of a record`, [object]);
      const getter = entry.kind === 'unknown' ? entry.getter : undefined;
      return getter ? run.call({ ...getter, self: object }, noArguments, { frame, span }) : entry;
    }
    case 'function':
    case 'partial':
      return functionAttribute(object, name, frame.module) ?? unknownValue(`'${name}' of a function`, [object]);
    default:
      return builtinAttribute(object, name, frame.module.dialect) ?? unknownValue(`'${name}' of a ${object.kind}`, [object]);
  }
}

/** A name below a framework's module: an op, a dtype, or a deeper module. `compat.v1` only says which API is meant. */
function below({ framework, path, v1 }: NamespaceValue, name: string): NamespaceValue | OpValue | Value {
  const full = path ? `${path}.${name}` : name;
  if (full === 'compat.v1') return { kind: 'namespace', framework, path: '', v1: true };
  if (full === 'compat.v2') return { kind: 'namespace', framework, path: '', v1: false };
  // An op may have the name of a module: `keras.layers.merge`.
  const at = opAt(framework, full) ? { framework, path: full } : located(framework, full);
  const op = opAt(at.framework, at.path);
  if (op) return { kind: 'op', op, v1 };
  const { dtypes, constants } = packOf(at.framework);
  if (dtypes.includes(at.path)) return textValue(name);
  const constant = constants && Object.hasOwn(constants, at.path) ? constants[at.path] : undefined;
  if (constant !== undefined) return Number.isInteger(constant) ? numberValue(constant) : { kind: 'float', value: constant };
  return { kind: 'namespace', ...at, v1 };
}

function ofTensor(object: TensorValue, name: string, frame: Frame, span: Span, run: Run): Value {
  const property = attributeOp(object.framework, name);
  if (property) return callOp({ kind: 'op', op: property, v1: false, receiver: object }, noArguments, { frame, span }, run);
  const method = methodOp(object.framework, name);
  if (method) return { kind: 'op', op: method, v1: false, receiver: object };
  return builtinAttribute(object, name, frame.module.dialect) ?? unknownValue(`'${name}' of a tensor`);
}

/** Of one of several objects: their methods, since a call may be of each. */
function ofEither({ reason, either = [] }: UnknownValue, name: string, frame: Frame, span: Span, run: Run): Value {
  const methods = either.flatMap(each => {
    const member = each.kind === 'instance' ? memberOf(each.class, name) : undefined;
    if (each.kind !== 'instance' || member?.kind !== 'function') return [];
    if (member.binding === 'getter') maybe(run, () => run.recorder.silently(() => ofInstance(each, name, frame, span, run)));
    return member.binding ? [] : [{ ...member, self: each }];
  });
  return unknownValue(reason, [...either, ...methods]);
}

function ofInstance(object: InstanceValue, name: string, frame: Frame, span: Span, run: Run): Value {
  if (frame.module.language === 'python') {
    if (name === '__dict__') return viewOf(object);
    if (name === '__class__') return typeOf(object);
    if (memberOf(object.class, '__getattribute__')) return unknownValue(`'${name}' is made up when asked for`);
  }
  const own = object.attributes.value(name);
  if (own) return own;
  const member = memberOf(object.class, name);
  if (frame.module.language === 'typescript' && isStatic(object.class, name)) return unknownValue(`'${name}' belongs to the class`);
  if (member?.kind === 'partial' && member.isMethod) return boundPartial(member, object);
  if (member?.kind !== 'function') {
    if (member) return mayHaveAny(object) ? unknownValue(`'${name}' may have been set`) : member;
    const given = objectAttribute(object, name, { frame, span }, run);
    if (given) return given;
    // `self.layers.items()` of a dict of modules.
    const held = contentsOf(object);
    const ofContents = held?.kind === 'record' ? builtinAttribute(held, name, frame.module.dialect) : undefined;
    if (ofContents) return ofContents;
    const maker = frame.module.language === 'python' && !mayHaveAny(object) ? memberOf(object.class, '__getattr__') : undefined;
    if (maker?.kind === 'function' && !object.open && !hasForeignBase(object.class))
      return run.call({ ...maker, self: object }, positionalArguments(textValue(name)), { frame, span });
    return unknownValue(object.open || hasForeignBase(object.class) ? `'${name}' may come from elsewhere` : `'${name}' was not set`);
  }
  if (member.binding === 'static') return member;
  if (member.binding === 'class') return { ...member, self: object.class };
  const bound = { ...member, self: object };
  return member.binding === 'getter' ? run.call(bound, noArguments, { frame, span }) : bound;
}
