/** What a hover says about a call, an argument, or a value: its shape, the formula with this call's numbers, and a picture. */

import type { Analysis, OpCall, Outcome, Span, ValueNote } from '#server/analysis/analysis.ts';
import { show } from '#shared/dim/show.ts';
import type { WindowGeometry } from '#shared/kernel/geometry.ts';
import { admissible } from '#shared/kernel/transpose.ts';
import type { Arg } from '#shared/ops/argument.ts';
import type { Settings } from '#shared/settings.ts';
import { dataUrl } from './data-url.ts';
import { describe } from './describe.ts';
import type { Picture } from './drawing.ts';
import { locate } from './locate.ts';
import { codeBlock, escapeMarkdown, inlineCode } from './markdown.ts';
import { picture, valuePicture } from './picture.ts';
import { svg } from './svg.ts';

export interface Hover {
  readonly markdown: string;
  readonly span: Span;
}

/** Editors cut Markdown that is too long, pictures with it. */
export const MAX_MARKDOWN = 90_000;
const MAX_SHAPES = 6;

export function hover(analysis: Analysis, offset: number, { hoverPictures }: Pick<Settings, 'hoverPictures'>): Hover | undefined {
  const sizes = analysis.sizesAt(offset);
  if (sizes) return { markdown: escapeMarkdown(sizes.text), span: sizes.span };
  const target = locate(analysis, offset);
  if (!target) return undefined;
  const parts = partsOf(analysis, target, hoverPictures);
  return parts.length === 0 ? undefined : { markdown: fitted(parts), span: target.span };
}

/** A part that is left out first when room is short. */
interface Part {
  readonly markdown: string;
  readonly optional?: boolean;
}

function partsOf(analysis: Analysis, target: NonNullable<ReturnType<typeof locate>>, pictures: boolean): readonly Part[] {
  switch (target.kind) {
    case 'value':
      return valueParts(analysis, target.note, pictures);
    case 'argument':
      return argumentParts(analysis, target.call, target.name);
    case 'call':
      return callParts(analysis, target.call, pictures);
  }
}

function valueParts(analysis: Analysis, note: ValueNote, pictures: boolean): readonly Part[] {
  const texts = distinct(note.values.map(describe));
  const [value] = note.values;
  const drawn = pictures && texts.length === 1 && value ? (pictureOfMaker(analysis, note) ?? valuePicture(note.name, value)) : undefined;
  const contents =
    value?.kind === 'tensor' && value.elements && texts.length === 1 ? [`values [${value.elements.map(show).join(', ')}]`] : [];
  return [
    {
      markdown: codeBlock(
        analysis.language,
        texts.slice(0, MAX_SHAPES).map(text => `${note.name}: ${text}`),
      ),
    },
    ...(texts.length > 1 ? [{ markdown: `${texts.length} different values, one per calling context` }] : []),
    ...contents.map(text => ({ markdown: inlineCode(text) })),
    ...image(drawn),
  ];
}

/** For `y = conv2d(…)`, hovering `y` shows how it came about. */
function pictureOfMaker(analysis: Analysis, note: ValueNote): Picture | undefined {
  if (note.role !== 'definition') return undefined;
  const maker = analysis.calls.find(call => call.span.start > note.span.end);
  if (!maker || !/^\s*(?::[^=\n]*)?=\s*$/.test(analysis.text.slice(note.span.end, maker.span.start))) return undefined;
  const [context] = maker.contexts;
  return context?.outcome.geometry ? picture(context.outcome) : undefined;
}

function argumentParts(analysis: Analysis, call: OpCall, name: string): readonly Part[] {
  const param = call.op.params[name];
  if (!param) return [];
  const values = distinct(call.contexts.flatMap(({ outcome: { bound } }) => (bound[name] ? [describe(bound[name])] : [])));
  const fallback = param.fallback === undefined ? '' : ` = ${param.fallback}`;
  const [outcome] = call.contexts.map(context => context.outcome);
  return [
    { markdown: codeBlock(analysis.language, [`(parameter) ${name}: ${param.type}${fallback}`]) },
    ...(values.length > 0 ? [{ markdown: `given ${values.slice(0, MAX_SHAPES).map(inlineCode).join(', ')}` }] : []),
    { markdown: opLink(call) },
    ...(/^output_?shape$/i.test(name) && outcome?.geometry ? admissibleParts(outcome.geometry) : []),
  ];
}

