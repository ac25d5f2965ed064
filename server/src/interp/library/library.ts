/** Modules of libraries as data: what the names below a module mean, and what the objects are like that its functions make. */
import type { FunctionDefinition, Span } from '#server/ir/ir.ts';
import type { Builtin } from '../builtins/types.ts';
import { maybe } from '../flow.ts';
import type { Arguments, CallSite, Frame, Run } from '../run.ts';
import { type BuiltinValue, type UnknownValue, unknownValue, type Value } from '../value.ts';

export interface LibraryModule {
  readonly language: 'python' | 'typescript';
  /** What values call it; other than the names of Python's modules for those of JavaScript. */
  readonly name: string;
  /** What code imports it by, where that is not its name. */
  readonly specifiers?: readonly string[];
  /** By their names below the module, dots included: `path.join`; empty for the module itself. */
  readonly functions?: Readonly<Record<string, Builtin>>;
  /** Functions that change nothing they are given, and of whose results nothing is said: their names with spaces between. */
  readonly harmless?: string;
  readonly values?: Readonly<Record<string, (frame: Frame, run: Run) => Value>>;
  /** Kinds of objects, by their names below the module. */
  readonly objects?: Readonly<Record<string, LibraryObject>>;
}

export interface LibraryObject {
  readonly methods?: Readonly<Record<string, Builtin>>;
  readonly harmless?: string;
  /** What is no method; `object` is the whole value, its state is the receiver. */
  get?(name: string, object: BuiltinValue, run: Run, at: { readonly frame: Frame; readonly span: Span }): Value | undefined;
  /** `name` is undefined where nobody knows which one is set. */
  set?(name: string | undefined, value: Value, object: BuiltinValue, run: Run): void;
  readonly call?: Builtin;
}

/** An object of a library: `kind` names its entry in the module's table, with the module before it. */
export const libraryObject = (kind: string, state: Value): BuiltinValue => ({ kind: 'builtin', name: `${kind}()`, receiver: state });

export const isObjectOf = (value: Value | undefined, kind: string): value is BuiltinValue & { readonly receiver: Value } =>
  value?.kind === 'builtin' && value.name === `${kind}()` && value.receiver !== undefined;

/** A function that changes nothing it is given, and may call what it is given. */
export const harmless: Builtin = (args, site, run, receiver) => {
  callBack(args, site, run);
  return unknownValue(receiver.kind === 'builtin' ? `'${receiver.name}'` : 'a function of a library');
};

function callBack({ positional, named }: Arguments, site: CallSite, run: Run): void {
  for (const { value } of [...positional, ...named.values()]) {
    if (value.kind !== 'function') continue;
    const body = () => run.call(value, { positional: [], named: new Map(), open: true }, { frame: site.frame, span: site.span });
    maybe(run, () => (isWrittenHere(value.definition, site) ? body() : run.recorder.silently(body)));
  }
}

const isWrittenHere = ({ span }: FunctionDefinition, site: CallSite): boolean => span.start >= site.span.start && span.end <= site.span.end;

/** What a call gives that ends the program: statements behind it do not run. */
export const neverReturns: UnknownValue = unknownValue('the program has ended');
