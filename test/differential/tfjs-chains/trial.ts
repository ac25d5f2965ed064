/**
 * A random chain of TensorFlow.js ops and layers, run statement by statement by the real library, and analysed as a whole: what throws is an
 * error, what is silently wrong a warning, and every shape on the way is the same.
 */
import * as tf from '@tensorflow/tfjs';
import type { Analysis } from '#server/analysis/analysis.ts';
import type { Arg } from '#shared/ops/argument.ts';
import { createWorkspace } from '../../harness/workspace.ts';
import { randomFrom } from '../../oracle/random.ts';
import type { Random } from '../javascript-expressions.ts';
import { further } from './further-ops.ts';
import { type Expression, list, type Made } from './grown.ts';
import * as layers from './layers.ts';
import * as ops from './ops.ts';

export interface Chain {
  readonly program: string;
  readonly statements: number;
  /** Shapes that were compared. */
  readonly shapes: number;
  readonly ends: 'well' | 'thrown' | 'silent';
  readonly wrong: readonly string[];
}

type Shape = readonly (number | null)[];

/** What a statement left, by the variables it declared. */
type Values = Readonly<Record<string, unknown>>;

interface Running {
  /** It is silently wrong, as the one who made it up knows, or as `judge` finds out. */
  readonly silent?: boolean;
  judge?(left: Values): 'wrong' | 'open' | 'right';
  /** It is not dropped, whatever it does. */
  readonly kept?: boolean;
}

class Program {
  readonly lines: string[] = [];
  readonly made: Made[] = [];
  /** Shapes as the real run has them: variable → shape. */
  readonly shapes = new Map<string, Shape>();
  /** What data of 2 examples gave, with 7 for every other dim left open. */
  readonly predictions = new Map<string, Shape>();
  ends: Chain['ends'] = 'well';
  message = '';
  #values: Record<string, unknown> = {};
  #count = 0;
  readonly random: Random;

  constructor(random: Random) {
    this.random = random;
  }

  name(letter: string): string {
    return `${letter}${this.#count++}`;
  }

