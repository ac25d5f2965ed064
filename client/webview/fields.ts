/** The form of an op: one labelled control per parameter, kept when another value comes in. */
import type { CalculationProblem, Field, Values } from '#shared/protocol.ts';
import { element } from './dom.ts';

export interface Fields {
  readonly root: HTMLElement;
  readonly values: Values;
  set(values: Values): void;
  /** Marks the fields that problems are about. */
  mark(problems: readonly CalculationProblem[]): void;
}

type Control = HTMLInputElement | HTMLSelectElement;

export function createFields(fields: readonly Field[], values: Values, changed: () => void): Fields {
  const root = element('div', { id: 'fields' });
  const controls = new Map<string, Control>();
  for (const field of fields) {
    const id = `field-${field.name}`;
    const control = controlOf(field, id);
    control.value = values[field.name] ?? '';
    control.addEventListener('input', changed);
    controls.set(field.name, control);
    root.append(element('label', { for: id }, field.name, element('span', { class: 'type' }, typeText(field))), control);
    if (field.words && control instanceof HTMLInputElement) root.append(wordList(`${id}-words`, field.words));
  }
  return {
    root,
    get values() {
      return Object.fromEntries([...controls].flatMap(([name, { value }]) => (value.trim() === '' ? [] : [[name, value]])));
    },
    set(some) {
      for (const [name, value] of Object.entries(some)) {
        const control = controls.get(name);
        if (control) control.value = value;
      }
    },
    mark(problems) {
      const wrong = new Set(problems.filter(({ severity }) => severity === 'error').map(({ field }) => field));
      for (const [name, control] of controls) control.setAttribute('aria-invalid', String(wrong.has(name)));
    },
  };
}

const typeText = ({ type, required }: Field): string => (required ? type : `${type}, optional`);

function controlOf({ control, words, open, required, fallback, hint }: Field, id: string): Control {
  if (control === 'flag' || (control === 'choice' && !open)) {
    const select = element('select', { id, 'aria-describedby': 'problems' });
    if (!required || control === 'flag')
      select.append(element('option', { value: '' }, fallback === undefined ? '' : `${fallback} (default)`));
    for (const word of control === 'flag' ? ['true', 'false'] : (words ?? [])) select.append(element('option', { value: word }, word));
    return select;
  }
  return element('input', {
    id,
    type: 'text',
    spellcheck: 'false',
    autocomplete: 'off',
    'aria-describedby': 'problems',
    placeholder: fallback === undefined || fallback === 'None' ? hint : fallback,
    list: words ? `${id}-words` : undefined,
  });
}

const wordList = (id: string, words: readonly string[]): HTMLElement =>
  element('datalist', { id }, ...words.map(word => element('option', { value: word })));
