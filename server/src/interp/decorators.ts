/** Decorators of functions, methods and classes. */

import type { Expr } from '#server/ir/ir.ts';
import { packOf } from '#shared/ops/registry.ts';
import { withFields } from './fields.ts';
import { orphaned } from './orphans.ts';
import { type Frame, positionalArguments, type Run } from './run.ts';
import { type ClassValue, type FunctionValue, type NamespaceValue, unknownValue, type Value } from './value.ts';

/**
 * What the name holds once its decorators have run. A framework's decorator (`@tf.function`) leaves the function what it is and those of
 * the workspace are called. One of a library that nobody here can see mostly keeps how the function is called, but some pass it more
 * (`@with_session`) or less (`@hydra.main`): arguments taken for the wrong parameters would make false errors. So calls by the decorated name give
 * unknown, and the body is analysed on its own, with nothing known of its arguments; a method's on an object of its class.
 */
export function decorated(value: FunctionValue, frame: Frame, run: Run): Value {
  return value.definition.decorators.toReversed().reduce<Value>((inner, expr) => {
    const decorator = run.evaluate(expr, frame);
    // `@value.setter`, `@value.getter`: of a property, which is the function itself here.
    if (expr.kind === 'attribute' && ['setter', 'getter', 'deleter'].includes(expr.name)) return inner;
    switch (decorator.kind) {
      case 'namespace':
        if (!changesArgument(decorator)) return inner;
        orphaned(value, frame.module);
        return unknownValue('a function that is mapped or scanned');
      case 'unknown':
        orphaned(value, frame.module);
        // A call of it may run the function, with whatever arguments.
        return unknownValue('a function behind an unknown decorator', [value]);
      default:
        return run.call(decorator, positionalArguments(inner), { frame, span: value.definition.span });
    }
  }, value);
}

/** `@jax.vmap`: the function works on parts of what it is given. */
const changesArgument = ({ framework, path }: NamespaceValue): boolean => {
  const { functions = {} } = packOf(framework);
  return Object.hasOwn(functions, path) && functions[path]?.kind === 'changes-argument';
};

/**
 * The same for a class. Decorators that nobody here can see register classes and add methods; one that gave something else than the class would
 * break `isinstance` and `super()`, and hardly any does. Whatever is called `dataclass` makes one.
 */
export function decoratedClass(value: ClassValue, frame: Frame, run: Run): Value {
  if (frame.module.language !== 'python') return value;
  return value.statement.decorators.toReversed().reduce<Value>((inner, expr) => {
    const decorator = run.evaluate(expr, frame);
    const isForeign = decorator.kind === 'unknown' || decorator.kind === 'namespace';
    if (isForeign && inner.kind === 'class' && calledName(expr) === 'dataclass') return withFields(inner, {}, run);
    if (isForeign) return inner;
    const made = run.call(decorator, positionalArguments(inner), { frame, span: value.statement.nameSpan });
    if (made.kind !== 'unknown') return made;
    if (decorator.kind === 'builtin') return inner;
    orphaned(value, frame.module);
    return made;
  }, value);
}

/** `flax.struct.dataclass`, `pydantic.dataclasses.dataclass(frozen=True)`. */
function calledName(expr: Expr): string | undefined {
  if (expr.kind === 'call') return calledName(expr.callee);
  return expr.kind === 'name' || expr.kind === 'attribute' ? expr.name : undefined;
}
