/**
 * The Analytics REST API: reports and dashboards. Reports and dashboards are addressed by id; their developer name
 * is accepted in its place.
 * Source: Salesforce Reports and Dashboards REST API Developer Guide.
 */
import { dashboardId, dashboardMetadata, dashboardResults, findDashboard } from '../query/dashboards.ts';
import type { DashboardDef, ReportDef } from '../metadata/catalog.ts';
import { exportReport, type ExportFormat } from '../query/reportExport.ts';
import { overridden } from '../query/reportOverride.ts';
import { componentId, describeReport, findReport, runReport, type ReportMetadata } from '../query/reports.ts';
import { accessOf } from '../records/access.ts';
import { ApiError, jsonBody, notFound, notSupported, type HttpResponse, type RequestContext, type Route } from './router.ts';

const base = (context: RequestContext): string => `/services/data/${context.params.version}/analytics`;

function report(context: RequestContext): ReportDef {
  const found = findReport(context.org, context.params.id ?? '');
  if (!found) throw notFound();
  return found;
}

function dashboard(context: RequestContext): DashboardDef {
  const found = findDashboard(context.org, context.params.id ?? '');
  if (!found) throw notFound();
  return found;
}

function listReports(context: RequestContext): HttpResponse {
  const reports = [...context.org.catalog.reports.values()].sort((left, right) => left.name.localeCompare(right.name, 'ja'));
  const body = reports.map((entry) => {
    const id = componentId(context.org, 'Report', entry.fullName);
    const url = `${base(context)}/reports/${id}`;
    return {
      describeUrl: `${url}/describe`,
      description: entry.description ?? null,
      developerName: entry.developerName,
      fieldsUrl: null,
      folderId: componentId(context.org, 'ReportFolder', entry.folder) || null,
      folderName: context.org.catalog.reportFolders.get(entry.folder)?.label ?? entry.folder,
      format: entry.format.toUpperCase(),
      id,
      instancesUrl: `${url}/instances`,
      name: entry.name,
      url
    };
  });
  return { status: 200, body };
}

/** `includeDetails` of the query; undefined leaves it to the report. */
function includeDetails(context: RequestContext): boolean | undefined {
  const text = context.url.searchParams.get('includeDetails');
  if (text === null) return undefined;
  if (text !== 'true' && text !== 'false')
    throw new ApiError(400, 'ILLEGAL_QUERY_PARAMETER_VALUE', 'includeDetails must be true or false.');
  return text === 'true';
}

/** The report as a run's body wants it: other filters, another period, another order. */
function reportOfRun(context: RequestContext): ReportDef {
  const saved = report(context);
  const body = context.body.length ? jsonBody(context) : {};
  for (const name of Object.keys(body)) if (name !== 'reportMetadata') throw notSupported(`${name} in a report run`);
  const wanted = body.reportMetadata;
  if (wanted === undefined) return saved;
  if (wanted === null || typeof wanted !== 'object' || Array.isArray(wanted))
    throw new ApiError(400, 'BAD_REQUEST', 'reportMetadata must be an object.');
  const described = describeReport(context.org, context.userId, saved).reportMetadata as ReportMetadata;
  return overridden(saved, described, wanted as Record<string, unknown>);
}

/** What the caller wants back: by `Accept` a workbook or a CSV file, else JSON. */
function exportFormat(context: RequestContext): ExportFormat | undefined {
  const accept = context.headers.accept ?? '';
  if (accept.includes('spreadsheetml.sheet')) return 'xlsx';
  return accept.includes('text/csv') ? 'csv' : undefined;
}

