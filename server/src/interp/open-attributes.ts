/** Attributes of values that nothing is known of: see `open-values.ts`. */
import type { Span } from '#server/ir/ir.ts';
import { bind } from '#shared/ops/bind.ts';
import { Check } from '#shared/ops/check.ts';
import { attributeOp, methodOp, tensorsOf } from '#shared/ops/registry.ts';
import type { Framework } from '#shared/ops/versions.ts';
import { isCommonMember } from './builtins/index.ts';
import { attributeCell } from './classes.ts';
import { argumentsOf, callArguments, versionsFor } from './op-arguments.ts';
import { openValue } from './open-values.ts';
import type { Arguments, CallSite, Frame, ModuleContext, Run } from './run.ts';
import type { OpValue, TensorValue, UnknownValue, Value } from './value.ts';

/** An attribute of an open value: an open value of its own, which is a tensor's method when code calls it and only tensors have that method. */
export function openAttribute(object: UnknownValue, name: string, frame: Frame, span: Span, run: Run): Value | undefined {
  const { hole, parts } = object;
  if (!hole || !parts) return undefined;
  const framework = frameworkOf(frame.module);
  const own =
    framework && isTensorMember(framework, name, frame) ? run.attribute(tensorIn(object, framework), name, frame, span) : undefined;
  if (own && own.kind !== 'op') return own;
  const known = parts.value(name);
  if (known) return known;
  const full = object.name === undefined ? name : `${object.name}.${name}`;
  const open = openValue(`'${name}' of something unknown`, full, `${full}@${frame.module.path}:${span.start}#${run.fresh()}`);
  const value = own ? { ...open, method: { ...own, guessed: true as const } } : open;
  // It has been that attribute in every past.
  attributeCell(parts, name).current = value;
  return value;
}

/** What only the form of a call could tell from a tensor's method, its arguments deny: `frame.assign(column=…)` of pandas. */
export const isCallOf = (method: OpValue, args: Arguments, site: CallSite): boolean =>
  versionsFor(method.op, method.v1, site.frame.module.versions).some(version => {
    const check = new Check(version, new Set());
    const { missing } = bind(method.op, callArguments(argumentsOf(method, args, site)), check);
    return missing.length === 0 && check.sound;
  });

/** The same value as a tensor of which nothing else is known. */
const tensorIn = ({ hole }: UnknownValue, framework: Framework): TensorValue => ({
  kind: 'tensor',
  framework,
  shape: undefined,
  ...(hole ? { hole } : {}),
});

const isTensorMember = (framework: Framework, name: string, { module }: Frame): boolean =>
  (methodOp(framework, name) ?? attributeOp(framework, name)) !== undefined && !isCommonMember(name, module.dialect);

/** The framework whose tensors a module works with, if there is just one that it has imported. */
export function frameworkOf({ scope }: ModuleContext): Framework | undefined {
  const imported = new Set<Framework>();
  for (const name of scope.frameworkNames ?? []) {
    const current = scope.own(name);
    const framework = current?.kind === 'namespace' ? current.framework : current?.kind === 'op' ? current.op.framework : undefined;
    if (framework && framework !== 'numpy') imported.add(tensorsOf(framework));
  }
  const [only, more] = imported;
  return more ? undefined : only;
}
