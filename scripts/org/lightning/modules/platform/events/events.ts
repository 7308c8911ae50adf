/** News from the org: its revision changes when metadata is deployed. */
import { context } from 'platform/context';

type Listener = (revision: number) => void;
const listeners = new Set<Listener>();
let source: EventSource | undefined;
let known = context.revision;

function listen(): void {
  source = new EventSource('/lightning/api/events');
  source.addEventListener('revision', (event) => {
    const revision = Number(event.data);
    if (revision === known) return;
    known = revision;
    for (const listener of [...listeners]) listener(revision);
  });
}

/**
 * Calls `listener` after every deployment to the org.
 * @returns a function that ends it
 */
export function onRevision(listener: Listener): () => void {
  listeners.add(listener);
  if (!source) listen();
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    source?.close();
    source = undefined;
  };
}
