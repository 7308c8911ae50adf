/**
 * Dashboards: each component shows the last result of its report until someone refreshes the dashboard.
 * Results are kept in the org's database; the first view computes them.
 * Source: Salesforce Reports and Dashboards REST API Developer Guide, "Dashboard Results", "Dashboard Status".
 */
import { createHash } from 'node:crypto';
import type { DashboardComponent } from '@salesforce/types/metadata';
import { ApiError, notSupported } from '../http/router.ts';
import type { DashboardDef } from '../metadata/catalog.ts';
import { ADMIN_USER_ID, API_VERSION, type Org } from '../org.ts';
import { stableId } from '../records/ids.ts';
import {
  checkComponent,
  componentMetadata,
  componentOrder,
  detailSort,
  filterOperation,
  placedComponents,
  reportOf,
  showsDetails,
  type PlacedComponent,
  type Placement
} from './dashboardComponents.ts';
import { picklistLabel } from './display.ts';
import { componentId, runReport, type ReportResult, type RunOptions } from './reports.ts';
import { reportType } from './reportTypes.ts';

/** Key prefix of dashboard components. */
const COMPONENT_PREFIX = '01a';

export interface ComponentStatus {
  dataStatus: 'DATA' | 'NODATA' | 'ERROR';
  errorCode: string | null;
  errorMessage: string | null;
  errorSeverity: string | null;
  refreshDate: string | null;
  refreshStatus: 'IDLE';
}

export interface ComponentResult {
  componentId: string;
  reportResult: ReportResult | null;
  status: ComponentStatus;
}

export interface DashboardResult {
  componentData: ComponentResult[];
  dashboardMetadata: DashboardMetadata;
}

export interface DashboardMetadata {
  id: string;
  name: string;
  developerName: string;
  description: string | null;
  components: Record<string, unknown>[];
  layout: { gridLayout: boolean; numColumns: number; rowHeight: number; components: Placement[] };
  runningUser: { id: string; displayName: string };
  [name: string]: unknown;
}

/**
 * A dashboard by its developer name, as pages name it.
 * @returns undefined when no deployed dashboard has this name
 */
export function dashboardByDeveloperName(org: Org, developerName: string): DashboardDef | undefined {
  for (const dashboard of org.catalog.dashboards.values()) if (dashboard.developerName === developerName) return dashboard;
  return undefined;
}

/** Id of a deployed dashboard. */
export const dashboardId = (org: Org, dashboard: DashboardDef): string => componentId(org, 'Dashboard', dashboard.fullName);

/** A dashboard by id (15 or 18 characters) or developer name. */
export function findDashboard(org: Org, idOrName: string): DashboardDef | undefined {
  if (/^[a-zA-Z0-9]{15}([a-zA-Z0-9]{3})?$/.test(idOrName)) {
    for (const dashboard of org.catalog.dashboards.values())
      if (dashboardId(org, dashboard).slice(0, 15) === idOrName.slice(0, 15)) return dashboard;
  }
  return dashboardByDeveloperName(org, idOrName);
}

/**
 * Who a dashboard is computed for: the viewer of a dynamic one, else the user who deployed it.
 * Metadata API Developer Guide, "Dashboard.runningUser": without a user the deploying one is taken.
 */
function runningUser(dashboard: DashboardDef, viewer: string): string {
  switch (dashboard.dashboardType ?? 'SpecifiedUser') {
    case 'LoggedInUser':
      return viewer;
    case 'SpecifiedUser':
      return ADMIN_USER_ID;
    default:
      throw notSupported(`dashboardType ${String(dashboard.dashboardType)}`);
  }
}

function userName(org: Org, userId: string): string {
  const row = org.db.prepare('SELECT "LastName" AS last, "FirstName" AS first FROM "User" WHERE "Id" = ?').get(userId) as
    { last: string | null; first: string | null } | undefined;
  return row ? [row.last, row.first].filter((part) => part !== null && part !== '').join(' ') : userId;
}

const idOf = (org: Org, dashboard: DashboardDef, index: number): string =>
  stableId(org, COMPONENT_PREFIX, `Dashboard:${dashboard.fullName}#${index}`);

/** Id of an option of a dashboard's filter. */
const optionId = (filter: number, option: number): string => `${filter}_${option}`;

