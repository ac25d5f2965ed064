/** Edits that put something around what is written: a call of a function, a layer before a layer. */
import type { RecordedContext } from '#server/interp/recorder.ts';
import type { Location } from './analysis.ts';
import type { Texts } from './findings.ts';

type Edit = Location & { readonly text: string };

const after = (at: Location, text: string): Edit => ({ path: at.path, span: { start: at.span.end, end: at.span.end }, text });
const before = (at: Location, text: string): Edit => ({ path: at.path, span: { start: at.span.start, end: at.span.start }, text });

/** How the file calls what lives at that path of that module: `np.expand_dims` for `expand_dims` of numpy. Undefined where it does not import it. */
function nameIn(text: string, name: string): string | undefined {
  const last = name.slice(name.lastIndexOf('.') + 1);
  const imported = new RegExp(`^\\s*from\\s+[\\w.]+\\s+import\\b[^#\\n]*(?<![\\w.])${last}(?![\\w.]|\\s+as\\b)`, 'm');
  if (imported.test(text)) return last;
  const found = ways.find(({ within, as }) => name.startsWith(`${within}.`) && as.test(text));
  const alias = found && (found.as.exec(text)?.groups?.alias ?? found.plain);
  return found && alias && `${alias}${found.path}${name.slice(found.within.length)}`;
}

const ways = [
  { within: 'numpy', as: /^\s*import\s+numpy(?:\s+as\s+(?<alias>\w+))?\s*$/m, plain: 'numpy', path: '' },
  { within: 'keras', as: /^\s*(?:import|from\s+tensorflow\s+import)\s+keras\s*$/m, plain: 'keras', path: '' },
  { within: 'keras', as: /^\s*import\s+tensorflow(?:\s+as\s+(?<alias>\w+))?\s*$/m, plain: 'tensorflow', path: '.keras' },
  {
    within: 'tensorflow',
    as: /^\s*import\s+tensorflow(?:\.compat\.v1)?(?:\s+as\s+(?<alias>\w+))?\s*$/m,
    plain: 'tensorflow',
    path: '',
  },
] as const;

/** `f(x)` in the place of `x`. */
export function wrapped(at: Location, name: string, args: readonly string[], texts: Texts): readonly Edit[] | undefined {
  const called = nameIn(texts(at.path) ?? '', name);
  return called === undefined ? undefined : [before(at, `${called}(`), after(at, `${args.map(arg => `, ${arg}`).join('')})`)];
}

/** Another layer before one that is written in a list or added by itself. */
export function layerBefore(argument: string, layer: string, context: RecordedContext, texts: Texts): readonly Edit[] | undefined {
  const value = context.given.get(argument)?.value;
  if (value?.kind !== 'layer') return undefined;
  const { path, span, calleeSpan } = value.place;
  const text = texts(path);
  const callee = text?.slice(calleeSpan.start, calleeSpan.end);
  if (text === undefined || callee === undefined) return undefined;
  const made = callee.replace(/\w+$/, layer);
  // A name by itself must be one that the file knows.
  if (made === layer && !new RegExp(`\\b${layer}\\b`).test(text)) return undefined;
  const start = text.lastIndexOf('\n', span.start - 1) + 1;
  const line = text.slice(start, span.start);
  const added = /^(?<indent>\s*)(?<model>[\w.]+)\.add\($/.exec(line)?.groups;
  const at = { path, span };
  if (added)
    return [
      {
        path,
        span: { start, end: start },
        text: `${added.indent}${added.model}.add(${made}())${/;/.test(text.slice(span.end, span.end + 2)) ? ';' : ''}\n`,
      },
    ];
  return /[[,]\s*$/.test(text.slice(0, span.start)) ? [before(at, /^\s*$/.test(line) ? `${made}(),\n${line}` : `${made}(), `)] : undefined;
}
