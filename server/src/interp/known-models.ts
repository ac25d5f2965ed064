/** Models that come with a framework (`keras.applications`): an op says what they take and give, and what layers they have. */
import type { ModelArg } from '#shared/ops/argument.ts';
import { packOf, tensorsOf } from '#shared/ops/registry.ts';
import { attributeCell, newInstance } from './classes.ts';
import { fromArg } from './convert.ts';
import { marked } from './history.ts';
import { listOf } from './join.ts';
import { plainLayer } from './model-layers.ts';
import type { Given } from './op-arguments.ts';
import { frameworkClass, slots } from './protocol.ts';
import type { CallSite } from './run.ts';
import { Attributes, type InstanceValue, type OpValue, type TensorValue, textValue, type Value } from './value.ts';

export function modelValue(
  { input, entry: parameter, output, layers, isWhole }: ModelArg,
  { op }: OpValue,
  arguments_: Given,
  site: CallSite,
): InstanceValue {
  const given = parameter === undefined ? undefined : arguments_.get(parameter)?.value;
  const { framework } = op;
  const tensors = tensorsOf(framework);
  const base = { kind: 'namespace', framework, path: packOf(framework).modelClass ?? '', v1: false } as const;
  const model = newInstance(frameworkClass(base, site.frame, new Attributes()), false);
  // It has been so in every past.
  const set = (slot: string, value: Value) => {
    attributeCell(model.attributes, slot).current = value;
  };
  const entry = marked(given?.kind === 'tensor' ? given : fromArg(input, tensors), { by: model, from: [] }) as TensorValue;
  const start = given?.kind === 'tensor' && given.history ? given : entry;
  const history = { by: model, from: [start], inside: true } as const;
  const symbolic = (tensor: ModelArg['output']): Value => marked(fromArg(tensor, tensors), history);
  const members = layers.map((layer, at) => {
    const before = layers[at - 1];
    return plainLayer(framework, site, {
      name: layer.name,
      input: before ? symbolic(before.output) : start,
      output: symbolic(layer.output),
    });
  });
  set(slots.input, start);
  set(slots.output, symbolic(output));
  set(slots.layers, listOf('list', isWhole ? [plainLayer(framework, site, { input: start, output: start }), ...members] : members));
  if (!isWhole) set(slots.isPart, textValue('its named layers'));
  return model;
}
