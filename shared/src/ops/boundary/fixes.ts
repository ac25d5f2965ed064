/** What would make data and model fit. Each is tried before it is offered. */
import type { Fix } from '../../diagnostics/diagnostic.ts';
import { type Dim, int } from '../../dim/dim.ts';
import { type Shape, sameShape, showShape } from '../../shape/shape.ts';
import { inputVerdict, targetVerdict } from './compare.ts';
import { counterpart, wantedBy } from './losses.ts';
import type { At, Feeding, ModelParts } from './parts.ts';

const when = (condition: boolean, fix: () => Fix): readonly Fix[] => (condition ? [fix()] : []);

const expand = (title: string, place: At, axis: number, { words }: Feeding): Fix => ({
  title,
  change: words.expand(place, int(axis)),
});

export function inputFixes(wanted: Shape, got: Shape, at: At, model: ModelParts, how: Feeding): readonly Fix[] {
  const isPlain = (shape: Shape) => shape.length > 1 && shape.slice(1).every(dim => dim.kind === 'int');
  return [
    ...when(sameShape(wanted.slice(1), got) === 'yes', () => expand('Give it an axis for the samples', at, 0, how)),
    ...when(how.exact && inputVerdict(wanted, [...got, int(1)], how) === 'fits', () =>
      expand('Give it an axis of length 1 at the end', at, -1, how),
    ),
    ...when(model['*stated'] !== undefined && isPlain(wanted) && isPlain(got), () => ({
      title: `Make the model for ${showShape([wanted[0] as Dim, ...got.slice(1)])}`,
      change: { kind: 'replace', place: { argument: '*stated' }, value: got.slice(1) },
      tentative: true,
    })),
  ];
}

export function targetFixes(
  loss: string | undefined,
  output: Shape,
  target: Shape,
  at: At,
  model: ModelParts,
  how: Feeding,
): readonly Fix[] {
  const wanted = loss === undefined ? undefined : wantedBy(loss);
  const other = loss === undefined ? undefined : counterpart(loss);
  const fits = (a: Shape, b: Shape, by = wanted) => targetVerdict(by, a, b, how) === 'fits';
  const [last, classes] = [target.at(-1), output.at(-1)];
  const { categorical, flatten } = how.words;
  const flat: Shape = [output[0] as Dim, ...(classes ? [classes] : [])];
  return [
    ...when(other !== undefined && model['*loss']?.kind === 'text' && fits(output, target, wantedBy(other)), () => ({
      title: `Compare with '${other}'`,
      change: { kind: 'replace', place: { argument: '*loss' }, value: other as string },
      preferred: true,
    })),
    ...when(
      categorical !== undefined &&
        wanted?.target === 'output' &&
        wanted.broadcasts === 'never' &&
        classes?.kind === 'int' &&
        target.length <= 2 &&
        fits(output, [target[0] as Dim, classes]) &&
        (target.length === 1 || (last?.kind === 'int' && last.value === 1)),
      () => ({
        title: 'Make rows with a single 1 of the numbers of classes',
        change: { kind: 'wrap', place: at, function: categorical as string, arguments: [classes as Dim] },
      }),
    ),
    ...when(how.exact && fits(output, [...target, int(1)]), () => expand('Give it an axis of length 1 at the end', at, -1, how)),
    ...when(model['*last'] !== undefined && output.length > 2 && target.length <= 2 && fits(flat, target), () => ({
      title: `Add ${flatten} before the last layer`,
      change: { kind: 'insert-layer', argument: '*last', layer: flatten },
    })),
    ...when(
      model['*units']?.kind === 'number' &&
        last?.kind === 'int' &&
        last.value > 1 &&
        target.length === output.length &&
        wanted !== undefined &&
        fits([...output.slice(0, -1), last], target),
      () => ({
        title: `Give the last layer ${last?.kind === 'int' ? last.value : ''} units`,
        change: { kind: 'replace', place: { argument: '*units' }, value: last as Dim },
      }),
    ),
  ];
}
