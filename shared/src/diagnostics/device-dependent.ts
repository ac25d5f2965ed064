import { defineDiagnostic } from './diagnostic.ts';

export interface DeviceDependent {
  /** What is asked for: `NCHW convolution`. */
  readonly what: string;
  /** Where it fails: `a CPU without oneDNN`. */
  readonly fails: string;
}

export const deviceDependent = defineDiagnostic<DeviceDependent>({
  code: 'device-dependent',
  severity: 'information',
  title: 'works on some devices only',
  message: ({ what, fails }) => `${what} runs on a GPU, but fails on ${fails}`,
  frameworkMessages: [
    'only supports the NHWC tensor format on the CPU',
    'Generic conv implementation only supports NHWC tensor format for now',
    'Conv2DCustomBackpropInputOp only supports NHWC',
    'not yet support dilation rates larger than 1',
    'does not currently support grouped convolutions on the CPU',
    'Gradients for grouped convolutions are not supported on CPU',
    'CPU implementation of Conv3D currently only supports dilated rates of 1',
    'Current kernel implementation does not support dilations',
  ],
});
