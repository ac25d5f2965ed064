/** A number in few characters: whole ones as they are, others with three digits that count. */
export function formatNumber(value: number): string {
  if (Number.isNaN(value)) return '·';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  const sign = value < 0 ? '−' : '';
  const size = Math.abs(value);
  if (Number.isInteger(size) && size < 1e6) return `${sign}${size}`;
  if (size >= 1e6 || size < 1e-3) return `${sign}${size.toExponential(1).replace('e+', 'e').replace('-', '−')}`;
  return `${sign}${Number(size.toPrecision(3))}`;
}
