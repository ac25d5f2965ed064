/** What a calculation says: the shape, problems and repairs, formulas, the sizes to choose from, the picture and the matrix. */
import type { AdmissibleAxis, Calculation, CalculationProblem, MatrixData, PictureData, Values } from '#shared/protocol.ts';
import { button, element, link } from './dom.ts';

export interface Results {
  /** The shape and what is wrong. */
  readonly summary: HTMLElement;
  readonly details: HTMLElement;
  show(calculation: Calculation): void;
  fail(message: string): void;
}

/** `choose` puts values into the form. */
export function createResults(choose: (values: Values) => void): Results {
  const shape = element('output', { id: 'output-shape', 'aria-live': 'polite' });
  const problems = element('ul', { id: 'problems', 'aria-live': 'polite', 'aria-label': 'Problems' });
  const repairs = element('div', { id: 'repairs' });
  const details = element('section', { id: 'details', 'aria-label': 'Details' });
  const heading = element('h2', {}, 'Output shape');
  const summary = element('section', { id: 'result', 'aria-label': 'Result' }, heading, shape, problems, repairs);
  return {
    summary,
    details,
    show(calculation) {
      const rejected = calculation.problems.some(({ severity }) => severity === 'error');
      heading.textContent = rejected && calculation.output !== undefined ? 'Output shape, if it were not rejected' : 'Output shape';
      shape.textContent = calculation.output ?? 'unknown';
      problems.replaceChildren(...calculation.problems.map(problemItem));
      repairs.replaceChildren(...calculation.repairs.map(({ title, values }) => button(title, () => choose(values))));
      details.replaceChildren(
        ...admissibleOf(calculation.admissible, choose),
        ...formulas(calculation),
        ...(calculation.picture ? pictureOf(calculation.picture) : []),
        ...(calculation.matrix ? matrixOf(calculation.matrix) : []),
        ...costsOf(calculation),
      );
    },
    fail(message) {
      shape.textContent = 'unknown';
      problems.replaceChildren(element('li', { class: 'error' }, message));
      repairs.replaceChildren();
      details.replaceChildren();
    },
  };
}

function problemItem({ severity, message, code, docs }: CalculationProblem): HTMLElement {
  const item = element('li', { class: severity }, `${severity}: ${message}`);
  if (code !== undefined && docs !== undefined) item.append(' ', link(docs, code));
  return item;
}

function admissibleOf(axes: readonly AdmissibleAxis[], choose: (values: Values) => void): readonly HTMLElement[] {
  if (axes.length === 0) return [];
  const lines = axes.flatMap(({ axis, low, high, explanation, choices }) => {
    const range = low === high ? low : `${low} … ${high}`;
    const chips = choices.map(({ length, chosen, values }) =>
      button(String(length), () => choose(values), { 'aria-pressed': String(chosen), 'aria-label': `${axis} ${length}` }),
    );
    return [element('p', { title: explanation }, `${axis}: ${range}`), ...(chips.length > 0 ? [element('div', {}, ...chips)] : [])];
  });
  return [element('h2', {}, 'Admissible output'), element('div', { id: 'admissible' }, ...lines)];
}

const formulas = ({ explanation }: Calculation): readonly HTMLElement[] =>
  explanation.length === 0 ? [] : [element('h2', {}, 'Formula'), element('pre', { id: 'formula' }, explanation.join('\n'))];

function pictureOf({ svg, description, width, height }: PictureData): readonly HTMLElement[] {
  const source = `data:image/svg+xml;utf8,${encodeURIComponent(svg)}`;
  return [
    element('h2', {}, 'Computed picture'),
    element('img', { id: 'picture', src: source, alt: description, width: String(width), height: String(height) }),
  ];
}

function matrixOf({ name, entries, caption }: MatrixData): readonly HTMLElement[] {
  const rows = entries.map(row => element('tr', {}, ...row.map(entry => element('td', entry === '0' ? {} : { class: 'tap' }, entry))));
  const table = element('table', { id: 'matrix', 'aria-describedby': 'matrix-caption' }, element('tbody', {}, ...rows));
  return [
    element('h2', {}, `Matrix ${name}`),
    element('p', { id: 'matrix-caption', class: 'hint' }, caption),
    element('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': `Matrix ${name}` }, table),
  ];
}

function costsOf({ costs }: Calculation): readonly HTMLElement[] {
  if (costs.length === 0) return [];
  const lines = costs.flatMap(({ name, explanation }) => [element('dt', {}, name), element('dd', {}, explanation)]);
  return [element('h2', {}, 'Cost'), element('dl', { id: 'costs' }, ...lines)];
}
