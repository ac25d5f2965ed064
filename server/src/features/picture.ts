/** A picture of what a call computes: with the user's own numbers where they are known, else a reduced example that says so. */
import type { Data } from '#shared/kernel/data.ts';
import { executeWindow } from '#shared/kernel/execute/index.ts';
import type { WindowGeometry } from '#shared/kernel/geometry.ts';
import { admissible } from '#shared/kernel/transpose.ts';
import type { Outcome } from '#shared/ops/apply.ts';
import { type Arg, toTensor } from '#shared/ops/argument.ts';
import { toNumbers } from '#shared/shape/shape.ts';
import type { Grid, Panel, Picture } from './drawing.ts';
import { formatNumber } from './format-number.ts';
import { reducedExample } from './reduced-example.ts';
import { tensorGrids } from './tensor-grids.ts';
import { windowPicture } from './window-picture.ts';

/** Undefined when there is nothing to draw. */
export function picture(outcome: Outcome): Picture | undefined {
  const { geometry, result } = outcome;
  return geometry ? (real(geometry, outcome) ?? example(geometry, outcome)) : valuePicture('output', result);
}

/** The values of one tensor. */
export function valuePicture(name: string, value: Arg): Picture | undefined {
  const data = dataOf(value);
  const grids = data && tensorGrids(data);
  if (!data || !grids) return undefined;
  return complete([{ title: `${name} [${data.shape.join(', ')}]`, grids }], '', false);
}

function real(geometry: WindowGeometry, { bound, result }: Outcome): Picture | undefined {
  const input = dataOf(bound[geometry.inputArgument]);
  const filter = geometry.filterArgument === undefined ? undefined : dataOf(bound[geometry.filterArgument]);
  if (!input || (geometry.filterArgument !== undefined && !filter)) return undefined;
  const draw = (window: WindowGeometry, output: Data | undefined) =>
    output && windowPicture({ geometry: window, input, output, ...(filter ? { filter } : {}) });
  const drawn = draw(geometry, dataOf(result) ?? executeWindow(geometry, input, filter));
  if (drawn) return complete(drawn.panels, drawn.caption, false);
  // An output shape that cannot be: the nearest thing to a result is that of the usual one.
  const usual = geometry.kind === 'transposed-conv' ? withUsualOutput(geometry) : undefined;
  const instead = usual && draw(usual, executeWindow(usual, input, filter));
  return instead && complete(instead.panels, `with an output shape that is possible; ${instead.caption}`, true);
}

const withUsualOutput = (geometry: WindowGeometry): WindowGeometry => ({
  ...geometry,
  axes: geometry.axes.map(axis => ({ ...axis, output: admissible(axis).canonical })),
});

function example(geometry: WindowGeometry, { problems }: Outcome): Picture | undefined {
  // What the framework rejects has no result, and a picture of something else would only confuse.
  if (problems.some(({ severity }) => severity === 'error') && geometry.kind !== 'transposed-conv') return undefined;
  const made = reducedExample(geometry);
  const drawn = made && windowPicture(made);
  if (!made || !drawn) return undefined;
  const kind = made.reduced ? 'reduced example' : 'example';
  const values =
    geometry.kind === 'transposed-conv' ? 'input and filter of ones' : made.filter ? 'input 1, 2, 3 …, filter of ones' : 'input 1, 2, 3 …';
  return complete(drawn.panels, `${kind}: ${values}; ${drawn.caption}`, true);
}

function dataOf(value: Arg | undefined): Data | undefined {
  const tensor = value && toTensor(value);
  const shape = toNumbers(tensor?.shape);
  return tensor?.data && shape ? { shape, values: tensor.data } : undefined;
}

const complete = (panels: readonly Panel[], caption: string, isExample: boolean): Picture => ({
  panels,
  caption,
  example: isExample,
  description: `${isExample ? 'example: ' : ''}${panels.map(({ title, grids }) => `${title}${inWords(grids)}`).join('; ')}`,
});

/** Rows of a small grid: ` = 9 18 18 9 / 18 36 36 18`. */
function inWords([grid]: readonly Grid[]): string {
  if (!grid || grid.values.length > 64) return '';
  const rows = Array.from({ length: grid.rows }, (_, row) =>
    grid.values
      .slice(row * grid.columns, (row + 1) * grid.columns)
      .map(formatNumber)
      .join(' '),
  );
  return ` = ${rows.join(' / ')}`;
}
