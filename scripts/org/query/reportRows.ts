/** Reads the rows of a planned report: one SQL statement, values by column. */
import type { FilterOperation } from '@salesforce/types/metadata';
import { notSupported } from '../http/router.ts';
import { TIME_ZONE, type Org } from '../org.ts';
import type { Access } from '../records/access.ts';
import { toFieldValue } from '../records/store.ts';
import type { FieldValue } from '../records/values.ts';
import { addDays, startOfDay } from './dateLiterals.ts';
import { combineFilters, filterCondition, type SqlCondition } from './filters.ts';
import { resolvePath } from './paths.ts';
import { plannedCriteria, type ReportPlan } from './reportPlan.ts';
import { BASE, reportSource, type ReportColumn, type ReportSource } from './reportTypes.ts';

/** A row: values by column code, and the ids that names lead to. */
export interface ReportRow {
  values: Map<string, FieldValue>;
  links: Map<string, string>;
}

function neededColumns(plan: ReportPlan): Map<string, ReportColumn> {
  const columns = new Map<string, ReportColumn>();
  const add = (column: ReportColumn | undefined): void => {
    if (column) columns.set(column.name, column);
  };
  plan.details.forEach(add);
  for (const { column } of [...plan.down, ...plan.across]) add(column);
  for (const aggregate of plan.aggregates) {
    add(aggregate.column);
    aggregate.formula?.operands.forEach((operand) => add(operand.column));
  }
  add(plan.sort?.column);
  return columns;
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

/** Reads every row that the report counts. @throws ApiError for filters that cannot be run */
export function readReportRows(org: Org, access: Access, userId: string, plan: ReportPlan): ReportRow[] {
  const source = reportSource(org, plan.type, userId);
  const base = source.of(BASE);
  const columns = [...neededColumns(plan).values()];
  const selected = columns.map((column, index) => `${column.expression(source, org)} AS c${index}`);
  columns.forEach((column, index) => {
    if (column.link) selected.push(`${source.of(column.table).expression(column.link)} AS l${index}`);
  });
  const conditions: SqlCondition[] = [
    combineFilters(
      plannedCriteria(plan, access).map(({ column, operation, value }) =>
        filterCondition(org, { sql: column.expression(source, org), field: column.definition }, operation as FilterOperation, value)
      ),
      plan.report.filter?.booleanFilter
    ),
    ...frameCondition(plan, source, org),
    ...plan.standardFilters.map(({ column, operation, value }) =>
      filterCondition(org, { sql: column.expression(source, org), field: column.definition }, operation, value)
    )
  ];
  const path = (name: string): string | undefined => {
    const resolved = plan.type.object.fields.has(name) ? resolvePath(org.catalog, plan.type.object, name) : undefined;
    return resolved && base.expression(resolved);
  };
  const deleted = path('IsDeleted');
  if (deleted !== undefined) conditions.push({ sql: `COALESCE(${deleted}, 0) = 0`, parameters: [] });
  if (plan.scope === 'mine') {
    const owner = path('OwnerId');
    if (owner === undefined) throw notSupported(`report scope of own records on ${plan.type.object.name}`);
    conditions.push({ sql: `${owner} = ?`, parameters: [userId] });
  }
  const where = conditions.map((condition) => `(${condition.sql})`).join(' AND ');
  const order = [base, ...plan.type.tables.map((table) => source.of(table.path))].map(({ alias }) => `${alias}."Id"`);
  const sql = `SELECT ${[...selected, `${base.alias}."Id" AS id`].join(', ')} FROM ${source.from()} WHERE ${where} ORDER BY ${order.join(', ')}`;
  const rows = org.db.prepare(sql).all(...conditions.flatMap((condition) => condition.parameters)) as Record<
    string,
    string | number | null
  >[];
  return rows.map((row) => {
    const values = new Map<string, FieldValue>();
    const links = new Map<string, string>();
    columns.forEach((column, index) => {
      values.set(column.name, toFieldValue(column.definition, row[`c${index}`] ?? null));
      const link = row[`l${index}`];
      if (typeof link === 'string') links.set(column.name, link);
    });
    return { values, links };
  });
}