/**
 * The conditions that chosen filters put on a component: a component takes part in a filter through its column of the
 * same place, and is left alone by filters it has no column for.
 * @throws ApiError for an option that the filter does not have
 */
function componentFilters(dashboard: DashboardDef, component: DashboardComponent, chosen: (string | undefined)[]): RunOptions['filters'] {
  return (dashboard.dashboardFilters ?? []).flatMap((filter, index) => {
    const id = chosen[index];
    if (id === undefined) return [];
    const option = (filter.dashboardFilterOptions ?? []).find((_, position) => optionId(index, position) === id);
    if (!option) throw new ApiError(400, 'BAD_REQUEST', `The filter ${filter.name} has no option ${id}.`);
    const column = component.dashboardFilterColumns?.[index]?.column;
    return column === undefined ? [] : [{ column, operator: filterOperation(option), value: (option.values ?? []).join(',') }];
  });
}

/** Metadata of a dashboard: components, filters, grid. */
export function dashboardMetadata(
  org: Org,
  viewer: string,
  dashboard: DashboardDef,
  chosen: (string | undefined)[] = []
): DashboardMetadata {
  const placed = placedComponents(dashboard);
  const user = runningUser(dashboard, viewer);
  const id = dashboardId(org, dashboard);
  return {
    attributes: {
      dashboardId: id,
      dashboardName: dashboard.title,
      statusUrl: `/services/data/v${API_VERSION}/analytics/dashboards/${id}/status`,
      type: 'Dashboard'
    },
    canChangeRunningUser: false,
    canUseStickyFilter: false,
    chartTheme: dashboard.dashboardChartTheme ?? dashboard.chartTheme ?? 'light',
    colorPalette: dashboard.dashboardColorPalette ?? dashboard.colorPalette ?? 'unity',
    components: placed.map(({ component }, index) => componentMetadata(org, component, idOf(org, dashboard, index), index)),
    dashboardType: dashboard.dashboardType ?? 'SpecifiedUser',
    description: dashboard.description ?? null,
    developerName: dashboard.developerName,
    filters: (dashboard.dashboardFilters ?? []).map((filter, index) => ({
      name: filter.name,
      selectedOption: chosen[index] ?? null,
      options: (filter.dashboardFilterOptions ?? []).map((option, position) => ({
        id: optionId(index, position),
        alias: optionLabel(org, dashboard, index, position),
        operation: option.operator,
        value: (option.values ?? []).join(',')
      }))
    })),
    folderId: componentId(org, 'DashboardFolder', dashboard.folder) || null,
    folderName: org.catalog.dashboardFolders.get(dashboard.folder)?.label ?? dashboard.folder,
    id,
    layout: {
      gridLayout: true,
      numColumns: dashboard.dashboardGridLayout?.numberOfColumns ?? 12,
      rowHeight: dashboard.dashboardGridLayout?.rowHeight ?? 36,
      components: placed.map(({ placement }) => placement)
    },
    maxFilterOptions: 50,
    name: dashboard.title,
    runningUser: { displayName: userName(org, user), id: user }
  };
}

interface StoredResult {
  fingerprint: string;
  computed_at: string;
  body: string;
}

function prepareResults(org: Org): void {
  org.db.exec(
    'CREATE TABLE IF NOT EXISTS _dashboard_result (component_id TEXT NOT NULL, user_id TEXT NOT NULL, fingerprint TEXT NOT NULL, computed_at TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (component_id, user_id)) WITHOUT ROWID'
  );
}

/** Changes when the component or its report is deployed differently: an old result would then be another's. */
function fingerprint(org: Org, component: DashboardComponent): string {
  const report = org.catalog.reports.get(component.report ?? '');
  return createHash('md5')
    .update(JSON.stringify([component, report ?? null]))
    .digest('hex');
}

const iso = (org: Org): string => org.clock.now().toISOString().replace('Z', '+0000');

export interface DashboardOptions {
  /** Computes new results instead of the kept ones. */
  refresh?: boolean;
  /** Ids of the chosen options, one place per filter of the dashboard. */
  filters?: (string | undefined)[];
}

