/** Classes and their instances: definition, members by method resolution order, attributes. */
import type { ClassStmt, FunctionDefinition, Method } from '#server/ir/ir.ts';
import { decorated } from './decorators.ts';
import { enumerated } from './enumeration.ts';
import { withProtocolFields } from './fields.ts';
import { joinOptional } from './join.ts';
import { memberOf, setterOf } from './mro.ts';
import { withTupleFields } from './named-tuples.ts';
import { adopted } from './orphans.ts';
import type { Frame, Run } from './run.ts';
import { Scope } from './scope.ts';
import { type Cell, newCell } from './state/cell.ts';
import { mayBe } from './state/ledger.ts';
import {
  Attributes,
  type ClassValue,
  type FunctionValue,
  type InstanceValue,
  none,
  type UnknownValue,
  unknownValue,
  type Value,
} from './value.ts';

export function functionValue(definition: FunctionDefinition, frame: Frame, run: Run): FunctionValue {
  const defaults = new Map<number, Value>();
  // Python evaluates defaults once, at the definition; JavaScript at each call.
  if (frame.module.language === 'python') {
    definition.params.forEach((param, index) => {
      if (param.fallback) defaults.set(index, run.evaluate(param.fallback, frame));
    });
  }
  // A lambda sees `self` as any variable of the method around it; bound to it, it would be given it as its first argument.
  const arrow = definition.isArrow && frame.self && frame.module.language === 'typescript' ? { self: frame.self } : {};
  return {
    kind: 'function',
    definition,
    scope: frame.scope,
    module: frame.module,
    defaults,
    ...arrow,
    ...(definition.isArrow && frame.class ? { owner: frame.class } : {}),
  };
}

export function defineClass(statement: ClassStmt, frame: Frame, run: Run): ClassValue {
  const bases = statement.bases.filter(base => base.name === undefined).map(base => run.evaluate(base.value, frame));
  const members = new Map<string, Value>();
  // Assignments in a Python class body make members.
  const scope = new Scope(frame.scope, true);
  const value: ClassValue = {
    kind: 'class',
    statement,
    scope: frame.scope,
    module: frame.module,
    bases,
    members,
    attributes: new Attributes(),
  };
  const inside: Frame = { ...frame, scope, class: value };
  const { orphans } = frame.module;
  const before = new Set(orphans);
  if (frame.module.language === 'python') run.execute(statement.body, inside);
  else defineStatics(statement, inside, run);
  for (const [name, cell] of scope.variables)
    if (cell.current) members.set(name, cell.current.kind === 'function' ? { ...cell.current, owner: value } : cell.current);
  // Methods are defined once more, as such.
  for (const each of orphans) if (each.kind === 'function' && !before.has(each)) adopted(each, orphans);
  for (const method of statement.methods) {
    if (isReplaced(method, statement)) continue;
    const binding = ({ static: 'static', class: 'class', getter: 'getter', setter: 'setter' } as const)[method.type as 'static'];
    // Methods see the scope around the class, not the class body.
    const made = {
      ...functionValue(method.definition, { ...inside, scope: frame.scope }, run),
      owner: value,
      ...(binding ? { binding } : {}),
    };
    members.set(
      method.type === 'setter' ? setterOf(method.name) : method.name,
      frame.module.language === 'python' ? decorated(made, inside, run) : made,
    );
  }
  return frame.module.language === 'python' ? withTupleFields(withProtocolFields(enumerated(value, members), run), run) : value;
}

/** `f = staticmethod(f)` below the method. */
const isReplaced = ({ name, definition }: Method, { body }: ClassStmt): boolean =>
  body.some(
    each =>
      each.kind === 'assign' &&
      each.span.start > definition.span.start &&
      each.targets.some(target => target.kind === 'name' && target.name === name),
  );

/** TypeScript: the class body holds static fields and static blocks. */
function defineStatics(statement: ClassStmt, inside: Frame, run: Run): void {
  for (const member of statement.body) {
    if (member.kind !== 'assign') run.execute([member], inside);
    else for (const target of member.targets) run.assign(target, run.evaluate(member.value, inside), inside, 'let');
  }
}

export const newInstance = (of: ClassValue, open: boolean): InstanceValue => ({
  kind: 'instance',
  class: of,
  attributes: new Attributes(),
  open,
});

/** Whether the name belongs to the class itself and not to its instances, in JavaScript. */
export function isStatic(of: ClassValue, name: string, depth = 0): boolean {
  const { body, methods } = of.statement;
  if (methods.some(method => method.name === name))
    return methods.every(method => method.name !== name || method.type === 'static' || method.isStatic === true);
  if (
    of.attributes.value(name) ||
    body.some(each => each.kind === 'assign' && each.targets.some(target => target.kind === 'name' && target.name === name))
  )
    return true;
  return depth < 32 && of.bases.some(base => base.kind === 'class' && isStatic(base, name, depth + 1));
}

export function constructorOf(of: ClassValue): FunctionValue | undefined {
  const member = memberOf(of, of.module.language === 'python' ? '__init__' : 'constructor');
  return member?.kind === 'function' ? member : undefined;
}

/** Nothing is known any more of what the object's attributes hold. */
export function forgetAttributes(object: InstanceValue, run: Run): void {
  run.trail.write(attributeCell(object.attributes, anyAttribute), none);
  for (const [name, cell] of object.attributes) if (name !== anyAttribute) run.trail.write(cell, unknownValue('may have been set'));
}

/** What an attribute holds that was deleted. */
export const deletedAttribute: UnknownValue = unknownValue('deleted');

/** Set where attributes may have been set that nobody here can name. */
const anyAttribute = '*';
export const mayHaveAny = (object: InstanceValue): boolean => object.attributes.value(anyAttribute) !== undefined;

export function attributeCell(attributes: Attributes, name: string): Cell<Value | undefined> {
  let cell = attributes.get(name);
  if (!cell) {
    cell = newCell<Value | undefined>(undefined, joinOptional, changedUnseen, attributes.born);
    attributes.set(name, cell);
    if (attributes.sources.length > 0)
      mayBe(
        cell,
        attributes.sources.map(source => attributeCell(source, name)),
      );
  }
  return cell;
}

const changedUnseen = unknownValue('changed by a call that was not followed to its end');

/** Sets what the interpreter keeps of an object, or an attribute. */
export const setSlot = (object: InstanceValue, name: string, value: Value, run: Run): void =>
  run.trail.write(attributeCell(object.attributes, name), value);
