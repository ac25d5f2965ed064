import type { Arguments, CallSite, Run } from '../run.ts';
import type { Value } from '../value.ts';

/** `receiver` is the object a method is called on. */
export type Builtin = (args: Arguments, site: CallSite, run: Run, receiver: Value) => Value;

export interface MembersOfLanguage {
  readonly methods: Readonly<Record<string, Builtin>>;
  readonly properties: Readonly<Record<string, (object: Value) => Value>>;
}

export interface Members {
  readonly python: MembersOfLanguage;
  readonly javascript: MembersOfLanguage;
}

/** The value of the argument at a position. */
export const at = (args: Arguments, index: number): Value | undefined => args.positional[index]?.value;
/** The value of the argument by position or keyword. */
export const given = (args: Arguments, index: number, name: string): Value | undefined =>
  args.positional[index]?.value ?? args.named.get(name)?.value;
