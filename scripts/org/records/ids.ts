/** Record ids as Salesforce makes them: 3 characters of key prefix, 12 of sequence, 3 of case checksum. */
import type { DatabaseSync } from 'node:sqlite';
import { ADMIN_USER_ID } from '../identity.ts';
import { statement } from './sql.ts';

const CHECKSUM = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

/** What ids need of an org. */
interface HasDb {
  db: DatabaseSync;
}

/** Creates the tables behind ids; safe to repeat. */
export function prepareIds({ db }: HasDb): void {
  db.exec(
    'CREATE TABLE IF NOT EXISTS _sequence (name TEXT PRIMARY KEY, value INTEGER NOT NULL); CREATE TABLE IF NOT EXISTS _stable_id (key TEXT PRIMARY KEY, id TEXT NOT NULL)'
  );
  // The demo administrator's fixed id is the first of its prefix.
  statement(db, 'INSERT OR IGNORE INTO _sequence (name, value) VALUES (?, 1)').run(`id:${ADMIN_USER_ID.slice(0, 3)}`);
}

/** The next number of a named sequence, starting at 1 (or `first`). Rolled back together with the record that took it. */
export function nextNumber({ db }: HasDb, name: string, first = 1): number {
  const row = statement(
    db,
    'INSERT INTO _sequence (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = value + 1 RETURNING value'
  ).get(name, first);
  return Number(row?.['value']);
}

/** A new 18-character id. */
export function newId(org: HasDb, keyPrefix: string): string {
  return to18(keyPrefix + nextNumber(org, `id:${keyPrefix}`).toString(36).toUpperCase().padStart(12, '0'));
}

/** The id of something that is rebuilt from metadata: the same key keeps its id for good. */
export function stableId(org: HasDb, keyPrefix: string, key: string): string {
  const known = statement(org.db, 'SELECT id FROM _stable_id WHERE key = ?').get(key)?.['id'];
  if (typeof known === 'string') return known;
  const id = newId(org, keyPrefix);
  statement(org.db, 'INSERT INTO _stable_id (key, id) VALUES (?, ?)').run(key, id);
  return id;
}

/**
 * The 18-character form of an id; 18 characters come back with the checksum's case corrected, anything else unchanged.
 * Each checksum character holds the upper-case bits of five characters (Salesforce Help "CASESAFEID").
 */
export function to18(id: string): string {
  if (!/^[A-Za-z0-9]{15}([A-Za-z0-9]{3})?$/.test(id)) return id;
  const base = id.slice(0, 15);
  let suffix = '';
  for (const start of [0, 5, 10]) {
    let bits = 0;
    for (let i = 0; i < 5; i++) if (/[A-Z]/.test(base.charAt(start + i))) bits |= 1 << i;
    suffix += CHECKSUM.charAt(bits);
  }
  return base + suffix;
}

/** True for 15 characters, or 18 with the right checksum. */
export function isId(id: string): boolean {
  return /^[A-Za-z0-9]{15}([A-Za-z0-9]{3})?$/.test(id) && (id.length === 15 || to18(id) === id.slice(0, 15) + id.slice(15).toUpperCase());
}
