/**
 * Calls that look like convolutions but are listed nowhere: an estimate from the text, which knows names and nothing else. Comments and strings are
 * left out roughly; a call of a function that the repository defines itself under such a name is none.
 */

import { Lines } from '#server/cli/report/lines.ts';
import type { CallReport } from '#server/cli/report/model.ts';
import type { Language } from '#server/ir/ir.ts';
import { customaryRoots, lastSegment, namesIn } from './families.ts';

export interface Place {
  readonly line: number;
  readonly name: string;
}

interface Named extends Place {
  /** Of the whole `tf.nn.conv2d`, and of its last part. */
  readonly start: number;
  readonly last: number;
}

const silent: Readonly<Record<Language, RegExp>> = {
  python: /("""|''')[\s\S]*?\1|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|#[^\n]*/g,
  typescript: /`(?:\\[\s\S]|[^`\\])*`|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|\/\/[^\n]*|\/\*[\s\S]*?\*\//g,
};

/** The text with blanks for comments and strings; no offset moves. */
const code = (text: string, language: Language): string => text.replace(silent[language], match => match.replace(/[^\n]/g, ' '));

const definition: Readonly<Record<Language, RegExp>> = {
  python: /\b(?:def|class)\s+(\w+)|^[ \t]*(\w+)\s*=\s*(?:lambda\b|(?:functools\.)?partial\()/gm,
  typescript: /\b(?:function\*?|class|const|let|var)\s+([\w$]+)/g,
};

/** Names of functions and classes that a text defines. */
export const definedIn = (text: string, language: Language): readonly string[] =>
  [...code(text, language).matchAll(definition[language])].map(([, name, other]) => name ?? other ?? '');

const callOf = (language: Language): RegExp =>
  new RegExp(`(?<![\\w$])((?:[A-Za-z_$][\\w$]*\\s*\\.\\s*)*)(${[...namesIn(language)].join('|')})\\s*\\(`, 'g');
const calls: Readonly<Record<Language, RegExp>> = { python: callOf('python'), typescript: callOf('typescript') };

function namedIn(text: string, language: Language, defined: ReadonlySet<string>): readonly Named[] {
  const clean = code(text, language);
  const lines = new Lines(clean);
  return [...clean.matchAll(calls[language])].flatMap(match => {
    const [whole, prefix = '', name = ''] = match;
    const before = clean.slice(0, match.index);
    const parts = prefix.split('.').map(part => part.trim());
    const owner = parts.at(-2) ?? (/\.\s*$/.test(before) ? '(…)' : undefined);
    if (/^(?:self|this|super|cls)$/.test(owner ?? '') || isDefinition(clean, match.index + whole.length - 1, before, language)) return [];
    if (defined.has(name) && !(owner && customaryRoots.has(owner))) return [];
    return [
      {
        line: lines.positionAt(match.index).line,
        name: prefix.replace(/\s/g, '') + name,
        start: match.index,
        last: match.index + prefix.length,
      },
    ];
  });
}

/** `def conv2d(`, and methods of JavaScript: a line that begins with the name, and a body behind the parentheses. */
function isDefinition(text: string, parenthesis: number, before: string, language: Language): boolean {
  if (/\b(?:def|class|function\*?)\s+$/.test(before)) return true;
  if (language === 'python') return false;
  const line = before.slice(before.lastIndexOf('\n') + 1);
  if (!/^\s*(?:(?:public|private|protected|static|async|override|abstract|export|get|set)\s+)*$/.test(line)) return false;
  return /^\s*[{:]/.test(text.slice(closing(text, parenthesis) + 1));
}

function closing(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    if (text[at] === '(') depth++;
    if (text[at] === ')' && --depth === 0) return at;
  }
  return text.length;
}

/** What the text names and the report of the file does not list. Each listed call accounts for one place. */
export function unlistedIn(
  text: string,
  language: Language,
  listed: readonly CallReport[],
  defined: ReadonlySet<string>,
): readonly Place[] {
  const lines = new Lines(text);
  const left = new Set(namedIn(text, language, defined));
  const spans = listed.map(call => ({
    name: bare(lastSegment(call.op)),
    start: lines.offsetAt({ line: call.line, column: call.column }),
    end: lines.offsetAt({ line: call.endLine, column: call.endColumn }),
  }));
  const account = (found: Named | undefined): boolean => found !== undefined && left.delete(found);
  // Inner calls first: an outer one must not take their places.
  for (const { name, start, end } of spans.toSorted((a, b) => a.end - b.end)) {
    const inside = [...left].filter(({ last }) => last >= start && last < end);
    if (!account(inside.find(each => each.start === start))) account(inside.find(each => bare(lastSegment(each.name)) === name));
  }
  return [...left].map(({ line, name }) => ({ line, name }));
}

/** `MaxPool2D`, `max_pool2d`, `MaxPooling2D` are one. */
const bare = (name: string): string => name.toLowerCase().replaceAll('_', '').replace('pooling', 'pool').replace('convolution', 'conv');
