/**
 * How components on one page find each other: what shows the items of a record listens, others ask it to show one. Components of a namespace
 * share the module, on every kind of page; a record's id keeps pages apart that Lightning holds in the background. No DOM, no platform.
 */

/** Shows an item; false when it cannot just now, for instance because it stands on a hidden tab. */
export type ShowItem = (key: string) => boolean;

/** Stores what was answered and only waits for its pause, in rows too; comes back when that was tried. */
export type StoreItems = () => Promise<void>;

interface Offer {
  readonly show: ShowItem;
  readonly store: StoreItems;
}

const shown = new Map<string, Set<Offer>>();
const watchers = new Map<string, Set<() => void>>();

/**
 * Offers to show the items of a record.
 * @returns a function that ends it
 */
export function offerItems(recordId: string, show: ShowItem, store: StoreItems = () => Promise.resolve()): () => void {
  return register(shown, recordId, { show, store }, () => watchers.get(recordId)?.forEach((tell) => tell()));
}

/** Does anything on the page offer the items of the record? */
export function areItemsOffered(recordId: string): boolean {
  return shown.has(recordId);
}

/**
 * Asks for an item to be shown and given the focus.
 * @returns false when nothing on the page can
 */
export function askForItem(recordId: string, key: string): boolean {
  return [...(shown.get(recordId) ?? [])].some(({ show }) => show(key));
}

/** Asks for what was answered on the page to be stored; comes back when that was tried. */
export async function storeItems(recordId: string): Promise<void> {
  await Promise.all([...(shown.get(recordId) ?? [])].map(({ store }) => store()));
}

/**
 * Tells whenever items of the record begin or cease to be offered.
 * @returns a function that ends it
 */
export function watchItems(recordId: string, tell: () => void): () => void {
  return register(watchers, recordId, tell, () => undefined);
}

function register<T>(all: Map<string, Set<T>>, recordId: string, entry: T, changed: () => void): () => void {
  const own = all.get(recordId) ?? new Set<T>();
  all.set(recordId, own.add(entry));
  changed();
  return () => {
    own.delete(entry);
    if (own.size === 0 && all.get(recordId) === own) all.delete(recordId);
    changed();
  };
}