function callParts(analysis: Analysis, call: OpCall, pictures: boolean): readonly Part[] {
  const outputs = distinct(call.contexts.map(({ outcome }) => describe(outcome.result)));
  const [first] = call.contexts;
  const outcome = first?.outcome;
  const head = [
    outputs.length === 0 ? call.op.name : `${call.op.name} → ${outputs.length === 1 ? outputs[0] : `${outputs.length} different results`}`,
  ];
  const drawn = outcome && pictures ? image(picture(outcome)) : [];
  const explained = outcome?.explanation.some(line => line.includes('admissible')) === true;
  // The picture comes early: editors show only so much before one has to scroll. It names the input shapes too.
  return [
    { markdown: codeBlock(analysis.language, head) },
    ...contextParts(call, outputs),
    ...(outcome && outcome.explanation.length > 0 ? [{ markdown: codeBlock('text', outcome.explanation) }] : []),
    ...(outcome?.geometry && !explained ? admissibleParts(outcome.geometry) : []),
    ...drawn,
    ...(outcome ? inputParts(outcome) : []),
    { markdown: `${opLink(call)}: ${call.op.summary}` },
  ];
}

function contextParts(call: OpCall, outputs: readonly string[]): readonly Part[] {
  if (call.contextCount < 2) return [];
  const list = outputs.slice(0, MAX_SHAPES).map(inlineCode).join(', ');
  return [{ markdown: `${call.contextCount} calls: ${list}${outputs.length > MAX_SHAPES ? ', …' : ''}` }];
}

/** What went in, for calls in which a window slides. */
function inputParts({ geometry, bound }: Outcome): readonly Part[] {
  if (!geometry) return [];
  const names = [geometry.inputArgument, ...(geometry.filterArgument === undefined ? [] : [geometry.filterArgument])];
  const list = names.flatMap(name => (bound[name] ? [`${inlineCode(name)} ${inlineCode(shapeText(bound[name]))}`] : []));
  return list.length > 0 ? [{ markdown: list.join(' · ') }] : [];
}

const shapeText = (value: Arg): string => describe(value).replace(/^Tensor /, '');

/** Which output lengths a transposed window can give: the question people have when they write one. */
function admissibleParts(geometry: WindowGeometry): readonly Part[] {
  if (geometry.kind !== 'transposed-conv') return [];
  const lines = geometry.axes.map(axis => {
    const { low, high } = admissible(axis);
    const [from, to] = [show(low), show(high)];
    return `${axis.name} ${from === to ? from : `${from} … ${to}`}`;
  });
  return lines.some(line => line.includes('?')) ? [] : [{ markdown: `admissible output: ${inlineCode(lines.join(', '))}` }];
}

const opLink = ({ op }: OpCall): string =>
  /^https:\/\/[^\s()<>]+$/.test(op.docs) ? `[${escapeMarkdown(op.name)}](${op.docs})` : escapeMarkdown(op.name);

function image(drawn: Picture | undefined): readonly Part[] {
  return drawn ? [{ markdown: `![${escapeMarkdown(drawn.description)}](${dataUrl(svg(drawn).text)})`, optional: true }] : [];
}

function fitted(parts: readonly Part[]): string {
  const text = (some: readonly Part[]) => some.map(({ markdown }) => markdown).join('\n\n');
  const whole = text(parts);
  if (whole.length < MAX_MARKDOWN) return whole;
  const short = text(parts.filter(({ optional }) => !optional));
  return short.length < MAX_MARKDOWN ? short : `${short.slice(0, MAX_MARKDOWN - 2)}…`;
}

const distinct = (texts: readonly string[]): readonly string[] => [...new Set(texts)];
