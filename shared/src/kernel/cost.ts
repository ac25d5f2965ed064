/**
 * What a window costs: trainable parameters, multiply-adds, and how far one output cell sees.
 * `K` taps of the filter, `I` input and `O` output channels, `g` groups, `B` biases, `P` places of the window in the whole batch.
 */
import { product } from '../dim/arithmetic.ts';
import { type Dim, int } from '../dim/dim.ts';
import { type Environment, type Formula, formula } from '../dim/formula.ts';
import type { WindowGeometry } from './geometry.ts';
import { effectiveKernel } from './window.ts';

export interface Explained {
  readonly value: Dim;
  /** The formula with this call's numbers: `9·3·64 + 64 = 1792`. */
  readonly explanation: string;
}

export const parameters = {
  full: { plain: formula('K*I*O'), biased: formula('K*I*O + B') },
  grouped: { plain: formula('K*floor(I / g)*O'), biased: formula('K*floor(I / g)*O + B') },
  /** Each output channel reads one input channel. */
  depthwise: { plain: formula('K*O'), biased: formula('K*O + B') },
};

/** A pool takes part too: one step per tap and cell. */
export const work = {
  full: formula('P*K*I*O'),
  grouped: formula('P*K*floor(I / g)*O'),
  depthwise: formula('P*K*O'),
};

/** One more layer on a receptive field of `r` cells, where `j` input cells lie between neighbouring cells of the layer before. */
export const receptiveFieldStep = formula('r + (F - 1)*j');
export const jumpStep = formula('j*s');

const explained = (rule: Formula, env: Environment): Explained => ({ value: rule(env), explanation: rule.explain(env) });

/** Trainable numbers of one layer, none for a pool. With `bias`, one more per output channel. */
export function parameterCount(geometry: WindowGeometry, bias = false): Explained {
  const connection = connectionOf(geometry);
  if (isPool(geometry)) return { value: int(0), explanation: '0' };
  return explained(parameters[connection][bias ? 'biased' : 'plain'], { ...environment(geometry), B: geometry.outputChannels });
}

/** Multiply-adds for the whole batch, taps that fall on padding included, as is usual. */
export function multiplyAdds(geometry: WindowGeometry): Explained {
  return explained(work[connectionOf(geometry)], environment(geometry));
}

/** Along one axis, after layers in order: how many input cells one output cell depends on, and how far apart neighbours look. */
export function receptiveField(chain: readonly { readonly kernel: Dim; readonly stride: Dim; readonly dilation: Dim }[]): Explained & {
  readonly jump: Dim;
} {
  let field: Dim = int(1);
  let jump: Dim = int(1);
  let explanation = '1';
  for (const { kernel, stride, dilation } of chain) {
    const env: Environment = { r: field, j: jump, s: stride, F: effectiveKernel({ k: kernel, d: dilation }) };
    explanation = receptiveFieldStep.explain(env);
    [field, jump] = [receptiveFieldStep(env), jumpStep(env)];
  }
  return { value: field, jump, explanation };
}

const isPool = ({ kind }: WindowGeometry): boolean => kind === 'max-pool' || kind === 'average-pool';

function connectionOf(geometry: WindowGeometry): 'full' | 'grouped' | 'depthwise' {
  if (geometry.kind === 'depthwise-conv' || isPool(geometry)) return 'depthwise';
  return geometry.groups.kind === 'int' && geometry.groups.value === 1 ? 'full' : 'grouped';
}

function environment(geometry: WindowGeometry): Environment {
  // A transposed convolution has the filter and the cost of the convolution it transposes.
  const transposed = geometry.kind === 'transposed-conv';
  const [I, O] = transposed ? [geometry.outputChannels, geometry.inputChannels] : [geometry.inputChannels, geometry.outputChannels];
  return {
    I,
    O,
    g: geometry.groups,
    K: product(geometry.axes.map(axis => axis.kernel)),
    P: product([geometry.batch, ...geometry.axes.map(axis => (transposed ? axis.input : axis.output))]),
  };
}
