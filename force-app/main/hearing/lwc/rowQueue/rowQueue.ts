/**
 * One save after the other: every row of a case moves figures of the case itself, so that saves at the same moment would only wait for each
 * other on the server, or refuse each other. Also tells every list on the page that the rows of a record changed. No DOM, no platform.
 */

const lines = new Map<string, Promise<unknown>>();

/** Runs a task when all earlier ones of the same record are over, failed or not. */
export function inTurn<T>(recordId: string, task: () => Promise<T>): Promise<T> {
  const before = lines.get(recordId) ?? Promise.resolve();
  const result = before.then(task, task);
  const done = result.then(
    () => undefined,
    () => undefined
  );
  lines.set(recordId, done);
  // Nothing is kept of a record that nobody saves any more.
  done.then(() => {
    if (lines.get(recordId) === done) lines.delete(recordId);
  });
  return result;
}

type Listener = () => void;
const listeners = new Map<string, Set<Listener>>();

/**
 * Hears of every change of the record's rows.
 * @returns a function that ends it
 */
export function onRowsChanged(recordId: string, listener: Listener): () => void {
  const own = listeners.get(recordId) ?? new Set();
  listeners.set(recordId, own.add(listener));
  return () => {
    own.delete(listener);
    if (own.size === 0 && listeners.get(recordId) === own) listeners.delete(recordId);
  };
}

/** Tells all listeners of a record, the caller's own included. */
export function rowsChanged(recordId: string): void {
  for (const listener of [...(listeners.get(recordId) ?? [])]) listener();
}
