/** Data sets: `tf.data`. */
import type { Op } from '../../op.ts';
import type { FrameworkPack, StreamMember } from '../../pack.ts';
import { appliedFunctions } from './applied.ts';
import { combinations } from './combine.ts';
import { exampleOps } from './examples.ts';
import { sources } from './sources.ts';
import { transformations } from './transform.ts';

export const dataOps: readonly Op[] = [...sources, ...transformations, ...combinations, ...exampleOps];

const all = (words: string, does: StreamMember) => Object.fromEntries(words.split(' ').map(word => [word, does]));

/** A tuple is spread over the function's parameters, and what that returns becomes tensors. */
export const streams: NonNullable<FrameworkPack['streams']> = {
  map: { kind: 'maps', spread: true, tensors: true },
  filter: { kind: 'tests', spread: true },
  take_while: { kind: 'tests', spread: true },
  scan: { kind: 'scans', tensors: true },
  reduce: { kind: 'reduces', tensors: true },
  group_by_window: { kind: 'groups', spread: true },
  ...all('flat_map interleave', { kind: 'flattens', spread: true }),
  apply: { kind: 'applies' },
  ...all('make_one_shot_iterator make_initializable_iterator', { kind: 'same' }),
  get_next: { kind: 'next' },
  element_spec: { kind: 'next', attribute: true },
};

const iterators = ['data', 'compat.v1.data'].flatMap(path =>
  ['make_one_shot_iterator', 'make_initializable_iterator'].map(word => `${path}.${word}`),
);

export const functions: NonNullable<FrameworkPack['functions']> = {
  ...Object.fromEntries(iterators.map(path => [path, { kind: 'returns-argument' } as const])),
  ...appliedFunctions,
};
