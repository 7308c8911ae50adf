/**
 * The org: one value that every stage receives. It owns the database, the current catalog and the clock,
 * and nothing else; what can be done with it lives in the stage folders.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { ApexDoubles, TriggerDoubles } from './apex/doubles.ts';
import { triggerDoubles } from './apex/index.ts';
import { storedClock, type Clock } from './clock.ts';
import type { Catalog } from './metadata/catalog.ts';
import { loadCatalog } from './metadata/store.ts';
import { prepareStore } from './records/store.ts';

export { isMovable, systemClock, type Clock, type MovableClock } from './clock.ts';
export * from './identity.ts';

export interface Org {
  db: DatabaseSync;
  /** Replaced as a whole when a deployment succeeds. */
  catalog: Catalog;
  clock: Clock;
  apex: ApexDoubles;
  triggers: TriggerDoubles;
  /** Names of the flows that have run since the org was opened: what an org in production wants of its tests. */
  flowsRun: Set<string>;
  /** Counts successful deployments: browser sessions compare it to know that pages changed. */
  revision: number;
}

/**
 * Opens (or creates) an org.
 * @param folder directory of the SQLite file, or undefined for an org in memory
 * @param apex doubles of Apex methods, by class and method
 * @param triggers doubles of triggers by name; default: those of the folder `apex`, which run only where their trigger is deployed
 * @param clock default: the one that the org's database keeps, which can be moved
 * @throws when the folder cannot be written or holds a database of a newer format
 */
export function openOrg(options: { folder?: string; apex?: ApexDoubles; triggers?: TriggerDoubles; clock?: Clock } = {}): Org {
  if (options.folder) mkdirSync(options.folder, { recursive: true });
  const db = new DatabaseSync(options.folder ? join(options.folder, 'org.db') : ':memory:');
  db.exec('PRAGMA journal_mode = WAL; PRAGMA foreign_keys = OFF; PRAGMA synchronous = NORMAL;');
  const org: Org = {
    db,
    catalog: loadCatalog(db),
    clock: options.clock ?? storedClock(db),
    apex: options.apex ?? {},
    triggers: options.triggers ?? triggerDoubles,
    flowsRun: new Set(),
    revision: 0
  };
  prepareStore(org);
  return org;
}

/** Closes the database; the org must not be used afterwards. */
export function closeOrg(org: Org): void {
  org.db.close();
}
