/** Decorators of functions and methods. */
import { type Frame, positionalArguments, type Run } from './run.ts';
import { type FunctionValue, unknownValue, type Value } from './value.ts';

/**
 * What the name holds once its decorators have run. A framework's decorator (`@tf.function`) leaves the function what it is and those of
 * the workspace are called; an unknown one may do anything, even change how the function is called: then only its body is analysed, on its own.
 */
export function decorated(value: FunctionValue, frame: Frame, run: Run): Value {
  return value.definition.decorators.toReversed().reduce<Value>((inner, expr) => {
    const decorator = run.evaluate(expr, frame);
    // `@value.setter`, `@value.getter`: of a property, which is the function itself here.
    if (expr.kind === 'attribute' && ['setter', 'getter', 'deleter'].includes(expr.name)) return inner;
    switch (decorator.kind) {
      case 'namespace':
        return inner;
      case 'unknown':
        frame.module.orphans.add(value);
        return unknownValue('a function behind an unknown decorator');
      default:
        return run.call(decorator, positionalArguments(inner), { frame, span: value.definition.span });
    }
  }, value);
}