/** What an option is called: the labels of its values. */
function optionLabel(org: Org, dashboard: DashboardDef, filter: number, option: number): string | null {
  const source = dashboard.dashboardFilters?.[filter]?.dashboardFilterOptions?.[option];
  if (!source) return null;
  const of = placedComponents(dashboard).find(
    ({ component }) => component.dashboardFilterColumns?.[filter]?.column !== undefined
  )?.component;
  const report = org.catalog.reports.get(of?.report ?? '');
  const column = report && reportType(org.catalog, report.reportType)?.column(of?.dashboardFilterColumns?.[filter]?.column ?? '');
  return (source.values ?? []).map((value) => (column ? picklistLabel(column.definition, value) : value)).join(', ');
}

/** Runs the report of a component; what cannot be run is an error of this component only. */
function compute(
  org: Org,
  user: string,
  component: DashboardComponent,
  filters: RunOptions['filters'] = []
): Omit<ComponentResult, 'componentId'> {
  const refreshDate = iso(org);
  const idle = { refreshDate, refreshStatus: 'IDLE' as const };
  try {
    checkComponent(component);
    const report = reportOf(org, component);
    const flat = showsDetails(component);
    const reportResult = runReport(org, user, report, {
      flat,
      includeDetails: flat || report.format === 'Tabular',
      order: flat ? [] : componentOrder(component),
      detailSort: detailSort(component),
      filters
    });
    checkAggregates(component, reportResult);
    const isEmpty = reportResult.factMap['T!T']?.aggregates.at(-1)?.value === 0;
    return {
      reportResult,
      status: { dataStatus: isEmpty ? 'NODATA' : 'DATA', errorCode: null, errorMessage: null, errorSeverity: null, ...idle }
    };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return {
      reportResult: null,
      status: { dataStatus: 'ERROR', errorCode: error.errorCode, errorMessage: error.message, errorSeverity: 'Error', ...idle }
    };
  }
}

/** A component that shows a summary its report does not have would show nothing. */
function checkAggregates(component: DashboardComponent, result: ReportResult): void {
  for (const summary of component.chartSummary ?? []) {
    const found = result.reportMetadata.aggregates.some((name) => name === summary.column || name.endsWith(`!${summary.column}`));
    if (!found)
      throw new ApiError(400, 'BAD_REQUEST', `レポート「${result.reportMetadata.name}」には「${summary.column}」の集計がありません。`);
  }
}

function componentResult(
  org: Org,
  dashboard: DashboardDef,
  placed: PlacedComponent,
  index: number,
  user: string,
  { refresh = false, filters = [] }: DashboardOptions
): ComponentResult {
  const id = idOf(org, dashboard, index);
  const conditions = componentFilters(dashboard, placed.component, filters);
  const mark = fingerprint(org, placed.component);
  // Results under filters are kept beside those without.
  const kept = conditions?.length ? `${id}:${JSON.stringify(conditions)}` : id;
  const stored = org.db
    .prepare('SELECT fingerprint, computed_at, body FROM _dashboard_result WHERE component_id = ? AND user_id = ?')
    .get(kept, user) as StoredResult | undefined;
  if (stored && stored.fingerprint === mark && !refresh)
    return { componentId: id, ...(JSON.parse(stored.body) as Omit<ComponentResult, 'componentId'>) };
  const result = compute(org, user, placed.component, conditions);
  org.db
    .prepare(
      'INSERT INTO _dashboard_result VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET fingerprint = excluded.fingerprint, computed_at = excluded.computed_at, body = excluded.body'
    )
    .run(kept, user, mark, org.clock.now().toISOString(), JSON.stringify(result));
  return { componentId: id, ...result };
}

/**
 * Results of a dashboard: the kept ones, or new ones on refresh.
 * @throws ApiError for dashboards that cannot be shown at all; a failing component carries its own error instead
 */
export function dashboardResults(org: Org, viewer: string, dashboard: DashboardDef, options: DashboardOptions = {}): DashboardResult {
  prepareResults(org);
  const user = runningUser(dashboard, viewer);
  const componentData = placedComponents(dashboard).map((placed, index) => componentResult(org, dashboard, placed, index, user, options));
  return { componentData, dashboardMetadata: dashboardMetadata(org, viewer, dashboard, options.filters) };
}
