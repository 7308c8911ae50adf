/**
 * The clock of the components: one place, so that tests can let time pass. A signal of the browser's own clock: timers leave work behind when
 * a component goes, this listener does not. It cannot be called off, and every key puts something off: so one at a time is on its way, for
 * whatever comes first.
 */
interface Timer {
  /** In milliseconds of the page's own clock. */
  readonly at: number;
  readonly action: () => void;
}

const waiting = new Set<Timer>();
/** When the signal on its way comes. */
let awaited = Number.POSITIVE_INFINITY;

/**
 * Does something after a while.
 * @returns a function that calls it off
 */
export function later(milliseconds: number, action: () => void): () => void {
  const timer: Timer = { at: performance.now() + milliseconds, action };
  waiting.add(timer);
  wait();
  return () => {
    waiting.delete(timer);
  };
}

function wait(): void {
  const next = Math.min(...[...waiting].map(({ at }) => at));
  if (next >= awaited) return;
  awaited = next;
  AbortSignal.timeout(Math.max(0, Math.ceil(next - performance.now()))).addEventListener('abort', () => {
    if (awaited === next) awaited = Number.POSITIVE_INFINITY;
    const now = performance.now();
    run([...waiting].filter(({ at }) => at <= now).sort((a, b) => a.at - b.at));
  });
}

/** One that fails takes none of the others with it. */
function run([first, ...rest]: readonly Timer[]): void {
  if (!first) {
    wait();
    return;
  }
  try {
    if (waiting.delete(first)) first.action();
  } finally {
    run(rest);
  }
}
