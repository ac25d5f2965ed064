/** The version the calculator reckons under: the newest that has the op. */
import type { Op } from '#shared/ops/op.ts';
import type { Version } from '#shared/ops/versions.ts';

export function calculatorVersion({ framework, api }: Op): Version {
  if (framework !== 'tensorflow') return { framework, generation: 'any' };
  return { framework, generation: api === 'v1' ? '2-v1' : '2' };
}
