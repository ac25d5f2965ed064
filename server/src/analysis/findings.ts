/**
 * From problems of single calls to findings of a file. An op in a helper has one result per calling context: if all contexts fail,
 * the op is at fault; if some do, the call that brings the bad argument. The other end is related information.
 */

import type { RecordedCall, RecordedContext, Remark } from '#server/interp/recorder.ts';
import type { Entries, Value } from '#server/interp/value.ts';
import type { Span } from '#server/ir/ir.ts';
import type { Problem } from '#shared/diagnostics/diagnostic.ts';
import { equal } from '#shared/dim/compare.ts';
import { showShape } from '#shared/shape/shape.ts';
import type { Finding, Location } from './analysis.ts';
import { textFixes } from './text-fixes.ts';

/** Texts of the files that took part, for fixes. */
export type Texts = (path: string) => string | undefined;

interface Failure {
  readonly context: RecordedContext;
  readonly problem: Problem;
}

/** Which contexts of a call are judged together. */
interface Judged {
  readonly call: RecordedCall;
  readonly contexts: readonly RecordedContext[];
}

export function findingsOf(calls: Iterable<RecordedCall>, remarks: readonly Remark[], path: string, texts: Texts): Finding[] {
  const findings: Finding[] = remarks.filter(remark => remark.path === path).map(remark => ({ ...remark, related: [], fixes: [] }));
  for (const judged of [...calls].flatMap(viewsOf)) {
    const groups = new Map<string, Failure[]>();
    for (const context of judged.contexts) {
      for (const problem of context.outcome.problems) {
        const key = `${problem.code} ${problem.place.argument ?? ''} ${problem.place.item ?? ''}`;
        const group = groups.get(key) ?? [];
        if (!group.some(failure => failure.context === context)) group.push({ context, problem });
        groups.set(key, group);
      }
    }
    for (const failures of groups.values()) findings.push(...placed(judged, failures, path, texts));
  }
  return unique(findings).sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
}

/** The constructor of a layer may fail by itself; what goes wrong where it is applied has a view of its own. */
const viewsOf = (call: RecordedCall): readonly Judged[] =>
  call.constructions.length > 0
    ? [
        { call, contexts: call.constructions },
        { call, contexts: call.contexts },
      ]
    : [{ call, contexts: call.contexts }];

function placed({ call, contexts }: Judged, failures: readonly Failure[], path: string, texts: Texts): Finding[] {
  if (call.op.call && failures[0]?.context.application) return placedLayer({ call, contexts }, failures, path, texts);
  const everywhere = failures.length === contexts.length;
  const shared = commonPrefix(contexts.map(context => context.stack));
  const [first] = failures;
  if (!first) return [];
  if (call.path === path && (everywhere || failures.every(({ context }) => context.stack.length <= shared))) {
    const chain = first.context.stack.slice(-1).map(at => ({ ...at, message: 'called from here' }));
    return [finding(call, first, call.path, spanOf(first.problem, call, first.context), chain, texts)];
  }
  return failures.flatMap(failure => {
    const { stack } = failure.context;
    // Where the contexts part ways; for an op of another file, the last call that is written in this one.
    const at = call.path === path ? partedAt(stack, shared, texts) : stack.findLast(location => location.path === path);
    if (!at || at.path !== path) return [];
    const opAt = { path: call.path, span: spanOf(failure.problem, call, failure.context), message: `in ${call.op.name} here` };
    return [finding(call, failure, path, at.span, [opAt], texts)];
  });
}

/**
 * A layer that is wrong wherever it is applied was constructed wrongly: by its constructor, or by the call that made this one of several.
 * One that fails in some applications is applied wrongly there, and so is one whose input has the wrong form.
 */
function placedLayer({ call, contexts }: Judged, failures: readonly Failure[], path: string, texts: Texts): Finding[] {
  const ofLayer = (layer: object | undefined, list: readonly RecordedContext[]) => list.filter(context => context.layer === layer).length;
  const failing = failures.map(({ context }) => context);
  return failures.flatMap(failure => {
    const { context, problem } = failure;
    const { application } = context;
    if (!application) return [];
    const parameter = problem.place.argument;
    const atInput = parameter !== undefined && call.op.call !== undefined && Object.hasOwn(call.op.call, parameter);
    const always =
      ofLayer(context.layer, failing) === ofLayer(context.layer, contexts) &&
      (parameter === undefined || !contexts.some(each => !failing.includes(each) && isMadeLike(each, context, parameter)));
    const made = { path: call.path, span: call.span, message: `${call.op.name} is constructed here` };
    if (atInput || !always) {
      const calls = appliedBy(context);
      const parted = partedAt(calls, partedFromSound(context, failing, contexts), texts);
      const place = parted?.path === path ? parted : calls.findLast(location => location.path === path);
      const isOuter = place?.span !== application.span;
      const span = atInput && !isOuter ? (context.given.get(parameter)?.span ?? place?.span) : place?.span;
      const inside = isOuter ? [{ path: application.path, span: application.span, message: `applied here${toShape(context)}` }] : [];
      return span ? [finding(call, failure, path, span, [made, ...inside], texts)] : [];
    }
    const applied = { path: application.path, span: application.span, message: 'applied here' };
    // Where the layers made at this place part ways, those that fail from those that do not.
    const sound = contexts.filter(each => !failing.includes(each)).map(each => each.stack);
    const shared =
      sound.length === 0
        ? partedFromInput(problem, call, context, texts)
        : Math.max(...sound.map(stack => commonPrefix([stack, context.stack])));
    const divergence = context.stack[shared];
    const span = spanOf(problem, call, context);
    const blamed = [
      ...(divergence
        ? [divergence, ...context.stack.slice(0, shared).toReversed()]
        : [{ path: call.path, span }, ...context.stack.toReversed()]),
    ];
    const at = blamed.find(location => location.path === path);
    if (!at) return [];
    const inside = at.path === call.path && at.span === span ? [] : [{ path: call.path, span, message: `in ${call.op.name} here` }];
    return [finding(call, failure, path, at.span, [...inside, applied], texts)];
  });
}

