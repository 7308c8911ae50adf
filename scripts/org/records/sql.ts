/** Small helpers over node:sqlite: prepared statements by text, quoted names, nested transactions. */
import type { DatabaseSync, StatementSync } from 'node:sqlite';

const prepared = new WeakMap<DatabaseSync, Map<string, StatementSync>>();

/** The prepared statement of a text, prepared once per database. */
export function statement(db: DatabaseSync, sql: string): StatementSync {
  let ofDb = prepared.get(db);
  if (!ofDb) prepared.set(db, (ofDb = new Map()));
  let found = ofDb.get(sql);
  if (!found) ofDb.set(sql, (found = db.prepare(sql)));
  return found;
}

/** An SQL identifier. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** An SQL string literal. */
export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

let depth = 0;

/** Runs work in a savepoint, so that callers may nest: what it wrote stays when it returns, goes when it throws. */
export function inSavepoint<T>(db: DatabaseSync, work: () => T): T {
  const name = `sp${++depth}`;
  db.exec(`SAVEPOINT ${name}`);
  try {
    const result = work();
    db.exec(`RELEASE ${name}`);
    return result;
  } catch (error) {
    db.exec(`ROLLBACK TO ${name}; RELEASE ${name}`);
    throw error;
  } finally {
    depth--;
  }
}
