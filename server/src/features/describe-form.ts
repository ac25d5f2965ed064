/** The form of an op, made from its declaration. */
import { parameterOrder } from '#shared/ops/bind.ts';
import { everyParam, type Op } from '#shared/ops/op.ts';
import type { Control, Param } from '#shared/ops/parameter.ts';
import { allOps, opNamed } from '#shared/ops/registry.ts';
import type { Field, Form, FormParams, OpChoice, Values } from '#shared/protocol.ts';
import { calculatorVersion } from './calculator-version.ts';

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

/** A small call that works, for those who begin with an empty form. */
function exampleOf(op: Op, fields: readonly Field[]): Values {
  const output = fields.find(({ name }) => /^output_?shape$/i.test(name));
  let tensors = 0;
  return Object.fromEntries(
    fields.flatMap(({ name, type, control, required, words }): [string, string][] => {
      if (output?.name === name) return [[name, '1,4,4,1']];
      const valid = isWindow(op) ? words?.find(word => /^valid$/i.test(word)) : undefined;
      if (valid !== undefined) return [[name, valid]];
      if (!required) return [];
      if (control === 'shape')
        return [[name, type === 'Tensor[]' ? '2,3; 2,3' : (shapeLike(type, tensors++ === 0 ? (output ? 2 : 4) : 3) ?? '2,3')]];
      return control === 'integers' ? [[name, '1']] : [];
    }),
  );
}

const isWindow = (op: Op): boolean => Object.keys(op.params).some(name => /^strides?$/.test(name));

function choices(): readonly OpChoice[] {
  return allOps
    .filter(op => op.listed !== false && !op.attribute)
    .map(op => ({ op: op.name, framework: op.framework, window: isWindow(op) }))
    .toSorted((a, b) => Number(b.window) - Number(a.window));
}
