/** `EinsumDense`: a dense layer whose equation says which axes it sums over. Source: layers/core/einsum_dense.py in Keras 2 and 3. */
import { equal } from '../../dim/compare.ts';
import { unknown } from '../../dim/dim.ts';
import type { LayerOp } from '../op.ts';
import { anything, integers, oneTensor } from '../parameter.ts';
import { any, applied, ignoredOnes, layer } from './declare.ts';

const einsumDense = layer({
  name: 'keras.layers.EinsumDense',
  aliases: ['layers.experimental.EinsumDense'],
  summary: 'A product with weights as an equation over named axes says.',
  params: {
    equation: anything('str'),
    output_shape: integers('int | (int | None)[]'),
    activation: any(),
    bias_axes: any(),
    ...ignoredOnes(
      'kernel_initializer bias_initializer kernel_regularizer bias_regularizer activity_regularizer kernel_constraint bias_constraint lora_rank',
    ),
  },
  order: 'equation output_shape activation bias_axes',
  call: { inputs: oneTensor(), ...applied },
  shape({ equation, output_shape, inputs: { shape } }) {
    const text = equation?.kind === 'text' ? equation.text?.replaceAll(/\s/g, '') : undefined;
    const [, before, after] = /^((?:\.{3})?[A-Za-z]+),[A-Za-z]+->((?:\.{3})?[A-Za-z]+)$/.exec(text ?? '') ?? [];
    const given = output_shape?.kind === 'one' ? [output_shape.dim] : output_shape?.kind === 'many' ? output_shape.items : undefined;
    if (!shape || !before || !after || !given) return undefined;
    // Axes that have no letters come first.
    if (before.startsWith('...')) {
      const [left, right] = [before.slice(3), after.slice(3)];
      const outer = shape.slice(0, -left.length);
      if (!after.startsWith('...') || left.length > shape.length || given.length > outer.length + right.length) return undefined;
      const inner = [...right].map(letter => shape[outer.length + left.indexOf(letter)] ?? unknown);
      const said = [...right].map((letter, at) => {
        const dim = given.at(at - right.length);
        return typeof dim === 'object' ? dim : left.includes(letter) ? (inner[at] ?? unknown) : unknown;
      });
      // A model is told that they come in reverse (`_analyze_split_string`), the product keeps their order.
      const [batch = unknown, ...middle] = outer;
      const certain = middle.map((dim, at) => (equal(dim, middle.at(-1 - at) ?? unknown) === 'yes' ? dim : unknown));
      return [batch, ...certain, ...said];
    }
    const [left, right] = [before, after];
    if (left.length !== shape.length || right.length !== given.length + 1) return undefined;
    const dims = [...right].map((letter, at) => {
      const said = at === 0 ? 'none' : given[at - 1];
      return typeof said === 'object' ? said : (shape[left.indexOf(letter)] ?? unknown);
    });
    return dims;
  },
  examples: [
    { call: "keras.layers.EinsumDense('abc,cd->abd', output_shape=(None, 64))", on: '8 32 128', gives: '8 32 64' },
    { call: "keras.layers.EinsumDense('ab,bc->ac', output_shape=64)", on: '8 32', gives: '8 64' },
  ],
});

export const einsumDenses: readonly LayerOp[] = [einsumDense];
