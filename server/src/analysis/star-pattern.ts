/** Patterns with one star, as `paths` and `exports` have them: `@/*`. */

/** The pattern with the longest beginning wins, one without a star before all. */
export function bestPattern(text: string, patterns: readonly string[]): { readonly pattern: string; readonly rest: string } | undefined {
  let best: { readonly pattern: string; readonly rest: string; readonly length: number } | undefined;
  for (const pattern of patterns) {
    const [start = '', end, ...more] = pattern.split('*');
    if (end === undefined) {
      if (pattern === text) return { pattern, rest: '' };
      continue;
    }
    if (more.length > 0 || text.length < start.length + end.length || !text.startsWith(start) || !text.endsWith(end)) continue;
    if (!best || start.length > best.length)
      best = { pattern, rest: text.slice(start.length, text.length - end.length), length: start.length };
  }
  return best;
}
