/**
 * Queries over HTTP, and the few resources around them (versions, resource list, limits).
 * Source: REST API Developer Guide "Query", "QueryAll", "Versions", "Limits".
 */
import { randomBytes } from 'node:crypto';
import { ORGANIZATION_ID } from '../identity.ts';
import type { Org } from '../org.ts';
import { runSoql, soqlColumns } from '../query/soql.ts';
import type { SoqlRecord } from '../query/soqlSelect.ts';
import { ApiError, notFound, notSupported, type HttpResponse, type RequestContext, type Route } from './router.ts';
import { versionList, versionOf } from './versions.ts';

const PAGE_SIZE = 2_000;
const MIN_PAGE_SIZE = 200;
/** Salesforce keeps ten open cursors per user and drops the oldest. */
const MAX_CURSORS = 10;
const CURSOR_LIFETIME_MS = 15 * 60 * 1000;

interface Cursor {
  userId: string;
  records: SoqlRecord[];
  pageSize: number;
  expires: number;
}

const cursorsByOrg = new WeakMap<Org, Map<string, Cursor>>();

function cursorsOf(org: Org): Map<string, Cursor> {
  const cursors = cursorsByOrg.get(org) ?? new Map<string, Cursor>();
  cursorsByOrg.set(org, cursors);
  for (const [id, cursor] of cursors) if (cursor.expires < Date.now()) cursors.delete(id);
  return cursors;
}

function query(context: RequestContext): HttpResponse {
  const version = versionOf(context);
  const { org, userId } = context;
  const params = context.url.searchParams;
  const text = params.get('q');
  if (text === null) throw new ApiError(400, 'MALFORMED_QUERY', 'A query string has to be specified');
  if (params.has('explain')) throw notSupported('query?explain');
  if (params.get('columns') === 'true') return { status: 200, body: { columnMetadata: soqlColumns(org, userId, text) } };
  const result = runSoql(org, userId, text, { apiVersion: version });
  const pageSize = pageSizeOf(context);
  if (result.records.length <= pageSize) return { status: 200, body: { totalSize: result.totalSize, done: true, records: result.records } };
  const cursors = cursorsOf(org);
  if (cursors.size >= MAX_CURSORS) cursors.delete(cursors.keys().next().value as string);
  const id = `01g${randomBytes(11).toString('hex').slice(0, 15)}`;
  cursors.set(id, { userId, records: result.records, pageSize, expires: Date.now() + CURSOR_LIFETIME_MS });
  return page(context, id, 0);
}

/** `Sforce-Query-Options: batchSize=200` */
function pageSizeOf(context: RequestContext): number {
  const asked = /batchSize=(\d+)/i.exec(context.headers['sforce-query-options'] ?? '')?.[1];
  return asked === undefined ? PAGE_SIZE : Math.min(PAGE_SIZE, Math.max(MIN_PAGE_SIZE, Number(asked)));
}

/** `/query/01g…-2000` */
function nextPage(context: RequestContext): HttpResponse {
  versionOf(context);
  const match = /^(01g\w{15})-(\d{1,9})$/.exec(context.params.cursor);
  if (!match) throw new ApiError(400, 'INVALID_QUERY_LOCATOR', 'invalid query locator');
  return page(context, match[1], Number(match[2]));
}

function page(context: RequestContext, id: string, start: number): HttpResponse {
  const cursor = cursorsOf(context.org).get(id);
  if (!cursor || cursor.userId !== context.userId || start >= cursor.records.length)
    throw new ApiError(400, 'INVALID_QUERY_LOCATOR', 'invalid query locator');
  const end = start + cursor.pageSize;
  const body = { totalSize: cursor.records.length, done: end >= cursor.records.length, records: cursor.records.slice(start, end) };
  if (body.done) return { status: 200, body };
  return { status: 200, body: { ...body, nextRecordsUrl: `/services/data/${context.params.version}/query/${id}-${end}` } };
}

/** The tooling API answers the same objects; the CLI asks it whether this is a sandbox and reads 404 as no. */
function toolingQuery(context: RequestContext): HttpResponse {
  if (/\bfrom\s+SandboxProcess\b/i.test(context.url.searchParams.get('q') ?? '')) throw notFound();
  return query(context);
}

function resources(context: RequestContext): HttpResponse {
  const version = versionOf(context);
  const base = `/services/data/v${version}`;
  const names = ['analytics', 'composite', 'limits', 'metadata', 'query', 'queryAll', 'sobjects', 'tooling', 'ui-api'];
  return {
    status: 200,
    body: {
      ...Object.fromEntries(names.map((name) => [name, `${base}/${name}`])),
      identity: `${context.baseUrl}/id/${ORGANIZATION_ID}/${context.userId}`
    }
  };
}

/** Nothing is metered here: what remains is all there is (a Developer Edition's daily number). */
function limits(context: RequestContext): HttpResponse {
  versionOf(context);
  return { status: 200, body: { DailyApiRequests: { Max: 15_000, Remaining: 15_000 } } };
}

function refuse(what: string): (context: RequestContext) => HttpResponse {
  return (context) => {
    versionOf(context);
    throw notSupported(what);
  };
}

export const routes: Route[] = [
  // Salesforce lists its versions to anyone.
  { method: 'GET', pattern: '/services/data', public: true, handler: () => ({ status: 200, body: versionList() }) },
  { method: 'GET', pattern: '/services/data/:version', handler: resources },
  { method: 'GET', pattern: '/services/data/:version/limits', handler: limits },
  { method: 'GET', pattern: '/services/data/:version/query', handler: query },
  { method: 'GET', pattern: '/services/data/:version/query/:cursor', handler: nextPage },
  // Deleted records are gone for good here: queryAll finds what query finds.
  { method: 'GET', pattern: '/services/data/:version/queryAll', handler: query },
  { method: 'GET', pattern: '/services/data/:version/queryAll/:cursor', handler: nextPage },
  { method: 'GET', pattern: '/services/data/:version/tooling/query', handler: toolingQuery },
  { method: 'GET', pattern: '/services/data/:version/tooling/query/:cursor', handler: nextPage },
  { method: 'GET', pattern: '/services/data/:version/search', handler: refuse('SOSL search') },
  { method: 'GET', pattern: '/services/data/:version/parameterizedSearch', handler: refuse('parameterizedSearch') },
  { method: 'POST', pattern: '/services/data/:version/parameterizedSearch', handler: refuse('parameterizedSearch') },
  { method: 'POST', pattern: '/services/data/:version/jobs/*', handler: refuse('Bulk API 2.0') },
  { method: 'GET', pattern: '/services/data/:version/jobs/*', handler: refuse('Bulk API 2.0') }
];
