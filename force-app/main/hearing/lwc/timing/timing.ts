/** The clock of the components: one place, so that tests can let time pass. */

/**
 * Does something after a while.
 * @returns a function that calls it off
 */
export function later(milliseconds: number, action: () => void): () => void {
  const timer = setTimeout(action, milliseconds);
  return () => clearTimeout(timer);
}
