/**
 * Roll-up summary fields: count, sum, least and greatest of a master's details. A changed detail saves its master anew,
 * so that rules, flows and history of the master see the new sum (Salesforce Help "Roll-Up Summary Field").
 */
import { filterCondition } from '../query/filters.ts';
import type { Catalog, FieldDef, ObjectDef, SummaryDef } from '../metadata/catalog.ts';
import type { Org } from '../org.ts';
import { fieldSql } from './fieldSql.ts';
import { readStored } from './read.ts';
import { quoted, statement } from './sql.ts';
import { toFieldValue } from './sqlValues.ts';
import type { FieldValue, SaveError } from './values.ts';
import { saveError, type Stage, type Work } from './work.ts';

type Summary = FieldDef & { summary: SummaryDef };

interface SummaryIndex {
  /** By the object that has them. */
  own: Map<string, Summary[]>;
  /** By the object of the details, with the master. */
  over: Map<string, { master: ObjectDef; field: Summary }[]>;
}

const indexes = new WeakMap<Catalog, SummaryIndex>();

function indexOf(catalog: Catalog): SummaryIndex {
  let index = indexes.get(catalog);
  if (!index) {
    const all = [...catalog.objects.values()].flatMap((master) =>
      [...master.fields.values()].filter((field): field is Summary => field.summary !== undefined).map((field) => ({ master, field }))
    );
    const byMaster = Map.groupBy(all, ({ master }) => master.name);
    index = {
      own: new Map([...byMaster].map(([name, entries]) => [name, entries.map(({ field }) => field)])),
      over: Map.groupBy(all, ({ field }) => field.summary.child)
    };
    indexes.set(catalog, index);
  }
  return index;
}

const summariesOf = (catalog: Catalog, object: ObjectDef): Summary[] => indexOf(catalog).own.get(object.name) ?? [];

/** Masters whose summaries may be out of date: ids by object. */
export type StaleMasters = Map<string, Set<string>>;

/** Takes note of the masters in which a detail counts, before it goes or changes without a save. */
export function noteMasters(org: Org, child: ObjectDef, id: string, stale: StaleMasters): void {
  for (const { master, field } of indexOf(org.catalog).over.get(child.name) ?? []) {
    const row = statement(org.db, `SELECT ${quoted(field.summary.lookup)} AS id FROM ${quoted(child.name)} WHERE "Id" = ?`).get(id);
    if (typeof row?.['id'] !== 'string') continue;
    const ids = stale.get(master.name) ?? new Set<string>();
    stale.set(master.name, ids.add(row['id']));
  }
}

/** The value as a scalar query; `masterId` is an SQL expression that comes before the parameters. */
function summarySql(org: Org, { summary }: Summary, masterId: string): { sql: string; parameters: (string | number)[] } | undefined {
  const child = org.catalog.objects.get(summary.child);
  const field = summary.field === undefined ? undefined : child?.fields.get(summary.field);
  if (!child || (summary.operation !== 'count' && !field)) return undefined;
  const filters = summary.filters.flatMap(({ field: name, operation, value }) => {
    const filtered = child.fields.get(name.split('.').at(-1) ?? '');
    return filtered ? [filterCondition(org, { sql: fieldSql(org, child, filtered, 's'), field: filtered }, operation, value)] : [];
  });
  const of = field ? fieldSql(org, child, field, 's') : '*';
  const what = { count: 'COUNT(*)', sum: `COALESCE(SUM(${of}), 0)`, min: `MIN(${of})`, max: `MAX(${of})` }[summary.operation];
  const where = [`"s".${quoted(summary.lookup)} = ${masterId}`, ...filters.map((filter) => `(${filter.sql})`)].join(' AND ');
  return {
    sql: `SELECT ${what} AS value FROM ${quoted(child.name)} AS "s" WHERE ${where}`,
    parameters: filters.flatMap((filter) => filter.parameters)
  };
}

function summaryValue(org: Org, field: Summary, masterId: string): FieldValue {
  const query = summarySql(org, field, '?');
  const row = query && statement(org.db, query.sql).get(masterId, ...query.parameters);
  return toFieldValue(field, row?.['value'] as string | number | null | undefined);
}

/** Brings a master's own summaries up to date in the record that is saved. */
export const applySummaries: Stage = ({ org, object, id, values }) => {
  for (const field of summariesOf(org.catalog, object)) values[field.name] = summaryValue(org, field, id);
  return [];
};

/** Saves the masters whose summaries a detail changes, at once or once for all details of a list; what refuses the master refuses the detail. */
export const refreshMasters: Stage = (work) => {
  const masters = changedMasters(work);
  if (!work.waitingMasters) return saveMasters(work, masters);
  for (const [id, master] of masters) work.waitingMasters.set(id, master);
  return [];
};

function changedMasters(work: Work): Map<string, ObjectDef> {
  const { org, object } = work;
  const deleted = work.request.operation === 'delete';
  const masters = new Map<string, ObjectDef>();
  for (const { master, field } of indexOf(org.catalog).over.get(object.name) ?? []) {
    for (const id of new Set([work.old?.[field.summary.lookup], deleted ? null : work.values[field.summary.lookup]])) {
      if (typeof id !== 'string' || masters.has(id)) continue;
      if (stored(org, master, field, id) !== summaryValue(org, field, id)) masters.set(id, master);
    }
  }
  return masters;
}

/** Saves masters, which brings their summaries up to date; one that is gone as well needs none. */
export function saveMasters({ org, dml }: Pick<Work, 'org' | 'dml'>, masters: ReadonlyMap<string, ObjectDef>): SaveError[] {
  return [...masters].flatMap(([id, master]) => {
    if (!readStored(org, master.name, id)) return [];
    const [result] = dml([{ operation: 'update', object: master.name, id, values: {} }]);
    // The fields are the master's: at the detail the message stands for itself.
    return (result?.errors ?? []).map((error) => saveError(error.statusCode, error.message));
  });
}

function stored(org: Org, master: ObjectDef, field: Summary, id: string): FieldValue {
  const row = statement(org.db, `SELECT ${quoted(field.name)} AS value FROM ${quoted(master.name)} WHERE "Id" = ?`).get(id);
  return toFieldValue(field, row?.['value'] as string | number | null | undefined);
}

/**
 * Recalculates summaries from scratch, without saving the masters: those that are newly deployed, and those of details that changed
 * without a save of their own.
 * @param stale the masters; default: all
 */
export function recalculateSummaries(org: Org, stale?: StaleMasters): void {
  for (const object of org.catalog.objects.values()) {
    const ids = stale?.get(object.name);
    if (stale && !ids) continue;
    for (const field of summariesOf(org.catalog, object)) {
      const query = summarySql(org, field, `${quoted(object.name)}."Id"`);
      if (!query) continue;
      const sql = `UPDATE ${quoted(object.name)} SET ${quoted(field.name)} = (${query.sql})`;
      if (!ids) statement(org.db, sql).run(...query.parameters);
      else statement(org.db, `${sql} WHERE "Id" IN (SELECT value FROM json_each(?))`).run(...query.parameters, JSON.stringify([...ids]));
    }
  }
}