/** The outermost call from there on that is given anything. */
const partedAt = (calls: readonly Location[], shared: number, texts: Texts): Location | undefined =>
  calls.slice(shared).find(({ path, span }) => !texts(path)?.slice(span.start, span.end).endsWith('()')) ?? calls[shared];

/** The calls that led to an application of a layer, and the application itself. */
const appliedBy = ({ application }: RecordedContext): readonly Location[] => (application ? [...application.stack, application] : []);

/**
 * Where an application that fails parts ways with those that do not: of the same layer, or, if it always fails, of others that were made like it;
 * rather those at the same place. Without any, the application itself.
 */
function partedFromSound(context: RecordedContext, failing: readonly RecordedContext[], contexts: readonly RecordedContext[]): number {
  const calls = appliedBy(context);
  const sound = contexts.filter(each => !failing.includes(each));
  const own = sound.filter(({ layer }) => layer === context.layer);
  const others = own.length > 0 ? own : sound;
  const isHere = ({ application }: RecordedContext) =>
    application?.path === context.application?.path && application?.span.start === context.application?.span.start;
  const here = others.filter(isHere);
  const shared = (here.length > 0 ? here : others).map(each => commonPrefix([appliedBy(each), calls]));
  return Math.min(Math.max(...shared, shared.length === 0 ? calls.length : 0), calls.length - 1);
}

/** The constructors of two layers were given the same number. */
function isMadeLike(a: RecordedContext, b: RecordedContext, parameter: string): boolean {
  const [one, other] = [a.given.get(parameter)?.value, b.given.get(parameter)?.value];
  return one?.kind === 'number' && other?.kind === 'number' && equal(one.dim, other.dim) === 'yes';
}

/** What a layer was applied to. */
function toShape({ given }: RecordedContext): string {
  for (const { value } of given.values()) if (value.kind === 'tensor' && value.shape) return ` to ${showShape(value.shape)}`;
  return '';
}

/**
 * The layer and the one that made its input were made by one function: where the calls part ways that led to them. A number that is written
 * at the layer itself is that layer's mistake.
 */
function partedFromInput({ place, related }: Problem, call: RecordedCall, context: RecordedContext, texts: Texts): number {
  const whole = context.stack.length;
  const written = place.argument === undefined ? undefined : context.given.get(place.argument)?.span;
  const text = written && texts(call.path)?.slice(written.start, written.end);
  if (text === undefined || /^[\d([]/.test(text)) return whole;
  const made = related.map(({ argument }) => siteOf(argument, context)?.made).find(stack => stack !== undefined);
  return made ? commonPrefix([made, context.stack]) : whole;
}

function finding(
  call: RecordedCall,
  { problem, context }: Failure,
  path: string,
  span: Span,
  chain: readonly (Location & { message: string })[],
  texts: Texts,
): Finding {
  const origins = problem.related.flatMap(({ argument, key, message }) => {
    const site = siteOf(argument, context, key);
    return site ? [{ path: site.path, span: site.span, message }] : [];
  });
  return {
    code: problem.code,
    severity: problem.severity,
    message: problem.versions ? `${problem.message} (TensorFlow ${problem.versions.map(releaseName).join(', ')})` : problem.message,
    span,
    related: [
      ...origins.filter(origin => origin.path !== path || origin.span.start !== span.start || origin.span.end !== span.end),
      ...chain,
    ],
    ...(context.supposed ? { supposed: true } : {}),
    fixes: path === call.path ? textFixes(problem, call, context, texts) : [],
  };
}

const releaseName = (generation: string): string =>
  ({ '1.4': '1.13 and older', '1.15': '1.15', '2-v1': '2 (compat.v1)', '2': '2' })[generation] ?? generation;

function siteOf(argument: string, context: RecordedContext, key?: number) {
  const whole = context.given.get(argument)?.value;
  const value = key === undefined ? whole : whole?.kind === 'record' ? keysIn(whole.entries.current)[key] : undefined;
  return value && 'site' in value ? value.site : undefined;
}

const keysIn = ({ known, keys }: Entries): readonly (Value | undefined)[] => [...known.keys()].map(key => keys?.get(key));

/** The item's span when the list is written in this call, else the argument's, else the name of the op. */
function spanOf({ place }: Problem, call: RecordedCall, context: RecordedContext): Span {
  const argument = place.argument === undefined ? undefined : context.given.get(place.argument);
  if (!argument?.span) return call.calleeSpan;
  const { value, span } = argument;
  const items =
    (value.kind === 'list' || value.kind === 'record') && value.site?.span.start === span.start && value.site.span.end === span.end
      ? value.site.items
      : undefined;
  return (place.item === undefined ? undefined : items?.[place.item]) ?? span;
}

function commonPrefix(stacks: readonly (readonly Location[])[]): number {
  const [first, ...rest] = stacks;
  if (!first) return 0;
  let length = first.length;
  for (const stack of rest) {
    let same = 0;
    while (same < length && stack[same] && stack[same]?.path === first[same]?.path && stack[same]?.span.start === first[same]?.span.start)
      same++;
    length = same;
  }
  return length;
}

function unique(findings: readonly Finding[]): Finding[] {
  const seen = new Map<string, Finding>();
  for (const each of findings) {
    const key = `${each.code} ${each.span.start} ${each.span.end} ${each.message}`;
    if (!seen.has(key)) seen.set(key, each);
  }
  return [...seen.values()];
}
