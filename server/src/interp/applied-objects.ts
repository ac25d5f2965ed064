/** Layers and objects that a method applies: `model.predict(x)`, Flax's `model.apply(variables, x)`; and the tensors that objects make themselves. */

import { int } from '#shared/dim/dim.ts';
import { toShape } from '#shared/ops/common/shape-argument.ts';
import type { Applies } from '#shared/ops/pack.ts';
import { readIntegers } from '#shared/ops/parameter.ts';
import { tensorsOf } from '#shared/ops/registry.ts';
import { toArg } from './convert.ts';
import { listOf } from './join.ts';
import { memberOf } from './mro.ts';
import { openValue } from './open-values.ts';
import { protocolOf } from './protocol.ts';
import type { Arguments, CallSite, PassedArgument, Run } from './run.ts';
import { type InstanceValue, type LayerValue, newHole, unknownValue, type Value } from './value.ts';

export function applyObject(object: InstanceValue | LayerValue, does: Applies, args: Arguments, site: CallSite, run: Run): Value {
  const { skip = 0, skipped, own = [], gives, runs, column } = does;
  const before = skipped !== undefined && args.named.has(skipped) ? Math.max(skip - 1, 0) : skip;
  const given = args.positional.slice(before);
  const handed: Arguments = {
    ...args,
    positional: column ? given.map(asColumn) : given,
    named: own.length === 0 ? args.named : new Map([...args.named].filter(([name]) => !own.includes(name))),
  };
  const method = runs === undefined ? undefined : args.named.get(runs)?.value;
  const result = method && method.kind !== 'none' ? callNamed(object, method, handed, site, run) : run.call(object, handed, site);
  if (gives === 'nothing') return openValue('what a model was initialised with');
  return gives !== undefined && (gives === 'pair' || isPair(args, gives.pairWith)) ? pairOf(result, gives, args) : result;
}

/** `method='encode'`, `method=Model.encode`, `method=model.encode`. */
function callNamed(object: InstanceValue | LayerValue, method: Value, args: Arguments, site: CallSite, run: Run): Value {
  const named =
    method.kind === 'text' && method.text !== undefined && object.kind === 'instance' ? memberOf(object.class, method.text) : method;
  if (named?.kind !== 'function') return unknownValue('an unknown method of an object');
  return run.call(named.self || object.kind !== 'instance' ? named : { ...named, self: object }, args, site);
}

/** Anything but False and an empty list. */
function isPair({ named }: Arguments, keyword: string): boolean {
  const given = named.get(keyword)?.value;
  return given !== undefined && !(given.kind === 'flag' && given.value === false);
}

function pairOf(result: Value, gives: Applies['gives'], { named }: Arguments): Value {
  const given = typeof gives === 'object' ? named.get(gives.pairWith)?.value : undefined;
  const certain = given === undefined || given.kind === 'list' || given.kind === 'text' || (given.kind === 'flag' && given.value === true);
  return certain ? listOf('tuple', [result, openValue('the state of a model')]) : unknownValue('a result, perhaps with a state');
}

/** `self.param('kernel', initializer, shape)`: the initializer is called with a key and what follows. */
export function parameterOf(object: InstanceValue, { positional, named, open }: Arguments, site: CallSite, run: Run): Value {
  const [, initializer, ...rest] = positional;
  const callable = initializer && ['function', 'partial', 'op'].includes(initializer.value.kind);
  const made = callable
    ? run.call(initializer.value, { positional: [{ value: unknownValue('a key') }, ...rest], named, open }, site)
    : undefined;
  const protocol = protocolOf(object.class);
  if (!protocol || (made?.kind === 'tensor' && made.shape) || (made && made.kind !== 'tensor' && made.kind !== 'unknown'))
    return made ?? unknownValue('a parameter');
  const given = rest[0]?.value ?? named.get('shape')?.value;
  const shape = given && toShape(readIntegers(toArg(given)));
  return { kind: 'tensor', framework: tensorsOf(protocol.pack.name), shape, ...(shape ? {} : { hole: newHole() }) };
}

const asColumn = (passed: PassedArgument): PassedArgument => {
  const { value } = passed;
  if (value.kind === 'list' && 'known' in value.items.current)
    return {
      ...passed,
      value: listOf(
        'list',
        value.items.current.known.map(item => asColumn({ value: item }).value),
      ),
    };
  if (value.kind !== 'tensor' || value.shape?.length !== 1) return passed;
  const { data: _, elements: __, ...tensor } = value;
  return { ...passed, value: { ...tensor, shape: [...value.shape, int(1)] } };
};
