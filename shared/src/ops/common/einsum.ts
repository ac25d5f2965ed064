/** `einsum`: products and sums over axes by their letters. */
import { argumentForm } from '../../diagnostics/argument-form.ts';
import { broadcastMismatch } from '../../diagnostics/broadcast-mismatch.ts';
import type { Severity } from '../../diagnostics/diagnostic.ts';
import { rankMismatch } from '../../diagnostics/rank-mismatch.ts';
import { equal } from '../../dim/compare.ts';
import { type Dim, int, unknown } from '../../dim/dim.ts';
import { broadcast } from '../../shape/broadcast.ts';
import type { Shape } from '../../shape/shape.ts';
import { type Arg, type TensorArg, tensorArg, toTensor } from '../argument.ts';
import type { Check } from '../check.ts';

export interface EinsumNames {
  readonly op: string;
  /** The parameters of the equation and of the tensors. */
  readonly equation: string;
  readonly operands: string;
  /**
   * A tensor of fewer axes than letters is taken for one with more behind: TensorFlow.js computes something of it, or fails. So it does with more axes,
   * where there is nothing to multiply them with.
   */
  readonly fewer?: Severity;
  /** Axes of length 1 are not stretched. */
  readonly strict?: boolean;
}

/** The tensors of `*operands`; one alone is no list. */
export function operandsOf(given: Arg | undefined): readonly TensorArg[] | undefined {
  const read = (given?.kind === 'list' ? given.items : given ? [given] : []).map(toTensor);
  return read.every(each => each !== undefined) ? (read as readonly TensorArg[]) : undefined;
}

/** A certain clash is reported; an equation that is not understood, or interleaved forms, give an unknown tensor. */
export function einsumRule(
  equation: string | undefined,
  operands: readonly TensorArg[] | undefined,
  names: EinsumNames,
  check: Check,
): TensorArg {
  const parsed = equation === undefined ? undefined : parse(equation);
  if (!parsed) return tensorArg(undefined);
  const { inputs, output } = parsed;
  if (operands && operands.length !== inputs.length) {
    const problem = `has an equation for ${inputs.length} tensors, got ${operands.length}`;
    check.report(argumentForm, { op: names.op, problem }, { argument: names.equation });
    return tensorArg(undefined);
  }
  const dims = new Map<string, Dim>();
  let rest: Shape | undefined = [];
  inputs.forEach((letters, at) => {
    const shape = operands?.[at]?.shape;
    const open = letters.indexOf('…');
    if (!shape) {
      if (open >= 0) rest = undefined;
      return;
    }
    const named = letters.replace('…', '').length;
    if (open < 0 ? shape.length !== named : shape.length < named) {
      const wanted = open < 0 ? named : `at least ${named}`;
      check.report(
        rankMismatch,
        { argument: `operand ${at + 1} of '${equation}'`, wanted, got: shape },
        { argument: names.operands, item: at },
        names.fewer && (shape.length < named || named === 0 || operands?.length === 1) ? { severity: names.fewer } : {},
      );
      return;
    }
    const taken = open < 0 ? [] : shape.slice(open, open + shape.length - named);
    const joined = rest && open >= 0 ? broadcast(rest, taken) : undefined;
    if (joined && 'clash' in joined)
      check.report(
        broadcastMismatch,
        { op: `${names.op} '${equation}'`, left: rest as Shape, right: taken, clash: joined.clash },
        { argument: names.operands, item: at },
      );
    if (joined) rest = 'shape' in joined ? joined.shape : undefined;
    const axes = open < 0 ? shape : [...shape.slice(0, open), ...shape.slice(open + taken.length)];
    [...letters.replace('…', '')].forEach((letter, axis) => {
      const [before, dim] = [dims.get(letter), axes[axis] ?? unknown];
      const stretches = !names.strict && (equal(before ?? dim, int(1)) === 'yes' || equal(dim, int(1)) === 'yes');
      if (before && equal(before, dim) === 'no' && !stretches) {
        const clash = { axis, left: before, right: dim };
        check.report(
          broadcastMismatch,
          { op: `${names.op} '${equation}', axis ${letter}`, left: [before], right: [dim], clash },
          { argument: names.operands, item: at },
        );
      }
      if (!before || (before.kind !== 'int' && dim.kind === 'int') || equal(before, int(1)) === 'yes') dims.set(letter, dim);
    });
  });
  const ends = rest as Shape | undefined;
  if (output.includes('…') && !ends) return tensorArg(undefined);
  return tensorArg([...output].flatMap(letter => (letter === '…' ? (ends ?? []) : [dims.get(letter) ?? unknown])));
}

function parse(equation: string): { readonly inputs: readonly string[]; readonly output: string } | undefined {
  const text = equation.replaceAll(/\s/g, '').replaceAll('...', '…');
  const [left = '', right, more] = text.split('->');
  if (more !== undefined || !/^[A-Za-z…,]*$/.test(left) || !/^[A-Za-z…]*$/.test(right ?? '')) return undefined;
  const inputs = left.split(',');
  if ([...inputs, right ?? ''].some(word => word.split('…').length > 2)) return undefined;
  // Without an arrow: the letters that occur once, in order of the alphabet.
  const all = [...left].filter(letter => letter !== ',' && letter !== '…');
  const single = [...new Set(all)].filter(letter => all.indexOf(letter) === all.lastIndexOf(letter)).sort();
  return { inputs, output: right ?? `${left.includes('…') ? '…' : ''}${single.join('')}` };
}
