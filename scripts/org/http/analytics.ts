/**
 * The Analytics REST API: reports and dashboards. Reports and dashboards are addressed by id; their developer name
 * is accepted in its place.
 * Source: Salesforce Reports and Dashboards REST API Developer Guide.
 */
import { dashboardId, dashboardMetadata, dashboardResults, findDashboard } from '../query/dashboards.ts';
import type { DashboardDef, ReportDef } from '../metadata/catalog.ts';
import { componentId, describeReport, findReport, runReport } from '../query/reports.ts';
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

function run(context: RequestContext): HttpResponse {
  const details = includeDetails(context);
  return {
    status: 200,
    body: runReport(context.org, context.userId, report(context), details === undefined ? {} : { includeDetails: details })
  };
}

/** POST runs the saved report too; changing its metadata for one run is refused. */
function runByPost(context: RequestContext): HttpResponse {
  const body = context.body.length ? jsonBody(context) : {};
  const [override] = Object.keys(body);
  if (override !== undefined) throw notSupported(`${override} in a report run (overriding report metadata)`);
  return run(context);
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

/** Filters and another running user would need results of their own. */
function refuseOptions(context: RequestContext): void {
  for (const name of context.url.searchParams.keys())
    if (/^(filter\d+|runningUser)$/.test(name)) throw notSupported(`${name} of dashboards`);
}

function results(context: RequestContext): HttpResponse {
  refuseOptions(context);
  return { status: 200, body: dashboardResults(context.org, context.userId, dashboard(context)) };
}

/** Refreshing is done when this answers; Salesforce answers with the address of the status. */
function refresh(context: RequestContext): HttpResponse {
  refuseOptions(context);
  const target = dashboard(context);
  dashboardResults(context.org, context.userId, target, { refresh: true });
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
  { method: 'POST', pattern: `${BASE}/reports/:id`, handler: runByPost },
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
