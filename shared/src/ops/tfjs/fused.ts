/** Ops with bias and activation in one call: `tf.fused.conv2d`, `depthwiseConv2d`, `matMul`. Source: tfjs-core/src/ops/fused/*.ts. */
import { argumentForm } from '../../diagnostics/argument-form.ts';
import { broadcast } from '../../shape/broadcast.ts';
import type { TensorArg } from '../argument.ts';
import type { Check } from '../check.ts';
import { defineOp, type Op, type Result } from '../op.ts';
import { ignored, optionalTensor } from '../parameter.ts';
import { depthwiseConv2d } from './conv-others.ts';
import { conv2d } from './conv2d.ts';
import { docs, tfjs } from './declare.ts';
import { matMul } from './matmul.ts';

/** The bias is added to the result: it must stretch to it. */
function fits(op: string, result: Result, bias: TensorArg | undefined, check: Check): Result {
  const shape = result && 'length' in result ? result : result?.kind === 'tensor' ? result.shape : undefined;
  if (shape && bias?.shape && 'clash' in broadcast(shape, bias.shape))
    check.report(argumentForm, { op, problem: 'takes a bias that broadcasts to the result' }, { argument: 'bias' });
  return result;
}

const fused = (word: string, plain: Op, examples: Op['examples']): Op =>
  defineOp({
    framework: tfjs.framework,
    name: `tf.fused.${word}`,
    options: true,
    summary: `${plain.summary.replace(/\.$/, '')}, with bias and activation.`,
    docs: docs(`fused.${word}`),
    params: {
      ...plain.params,
      bias: optionalTensor(),
      activation: ignored('string'),
      preluActivationWeights: ignored('Tensor'),
      leakyreluAlpha: ignored('number'),
    },
    shape: (args, check) => fits(`tf.fused.${word}`, plain.shape(args as never, check), args.bias, check),
    examples,
  });

export const fusedOps: readonly Op[] = [
  fused('conv2d', conv2d, [
    {
      call: "tf.fused.conv2d({x, filter: w, strides: 1, pad: 'valid', bias: b, activation: 'relu'})",
      given: { x: '1 8 8 3', w: '3 3 3 2', b: '2' },
      gives: '1 6 6 2',
    },
    {
      call: "tf.fused.conv2d({x, filter: w, strides: 1, pad: 'valid'})",
      given: { x: '1 8 8 4', w: '3 3 3 2' },
      reports: 'channels-mismatch',
    },
    {
      call: "tf.fused.conv2d({x, filter: w, strides: 1, pad: 'valid', bias: b})",
      given: { x: '1 8 8 3', w: '3 3 3 2', b: '5' },
      reports: 'argument-form',
    },
  ]),
  fused('depthwiseConv2d', depthwiseConv2d, [
    { call: "tf.fused.depthwiseConv2d({x, filter: w, strides: 2, pad: 'same'})", given: { x: '1 8 8 3', w: '3 3 3 2' }, gives: '1 4 4 6' },
    {
      call: "tf.fused.depthwiseConv2d({x, filter: w, strides: 2, pad: 'same'})",
      given: { x: '1 8 8 4', w: '3 3 3 2' },
      reports: 'channels-mismatch',
    },
  ]),
  fused('matMul', matMul, [
    { call: 'tf.fused.matMul({a: x, b: w, bias: b})', given: { x: '8 784', w: '784 10', b: '10' }, gives: '8 10' },
    { call: 'tf.fused.matMul({a: x, b: w})', given: { x: '8 784', w: '780 10' }, reports: 'matmul-mismatch' },
    { call: 'tf.fused.matMul({a: x, b: w, bias: b})', given: { x: '8 784', w: '784 10', b: '9' }, reports: 'argument-form' },
  ]),
];
