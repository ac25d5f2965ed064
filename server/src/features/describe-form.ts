/** The form of an op, made from its declaration. */
import { parameterOrder } from '#shared/ops/bind.ts';
import { everyParam, type Op } from '#shared/ops/op.ts';
import type { Control, Param } from '#shared/ops/parameter.ts';
import { allOps, opNamed } from '#shared/ops/registry.ts';
import type { Field, Form, FormParams, OpChoice, Values } from '#shared/protocol.ts';
import { calculatorVersion } from './calculator-version.ts';
import { judgeValues } from './judge-values.ts';

/** Undefined when there is no such op. Without a name: the op that a new calculator begins with. */
export function describeForm({ op: name, framework }: FormParams): Form | undefined {
  const op = name === undefined ? (allOps.find(isWindow) ?? allOps[0]) : opNamed(name, framework);
  if (!op) return undefined;
  const fields = fieldNames(op).flatMap(field => {
    const param = everyParam(op)[field];
    return param ? [fieldOf(field, param)] : [];
  });
  return {
    op: op.name,
    framework: op.framework,
    summary: op.summary,
    docs: op.docs,
    fields,
    example: exampleOf(op, fields),
    choices: choices(),
  };
}

/** Declared names in the order of the op's newest version, those in no order (keyword only) last, hidden ones left out. */
function fieldNames(op: Op): readonly string[] {
  const order = parameterOrder(op, calculatorVersion(op));
  const params = everyParam(op);
  // A layer's input comes first, as in a call of a function.
  const place = (name: string) => {
    if (op.call && Object.hasOwn(op.call, name)) return -1;
    const words = [name, ...(params[name]?.aliases ?? [])];
    const at = order.findIndex(word => words.includes(word));
    return at < 0 ? order.length : at;
  };
  return Object.keys(params)
    .filter(name => params[name]?.control.kind !== 'hidden')
    .toSorted((a, b) => place(a) - place(b));
}

function fieldOf(name: string, { type, control, required, fallback }: Param<unknown>): Field {
  return {
    name,
    type,
    control: control.kind === 'hidden' ? 'text' : control.kind,
    required,
    ...(fallback === undefined ? {} : { fallback }),
    ...(control.kind === 'choice' ? { words: control.words, open: control.open } : {}),
    hint: hintOf(type, control),
  };
}

function hintOf(type: string, control: Control): string {
  switch (control.kind) {
    case 'shape':
      return type === 'Tensor[]' ? '1,4,4,8; 1,4,4,16' : (shapeLike(type, 28) ?? '1,28,28,3');
    case 'integers':
      return /\[4\]|shape/i.test(type) ? '1,2,2,1' : '2';
    case 'choice':
      return control.words.join(', ');
    case 'flag':
      return 'true or false';
    default:
      return type;
  }
}

/** `Tensor [batch, h, w, in]` → `1,28,28,1`. */
function shapeLike(type: string, length: number): string | undefined {
  const axes = /\[(.*)\]/.exec(type)?.[1]?.split(',');
  return axes?.map(axis => (/^\s*(?:h|w|d|height|width|depth|length|steps|rows|cols|L|H|W|D)\b/.test(axis) ? length : 1)).join(',');
}

/** How an example is filled in: what people write differs between ops that look alike. */
interface Filling {
  /** Shapes of the tensors, in order. */
  readonly shapes: readonly string[];
  /** A stride or a size: a single one, or as many as the first tensor has axes, or spatial axes. */
  readonly ones: 'one' | 'axes' | 'spatial';
}

/** A small call that works, for those who begin with an empty form: with the shapes of the op's own examples, or some that look right. */
function exampleOf(op: Op, fields: readonly Field[]): Values {
  const own = op.examples
    .filter(({ gives, reports }) => gives !== undefined && reports === undefined)
    .slice(0, 6)
    .map(({ on, given = {} }) =>
      (on === undefined ? Object.values(given) : on.split(',')).map(shape => shape.trim().replaceAll(/\s+/g, ',')),
    );
  const guesses = [
    [4, 3],
    [2, 3],
    [4, 1],
  ].map(([input = 4, filter = 3]) =>
    fields.filter(({ control }) => control === 'shape').map(({ type }, at) => shapeLike(type, at === 0 ? input : filter) ?? '2,3'),
  );
  // What a transposed convolution is asked for is larger than what goes in.
  const shapes = isWindow(op) ? [...(fields.some(isOutputShape) ? [guesses[1] ?? []] : []), ...guesses, ...own] : [...own, ...guesses];
  const examples = shapes.flatMap(each => (['one', 'axes', 'spatial'] as const).map(ones => filled(op, fields, { shapes: each, ones })));
  return examples.find(values => works(op, values)) ?? {};
}

const isOutputShape = ({ name }: Field): boolean => /^output_?shape$/i.test(name);

function works(op: Op, values: Values): boolean {
  const judged = judgeValues(op, values);
  if ('problems' in judged) return false;
  const { problems, result } = judged.outcome;
  const isKnown = result.kind === 'tensor' ? result.shape !== undefined : result.kind !== 'unknown';
  return problems.every(({ severity }) => severity === 'hint') && isKnown;
}

function filled(op: Op, fields: readonly Field[], { shapes, ones }: Filling): Values {
  const first = shapes[0]?.split(',') ?? [];
  const spatial = Math.max(first.length - 2, 1);
  const one = Array<number>(ones === 'one' ? 1 : ones === 'axes' ? first.length : spatial)
    .fill(1)
    .join(',');
  let tensors = 0;
  return Object.fromEntries(
    fields.flatMap((field): [string, string][] => {
      const { name, type, control, required, words } = field;
      if (isOutputShape(field)) return [[name, [1, ...Array<number>(spatial).fill(4), 1].join(',')]];
      const valid = isWindow(op) ? words?.find(word => /^valid$/i.test(word)) : undefined;
      if (valid !== undefined) return [[name, valid]];
      if (!required) return [];
      if (control === 'shape') return [[name, type === 'Tensor[]' ? '2,3; 2,3' : (shapes[tensors++] ?? '2,3')]];
      // The input decides how many there are.
      if (/^(?:in|num)_(?:channels|features)$/.test(name)) return [[name, first[1] ?? '1']];
      if (control === 'choice' && words?.[0] !== undefined) return [[name, words[0]]];
      return control === 'integers' ? [[name, one]] : [];
    }),
  );
}

const isWindow = (op: Op): boolean => Object.keys(op.params).some(name => /^strides?$/.test(name));

let known: readonly OpChoice[] | undefined;

/** Every op, windows first. */
function choices(): readonly OpChoice[] {
  known ??= allOps
    .filter(op => op.listed !== false && !op.attribute)
    .map(op => ({ op: op.name, framework: op.framework, window: isWindow(op) }))
    .toSorted((a, b) => Number(b.window) - Number(a.window));
  return known;
}
