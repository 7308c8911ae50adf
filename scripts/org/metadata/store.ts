/** Where deployed components are kept: one row each, files of bundles and classes included. */
import type { DatabaseSync } from 'node:sqlite';
import { buildCatalog } from './build.ts';
import type { Catalog } from './catalog.ts';
import type { StoredComponent } from './components.ts';
import { parseXml, writeDocument } from './xml.ts';

const SCHEMA = `
CREATE TABLE IF NOT EXISTS metadata_component (
  number INTEGER PRIMARY KEY,
  type TEXT NOT NULL,
  full_name TEXT NOT NULL,
  file_name TEXT NOT NULL,
  parent TEXT,
  id TEXT NOT NULL,
  created_date TEXT NOT NULL,
  last_modified_date TEXT NOT NULL,
  xml TEXT,
  UNIQUE (type, full_name)
) STRICT;
CREATE TABLE IF NOT EXISTS metadata_file (
  component INTEGER NOT NULL REFERENCES metadata_component (number),
  path TEXT NOT NULL,
  content BLOB NOT NULL,
  PRIMARY KEY (component, path)
) STRICT;`;

interface Row {
  number: number;
  type: string;
  full_name: string;
  file_name: string;
  parent: string | null;
  id: string;
  created_date: string;
  last_modified_date: string;
  xml: string | null;
}

/** Creates the tables when missing and builds the catalog of what is stored. */
export function loadCatalog(db: DatabaseSync): Catalog {
  return buildCatalog(loadComponents(db));
}

/** What a database holds, so that a deployment need not parse everything again; only `saveComponents` writes the tables. */
const loaded = new WeakMap<DatabaseSync, StoredComponent[]>();

/** All stored components in the order of their creation. */
export function loadComponents(db: DatabaseSync): StoredComponent[] {
  const known = loaded.get(db) ?? readComponents(db);
  loaded.set(db, known);
  return known;
}

/** Takes note of what a committed deployment left in the tables. */
export function rememberComponents(db: DatabaseSync, all: StoredComponent[]): void {
  loaded.set(db, all);
}

function readComponents(db: DatabaseSync): StoredComponent[] {
  db.exec(SCHEMA);
  const files = new Map<number, Map<string, Buffer>>();
  for (const row of db.prepare('SELECT component, path, content FROM metadata_file ORDER BY component, path').all() as unknown as {
    component: number;
    path: string;
    content: Uint8Array;
  }[]) {
    files.set(row.component, (files.get(row.component) ?? new Map<string, Buffer>()).set(row.path, Buffer.from(row.content)));
  }
  const rows = db.prepare('SELECT * FROM metadata_component ORDER BY number').all() as unknown as Row[];
  return rows.map((row) => ({
    type: row.type,
    fullName: row.full_name,
    fileName: row.file_name,
    id: row.id,
    createdDate: row.created_date,
    lastModifiedDate: row.last_modified_date,
    files: files.get(row.number) ?? new Map<string, Buffer>(),
    ...(row.xml === null ? {} : { node: parseXml(row.xml) }),
    ...(row.parent === null ? {} : { parent: row.parent })
  }));
}

/** The number that the next new component gets. */
export function nextNumber(db: DatabaseSync): number {
  const row = db.prepare('SELECT COALESCE(MAX(number), 0) + 1 AS next FROM metadata_component').get() as { next: number };
  return row.next;
}

/** Writes components, new ones and changed ones alike. */
export function saveComponents(db: DatabaseSync, components: StoredComponent[]): void {
  const write = db.prepare(`
    INSERT INTO metadata_component (type, full_name, file_name, parent, id, created_date, last_modified_date, xml) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (type, full_name) DO UPDATE SET file_name = excluded.file_name, last_modified_date = excluded.last_modified_date, xml = excluded.xml
    RETURNING number`);
  const clear = db.prepare('DELETE FROM metadata_file WHERE component = ?');
  const addFile = db.prepare('INSERT INTO metadata_file (component, path, content) VALUES (?, ?, ?)');
  for (const component of components) {
    const xml = component.node ? writeDocument(component.node) : null;
    const row = write.get(
      component.type,
      component.fullName,
      component.fileName,
      component.parent ?? null,
      component.id,
      component.createdDate,
      component.lastModifiedDate,
      xml
    ) as { number: number };
    clear.run(row.number);
    for (const [path, content] of component.files) addFile.run(row.number, path, content);
  }
}
