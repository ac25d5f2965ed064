/** Calls by which tests say that what they are given fails: nothing in there is reported. */
import type { Expr } from '#server/ir/ir.ts';

/** `self.assertRaises(…)`, `pytest.raises(…)`, `assert.throws(…)`, `expect(() => …)`. */
const names = /^(?:assert_?raises\w*|raises|(?:does_?not_?)?throws(?:_?async)?|rejects|expect)$/i;

export function expectsFailure(expr: Expr | undefined): boolean {
  if (expr?.kind !== 'call') return false;
  const { callee } = expr;
  return names.test(callee.kind === 'name' || callee.kind === 'attribute' ? callee.name : '');
}