  /**
   * Runs one more statement, and says what it declared. One that fails or is silently wrong is mostly dropped, `dropped`, so that chains get long; else the
   * program ends there, `undefined`.
   */
  run(text: string, names: readonly string[], { silent = false, kept = false, judge }: Running = {}): Values | 'dropped' | undefined {
    const before = Object.keys(this.#values);
    const end = (ends: 'thrown' | 'silent', message: string): 'dropped' | undefined => {
      if (!kept && this.random.chance(0.8)) return 'dropped';
      this.lines.push(text);
      this.ends = ends;
      this.message = message;
      return undefined;
    };
    try {
      const body = new Function('tf', ...before, `'use strict';\n${text}\nreturn { ${names.join(', ')} };`) as (
        ...args: unknown[]
      ) => Values;
      const left = body(tf, ...before.map(name => this.#values[name]));
      const judged = judge?.(left);
      if (judged === 'open') return 'dropped';
      if (
        silent ||
        judged === 'wrong' ||
        names.some(name => lostBatch(text, (left[name] as { readonly shape?: Shape } | undefined)?.shape, this.made)) ||
        names.some(name => isBroken((left[name] as { readonly shape?: Shape } | undefined)?.shape, Number(slides.test(text))))
      )
        return end('silent', '');
      this.lines.push(text);
      this.#values = { ...this.#values, ...left };
      for (const name of names) this.#keep(name, left[name]);
      return left;
    } catch (error) {
      return end('thrown', error instanceof Error ? error.message : String(error));
    }
  }

  value(name: string): unknown {
    return this.#values[name];
  }

  #keep(name: string, value: unknown): void {
    const shape = (value as { readonly shape?: Shape } | undefined)?.shape;
    if (!shape) return;
    this.shapes.set(name, [...shape]);
    const symbolic = value instanceof tf.SymbolicTensor;
    this.made.push({ name, kind: symbolic ? 'symbolic' : 'tensor', shape: [...shape], dtype: (value as tf.Tensor).dtype });
  }
}

/** No tensor has such a shape; nothing at all is what windows leave that do not fit. */
const isBroken = (shape: Shape | undefined, least = 1): boolean => shape?.some(dim => dim !== null && !(dim >= least)) ?? false;
/** A layer for every step that makes one item of the batch: its kernel took the batch for an axis. */
const lostBatch = (text: string, shape: Shape | undefined, given: readonly Made[]): boolean => {
  const [, of] = /timeDistributed\(.*\.apply\((\w+)\)/.exec(text) ?? [];
  const batch = given.find(({ name }) => name === of)?.shape[0];
  return typeof batch === 'number' && shape !== undefined && shape[0] !== batch;
};
const slides = /conv|pool|dilation|layers|cropping|output|apply/i;

/**
 * Predicts, and compares with what the symbolic pass said: what fails only then was silently wrong. What data comes for dims that are left open is
 * nobody's fault.
 */
function predicted(inputs: readonly tf.SymbolicTensor[], output: tf.SymbolicTensor): 'wrong' | 'open' | readonly number[] {
  try {
    return tf.tidy(() => {
      const model = tf.model({ inputs: [...inputs], outputs: output });
      const batch = inputs.map(({ shape }) => shape[0]).find(dim => dim !== null) ?? 2;
      const data = inputs.map(({ shape }) => tf.ones(shape.map((dim, axis) => dim ?? (axis === 0 ? batch : 7))));
      const { shape } = model.predict(data.length === 1 ? (data[0] as tf.Tensor) : data) as tf.Tensor;
      const fits = shape.length === output.shape.length && output.shape.every((dim, axis) => dim === null || dim === shape[axis]);
      // Too little for a window, where the dims were left open and 7 was our choice.
      const chosen =
        inputs.some(({ shape }) => shape.slice(1).includes(null)) && shape.every((n, axis) => n >= 1 || output.shape[axis] === null);
      if (fits && isBroken(shape)) return chosen ? 'open' : 'wrong';
      return fits ? shape : 'wrong';
    });
  } catch (error) {
    // Its executor frees a tensor that it needs again, in some graphs that use one twice.
    if (String(error).includes("reading 'backend'")) return 'open';
    // A mask goes past a wrapper that gives the last step alone, and is none when the next layer looks at it.
    if (String(error).includes("'onesLike' must be a Tensor")) return 'open';
    return inputs.some(({ shape }) => shape.slice(1).includes(null)) ? 'open' : 'wrong';
  }
}

// ---- kinds of programs --------------------------------------------------------

function wrapped({ pick }: Random, name: string, made: string): string {
  return pick(
    () => `const ${name} = ${made};`,
    () => `const ${name} = ${made};`,
    () => `const ${name} = ${made};`,
    () => `const ${name} = tf.tidy(() => { const r = ${made}; return r; });`,
    () => `const f${name} = (a: number, b = 1) => ${made};\nconst ${name} = f${name}(1);`.replace('a: number', 'a'),
    () => `class C${name} { constructor() { this.t = ${made}; } get value() { return this.t; } }\nconst ${name} = new C${name}().value;`,
    () => `const ${name} = (() => ${made})();`,
    () => `async function g${name}() { return ${made}; }\nconst ${name} = ((r = ${made}) => r)();`,
    () => `const d${name} = { y: ${made} };\nconst { y: ${name} } = d${name};`,
    () => `const [${name}] = [${made}];`,
    () => `const ${name} = [1].map(() => ${made})[0];`,
    () => `let ${name};\nfor (let i = 0; i < 2; i++) { ${name} = ${made}; }`,
  )();
}

const tensorsOf = (program: Program) =>
  program.made.filter(
    ({ kind, shape }) =>
      kind === 'tensor' &&
      shape.length <= 5 &&
      shape.every(n => n !== null && n > 0) &&
      shape.reduce<number>((a, b) => a * (b ?? 1), 1) < 4000,
  ) as (Made & {
    readonly shape: readonly number[];
  })[];

function tensorChain(program: Program, length: number): void {
  const { random } = program;
  for (let at = 0; at < length; at++) {
    const tensors = tensorsOf(program);
    const next: Expression =
      at === 0 || random.chance(0.12)
        ? { text: ops.creation(random) }
        : random.chance(0.12) && tensors.some(({ dtype }) => dtype === 'float32')
          ? { text: eagerLayer(random, random.pick(...tensors.filter(({ dtype }) => dtype === 'float32'))) }
          : // What comes last is used most.
            made(random, random.chance(0.6) ? tensors.slice(-2) : tensors);
    const name = program.name('t');
    if (!program.run(wrapped(random, name, next.text), [name], next)) return;
  }
}

const made = (random: Random, tensors: Parameters<typeof ops.call>[1]): Expression =>
  (random.chance(0.35) ? further(random, tensors) : undefined) ?? ops.call(random, tensors);

const eagerLayer = (random: Random, { name, shape }: { readonly name: string; readonly shape: readonly number[] }): string =>
  `${layers.layer(random, shape)}.apply(${name})`;

type Layer = tf.layers.Layer;
const built = (text: string): Layer => (new Function('tf', `return ${text}`) as (library: typeof tf) => Layer)(tf);

/** Sources of layers that go on one another, and with a small chance one at the end that does not. */
function tower(random: Random, input: Shape, length: number, stated: Readonly<Record<string, string>>): readonly string[] {
  const texts: string[] = [];
  let top = tf.input(stated['batchInputShape'] ? { batchShape: [...JSON.parse(stated['batchInputShape'])] } : { shape: [...input] });
  for (let tries = 0; texts.length < length && tries < 3 * length; tries++) {
    const text = layers.layer(random, top.shape, texts.length === 0 ? stated : {});
    try {
      const layer = built(text);
      const next = layer.apply(top) as tf.SymbolicTensor;
      // The layer alone, given a list as in a model: what the whole model makes of data is looked at when it is there.
      const { shape } = tf.tidy(() => layer.apply([tf.ones(top.shape.map((dim, axis) => dim ?? (axis === 0 ? 2 : 7)))]) as tf.Tensor);
      if (isBroken(next.shape) || isBroken(shape)) throw new Error('silently wrong');
      top = next;
      texts.push(text);
    } catch {
      // Where lengths are left open, what is wrong with a layer may be wrong for our data alone.
      if (random.chance(0.8) || input.includes(null)) continue;
      texts.push(text);
      break;
    }
  }
  return texts;
}

function sequentialChain(program: Program, length: number): void {
  const { random } = program;
  const input = layers.inputShape(random);
  const model = program.name('m');
  const stated: Record<string, string> = random.chance(0.85)
    ? { inputShape: list(input) }
    : { batchInputShape: list([random.pick(2, null), ...input]) };
  const texts = tower(random, input, length, stated);
  const kept = { kept: true };
  if (random.chance(0.3)) {
    if (!program.run(`const ${model} = tf.sequential({ layers: [\n  ${texts.join(',\n  ')},\n] });`, [model], kept)) return;
    if (!output(program, model)) return;
  } else {
    program.run(
      `const ${model} = ${random.pick('tf.sequential()', "tf.sequential({ name: 'net' })", 'new tf.Sequential()')};`,
      [model],
      kept,
    );
    for (const text of texts) {
      if (!program.run(`${model}.add(${text});`, [], kept)) return;
      if (!output(program, model)) return;
    }
  }
  uses(program, model, (program.value(model) as tf.LayersModel).inputs[0]?.shape ?? [], true);
}

/** Declares the output of a sequential model as it is so far; false where that is silently wrong. */
function output(program: Program, model: string): boolean {
  const name = program.name('o');
  const { inputs, outputs } = program.value(model) as tf.LayersModel;
  const left = program.run(`const ${name} = ${program.random.pick(`${model}.outputs[0]`, `${model}.output`)};`, [name], {
    kept: true,
    judge: () => sound(program, name, inputs, outputs[0] as tf.SymbolicTensor),
  });
  return left !== undefined;
}

function sound(program: Program, name: string, inputs: readonly tf.SymbolicTensor[], made: tf.SymbolicTensor): 'wrong' | 'open' | 'right' {
  const shape = predicted(inputs, made);
  if (typeof shape === 'string') return shape;
  program.predictions.set(name, shape);
  return 'right';
}

/** Predicts, applies the model as a layer, asks for shapes. */
function uses(program: Program, model: string, input: Shape, sequential: boolean): void {
  const { random } = program;
  const { pick } = random;
  const data = input.map((dim, axis) => dim ?? (axis === 0 ? pick(1, 2, 5) : 7));
  const name = program.name('p');
  // Now and then of another size than the model's: what is left open may be too little for a window, or not.
  const given = random.chance(0.75)
    ? data
    : data.with(pick(...[...data.keys()].filter(axis => (axis === 0) === (input[axis] === null))), pick(1, 3, 5));
  const text = pick(
    () => `const ${name} = ${model}.predict(tf.ones(${list(given)}));`,
    ...(input[0] === null ? [() => `const ${name} = ${model}.apply(tf.input({ shape: ${list(input.slice(1))} }));`] : []),
    () => `const ${name} = ${model}.predictOnBatch(tf.zeros(${list(given)}));`,
    () => `const ${name} = ${model}.apply(tf.ones(${list(given)}));`,
    ...(sequential
      ? [
          () => `const ${name} = ${model}.layers[${model}.layers.length - 1].output;`,
          () => `const ${name} = ${model}.getLayer(undefined, 0).output;`,
        ]
      : []),
  )();
  program.run(text, [name], { kept: true });
}

/** The same layer with its options in a variable, spread, or as shorthand; or made in a function. */
function optioned({ pick }: Random, name: string, layer: string, input: string): string {
  const [, word = '', inside = ''] = /^tf\.layers\.(\w+)\(\{ (.*) \}\)$/.exec(layer) ?? [];
  const [, key = '', value = ''] = /^(\w+): (\w+)(, |$)/.exec(inside) ?? [];
  const rest = inside.slice(`${key}: ${value}, `.length);
  if (inside === '') return `const ${name} = ${layer}.apply(${input});`;
  return pick(
    () => `const o${name} = { ${inside} };\nconst ${name} = tf.layers.${word}(o${name}).apply(${input});`,
    () => `const o${name} = { ${inside} };\nconst ${name} = tf.layers.${word}({ ...o${name}, name: 'l${name}' }).apply(${input});`,
    () =>
      key === ''
        ? `const ${name} = ${layer}.apply(${input});`
        : `const ${name} = (${key} => tf.layers.${word}({ ${[key, rest].filter(Boolean).join(', ')} }).apply(${input}))(${value});`,
    () =>
      `const f${name} = (x, options = {}) => tf.layers.${word}({ ${inside}, ...options }).apply(x);\nconst ${name} = f${name}(${input});`,
    () => `const ${name} = [${layer}].reduce((x, layer) => layer.apply(x), ${input});`,
    () => `let ${name} = ${input};\nfor (const layer of [${layer}]) ${name} = layer.apply(${name});`,
  )();
}

function functionalChain(program: Program, length: number): void {
  const { random } = program;
  const { pick, chance } = random;
  const inputs: string[] = [];
  const addInput = (shape: Shape): boolean => {
    const name = program.name('i');
    inputs.push(name);
    return (
      program.run(
        `const ${name} = tf.input({ ${chance(0.85) ? `shape: ${list(shape)}` : `batchShape: ${list([pick(null, 2), ...shape])}`} });`,
        [name],
      ) !== undefined
    );
  };
  const first = layers.inputShape(random);
  if (!addInput(first)) return;
  let shared: { readonly name: string; readonly shape: Shape } | undefined;
  for (let at = 1; at < length; at++) {
    const symbols = program.made.filter(({ kind }) => kind === 'symbolic');
    if (chance(0.1) && !addInput(chance(0.6) ? first : layers.inputShape(random))) return;
    const x = chance(0.6) ? (symbols.at(-1) as Made) : pick(...symbols);
    const like = symbols.filter(({ shape }) => shape.join() === x.shape.join());
    const same = symbols.filter(({ shape }) => shape.length === x.shape.length);
    const name = program.name('a');
    const text = pick(
      () => `const ${name} = ${layers.layer(random, x.shape)}.apply(${x.name});`,
      () => optioned(random, name, layers.layer(random, x.shape), x.name),
      () =>
        `const ${name} = ${layers.layer(random, x.shape)}.apply(${chance(0.1) ? `[${x.name}]` : x.name}) as tf.SymbolicTensor;`.replace(
          ' as tf.SymbolicTensor',
          '',
        ),
      () =>
        `const ${name} = ${layers.merge(random, x.shape.length)}.apply([${[x, ...(chance(0.2) ? [pick(...like)] : []), pick(...(chance(0.7) ? like : chance(0.6) ? same : symbols))].map(each => each.name).join(', ')}]);`,
      () => {
        if (shared && program.value(shared.name) && chance(0.6)) return `const ${name} = ${shared.name}.apply(${x.name});`;
        const layer = program.name('l');
        shared = { name: layer, shape: x.shape };
        return `const ${layer} = ${layers.layer(random, x.shape)};\nconst ${name} = ${layer}.apply(${x.name});`;
      },
      () => {
        // A model inside the model.
        const inner = program.name('n');
        return `const ${inner} = tf.sequential({ layers: [${layers.layer(random, x.shape, { inputShape: list(x.shape.slice(1)), inner: undefined })}] });\nconst ${name} = ${inner}.apply(${x.name});`;
      },
    )();
    const declared = [...text.matchAll(/^(?:const|let) (\w+) =/gm)].map(([, each]) => each as string);
    const symbolic = (each: string) => program.value(each) as tf.SymbolicTensor;
    const judge = (left: Values) => {
      const made = left[name] as tf.SymbolicTensor;
      return Array.isArray(made) ? 'right' : sound(program, name, inputs.map(symbolic), made);
    };
    if (!program.run(text, declared, { judge })) return;
  }
  const outputs = program.made.filter(({ kind, name }) => kind === 'symbolic' && !inputs.includes(name)).slice(-1);
  const [last] = outputs;
  if (!last) return;
  const model = program.name('m');
  const given = inputs.length === 1 ? inputs[0] : `[${inputs}]`;
  if (
    !program.run(`const ${model} = tf.model({ inputs: ${given}, outputs: ${pick(last.name, `[${last.name}]`)} });`, [model], { kept: true })
  )
    return;
  if (inputs.length === 1) uses(program, model, program.shapes.get(inputs[0] as string) ?? [], false);
}

// ---- imports ------------------------------------------------------------------

/** The program with what it needs of the library, which goes by other names in some. */
const imported = ({ weighted }: Random, body: string): string =>
  weighted<() => string>([
    [4, () => `import * as tf from '@tensorflow/tfjs';\n${body}`],
    [1, () => `const tf = require('@tensorflow/tfjs');\n${body}`],
    [1, () => `import * as tf from '@tensorflow/tfjs-node';\n${body}`],
    [1, () => `import * as TF from '@tensorflow/tfjs';\n${body.replace(/\btf\./g, 'TF.')}`],
    [
      1,
      () =>
        `import * as tf from '@tensorflow/tfjs';\nimport { layers, input, tidy as tidied } from '@tensorflow/tfjs';\n${body.replace(/\btf\.(layers|input)\b/g, '$1').replace(/\btf\.tidy\b/g, 'tidied')}`,
    ],
    [1, () => `import * as tf from '@tensorflow/tfjs';\nconst { layers } = tf;\n${body.replace(/\btf\.layers\b/g, 'layers')}`],
  ])();

// ---- the comparison -------------------------------------------------------------

export function chain(seed: number): Chain {
  const random = randomFrom(seed);
  const program = new Program(random);
  const length = random.pick(2, 3, 4, 5, 6, 7, 8, 9, 10);
  tf.engine().startScope();
  try {
    random.weighted<(program: Program, length: number) => void>([
      [5, tensorChain],
      [2, sequentialChain],
      [3, functionalChain],
    ])(program, length);
  } finally {
    tf.engine().endScope();
  }
  const text = imported(random, [...program.lines, ''].join('\n'));
  const analysis = createWorkspace(new Map([['program.ts', text]])).analyse('program.ts');
  const wrong = [...verdicts(program, text, analysis), ...shapes(program, analysis)];
  return { program: text, statements: program.lines.length, shapes: program.shapes.size, ends: program.ends, wrong };
}

function verdicts({ ends, message, lines }: Program, text: string, { findings }: Analysis): readonly string[] {
  const grave = findings.filter(({ severity }) => severity === 'error');
  const all = findings.filter(({ severity }) => severity === 'error' || severity === 'warning');
  if (ends === 'well') return all.map(finding => `reported, and it runs: ${finding.severity} ${finding.message}`);
  // Rejected by some releases only, or only where `timeDistributed` is given data: a warning is right.
  const mild =
    /rejects that since/.test(all.map(({ message }) => message).join()) || (/timeDistributed/.test(lines.at(-1) ?? '') && all.length > 0);
  if (ends === 'thrown' && grave.length === 0 && !mild) return [`not reported: ${message.slice(0, 300)}`];
  if (ends === 'silent' && all.length === 0) return ['not reported: silently wrong'];
  // What comes before the last statement is in order: a finding there must be about a variable that the last one uses.
  // Names of the library differ, lines do not.
  const [rows, count] = [text.split('\n'), (lines.at(-1) ?? '').split('\n').length];
  const last = rows.slice(-1 - count, -1).join('\n');
  const start = text.lastIndexOf(last);
  return all
    .filter(({ span, related }) => {
      if (span.start >= start || related.some(each => each.span.start >= start)) return false;
      const own = lines.findLast(line => text.indexOf(line) <= span.start) ?? '';
      const names = [...own.matchAll(/\b[a-z]\d+\b/g)].map(([each]) => each);
      return !names.some(name => new RegExp(`\\b${name}\\b`).test(last));
    })
    .map(finding => `reported elsewhere: ${finding.message}`);
}

function shapes({ shapes, predictions, made }: Program, { notes }: Analysis): readonly string[] {
  const wrong: string[] = [];
  for (const [name, real] of shapes) {
    const claim: Arg | undefined = notes.findLast(note => note.name === name && note.role === 'definition')?.values.at(-1);
    const got = claim?.kind === 'tensor' ? claim.shape : undefined;
    if (!got) {
      wrong.push(`${name} is ${claim?.kind ?? 'not there'}, really [${real.map(String)}]`);
      continue;
    }
    const type = claim?.kind === 'tensor' ? claim.dtype : undefined;
    const dtype = made.find(each => each.name === name)?.dtype;
    if (type !== undefined && dtype !== undefined && type !== dtype) wrong.push(`${name} is of ${type}, really ${dtype}`);
    const later = predictions.get(name);
    // What the library finds out only when data comes may be known before.
    const fits =
      got.length === real.length &&
      got.every((dim, axis) => (dim.kind === 'int' ? dim.value === (real[axis] ?? later?.[axis]) : real[axis] === null));
    if (!fits)
      wrong.push(
        `${name} is [${got.map(dim => (dim.kind === 'int' ? dim.value : dim.kind === 'unknown' ? '?' : 'symbol'))}], really [${real.map(String)}]`,
      );
  }
  return wrong;
}
