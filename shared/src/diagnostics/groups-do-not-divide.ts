import type { Dim } from '../dim/dim.ts';
import { show } from '../dim/show.ts';
import { defineDiagnostic } from './diagnostic.ts';

export interface GroupsDoNotDivide {
  readonly groups: Dim;
  /** What is to be divided: `in_channels`. */
  readonly what: string;
  readonly channels: Dim;
}

export const groupsDoNotDivide = defineDiagnostic<GroupsDoNotDivide>({
  code: 'groups-do-not-divide',
  severity: 'error',
  title: 'groups that do not divide the channels',
  message: ({ groups, what, channels }) => `${show(groups)} groups do not divide ${what} ${show(channels)}`,
  frameworkMessages: [
    'in_channels must be divisible by groups',
    'out_channels must be divisible by groups',
    'num_channels must be divisible by num_groups',
    'expected weight to be divisible by',
    'Expected number of channels in input to be divisible by num_groups',
    'feature_group_count must divide lhs feature dimension size',
  ],
});
