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

/**
 * A row from the times of both sides; the times themselves are shown for the reader, the ratio is what counts.
 * @param share which of the sorted times is compared: the middle one unless told
 */
export function compare(name: string, subject: number[], baseline: number[], limit?: number, share = 0.5): Row {
  const [above, below] = [quantile(subject, share), quantile(baseline, share)];
  console.log(`${name}: ${above.toFixed(0)} ms ÷ ${below.toFixed(0)} ms`);
  return { name, ratio: above / below, limit, n: subject.length };
}

/** The middle value; of an even number the upper of both. */
export function median(values: number[]): number {
  return quantile(values, 0.5);
}

function quantile(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length * share)] as number;
}
