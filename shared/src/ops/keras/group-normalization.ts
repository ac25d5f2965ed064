/** `GroupNormalization`: the channels in groups. Source: layers/normalization/group_normalization.py in Keras 3, tensorflow_addons' in Keras 2. */
import { argumentForm } from '../../diagnostics/argument-form.ts';
import { groupsDoNotDivide } from '../../diagnostics/groups-do-not-divide.ts';
import { divides } from '../../dim/compare.ts';
import { readAxis } from '../common/axis.ts';
import { ofType } from '../common/contents.ts';
import type { LayerOp } from '../op.ts';
import { integer, oneTensor } from '../parameter.ts';
import { applied, ignoredOnes, layer } from './declare.ts';

const name = 'keras.layers.GroupNormalization';

export const groupNormalization: LayerOp = layer({
  name,
  summary: 'Shifts and scales groups of channels; −1 makes each channel a group.',
  params: {
    groups: integer().default('32'),
    axis: integer().default('-1'),
    ...ignoredOnes(
      'epsilon center scale beta_initializer gamma_initializer beta_regularizer gamma_regularizer beta_constraint gamma_constraint',
    ),
  },
  call: { inputs: oneTensor(), ...applied },
  shape({ groups, axis, inputs: { shape, dtype } }, check) {
    const at = shape && readAxis(axis, shape, 'axis', check);
    const channels = at === undefined ? undefined : shape?.[at];
    const each = groups.kind === 'int' && groups.value === -1;
    if (groups.kind === 'int' && groups.value < 1 && !each)
      check.report(argumentForm, { op: name, problem: `takes groups of at least 1, or -1, got ${groups.value}` }, { argument: 'groups' });
    else if (channels && !each && divides(groups, channels) === 'no')
      check.report(groupsDoNotDivide, { groups, what: "the input's channels", channels }, { argument: 'groups' });
    return ofType(shape, dtype);
  },
  examples: [
    { call: `${name}(3)`, on: '8 6 6 12', gives: '8 6 6 12' },
    { call: `${name}(-1)`, on: '8 6 6 12', gives: '8 6 6 12' },
    { call: `${name}()`, on: '8 6 6 12', reports: 'groups-do-not-divide' },
    { call: `${name}(3, axis=1)`, on: '8 8 6 12', reports: 'groups-do-not-divide' },
    { call: `${name}(0)`, on: '8 6 6 12', reports: 'argument-form' },
    { call: `${name}(3, axis=4)`, on: '8 6 6 12', reports: 'axis-out-of-range' },
  ],
});
