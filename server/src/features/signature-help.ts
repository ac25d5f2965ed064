/** The parameters of an op while its call is being typed, with the order in which the filter wants its axes. */

import type { Analysis, OpCall, Version } from '#server/analysis/analysis.ts';
import { parameterOrder } from '#shared/ops/bind.ts';
import type { Op } from '#shared/ops/op.ts';
import type { Param } from '#shared/ops/parameter.ts';
import { argumentPosition } from './argument-position.ts';

export interface SignatureHelp {
  readonly label: string;
  readonly summary: string;
  readonly docs: string;
  readonly parameters: readonly SignatureParameter[];
  /** Index into `parameters`; undefined when the argument belongs to none. */
  readonly active: number | undefined;
}

export interface SignatureParameter {
  readonly name: string;
  /** Part of the label: from, to. */
  readonly label: readonly [number, number];
  readonly documentation: string;
}

export function signatureHelp(analysis: Analysis, offset: number): SignatureHelp | undefined {
  const call = innermostCall(analysis, offset);
  const position = call && argumentPosition(analysis.text, call.argsSpan, offset, analysis.language);
  if (!call || !position) return undefined;
  const names = namesOf(call, analysis.versions);
  const { label, parameters } = signature(call.op, names, analysis.language === 'python');
  const active =
    position.kind === 'position' ? (position.index < names.length ? position.index : undefined) : indexOf(call.op, names, position.name);
  return { label, parameters, active, summary: call.op.summary, docs: call.op.docs };
}

function innermostCall({ calls }: Analysis, offset: number): OpCall | undefined {
  return calls
    .filter(({ argsSpan, calleeSpan }) => argsSpan.start > calleeSpan.start && argsSpan.start <= offset && offset <= argsSpan.end)
    .reduce<OpCall | undefined>((best, call) => (best && best.argsSpan.start >= call.argsSpan.start ? best : call), undefined);
}

/** In positional order under the newest version the file can mean, without the receiver of a method and without second names. */
function namesOf({ op, argumentSpans, contexts }: OpCall, versions: readonly Version[]): readonly string[] {
  const version = versions.findLast(({ framework }) => framework === op.framework) ?? { framework: op.framework, generation: 'any' };
  const names = parameterOrder(op, version);
  const declared = names.map(name => declaredName(op, name));
  const [first] = declared;
  // A receiver is the first argument, but written nowhere among the arguments.
  const isMethod = op.method !== undefined && first !== undefined && !argumentSpans[first];
  const hasReceiver = isMethod && contexts.some(({ outcome: { sources } }) => sources[first] === 0);
  return names.filter((_, at) => declared.indexOf(declared[at]) === at && !(hasReceiver && at === 0));
}

const declaredName = (op: Op, word: string): string | undefined =>
  Object.hasOwn(op.params, word) ? word : Object.entries(op.params).find(([, { aliases }]) => aliases.includes(word))?.[0];

function indexOf(op: Op, names: readonly string[], word: string): number | undefined {
  const wanted = declaredName(op, word);
  const at = names.findIndex(name => name === word || (wanted !== undefined && declaredName(op, name) === wanted));
  return at < 0 ? undefined : at;
}

function signature(op: Op, names: readonly string[], python: boolean): Pick<SignatureHelp, 'label' | 'parameters'> {
  let label = `${op.name}(`;
  const parameters = names.map((name, at): SignatureParameter => {
    const param: Param<unknown> | undefined = op.params[declaredName(op, name) ?? name];
    if (at > 0) label += ', ';
    const start = label.length;
    label += written(name, param, python);
    return { name, label: [start, label.length], documentation: documentationOf(name, param) };
  });
  return { label: `${label})`, parameters };
}

function written(name: string, param: Param<unknown> | undefined, python: boolean): string {
  if (!param) return name;
  if (param.required) return `${name}: ${param.type}`;
  return python ? `${name}: ${param.type} = ${param.fallback ?? 'None'}` : `${name}?: ${param.type}`;
}

function documentationOf(name: string, param: Param<unknown> | undefined): string {
  if (!param) return '';
  const axes = /^Tensor (\[.*\])$/.exec(param.type)?.[1];
  const others = param.aliases.filter(alias => alias !== name);
  return [
    axes ? `a tensor whose axes are ${axes}, in this order` : param.type,
    ...(param.required ? [] : [`by default ${param.fallback ?? 'None'}`]),
    ...(others.length > 0 ? [`also called ${others.join(', ')}`] : []),
  ].join('; ');
}
