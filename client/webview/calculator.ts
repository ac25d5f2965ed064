/** The calculator's page: chooses an op, shows its form, and asks for the result after every change. */

import { frameworkTitles } from '#shared/ops/versions.ts';
import { type Calculation, type Form, methods, type OpChoice, type OpName, type Values } from '#shared/protocol.ts';
import { element, link } from './dom.ts';
import { createFields, type Fields } from './fields.ts';
import { connect } from './host.ts';
import { createResults } from './results.ts';

const page = document.getElementById('calculator') ?? document.body;
const chooser = element('select', { id: 'op' });
const summary = element('p', { id: 'summary' });
const fieldsPlace = element('form', { 'aria-label': 'Arguments' });
const results = createResults(values => {
  fields?.set(values);
  update();
});

let op: OpName | undefined;
let fields: Fields | undefined;
/** Answers to older questions come too late to be shown. */
let asked = 0;

// A page that was hidden remembers what it showed; a call that the user points at counts more.
const host = connect(prefill => {
  const start = prefill ?? host.state;
  void choose(start ?? {}, start?.values);
});

page.replaceChildren(
  element('h1', {}, 'Shape Calculator'),
  results.summary,
  element('section', { id: 'call', 'aria-label': 'Call' }, element('label', { for: 'op' }, 'Operation'), chooser, summary, fieldsPlace),
  results.details,
);
chooser.addEventListener('input', () => {
  const [framework, name] = splitKey(chooser.value);
  void choose({ op: name, framework });
});
fieldsPlace.addEventListener('submit', event => event.preventDefault());

/** Shows an op's form with values, or with its example when there are none. */
async function choose(params: Partial<OpName>, values?: Values): Promise<void> {
  const mine = ++asked;
  try {
    const { op: name, framework } = params;
    const form = await host.ask<Form | null>(methods.form, {
      ...(name === undefined ? {} : { op: name }),
      ...(framework ? { framework } : {}),
    });
    if (mine !== asked) return;
    if (form) showForm(form, values ?? form.example);
    else results.fail(`There is no op '${name ?? ''}'.`);
  } catch (error) {
    results.fail(sentence(error));
  }
}

function showForm(form: Form, values: Values): void {
  op = { op: form.op, framework: form.framework };
  fillChooser(form.choices);
  chooser.value = keyOf(form);
  summary.replaceChildren(`${form.summary} `, link(form.docs, 'Documentation'));
  fields = createFields(form.fields, values, update);
  fieldsPlace.replaceChildren(fields.root);
  update();
}

function update(): void {
  if (!op || !fields) return;
  const mine = ++asked;
  const question = { ...op, values: fields.values };
  host.remember(question);
  host.ask<Calculation | null>(methods.calculate, question).then(
    calculation => {
      if (mine !== asked || !calculation) return;
      fields?.mark(calculation.problems);
      results.show(calculation);
    },
    error => {
      if (mine === asked) results.fail(sentence(error));
    },
  );
}

const sentence = (error: unknown): string => `The calculation failed: ${error instanceof Error ? error.message : String(error)}`;

const keyOf = ({ op: name, framework }: Required<OpName>): string => `${framework} ${name}`;

function splitKey(key: string): [OpChoice['framework'], string] {
  const [framework = '', name = ''] = key.split(' ');
  return [framework as OpChoice['framework'], name];
}

function fillChooser(choices: readonly OpChoice[]): void {
  if (chooser.options.length === choices.length) return;
  const group = (label: string, some: readonly OpChoice[]) =>
    element('optgroup', { label }, ...some.map(choice => element('option', { value: keyOf(choice) }, choice.op)));
  const frameworks = [...new Set(choices.map(({ framework }) => framework))];
  chooser.replaceChildren(
    ...[true, false].flatMap(window =>
      frameworks.map(framework =>
        group(
          `${frameworkTitles[framework]}: ${window ? 'windows' : 'other'}`,
          choices.filter(choice => choice.window === window && choice.framework === framework),
        ),
      ),
    ),
  );
}
