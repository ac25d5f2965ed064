/** Times as people read them: of the processor, not of the clock. */

export interface Times {
  readonly median: number;
  readonly p95: number;
  readonly most: number;
}

export function timesOf(samples: readonly number[]): Times {
  const sorted = samples.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { median: at(0.5), p95: at(0.95), most: sorted.at(-1) ?? 0 };
}

/** Processor time, which other programs on the machine do not change. */
export function time(work: () => void): number {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

const ms = (value: number): string => `${value.toFixed(1)} ms`.padStart(10);

export const show = (name: string, { median, p95, most }: Times, more = ''): void =>
  console.log(`${name.padEnd(44)} median ${ms(median)}   95 % ${ms(p95)}   most ${ms(most)}${more ? `   ${more}` : ''}`);

export const megabytes = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(0)} MB`;
