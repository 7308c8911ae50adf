/** Tells everything on the page that shows records when some of them changed. */

export interface RecordChange {
  /** Ids (18 characters) of records updated, created or deleted; empty = any record of the objects. */
  ids: string[];
  /** API names of objects whose records were created or deleted. */
  objects: string[];
}

type Listener = (change: RecordChange) => void;
const listeners = new Set<Listener>();

/** @returns a function that ends it */
export function onRecordsChanged(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function recordsChanged(change: RecordChange): void {
  for (const listener of [...listeners]) listener(change);
}