async function run(context: RequestContext): Promise<HttpResponse> {
  const wanted = reportOfRun(context);
  const format = exportFormat(context);
  if (format) {
    if (!accessOf(context.org, context.userId).userPermission('ExportReport'))
      throw new ApiError(403, 'INSUFFICIENT_ACCESS', 'レポートをエクスポートする権限がありません。');
    const file = await exportReport(context.org, context.userId, wanted, format);
    return {
      status: 200,
      type: file.type,
      body: file.body,
      headers: { 'content-disposition': `attachment; filename="${file.fileName}"`, 'cache-control': 'no-store' }
    };
  }
  const details = includeDetails(context);
  return {
    status: 200,
    body: runReport(context.org, context.userId, wanted, details === undefined ? {} : { includeDetails: details })
  };
}

function listDashboards(context: RequestContext): HttpResponse {
  const dashboards = [...context.org.catalog.dashboards.values()].sort((left, right) => left.title.localeCompare(right.title, 'ja'));
  const body = dashboards.map((entry) => {
    const id = dashboardId(context.org, entry);
    return {
      description: entry.description ?? null,
      developerName: entry.developerName,
      folderName: context.org.catalog.dashboardFolders.get(entry.folder)?.label ?? entry.folder,
      id,
      name: entry.title,
      statusUrl: `${base(context)}/dashboards/${id}/status`,
      url: `${base(context)}/dashboards/${id}`
    };
  });
  return { status: 200, body };
}

/** The chosen option of each filter (`filter1=0_2`); another running user would need results of their own. */
function chosenFilters(context: RequestContext): (string | undefined)[] {
  if (context.url.searchParams.has('runningUser')) throw notSupported('runningUser of dashboards');
  return (dashboard(context).dashboardFilters ?? []).map((_, index) => context.url.searchParams.get(`filter${index + 1}`) || undefined);
}

function results(context: RequestContext): HttpResponse {
  return { status: 200, body: dashboardResults(context.org, context.userId, dashboard(context), { filters: chosenFilters(context) }) };
}

/** Refreshing is done when this answers; Salesforce answers with the address of the status. */
function refresh(context: RequestContext): HttpResponse {
  const target = dashboard(context);
  dashboardResults(context.org, context.userId, target, { refresh: true, filters: chosenFilters(context) });
  return { status: 201, body: { statusUrl: `${base(context)}/dashboards/${dashboardId(context.org, target)}/status` } };
}

function status(context: RequestContext): HttpResponse {
  const { componentData } = dashboardResults(context.org, context.userId, dashboard(context));
  return {
    status: 200,
    body: {
      componentStatus: componentData.map((entry) => ({
        componentId: entry.componentId,
        refreshDate: entry.status.refreshDate,
        refreshStatus: entry.status.refreshStatus
      }))
    }
  };
}

const BASE = '/services/data/:version/analytics';

export const routes: Route[] = [
  { method: 'GET', pattern: `${BASE}/reports`, handler: listReports },
  { method: 'GET', pattern: `${BASE}/reports/:id`, handler: run },
  { method: 'POST', pattern: `${BASE}/reports/:id`, handler: run },
  {
    method: 'GET',
    pattern: `${BASE}/reports/:id/describe`,
    handler: (context) => ({ status: 200, body: describeReport(context.org, context.userId, report(context)) })
  },
  { method: 'GET', pattern: `${BASE}/dashboards`, handler: listDashboards },
  { method: 'GET', pattern: `${BASE}/dashboards/:id`, handler: results },
  { method: 'PUT', pattern: `${BASE}/dashboards/:id`, handler: refresh },
  { method: 'GET', pattern: `${BASE}/dashboards/:id/status`, handler: status },
  {
    method: 'GET',
    pattern: `${BASE}/dashboards/:id/describe`,
    handler: (context) => ({ status: 200, body: dashboardMetadata(context.org, context.userId, dashboard(context)) })
  },
  ...(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const).map((method): Route => ({
    method,
    pattern: `${BASE}/*`,
    handler: (context) => {
      throw new ApiError(404, 'NOT_SUPPORTED', `not supported: ${method} analytics/${context.params.rest}`);
    }
  }))
];
