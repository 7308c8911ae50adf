/**
 * Reads what a planned report counts: its rows one by one, or (where nothing asks for the rows themselves) one row for
 * each crossing of its groups with sums made by SQLite.
 */
import type { FilterOperation } from '@salesforce/types/metadata';
import { notSupported } from '../http/router.ts';
import { SQL_ZONE, TIME_ZONE, type Org } from '../org.ts';
import type { Access } from '../records/access.ts';
import { literal } from '../records/sql.ts';
import { fieldSql, toFieldValue } from '../records/store.ts';
import type { FieldValue } from '../records/values.ts';
import { crossCondition } from './crossFilters.ts';
import { addDays, startOfDay } from './dateLiterals.ts';
import { combineFilters, filterCondition, type SqlCondition } from './filters.ts';
import { quoted, resolvePath } from './paths.ts';
import { plannedCriteria, summaryOf, type Aggregate, type AggregateKind, type PlannedGrouping, type ReportPlan } from './reportPlan.ts';
import { BASE, reportSource, type ReportColumn, type ReportSource } from './reportTypes.ts';

/** Sums over the rows that one row stands for. */
export interface Part {
  sum: number;
  /** Rows with a value. */
  count: number;
  least: FieldValue;
  greatest: FieldValue;
}

/** A row: values by column code, and the ids that names lead to. */
export interface ReportRow {
  values: Map<string, FieldValue>;
  links: Map<string, string>;
  /** How many rows of the report it stands for; 0 for a row that is only shown, since others count it. */
  count: number;
  /** By column, of a row that stands for others. */
  parts?: Map<string, Part>;
  /** Ids of the records of a joined report, by table. */
  ids?: Map<string, string>;
}

type SqlRow = Record<string, string | number | null>;

interface Query {
  source: ReportSource;
  where: string;
  parameters: (string | number)[];
}

function frameCondition(plan: ReportPlan, source: ReportSource, org: Org): SqlCondition[] {
  const { frame } = plan;
  if (!frame) return [];
  const sql = frame.column.expression(source, org);
  const moment = (day: string): string => (frame.column.dataType === 'datetime' ? startOfDay(day, TIME_ZONE).toISOString() : day);
  return [
    ...(frame.startDate === null ? [] : [{ sql: `${sql} >= ?`, parameters: [moment(frame.startDate)] }]),
    ...(frame.endDate === null ? [] : [{ sql: `${sql} < ?`, parameters: [moment(addDays(frame.endDate, 1))] }])
  ];
}

/** The rows of a report as a condition. @throws ApiError for filters that cannot be run */
function queryOf(org: Org, access: Access, userId: string, plan: ReportPlan): Query {
  const source = reportSource(org, plan.type, userId);
  const base = source.of(BASE);
  const path = (name: string): string | undefined => {
    const resolved = plan.type.object.fields.has(name) ? resolvePath(org.catalog, plan.type.object, name) : undefined;
    return resolved && base.expression(resolved);
  };
  // What is cheap and leaves few rows comes first: the period, then the fields.
  const filters = plannedCriteria(plan, access).map(({ column, operation, value }) =>
    filterCondition(org, { sql: column.expression(source, org), field: column.definition }, operation as FilterOperation, value)
  );
  const logic = plan.report.filter?.booleanFilter;
  const conditions: SqlCondition[] = [
    ...frameCondition(plan, source, org),
    ...plan.standardFilters.map(({ column, operation, value }) =>
      filterCondition(org, { sql: column.expression(source, org), field: column.definition }, operation, value)
    ),
    combineFilters(logic === undefined ? filters.sort((left, right) => left.sql.length - right.sql.length) : filters, logic),
    ...plan.crossFilters.map((filter, index) => crossCondition(org, userId, source, filter, index))
  ];
  const deleted = path('IsDeleted');
  if (deleted !== undefined) conditions.push({ sql: `COALESCE(${deleted}, 0) = 0`, parameters: [] });
  if (plan.scope === 'mine') {
    const owner = path('OwnerId');
    if (owner === undefined) throw notSupported(`report scope of own records on ${plan.type.object.name}`);
    conditions.push({ sql: `${owner} = ?`, parameters: [userId] });
  }
  return {
    source,
    where: conditions.map((condition) => `(${condition.sql})`).join(' AND '),
    parameters: conditions.flatMap((condition) => condition.parameters)
  };
}

/** Columns that groups, sums and orders of a plan read, with the kind of summary; its own details aside. */
function summarizedColumns(plan: ReportPlan): { column: ReportColumn; kind: AggregateKind }[] {
  const found: { column: ReportColumn; kind: AggregateKind }[] = [];
  const take = (column: ReportColumn | undefined, kind: Aggregate['kind']): void => {
    if (column && kind !== 'count' && kind !== 'formula') found.push({ column, kind });
  };
  const add = (aggregate: Aggregate): void => {
    take(aggregate.column, aggregate.kind);
    for (const operand of aggregate.formula?.operands ?? []) take(operand.column, operand.kind);
  };
  plan.aggregates.forEach(add);
  for (const grouping of [...plan.down, ...plan.across]) {
    const aggregate = grouping.sortAggregate === undefined ? undefined : aggregateNamed(plan, grouping.sortAggregate);
    if (aggregate) add(aggregate);
  }
  return found;
}

