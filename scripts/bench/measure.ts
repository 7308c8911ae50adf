/** Times as ratios: machines are shared and noisy, so a time means nothing by itself. */

export interface Row {
  name: string;
  ratio: number;
  /** Absent = stated only. */
  limit?: number | undefined;
  /** Repetitions; the ratio is that of the medians. */
  n: number;
}

/** Milliseconds of an action; what it returns is done afterwards and not counted. */
export async function timed(action: () => Promise<void | (() => Promise<void>)>): Promise<number> {
  const start = performance.now();
  const afterwards = await action();
  const elapsed = performance.now() - start;
  if (afterwards) await afterwards();
  return elapsed;
}

/** Milliseconds of a plain function. */
export function timedSync(action: () => unknown): number {
  const start = performance.now();
  action();
  return performance.now() - start;
}

/** A row from the times of both sides; the times themselves are shown for the reader, the ratio is what counts. */
export function compare(name: string, subject: number[], baseline: number[], limit?: number): Row {
  console.log(`${name}: ${median(subject).toFixed(0)} ms ÷ ${median(baseline).toFixed(0)} ms`);
  return { name, ratio: median(subject) / median(baseline), limit, n: subject.length };
}

/** The middle value; of an even number the upper of both. */
export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] as number;
}
