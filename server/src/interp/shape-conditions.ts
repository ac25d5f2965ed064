/**
 * Conditions about shapes: `if x.shape[1] != channels:`, `if a.ndim == 4 and …`. Where such a condition cannot be decided, what stands behind it
 * was written for the shapes it lets through: that it fails for others is provided for.
 */
import type { Expr, Stmt } from '#server/ir/ir.ts';

const words: ReadonlySet<string> = new Set([
  ...['shape', 'ndim', 'rank', 'size', 'dim', 'numel', 'get_shape', 'dims', 'length', 'len', 'int_shape', 'static_shape', 'dtype'],
  ...['in_channels', 'out_channels', 'in_features', 'out_features', 'image_data_format', 'data_format'],
]);

const known = new WeakMap<Expr, boolean>();

export function asksForShape(expr: Expr): boolean {
  let answer = known.get(expr);
  if (answer === undefined) {
    answer = mentions(expr);
    known.set(expr, answer);
  }
  return answer;
}

function mentions(expr: Expr): boolean {
  switch (expr.kind) {
    case 'name':
      return words.has(expr.name);
    case 'attribute':
      return words.has(expr.name) || mentions(expr.object);
    case 'subscript':
      return mentions(expr.object);
    case 'call':
      return mentions(expr.callee) || expr.args.some(({ value }) => mentions(value));
    case 'unary':
      return mentions(expr.operand);
    case 'binary':
    case 'logical':
      return mentions(expr.left) || mentions(expr.right);
    case 'compare':
      return expr.operands.some(mentions);
    default:
      return false;
  }
}

/** Whether a block certainly leaves the one around it: what follows then runs under the opposite condition. */
export function leavesAlways(block: readonly Stmt[]): boolean {
  const last = block.at(-1)?.kind;
  return last === 'return' || last === 'raise' || last === 'break' || last === 'continue';
}
