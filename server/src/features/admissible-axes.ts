/** For a transposed window: the output lengths that exist per axis, and the values that choose each. */
import { toNumber } from '#shared/dim/dim.ts';
import { show } from '#shared/dim/show.ts';
import { axisPositions } from '#shared/kernel/execute/plan.ts';
import type { WindowGeometry } from '#shared/kernel/geometry.ts';
import { admissible } from '#shared/kernel/transpose.ts';
import type { Op } from '#shared/ops/op.ts';
import type { AdmissibleAxis, Values } from '#shared/protocol.ts';

/** More lengths than this are not offered one by one. */
const MAX_CHOICES = 16;

export function admissibleAxes(op: Op, geometry: WindowGeometry, values: Values): readonly AdmissibleAxis[] {
  if (geometry.kind !== 'transposed-conv') return [];
  const field = Object.keys(op.params).find(name => /^output_?shape$/i.test(name));
  return geometry.axes.map((axis, at): AdmissibleAxis => {
    const { low, high, canonical, explanation } = admissible(axis);
    const [least, most] = [toNumber(low), toNumber(high)];
    const lengths =
      field !== undefined && least !== undefined && most !== undefined && most - least < MAX_CHOICES
        ? Array.from({ length: most - least + 1 }, (_, step) => least + step)
        : [];
    return {
      axis: axis.name,
      low: show(low),
      high: show(high),
      canonical: show(canonical),
      explanation,
      choices: lengths.flatMap(length => {
        const text = field === undefined ? undefined : withLength(geometry, values[field] ?? '', at, length);
        return field === undefined || text === undefined
          ? []
          : [{ length, chosen: toNumber(axis.output) === length, values: { [field]: text } }];
      }),
    };
  });
}

/** The output shape with another length on one spatial axis; made up from the canonical lengths when there was none. */
function withLength(geometry: WindowGeometry, written: string, at: number, length: number): string | undefined {
  const items = written
    .replace(/[[\]()\s]/g, '')
    .split(',')
    .filter(Boolean);
  const spatial = geometry.axes.length;
  if (items.length === spatial) return items.map((item, index) => (index === at ? String(length) : item)).join(',');
  const { N = [], S = [], C = [] } = axisPositions(geometry.layout, spatial + 2) ?? {};
  const place = S[at];
  if (place === undefined) return undefined;
  const full = Array.from({ length: spatial + 2 }, (_, index) => {
    const axis = geometry.axes[S.indexOf(index)];
    return N.includes(index)
      ? show(geometry.batch)
      : C.includes(index)
        ? show(geometry.outputChannels)
        : axis
          ? show(admissible(axis).canonical)
          : '?';
  });
  return (items.length === spatial + 2 ? items : full).map((item, index) => (index === place ? String(length) : item)).join(',');
}
