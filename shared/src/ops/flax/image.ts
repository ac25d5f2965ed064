/** The images that Flax's layers take: any number of batch axes, spatial axes, channels. */
import { product } from '../../dim/arithmetic.ts';
import { type Dim, int, unknown } from '../../dim/dim.ts';
import type { WindowAxis, WindowGeometry } from '../../kernel/geometry.ts';
import type { Shape } from '../../shape/shape.ts';
import type { Check } from '../check.ts';
import { axesOf } from '../conv/axes.ts';
import { allKnown } from '../conv/slide.ts';

export interface Image {
  readonly B: readonly Dim[];
  readonly S: readonly Dim[];
  readonly C: Dim;
}

/** An input of unknown rank is taken for one batch. `channels`: what the layer was told of them. */
export function imageOf(shape: Shape | undefined, spatial: number, check: Check, channels?: Dim): Image {
  const pattern = `*B S:${spatial} C` as '*B S:2 C';
  return axesOf(
    pattern,
    shape,
    {
      argument: 'inputs',
      wanted: `at least ${spatial + 1}`,
      ...(spatial <= 3 ? { usual: `N S:${spatial} C` } : {}),
      ...(channels ? { must: { C: channels } } : {}),
    },
    check,
  );
}

export const imageShape = ({ B, S, C }: Image): Shape => [...B, ...S, C];

export interface Slid {
  readonly kind: WindowGeometry['kind'];
  readonly image: Image;
  readonly axes: readonly (WindowAxis | undefined)[];
  readonly output: Dim;
  readonly groups: Dim;
  readonly filterLayout?: string;
}

export function setGeometry({ kind, image, axes, output, groups, filterLayout }: Slid, check: Check): void {
  const known = allKnown(axes);
  if (!known || known.length === 0 || known.length > 3) return;
  check.geometry = {
    kind,
    axes: known,
    batch: image.B.length === 0 ? int(1) : product(image.B),
    inputChannels: image.C,
    outputChannels: output,
    groups,
    layout: `N S:${known.length} C`,
    ...(filterLayout ? { filterLayout } : {}),
    inputArgument: 'inputs',
  };
}

/** Channels come last, whatever else is not known. */
export const someImage = (shape: Shape | undefined, C: Dim): Shape | undefined =>
  shape && shape.length > 0 ? [...shape.slice(0, -1).map(() => unknown), C] : undefined;
