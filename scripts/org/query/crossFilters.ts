/**
 * Cross filters: records with, or without, related records of another object that meet conditions of their own.
 * Source: Metadata API Developer Guide "ReportCrossFilter"; names of reports retrieved from real orgs
 * (`ACCOUNT_ID` + `Opportunity` by `Account`, `Opportunity$Id` + `Widget__c` by `Parent__c`).
 */
import type { FilterOperation, ReportCrossFilter } from '@salesforce/types/metadata';
import { ApiError, notSupported } from '../http/router.ts';
import type { FieldDef, ObjectDef } from '../metadata/catalog.ts';
import type { Org } from '../org.ts';
import type { Access } from '../records/access.ts';
import { reportObject } from './activities.ts';
import { filterCondition, type SqlCondition } from './filters.ts';
import { canReadPath, resolvePath, sqlSource, type ResolvedPath } from './paths.ts';
import type { ReportColumn, ReportSource, ReportType } from './reportTypes.ts';

export interface PlannedCrossFilter {
  primary: ReportColumn;
  related: ObjectDef;
  join: FieldDef;
  without: boolean;
  criteria: { path: ResolvedPath; operation: string; value: string | undefined }[];
}

/** A lookup as cross filters name it: without `Id`, custom ones as they are called. */
function joinField(related: ObjectDef, name: string): FieldDef | undefined {
  const field = name.endsWith('__c') ? related.fields.get(name) : related.fields.get(`${name}Id`);
  return field?.type === 'reference' ? field : undefined;
}

/**
 * Finds the objects and fields of a cross filter.
 * @throws ApiError naming what is not there, or what the user may not read
 */
export function planCrossFilter(org: Org, access: Access, type: ReportType, source: ReportCrossFilter): PlannedCrossFilter {
  const refused = (what: string): ApiError => notSupported(`${what} in a cross filter`);
  const primary = type.column(source.primaryTableColumn);
  // The id of the report's own records, or of records that they point to.
  const targets = primary?.dataType === 'id' ? [primary.object] : (primary?.definition.referenceTo ?? []);
  if (!primary || targets.length === 0) throw refused(`primaryTableColumn ${source.primaryTableColumn}`);
  const related = reportObject(org.catalog, source.relatedTable);
  if (!related) throw refused(`relatedTable ${source.relatedTable}`);
  const join = joinField(related, source.relatedTableJoinColumn);
  if (!join?.referenceTo?.some((target) => targets.includes(target)))
    throw refused(`relatedTableJoinColumn ${source.relatedTableJoinColumn}`);
  const criteria = (source.criteriaItems ?? []).map((item) => {
    const field = related.fields.has(item.column) ? item.column : item.column.replace(/^\w+[$.]/, '');
    const path = resolvePath(org.catalog, related, field);
    if (!path || item.columnToColumn === true) throw refused(`filter on ${item.column}`);
    return { path, operation: item.operator, value: item.value };
  });
  for (const path of [{ path: join.name, steps: [], object: related, field: join }, ...criteria.map((entry) => entry.path)])
    if (!canReadPath(access, path))
      throw new ApiError(
        403,
        'INSUFFICIENT_ACCESS',
        `レポートのクロス条件に使われている項目「${path.field.label}」を参照する権限がありません。`,
        [path.path]
      );
  return { primary, related, join, without: source.operation === 'without', criteria };
}

/** Its condition on the rows of a report. */
export function crossCondition(org: Org, userId: string, source: ReportSource, filter: PlannedCrossFilter, index: number): SqlCondition {
  const inner = sqlSource(org, filter.related, userId, `x${index}`);
  const expression = (path: ResolvedPath): string => inner.expression(path);
  const key = expression({ path: filter.join.name, steps: [], object: filter.related, field: filter.join });
  const conditions = filter.criteria.map(({ path, operation, value }) =>
    filterCondition(org, { sql: expression(path), field: path.field }, operation as FilterOperation, value)
  );
  const deleted = filter.related.fields.has('IsDeleted') ? [`COALESCE(${inner.alias}."IsDeleted", 0) = 0`] : [];
  const where = [`${key} IS NOT NULL`, ...deleted, ...conditions.map((condition) => `(${condition.sql})`)].join(' AND ');
  // A list of ids is made once, where a correlated EXISTS would look through the related rows for each row.
  return {
    sql: `${filter.primary.expression(source, org)} ${filter.without ? 'NOT IN' : 'IN'} (SELECT ${key} FROM ${inner.from()} WHERE ${where})`,
    parameters: conditions.flatMap((condition) => condition.parameters)
  };
}
