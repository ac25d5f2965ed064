/** Functions that go along a tensor with a state, and give a result for every step: `keras.ops.scan`, `K.rnn`; and loops that count. */
import { symbol } from '#shared/dim/dim.ts';
import { tensorsOf } from '#shared/ops/registry.ts';
import type { Framework } from '#shared/ops/versions.ts';
import { join, listOf } from './join.ts';
import { countOf, itemsOf, named, sliceOf, stacked, turns } from './looped-calls.ts';
import { type Arguments, type CallSite, positionalArguments, type Run } from './run.ts';
import { newCell } from './state/cell.ts';
import { type NamespaceValue, none, revealed, type TensorValue, unknownValue, type Value } from './value.ts';

const changing = () => unknownValue('what changes from turn to turn');

/** A state that a function returns anew, turn after turn, and what else it returned. */
function withState(first: Value, turn: (state: Value) => readonly [state: Value | undefined, result: Value | undefined], run: Run) {
  const state = newCell<Value>(first, join, changing());
  let result: Value | undefined;
  turns(() => {
    const [next, gives] = turn(state.current);
    run.trail.write(state, next ?? state.nothing);
    result = gives;
  }, run);
  return { state: state.current, result };
}

/** `scan(f, init, xs)`: f gets a state and a slice, and gives a state and a slice of the result. */
export function carried(callee: NamespaceValue, args: Arguments, { frame, span }: CallSite, run: Run): Value {
  const [fn, first, elements, length] = [named(args, 0, 'f'), named(args, 1, 'init'), named(args, 2, 'xs'), named(args, 3, 'length')];
  if (!fn || !first) return unknownValue('nothing to scan');
  const framework = tensorsOf(callee.framework);
  const isEmpty = !elements || elements.kind === 'none';
  const slice = isEmpty ? none : sliceOf(elements, framework);
  const turn = (state: Value) => {
    const [next, gives] = itemsOf(run.call(fn, positionalArguments(state, slice), { frame, span })) ?? [];
    return [next, gives] as const;
  };
  const { state, result } = withState(first, turn, run);
  const count = isEmpty ? (length?.kind === 'number' ? length.dim : undefined) : countOf(elements);
  return listOf('tuple', [state, result ? stacked(result, count, framework) : unknownValue('what a scan gives')]);
}

/** `fori_loop(lower, upper, body, init)`. */
export function counted(args: Arguments, { frame, span }: CallSite, run: Run): Value {
  const [body, first] = [named(args, 2, 'body_fun'), named(args, 3, 'init_val')];
  if (!body || !first) return unknownValue('nothing to loop over');
  const number: Value = { kind: 'number', dim: symbol('index', { id: `index@${frame.module.path}:${span.start}#${run.fresh()}` }) };
  return withState(first, state => [run.call(body, positionalArguments(number, state), { frame, span }), undefined], run).state;
}

/** `rnn(step, inputs, states)`: the last output, all outputs, the states in the end. */
export function stepped(callee: NamespaceValue, args: Arguments, { frame, span }: CallSite, run: Run): Value {
  const [step, inputs, given] = [named(args, 0, 'step_function'), named(args, 1, 'inputs'), named(args, 2, 'initial_states')];
  const over = inputs && revealed(inputs);
  const states = itemsOf(given);
  const constants = named(args, 5, 'constants');
  const more = constants && constants.kind !== 'none' ? itemsOf(constants) : [];
  const isPlain = !args.open && isFalse(named(args, 8, 'time_major')) && named(args, 10, 'return_all_outputs') === undefined;
  if (!step || over?.kind !== 'tensor' || !states || !more || !isPlain) return unknownValue('a function that goes along a tensor');
  const framework = tensorsOf(callee.framework);
  const turn = (state: Value) => {
    const all = listOf('list', [...(itemsOf(state) ?? []), ...more]);
    const [gives, next] = itemsOf(run.call(step, positionalArguments(without(over, 1, framework), all), { frame, span })) ?? [];
    return [next && itemsOf(next)?.length === states.length ? next : undefined, gives] as const;
  };
  const { state, result } = withState(listOf('list', states), turn, run);
  const last = result && revealed(result);
  const [length] = over.shape?.slice(1) ?? [];
  const outputs: Value =
    last?.kind === 'tensor' && last.shape?.[0] && length
      ? { kind: 'tensor', framework, shape: [last.shape[0], length, ...last.shape.slice(1)] }
      : unknownValue('what the steps give');
  return listOf('tuple', [result ?? unknownValue('what the last step gives'), outputs, state]);
}

const without = ({ shape }: TensorValue, axis: number, framework: Framework): Value => ({
  kind: 'tensor',
  framework,
  shape: shape && shape.length > axis ? shape.toSpliced(axis, 1) : undefined,
});

const isFalse = (value: Value | undefined): boolean => value === undefined || (value.kind === 'flag' && value.value === false);
