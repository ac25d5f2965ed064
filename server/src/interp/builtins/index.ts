/** Functions and methods of the languages themselves, by name: one table per language and per kind of receiver. */
import { writeEntries } from '../attribute-views.ts';
import type { Dialect } from '../dialect.ts';
import { callerOf, callFunctionMethod } from '../function-attributes.ts';
import { consumeArguments, prepared } from '../iterators.ts';
import { libraryFunction } from '../library/index.ts';
import { madeOf, replaced, tupleEntries } from '../named-tuples.ts';
import type { Arguments, CallSite, Run } from '../run.ts';
import { type BuiltinValue, unknownValue, type Value } from '../value.ts';
import { arrayMembers } from './array.ts';
import { javascriptFunctions, javascriptNamespaces } from './javascript.ts';
import { pythonListMembers } from './list.ts';
import { mathFunctions, mathValues } from './math.ts';
import { pythonFunctions } from './python.ts';
import { recordMembers } from './record.ts';
import { textMembers } from './text.ts';
import type { Builtin, Members } from './types.ts';

const functionsOf = (dialect: Dialect): Readonly<Record<string, Builtin>> =>
  dialect.language === 'javascript' ? javascriptFunctions : pythonFunctions;

const has = (table: object, name: string): boolean => Object.hasOwn(table, name);

/** A name that the language gives a meaning. */
export function builtinNamed(name: string, dialect: Dialect): Value | undefined {
  if (has(functionsOf(dialect), name)) return { kind: 'builtin', name };
  return dialect.language === 'javascript' && javascriptNamespaces.has(name) ? { kind: 'builtin', name } : undefined;
}

const listMembers: Members = { python: pythonListMembers, javascript: arrayMembers };

const membersOf = (object: Value): Members | undefined => {
  switch (object.kind) {
    case 'list':
      return listMembers;
    case 'record':
      return recordMembers;
    case 'text':
      return textMembers;
    default:
      return undefined;
  }
};

/** Whether lists, dicts or strings have a member of that name: then it does not tell what has it. */
export function isCommonMember(name: string, dialect: Dialect): boolean {
  const language = dialect.language === 'javascript' ? 'javascript' : 'python';
  return [listMembers, recordMembers, textMembers].some(({ [language]: of }) => has(of.methods, name) || has(of.properties, name));
}

/** A method or property that a value has by its kind; `Math.floor`, `math.pi`. */
export function builtinAttribute(object: Value, name: string, dialect: Dialect): Value | undefined {
  const language = dialect.language === 'javascript' ? 'javascript' : 'python';
  if (object.kind === 'record' && language === 'javascript' && !has(recordMembers.javascript.methods, name)) {
    const { known, open } = object.entries.current;
    return known.get(name) ?? (open || name in Object.prototype ? unknownValue(`'${name}' of an object`) : { kind: 'none' });
  }
  const members = membersOf(object)?.[language];
  if (members) {
    const property = has(members.properties, name) ? members.properties[name] : undefined;
    if (property) return property(object);
    if (has(members.methods, name)) return { kind: 'builtin', name, receiver: object };
  }
  if (object.kind === 'builtin' && !object.receiver) {
    const full = `${object.name}.${name}`;
    if (full === 'module.exports' && language === 'javascript') return { kind: 'builtin', name };
    if (has(mathValues, full)) return { kind: 'float', value: mathValues[full] };
    if (has(mathFunctions, full) || has(functionsOf(dialect), full)) return { kind: 'builtin', name: full };
  }
  if (object.kind === 'builtin' && language === 'javascript') return callerOf(object, name);
  if (language === 'python' && isChangeable(object)) return { kind: 'builtin', name, receiver: object };
  // A dim of TensorFlow 1 has its number as `.value`.
  if (object.kind === 'number' && name === 'value' && language === 'python') return object;
  return undefined;
}

const isChangeable = (object: Value): boolean =>
  object.kind === 'record' || (object.kind === 'list' && (object.type === 'list' || object.type === 'set' || object.type === 'iterator'));

/** A method that is not modelled may change its object. */
function changedBy({ name, receiver }: BuiltinValue, run: Run): Value {
  if (receiver?.kind === 'record') writeEntries(receiver, { known: new Map(), open: true }, run);
  else if (receiver?.kind === 'list') run.trail.write(receiver.items, { each: unknownValue('item of a list that was changed') });
  return unknownValue(`'${name}'`);
}

export function callBuiltin(callee: BuiltinValue, passed: Arguments, site: CallSite, run: Run): Value {
  if (site.frame.module.language !== 'python') return call(callee, passed, site, run);
  const positional = prepared(callee.name, passed.positional, site.frame, site.span, run);
  const result = call(callee, { ...passed, positional }, site, run);
  consumeArguments(callee.name, positional, run);
  return result;
}

function call(callee: BuiltinValue, args: Arguments, site: CallSite, run: Run): Value {
  const { dialect } = site.frame.module;
  const language = dialect.language === 'javascript' ? 'javascript' : 'python';
  const own = libraryFunction(callee);
  if (own) return own(args, site, run, callee.receiver ?? callee);
  const called = callFunctionMethod(callee, args, site, run);
  if (called) return called;
  if (callee.receiver) {
    if (callee.name === 'namedtuple._asdict') return tupleEntries(callee.receiver);
    if (callee.name === 'namedtuple._replace') return replaced(callee.receiver, args);
    if (callee.name === 'namedtuple._make') return madeOf(callee.receiver, args.positional[0]?.value);
    const methods = membersOf(callee.receiver)?.[language].methods;
    const method = methods && has(methods, callee.name) ? methods[callee.name] : undefined;
    return method ? method(args, site, run, callee.receiver) : changedBy(callee, run);
  }
  const table = has(mathFunctions, callee.name) ? mathFunctions : functionsOf(dialect);
  const builtin = has(table, callee.name) ? table[callee.name] : undefined;
  return builtin ? builtin(args, site, run, callee) : unknownValue(`'${callee.name}'`);
}