/** An aggregate by its name, also one that the report does not show. */
export function aggregateNamed(plan: ReportPlan, name: string): Aggregate | undefined {
  const known = plan.aggregates.find((aggregate) => aggregate.name === name);
  if (known) return known;
  const match = /^(s|a|mx|mn|u)!(.+)$/.exec(name);
  const column = match && plan.type.column(match[2] as string);
  return column ? summaryOf(match[1] as 's', column) : undefined;
}

const lastTable = (plan: ReportPlan): string => plan.type.tables.at(-1)?.path ?? BASE;

/** True when sums over groups of rows are those over the rows: a value of a parent stands in several rows, and counts once. */
function isSummable(plan: ReportPlan): boolean {
  return (
    plan.rowLimit === undefined && summarizedColumns(plan).every(({ column, kind }) => kind === 'u' || column.table === lastTable(plan))
  );
}

/** The rows of a plan: one for each crossing of groups, or undefined when the rows themselves are needed. */
export function readSummedRows(org: Org, access: Access, userId: string, plan: ReportPlan): ReportRow[] | undefined {
  if (!isSummable(plan)) return undefined;
  const query = queryOf(org, access, userId, plan);
  const { source } = query;
  const keys = new Map<string, ReportColumn>();
  const granularity = new Map<string, PlannedGrouping>();
  for (const grouping of [...plan.down, ...plan.across]) {
    keys.set(grouping.column.name, grouping.column);
    granularity.set(grouping.column.name, grouping);
  }
  const sums = new Map<string, { column: ReportColumn; kinds: Set<AggregateKind> }>();
  for (const { column, kind } of summarizedColumns(plan)) {
    if (kind === 'u') keys.set(column.name, column);
    else sums.set(column.name, { column, kinds: (sums.get(column.name)?.kinds ?? new Set<AggregateKind>()).add(kind) });
  }
  const selected: string[] = ['COUNT(*) AS n'];
  const groupBy: string[] = [];
  const keyColumns = [...keys.values()].map((column, index) => {
    const link = column.link && source.of(column.table).expression(column.link);
    const named = link !== undefined && isNameBehind(column);
    if (link !== undefined) {
      // The plus keeps SQLite from walking an index for the order of groups: each step would read a row from elsewhere.
      selected.push(`+${link} AS l${index}`);
      groupBy.push(`l${index}`);
    }
    if (!named) {
      const value = keyExpression(column.expression(source, org), granularity.get(column.name));
      selected.push(`${link === undefined ? `+${value}` : `MIN(${value})`} AS k${index}`);
      if (link === undefined) groupBy.push(`k${index}`);
    }
    return { column, index, named };
  });
  const sumColumns = [...sums.values()].map(({ column, kinds }, index) => {
    const value = column.expression(source, org);
    // Each of them reads the column again: only what the report shows is computed.
    if (kinds.has('s') || kinds.has('a')) selected.push(`SUM(${value}) AS s${index}`);
    if (kinds.has('a')) selected.push(`COUNT(${value}) AS c${index}`);
    if (kinds.has('mn')) selected.push(`MIN(${value}) AS a${index}`);
    if (kinds.has('mx')) selected.push(`MAX(${value}) AS z${index}`);
    return { column, index };
  });
  const grouped = groupBy.length ? ` GROUP BY ${groupBy.join(', ')}` : '';
  const rows = org.db
    .prepare(`SELECT ${selected.join(', ')} FROM ${source.from()} WHERE ${query.where}${grouped}`)
    .all(...query.parameters) as SqlRow[];
  const names = namesOf(org, userId, new Set(keyColumns.flatMap(({ index, named }) => (named ? rows.map((row) => row[`l${index}`]) : []))));
  return rows
    .filter((row) => Number(row.n) > 0)
    .map((row) => {
      const values = new Map<string, FieldValue>();
      const links = new Map<string, string>();
      for (const { column, index, named } of keyColumns) {
        const link = row[`l${index}`];
        if (typeof link === 'string') links.set(column.name, link);
        const raw = named ? (typeof link === 'string' ? (names.get(link) ?? null) : null) : (row[`k${index}`] ?? null);
        values.set(column.name, granularity.get(column.name)?.granularity ? (raw as FieldValue) : toFieldValue(column.definition, raw));
      }
      const parts = new Map<string, Part>();
      for (const { column, index } of sumColumns)
        parts.set(column.name, {
          sum: Number(row[`s${index}`] ?? 0),
          count: Number(row[`c${index}`] ?? 0),
          least: bound(column, row[`a${index}`] ?? null),
          greatest: bound(column, row[`z${index}`] ?? null)
        });
      return { values, links, count: Number(row.n), parts };
    });
}

/** Extremes of marks are numbers, as their sums are. */
const bound = (column: ReportColumn, raw: string | number | null): FieldValue =>
  column.dataType === 'boolean' ? null : toFieldValue(column.definition, raw);

