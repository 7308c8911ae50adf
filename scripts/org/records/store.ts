/**
 * The tables behind records: one per object, named as the object, a column per stored field.
 * Everything in them follows the catalog; only the save pipeline and the seeds write records of their own.
 */
import type { ObjectDef } from '../metadata/catalog.ts';
import type { Org } from '../org.ts';
import { forgetAccess } from './access.ts';
import { isStored } from './derived.ts';
import { registerFunctions } from './fieldSql.ts';
import { prepareIds } from './ids.ts';
import { mirrorCatalog } from './mirror.ts';
import { seed } from './seed.ts';
import { inSavepoint, quoted } from './sql.ts';
import { recalculateSummaries } from './summaries.ts';
import { columnType } from './sqlValues.ts';

export { fieldSql } from './fieldSql.ts';
export { readRecord } from './read.ts';
export { toFieldValue, toSqlValue } from './sqlValues.ts';

const registered = new WeakSet<Org>();

/**
 * Brings the database in line with the catalog: tables and columns, the platform's own rows (organisation, administrator,
 * profile), and the rows that mirror metadata (custom metadata records, permission sets, reports …). Safe to repeat;
 * called when an org opens and after every deployment, inside its transaction if there is one.
 */
export function prepareStore(org: Org): void {
  if (!registered.has(org)) registerFunctions(org);
  registered.add(org);
  inSavepoint(org.db, () => {
    prepareIds(org);
    for (const object of org.catalog.objects.values()) prepareTable(org, object);
    dropRemovedTables(org);
    seed(org);
    mirrorCatalog(org);
    recalculateSummaries(org);
  });
  forgetAccess(org);
}

function columnsOf(org: Org, table: string): Set<string> {
  return new Set(
    org.db
      .prepare(`SELECT name FROM pragma_table_info(?)`)
      .all(table)
      .map((row) => String(row['name']))
  );
}

function prepareTable(org: Org, object: ObjectDef): void {
  const table = quoted(object.name);
  const fields = [...object.fields.values()].filter((field) => field.name !== 'Id' && isStored(object, field));
  const existing = columnsOf(org, object.name);
  if (existing.size === 0) {
    org.db.exec(
      `CREATE TABLE ${table} (${['"Id" TEXT PRIMARY KEY', ...fields.map((field) => `${quoted(field.name)} ${columnType(field)}`)].join(', ')}) WITHOUT ROWID`
    );
  } else {
    for (const field of fields)
      if (!existing.has(field.name)) org.db.exec(`ALTER TABLE ${table} ADD COLUMN ${quoted(field.name)} ${columnType(field)}`);
    // A deleted custom field takes its data along, as it does in Salesforce once erased.
    const wanted = new Set(fields.map((field) => field.name));
    for (const column of existing) {
      if (!column.endsWith('__c') || wanted.has(column)) continue;
      org.db.exec(`DROP INDEX IF EXISTS ${quoted(indexName(object.name, column))}; ALTER TABLE ${table} DROP COLUMN ${quoted(column)}`);
    }
  }
  for (const field of fields) {
    if (field.type !== 'reference' && !field.unique && !field.externalId) continue;
    // Unique values and external ids are found without regard to case.
    const collation = field.type === 'reference' ? '' : ' COLLATE NOCASE';
    org.db.exec(`CREATE INDEX IF NOT EXISTS ${quoted(indexName(object.name, field.name))} ON ${table} (${quoted(field.name)}${collation})`);
  }
}

const indexName = (object: string, field: string): string => `ix_${object}_${field}`;

function dropRemovedTables(org: Org): void {
  const tables = org.db
    .prepare(
      `SELECT name FROM sqlite_master WHERE type = 'table' AND (name LIKE '%\\_\\_c' ESCAPE '\\' OR name LIKE '%\\_\\_mdt' ESCAPE '\\')`
    )
    .all();
  for (const row of tables) {
    const name = String(row['name']);
    if (!org.catalog.objects.has(name)) org.db.exec(`DROP TABLE ${quoted(name)}`);
  }
}
