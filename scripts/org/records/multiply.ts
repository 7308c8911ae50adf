/**
 * Copies records inside the database, for data at size: each copy is a record of its own, and what belongs together stays together.
 * Nothing is saved through the pipeline: a copy stores what its original stores.
 */
import type { FieldDef, ObjectDef } from '../metadata/catalog.ts';
import type { Org } from '../org.ts';
import { isStored } from './derived.ts';
import { to18 } from './ids.ts';
import { inSavepoint, quoted } from './sql.ts';

/** Characters of an id's sequence, behind its key prefix. */
const SEQUENCE = { start: 3, end: 15 };
const RADIX = 36;
const ID_LENGTH = 18;

/**
 * Makes so many of each record out of one, the original included.
 * @param objects API names; references among them lead from copy to copy, all others to the same record as before
 * @throws Error for an object that the org does not have
 */
export function multiplyRecords(org: Org, objects: readonly string[], times: number): void {
  const defs = objects.map((name) => {
    const object = org.catalog.objects.get(name);
    if (!object) throw new Error(`No object ${name} in the catalog`);
    return object;
  });
  const prefixes = new Set(defs.map(({ keyPrefix }) => keyPrefix));
  const stride = Math.max(...defs.map((object) => lastNumber(org, `id:${object.keyPrefix}`))) + 1;
  org.db.function('copied_id', { deterministic: true }, (id, copy) =>
    typeof id === 'string' && prefixes.has(id.slice(0, 3)) ? shifted(id, Number(copy) * stride) : id
  );
  inSavepoint(org.db, () => {
    for (const object of defs) copyRows(org, object, times);
    for (const prefix of prefixes) raise(org, `id:${prefix}`, stride * times);
  });
}

function copyRows(org: Org, object: ObjectDef, times: number): void {
  const fields = [...object.fields.values()].filter((field) => field.name !== 'Id' && isStored(object, field));
  const originals = `${object.name} originals`;
  org.db.exec(`CREATE TEMP TABLE ${quoted(originals)} AS SELECT * FROM ${quoted(object.name)}`);
  const columns = fields.map((field) => quoted(field.name)).join(', ');
  const values = fields.map((field) => copiedValue(object, field)).join(', ');
  const insert = org.db.prepare(
    `INSERT INTO ${quoted(object.name)} ("Id", ${columns}) SELECT copied_id("Id", :copy), ${values} FROM ${quoted(originals)} WHERE :copy > 0`
  );
  for (let copy = 1; copy < times; copy++) insert.run({ copy });
  org.db.exec(`DROP TABLE ${quoted(originals)}`);
}

/** A unique value cannot be held twice: its copies are blank until the next save. */
function copiedValue(object: ObjectDef, field: FieldDef): string {
  const column = quoted(field.name);
  // A text of just this length may keep an id, e.g. of what a flow made.
  if (field.type === 'reference' || (field.type === 'string' && field.length === ID_LENGTH)) return `copied_id(${column}, :copy)`;
  if (field.unique) return 'NULL';
  return field.name === object.nameField && field.type === 'string' ? `${column} || ' (' || CAST(:copy AS INTEGER) || ')'` : column;
}

function lastNumber(org: Org, name: string): number {
  return Number(org.db.prepare('SELECT value FROM _sequence WHERE name = ?').get(name)?.['value'] ?? 0);
}

function raise(org: Org, name: string, value: number): void {
  org.db.prepare('UPDATE _sequence SET value = MAX(value, ?) WHERE name = ?').run(value, name);
}

function shifted(id: string, by: number): string {
  const number = parseInt(id.slice(SEQUENCE.start, SEQUENCE.end), RADIX) + by;
  return to18(
    id.slice(0, SEQUENCE.start) +
      number
        .toString(RADIX)
        .toUpperCase()
        .padStart(SEQUENCE.end - SEQUENCE.start, '0')
  );
}
