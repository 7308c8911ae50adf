/**
 * Roll-up summary fields: count, sum, least and greatest of a master's details. A changed detail saves its master anew,
 * so that rules, flows and history of the master see the new sum (Salesforce Help "Roll-Up Summary Field").
 */
import { filterCondition } from '../query/filters.ts';
import type { FieldDef, ObjectDef, SummaryDef } from '../metadata/catalog.ts';
import type { Org } from '../org.ts';
import { fieldSql } from './fieldSql.ts';
import { readStored } from './read.ts';
import { quoted, statement } from './sql.ts';
import { toFieldValue } from './sqlValues.ts';
import type { FieldValue, SaveError } from './values.ts';
import { saveError, type Stage, type Work } from './work.ts';

type Summary = FieldDef & { summary: SummaryDef };

const summariesOf = (object: ObjectDef): Summary[] =>
  [...object.fields.values()].filter((field): field is Summary => field.summary !== undefined);

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
  for (const field of summariesOf(object)) values[field.name] = summaryValue(org, field, id);
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
  for (const master of org.catalog.objects.values()) {
    for (const field of summariesOf(master)) {
      if (field.summary.child !== object.name) continue;
      for (const id of [work.old?.[field.summary.lookup], deleted ? null : work.values[field.summary.lookup]]) {
        if (typeof id === 'string' && stored(org, master, field, id) !== summaryValue(org, field, id)) masters.set(id, master);
      }
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
 * @param children objects of the details; default: all
 */
export function recalculateSummaries(org: Org, children?: ReadonlySet<string>): void {
  for (const object of org.catalog.objects.values()) {
    for (const field of summariesOf(object)) {
      if (children?.has(field.summary.child) === false) continue;
      const query = summarySql(org, field, `${quoted(object.name)}."Id"`);
      if (!query) continue;
      statement(org.db, `UPDATE ${quoted(object.name)} SET ${quoted(field.name)} = (${query.sql})`).run(...query.parameters);
    }
  }
}