/** Dates are grouped by what tells their group: whole months where days do not matter. */
function keyExpression(value: string, grouping: PlannedGrouping | undefined): string {
  if (!grouping?.granularity) return value;
  const day = grouping.column.dataType === 'datetime' ? `date(${value}, '${SQL_ZONE}')` : `substr(${value}, 1, 10)`;
  return ['Day', 'Week', 'DayInMonth'].includes(grouping.granularity) ? day : `substr(${day}, 1, 7) || '-01'`;
}

/** True for a column that shows the name of the record that its link holds the id of. */
function isNameBehind(column: ReportColumn): boolean {
  const [read] = column.reads;
  return (
    column.reads.length === 1 &&
    read !== undefined &&
    read.steps.length > 0 &&
    read.field.name === read.object.nameField &&
    column.link !== undefined &&
    read.steps.at(-1)?.field.name === column.link.field.name &&
    read.steps.length === column.link.steps.length + 1
  );
}

/** Names of records by id, of whatever objects. */
function namesOf(org: Org, userId: string, ids: Set<string | number | null | undefined>): Map<string, string> {
  const names = new Map<string, string>();
  const byPrefix = Map.groupBy(
    [...ids].filter((id) => typeof id === 'string'),
    (id) => id.slice(0, 3)
  );
  for (const object of byPrefix.size ? org.catalog.objects.values() : []) {
    const own = byPrefix.get(object.keyPrefix);
    if (!own) continue;
    const sql = `SELECT r."Id" AS id, ${fieldSql(org, object, object.nameField, 'r', userId)} AS name FROM ${quoted(object.name)} AS r WHERE r."Id" IN (SELECT value FROM json_each(?))`;
    for (const row of org.db.prepare(sql).all(JSON.stringify(own)))
      if (row['name'] !== null) names.set(String(row['id']), String(row['name']));
  }
  return names;
}

function neededColumns(plan: ReportPlan): Map<string, ReportColumn> {
  const columns = new Map<string, ReportColumn>();
  const add = (column: ReportColumn | undefined): void => {
    if (column) columns.set(column.name, column);
  };
  plan.details.forEach(add);
  for (const { column } of [...plan.down, ...plan.across]) add(column);
  for (const { column } of summarizedColumns(plan)) add(column);
  add(plan.sort?.column);
  return columns;
}

/** The order of groups, of picklists by their lists, as an order of rows. */
function orderOf(column: ReportColumn, value: string, descending: boolean): string {
  const { picklist } = column.definition;
  const position =
    column.dataType === 'picklist' && picklist && !picklist.sorted && picklist.values.length > 0
      ? `CASE ${picklist.values.map((entry, index) => `WHEN ${value} = ${literal(entry.value)} THEN ${index}`).join(' ')} WHEN ${value} IS NULL THEN -1 ELSE ${picklist.values.length} END`
      : value;
  return `${position} ${descending ? 'DESC' : 'ASC'}`;
}

export interface ReadOptions {
  /** At most so many, the first in the order of groups and then of `sort`. */
  limit?: number;
  sort?: { column: ReportColumn; descending: boolean } | undefined;
}

/** Reads the rows that the report counts. @throws ApiError for filters that cannot be run */
export function readReportRows(org: Org, access: Access, userId: string, plan: ReportPlan, options: ReadOptions = {}): ReportRow[] {
  const query = queryOf(org, access, userId, plan);
  const { source } = query;
  const columns = [...neededColumns(plan).values()];
  const selected = columns.map((column, index) => `${column.expression(source, org)} AS c${index}`);
  columns.forEach((column, index) => {
    if (column.link) selected.push(`${source.of(column.table).expression(column.link)} AS l${index}`);
  });
  const tables = [BASE, ...plan.type.tables.map((table) => table.path)];
  const ids = tables.map((table) => `${source.of(table).alias}."Id"`);
  ids.forEach((id, index) => selected.push(`${id} AS i${index}`));
  const order =
    options.limit === undefined
      ? ids
      : [
          ...[...plan.down, ...plan.across].map(({ column, descending }) => orderOf(column, column.expression(source, org), descending)),
          ...(options.sort ? [orderOf(options.sort.column, options.sort.column.expression(source, org), options.sort.descending)] : []),
          ...ids
        ];
  const limit = options.limit === undefined ? '' : ` LIMIT ${options.limit}`;
  const sql = `SELECT ${selected.join(', ')} FROM ${source.from()} WHERE ${query.where} ORDER BY ${order.join(', ')}${limit}`;
  const rows = org.db.prepare(sql).all(...query.parameters) as SqlRow[];
  return rows.map((row) => {
    const values = new Map<string, FieldValue>();
    const links = new Map<string, string>();
    columns.forEach((column, index) => {
      values.set(column.name, toFieldValue(column.definition, row[`c${index}`] ?? null));
      const link = row[`l${index}`];
      if (typeof link === 'string') links.set(column.name, link);
    });
    const found: ReportRow = { values, links, count: 1 };
    if (tables.length > 1)
      found.ids = new Map(tables.flatMap((table, index) => (row[`i${index}`] ? [[table, String(row[`i${index}`])] as const] : [])));
    return found;
  });
}
