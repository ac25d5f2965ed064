/**
 * What every op of TensorFlow.js asks of its arguments before it looks at shapes: that they are there, and that tensors hold numbers.
 * Source: tfjs-core/src/tensor_util_env.ts.
 */
import { argumentForm } from '../../diagnostics/argument-form.ts';
import type { TensorArg } from '../argument.ts';
import type { Check } from '../check.ts';
import type { Example, Op } from '../op.ts';
import type { Param } from '../parameter.ts';

/** They convert with `'string_or_numeric'`, or have the language's own way of comparing; and what only hands tensors on. */
const takesText = new RegExp(
  `^tf\\.(${[
    'tensor\\d?d?|scalar|fill|variable|range|clone|buffer|Tensor\\.(?!where).*',
    'concat\\d?d?|stack|unstack|reshape|squeeze|expandDims|tile|slice\\d?d?|stridedSlice|gatherND|sparseToDense|unique|ensureShape|setdiff1dAsync',
    'equal|notEqual|less|lessEqual|greater|greaterEqual',
    'signal\\.(frame|stft)',
    'string\\..*|sparse\\.sparseFillEmptyRows|raggedGather|raggedTensorToTensor',
  ].join('|')})$`,
);

/** Nobody looks whether they are there: what comes out is without meaning. */
const unchecked: Readonly<Record<string, readonly string[]>> = {
  'tf.fill': ['value'],
  'tf.range': ['start', 'stop'],
  'tf.linspace': ['num'],
  'tf.oneHot': ['depth'],
  'tf.signal.hannWindow': ['windowLength'],
  'tf.signal.hammingWindow': ['windowLength'],
  'tf.signal.frame': ['frameStep'],
  'tf.signal.stft': ['frameStep'],
  'tf.multinomial': ['numSamples'],
  ...Object.fromEntries(
    ['', 'Async'].flatMap(end => ['', 'WithScore', 'Padded'].map(kind => [`tf.image.nonMaxSuppression${kind}${end}`, ['maxOutputSize']])),
  ),
};

const isTensor = ({ type }: Param<unknown>): boolean => /^Tensor( |$)/.test(type);

type Given = Readonly<Record<string, unknown>>;

/** Something of a tensor is known; what is not may be no tensor at all but a set or an array that has a method of that name. */
const isKnown = (arg: unknown): boolean => {
  const { shape, dtype } = arg as TensorArg;
  return shape !== undefined || dtype !== undefined;
};

/** "Argument 'x' passed to 'relu' must be a Tensor or TensorLike, but got 'null'". */
function checkPresent({ name, params }: Op, required: readonly string[], args: Given, check: Check): void {
  const missing = required.find(word => !check.given.has(word));
  const [first] = Object.entries(params);
  if (missing === undefined || !first) return;
  // The receiver of a method is there: where the first is missing, it is a function that is called.
  if (missing !== first[0] && isTensor(first[1]) && !isKnown(args[first[0]])) return;
  const accepted = unchecked[name]?.includes(missing);
  const what = params[missing] && isTensor(params[missing]) ? ', a tensor' : '';
  check.report(
    argumentForm,
    { op: name, problem: `needs ${missing}${what}${accepted ? '; TensorFlow.js does not check this and computes nonsense' : ''}` },
    {},
    accepted ? { severity: 'warning' } : {},
  );
}

/** "Argument 'x' passed to 'relu' must be numeric tensor, but got string tensor". */
function checkNumbers({ name }: Op, tensors: readonly string[], args: Given, check: Check): void {
  const text = tensors.find(word => (args[word] as TensorArg | undefined)?.dtype === 'string');
  if (text === undefined || !isKnown(args[tensors[0] as string])) return;
  check.report(argumentForm, { op: name, problem: `takes numbers as ${text}, got text` }, { argument: text });
}

/** An op, and with it what all of them check. Its own rule is asked first: what it says is more to the point. */
export function checked(op: Op): Op {
  if (op.attribute) return op;
  const entries = Object.entries(op.params);
  const required = entries.filter(([, param]) => param.required).map(([name]) => name);
  const tensors = takesText.test(op.name) ? [] : entries.filter(([, param]) => isTensor(param)).map(([name]) => name);
  if (required.length === 0 && tensors.length === 0) return op;
  return {
    ...op,
    shape(args, check) {
      const result = op.shape(args, check);
      if (check.sound) checkNumbers(op, tensors, args as Given, check);
      if (check.sound) checkPresent(op, required, args as Given, check);
      return result;
    },
    examples: [...op.examples, ...further(op, required, tensors)],
  };
}

/** A call that is rejected, of an op that declares none. */
function further({ name, method, options, examples }: Op, [first]: readonly string[], tensors: readonly string[]): readonly Example[] {
  if (first === undefined || method?.only || options || examples.some(({ reports }) => reports)) return [];
  return [{ call: tensors.includes(first) ? `${name}(['1', '2'])` : `${name}()`, reports: 'argument-form' }];
}
