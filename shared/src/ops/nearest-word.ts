/** The word that was probably meant by one that nobody knows: `kernel_size` by `kernal_size`. */
export function nearestWord(word: string, known: readonly string[]): string | undefined {
  const mine = plain(word);
  const same = known.find(other => plain(other) === mine);
  if (same) return same;
  // Of a short word hardly anything is left after two changes.
  const most = mine.length < 5 ? 1 : 2;
  const [best] = known
    .filter(other => plain(other).length > 2)
    .map(other => ({ other, distance: distance(mine, plain(other)) }))
    .filter(each => each.distance <= most)
    .sort((a, b) => a.distance - b.distance);
  return best?.other;
}

/** Without underscores and capitals: `keepDims`, `keep_dims`. */
const plain = (word: string): string => word.replaceAll('_', '').toLowerCase();

/** How many letters must be put in, taken out or changed, or stand the other way round. */
function distance(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const changed = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? (before[j - 2] ?? 0) + 1 : changed;
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, changed, swapped));
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? 0;
}
