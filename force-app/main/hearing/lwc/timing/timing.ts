/** The clock of the components: one place, so that tests can let time pass. */

/**
 * Does something after a while. A signal of the browser's own clock: timers leave work behind when a component goes, this listener does not.
 * @returns a function that calls it off
 */
export function later(milliseconds: number, action: () => void): () => void {
  const signal = AbortSignal.timeout(milliseconds);
  signal.addEventListener('abort', action);
  return () => signal.removeEventListener('abort', action);
}
