/** Recurrent networks of TensorFlow 1: cells are objects, and functions run them over sequences. */
import type { Op } from '../../op.ts';
import type { FrameworkPack } from '../../pack.ts';
import { cells, root } from './cells.ts';
import { runs } from './run.ts';

export const recurrentOps: readonly Op[] = [...cells, ...runs];

const cell = { call: 'call', applies: `${root}.RNNCell.call`, isSeen: true } as const;

/** The cells that ops make, and what users derive theirs from. */
export const cellClasses: NonNullable<FrameworkPack['classes']> = Object.fromEntries(
  [`tf.${root}.RNNCell`, ...cells.map(({ name }) => name)].map(name => [name.slice('tf.'.length), cell]),
);

export const cellMembers: NonNullable<FrameworkPack['members']> = {
  zero_state: { kind: 'op', path: `${root}.RNNCell.zero_state`, ofSelf: true },
};
