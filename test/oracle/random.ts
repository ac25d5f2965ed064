// A small seeded generator, so that a failing case stays.

export function randomFrom(seed: number) {
  let state = seed;
  /** In [0, 1): mulberry32. */
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  return {
    chance: (part: number): boolean => next() < part,
    pick: <T>(...choices: readonly T[]): T => choices[Math.floor(next() * choices.length)] as T,
    weighted: <T>(choices: readonly (readonly [number, T])[]): T => {
      const place = next() * choices.reduce((total, [weight]) => total + weight, 0);
      let sum = 0;
      for (const [weight, choice] of choices) {
        sum += weight;
        if (place < sum) return choice;
      }
      return (choices.at(-1) as readonly [number, T])[1];
    },
  };
}
