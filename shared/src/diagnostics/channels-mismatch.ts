import type { Dim } from '../dim/dim.ts';
import { show } from '../dim/show.ts';
import { counted, defineDiagnostic } from './diagnostic.ts';

export type ChannelsMismatch =
  /** The input has not the channels that the filter takes; with `groups`, some multiple of them would do too. */
  | { readonly kind: 'input'; readonly input: Dim; readonly filter: Dim; readonly filterAxis: number; readonly groups: boolean }
  /** Divisible input channels make groups, and the filter's output channels do not divide into them. */
  | { readonly kind: 'groups'; readonly input: Dim; readonly filter: Dim; readonly groups: Dim; readonly output: Dim }
  /** A layer that was told how many channels to expect. */
  | { readonly kind: 'declared'; readonly input: Dim; readonly parameter: string; readonly declared: Dim }
  /** Some other pair of axes that count channels: of `tf.layers`, batch norm, a depthwise filter. */
  | { readonly kind: 'pair'; readonly left: string; readonly leftDim: Dim; readonly right: string; readonly rightDim: Dim };

export const channelsMismatch = defineDiagnostic<ChannelsMismatch>({
  code: 'channels-mismatch',
  severity: 'error',
  title: 'input and filter disagree about channels',
  message: facts => {
    switch (facts.kind) {
      case 'input':
        return `input has ${counted(facts.input, 'channel')}, the filter takes ${show(facts.filter)}${facts.groups ? ' or a multiple' : ''} (its axis ${facts.filterAxis})`;
      case 'groups':
        return `input has ${counted(facts.input, 'channel')}, the filter takes ${show(facts.filter)}: that makes ${show(facts.groups)} groups, which do not divide the filter's ${show(facts.output)} output channels`;
      case 'declared':
        return `input has ${counted(facts.input, 'channel')}, ${facts.parameter} is ${show(facts.declared)}`;
      case 'pair':
        return `${facts.left} has ${counted(facts.leftDim, 'channel')}, ${facts.right} has ${show(facts.rightDim)}`;
    }
  },
  frameworkMessages: [
    'is not a multiple of input depth of filter',
    'input depth must be evenly divisible by filter depth',
    'Depth of output is not a multiple of the number of groups',
    'output depth must be evenly divisible by number of groups',
    'Dimensions must be equal, but are',
    'filter and out_backprop must have the same out_depth',
    "input channels does not match filter's input channels",
    'depth of input must match input depth for filter',
    'to have channels, but got channels instead',
    'running_mean should contain elements not',
    "expected input's size at dim=1 to match num_features",
    'Expected weight to be a vector of size equal to the number of channels in input',
    'depth of output must match output depth for filter',
    'The number of input channels is not divisible by the corresponding number of output filters',
    "The number of input channels must match the kernel's input channels",
    'Error in separableConv2d: the third dimension of pointwise filter must be, but got',
    'expected axis of input shape to have value but got shape',
    'expected axis -1 of input shape to have value, but received input with shape',
  ],
});
