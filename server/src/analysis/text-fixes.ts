/** Turns a rule's repair, in terms of arguments, into edits of the text where they are written. */

import type { RecordedCall, RecordedContext } from '#server/interp/recorder.ts';
import type { Site } from '#server/interp/value.ts';
import type { Span } from '#server/ir/ir.ts';
import type { Fix, Literal, Place, Problem } from '#shared/diagnostics/diagnostic.ts';
import { show } from '#shared/dim/show.ts';
import type { Location, TextFix } from './analysis.ts';
import type { Texts } from './findings.ts';
import { layerBefore, wrapped } from './written-around.ts';

type Edit = Location & { readonly text: string };

export function textFixes(problem: Problem, call: RecordedCall, context: RecordedContext, texts: Texts): readonly TextFix[] {
  return problem.fixes.flatMap(fix => {
    const edits = editsOf(fix, call, context, texts);
    return edits ? [{ title: fix.title, preferred: fix.preferred ?? false, ...(fix.tentative ? { tentative: true } : {}), edits }] : [];
  });
}

function editsOf({ change }: Fix, call: RecordedCall, context: RecordedContext, texts: Texts): readonly Edit[] | undefined {
  switch (change.kind) {
    case 'replace': {
      const at = locate(change.place, call, context);
      return at && [replace(at, change.value, texts)];
    }
    case 'replace-items': {
      const site = listSite(change.argument, context);
      if (site?.items) {
        const { items } = site;
        const edits = change.items.map(({ item, value }) => {
          const span = items[item];
          return span && replace({ path: site.path, span }, value, texts);
        });
        return edits.every(edit => edit !== undefined) ? edits : undefined;
      }
      const at = locate({ argument: change.argument }, call, context);
      return at && isWritten(change.all) ? [replace(at, change.all, texts)] : undefined;
    }
    case 'swap-axes': {
      const site = listSite(change.argument, context);
      const [one, other] = change.axes.map(axis => site?.items?.[axis]);
      const text = site && texts(site.path);
      if (!site || !one || !other || text === undefined) return undefined;
      return [
        { path: site.path, span: one, text: text.slice(other.start, other.end) },
        { path: site.path, span: other, text: text.slice(one.start, one.end) },
      ];
    }
    case 'call-method': {
      const at = locate(change.place, call, context);
      const text = at && texts(at.path)?.slice(at.span.start, at.span.end);
      if (!at || text === undefined || !change.args.every(isWritten)) return undefined;
      const args = change.args.map(arg => print(arg, isPython(at.path), "'")).join(', ');
      return [{ ...at, text: `${isPrimary.test(text) ? text : `(${text})`}.${change.method}(${args})` }];
    }
    case 'wrap': {
      const at = locate(change.place, call, context);
      if (!at || !change.arguments.every(isWritten)) return undefined;
      return wrapped(at, change.function, change.arguments.map(show), texts);
    }
    case 'insert-layer':
      return layerBefore(change.argument, change.layer, context, texts);
    case 'rename':
      return renamed(change.argument, change.to, call, context, texts);
    case 'add-argument': {
      if (!isWritten(change.value)) return undefined;
      const text = texts(call.path) ?? '';
      const inside = text.slice(call.argsSpan.start, call.argsSpan.end);
      const python = isPython(call.path);
      const value = print(change.value, python, "'");
      const end = call.argsSpan.start + inside.trimEnd().length;
      const comma = inside.trim() === '' || inside.trimEnd().endsWith(',') ? '' : ', ';
      return [{ path: call.path, span: { start: end, end }, text: `${comma}${python ? `${change.argument}=` : ''}${value}` }];
    }
  }
}

/** A name, its attributes, calls and indices: a method can be called on it as it stands. */
const isPrimary = /^[A-Za-z_][\w.]*(?:\([^()]*\)|\[[^[\]]*\]|\.\w+)*$/;

/** The keyword before its value; an option that is given by its variable's name alone (`{ stride }`) keeps the variable. */
function renamed(argument: string, to: string, call: RecordedCall, context: RecordedContext, texts: Texts): readonly Edit[] | undefined {
  const within = context.given.get(argument)?.span;
  const text = within && texts(call.path)?.slice(within.start, within.end);
  const found = text && new RegExp(`(?<![\\w.'"])${argument}(?=\\s*([:,}=]))`).exec(text);
  if (!within || !found) return undefined;
  const start = within.start + found.index;
  const span = { start, end: start + argument.length };
  return [{ path: call.path, span, text: /[:=]/.test(found[1] ?? '') ? to : `${to}: ${argument}` }];
}

const isPython = (path: string): boolean => /\.(py|ipynb)$/i.test(path);

/** Where the argument, or one of its items, is written: in the call, or where the variable got it. */
function locate(place: Place, call: RecordedCall, context: RecordedContext): Location | undefined {
  const argument = place.argument === undefined ? undefined : context.given.get(place.argument);
  if (!argument) return undefined;
  const { value, span } = argument;
  const site = 'site' in value ? value.site : undefined;
  if (place.item !== undefined) {
    const item = site?.items?.[place.item];
    return item && site ? { path: site.path, span: item } : undefined;
  }
  if (value.kind === 'tensor') return span && { path: call.path, span };
  return site ?? (span && { path: call.path, span });
}

/** The list that holds the argument's dims: the argument itself, or the one that gave a tensor its shape. */
function listSite(argument: string, context: RecordedContext): Site | undefined {
  const value = context.given.get(argument)?.value;
  return value && 'site' in value ? value.site : undefined;
}

/** A literal without symbols or unknown dims can be written out. */
function isWritten(value: Literal): boolean {
  if (typeof value === 'string') return true;
  return isList(value) ? value.every(isWritten) : value.kind === 'int';
}

const isList = (value: Literal): value is readonly Literal[] => Array.isArray(value);

function replace(at: { readonly path: string; readonly span: Span }, value: Literal, texts: Texts): Edit {
  const before = texts(at.path)?.slice(at.span.start, at.span.end) ?? '';
  const quote = /["'`]/.exec(before)?.[0] ?? "'";
  return { path: at.path, span: at.span, text: print(value, isPython(at.path), quote, before.startsWith('(')) };
}

function print(value: Literal, python: boolean, quote: string, tuple = false): string {
  if (typeof value === 'string') return `${quote}${value}${quote}`;
  if (!isList(value)) return show(value);
  const items = value.map(item => print(item, python, quote)).join(', ');
  return python && tuple ? `(${items}${value.length === 1 ? ',' : ''})` : `[${items}]`;
}
