/** Pages and assets of the browser side, and the few calls that Salesforce's own client makes outside its public APIs. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { PassThrough } from 'node:stream';
import { auraEnabledMethod } from '../lightning/apexMethods.ts';
import { lightningBuild } from '../lightning/build/index.ts';
import { SLDS_ASSETS } from '../lightning/build/paths.ts';
import { globalMenu } from '../lightning/page/actions.ts';
import { homePageModel } from '../lightning/page/homeModel.ts';
import { pathModel } from '../lightning/page/pathModel.ts';
import { recordPageModel } from '../lightning/page/pageModel.ts';
import { shellPage } from '../lightning/page/shellPage.ts';
import { safeHtml } from '../lightning/page/safeHtml.ts';
import type { PageNode } from '../lightning/page/types.ts';
import { objectOfId } from '../query/recordData.ts';
import { accessOf } from '../records/access.ts';
import { to18 } from '../records/ids.ts';
import { API_VERSION } from '../identity.ts';
import { runSoql } from '../query/soql.ts';
import { ApiError, jsonBody, notFound, notSupported, type HttpResponse, type RequestContext, type Route } from './router.ts';
import { readableObject } from './ui-api-common.ts';

const IMMUTABLE = 'private, max-age=31536000, immutable';
const TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.gif': 'image/gif',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2'
};
const EVENTS_POLL_MS = 300;
const EVENTS_KEEP_ALIVE_MS = 20_000;

/** GET /lightning/*: the shell; the browser side finds out what to show from the address. */
async function shell(context: RequestContext): Promise<HttpResponse> {
  const assets = await lightningBuild.platform();
  const { org, userId } = context;
  const [user] = runSoql(org, userId, `SELECT Name FROM User WHERE Id = '${userId}'`).records as { Name?: string }[];
  const page = shellPage(assets, {
    userId,
    userName: user?.Name ?? '',
    revision: org.revision,
    apiVersion: API_VERSION,
    customPermissions: [...accessOf(org, userId).customPermissions].sort()
  });
  return {
    status: 200,
    type: 'text/html; charset=utf-8',
    body: page.html,
    headers: { 'content-security-policy': page.policy, 'cache-control': 'no-store' }
  };
}

function asset(files: Map<string, Uint8Array>, name = ''): HttpResponse {
  const contents = files.get(name);
  if (!contents) throw notFound();
  return { status: 200, type: TYPES[extname(name)], body: Buffer.from(contents), headers: { 'cache-control': IMMUTABLE } };
}

/** GET /lightning/slds/*: style sheet and images of the design system, read where npm put them. */
function designSystem(context: RequestContext): HttpResponse {
  const path = context.params.rest ?? '';
  const type = TYPES[extname(path)];
  const file = join(SLDS_ASSETS, path);
  if (
    !type ||
    !/^(styles|images|icons|fonts)\/[\w@./-]+$/.test(path) ||
    path.includes('..') ||
    !existsSync(file) ||
    !statSync(file).isFile()
  )
    throw notFound();
  return { status: 200, type, body: readFileSync(file), headers: { 'cache-control': 'private, max-age=86400' } };
}

/** GET /lightning/api/page?recordId=&app= or ?objectApiName=: the model of a record page. */
function page(context: RequestContext): HttpResponse {
  const { org, userId } = context;
  const query = context.url.searchParams;
  const id = query.get('recordId');
  const name = id === null ? query.get('objectApiName') : objectOfId(org, to18(id))?.name;
  if (!name) throw notFound();
  const object = readableObject(context, name);
  const model = recordPageModel(org, userId, object, query.get('app') ?? undefined);
  for (const region of model.regions) richText(region.nodes);
  return { status: 200, body: model, headers: { 'cache-control': 'no-store' } };
}

/** GET /lightning/api/home?app=: the model of an app's Home page, null when the app has none. */
function home(context: RequestContext): HttpResponse {
  const { org, userId } = context;
  const model = homePageModel(org, userId, context.url.searchParams.get('app') ?? '');
  for (const region of model?.regions ?? []) richText(region.nodes);
  return { status: 200, body: { page: model ?? null }, headers: { 'cache-control': 'no-store' } };
}

/** GET /lightning/api/globalActions: entries of the header's menu. */
function globalActions(context: RequestContext): HttpResponse {
  return { status: 200, body: { actions: globalMenu(context.org, context.userId) }, headers: { 'cache-control': 'no-store' } };
}

/** Rich text leaves the server as a safe tree; the page never sees markup. */
function richText(nodes: PageNode[]): void {
  for (const node of nodes) {
    if (node.component === 'flexipage:richText')
      node.properties.content = JSON.stringify(safeHtml(String(node.properties.richTextValue ?? '')));
    for (const inner of Object.values(node.facets ?? {})) richText(inner);
  }
}

/** GET /lightning/api/path/:object: the path, or null when the object has none. */
function path(context: RequestContext): HttpResponse {
  const { org, userId } = context;
  const object = readableObject(context, context.params.object ?? '');
  return {
    status: 200,
    body: { path: pathModel(org.catalog, object, accessOf(org, userId)) ?? null },
    headers: { 'cache-control': 'no-store' }
  };
}

/** GET /lightning/api/components: address of every deployed component, what is wrong with the others, and the revision. */
async function components(context: RequestContext): Promise<HttpResponse> {
  const built = await lightningBuild.components(context.org);
  const address = (file: string): string => `/lightning/components/${file}`;
  const modules = Object.fromEntries(Object.entries(built.modules).map(([name, file]) => [name, address(file)]));
  const icons = built.icons === '' ? null : address(built.icons);
  return {
    status: 200,
    body: { revision: context.org.revision, modules, icons, problems: built.problems },
    headers: { 'cache-control': 'no-store' }
  };
}

/** POST /lightning/api/apex {class, method, args}: an `@AuraEnabled` method of a deployed class, by its double. */
function apex(context: RequestContext): HttpResponse {
  const { org, userId } = context;
  const body = jsonBody(context);
  const { class: className, method: methodName, args } = body;
  if (typeof className !== 'string' || typeof methodName !== 'string')
    throw new ApiError(400, 'MALFORMED_QUERY', 'class and method are required.');
  const source = org.catalog.apexClasses.get(className);
  const method = source && auraEnabledMethod(source.body, methodName);
  if (!method) return apexError(404, `Unable to find Apex action method referenced as '${className}.${methodName}'.`);
  if (!accessOf(org, userId).apexClasses.has(className)) return apexError(403, `「${className}」という Apex クラスにアクセスできません。`);
  const double = org.apex[`${className}.${method.name}`];
  if (!double) throw notSupported(`Apex method ${className}.${method.name}`);
  const values = args !== null && typeof args === 'object' && !Array.isArray(args) ? (args as Record<string, unknown>) : {};
  try {
    // Apex gets null for what the caller left out, and never sees what it did not declare.
    const named = Object.fromEntries(method.parameters.map((parameter) => [parameter, values[parameter] ?? null]));
    return { status: 200, body: { result: double(org, userId, named) ?? null } };
  } catch (error) {
    if (error instanceof ApiError) throw error;
    return apexError(500, (error as Error).message);
  }
}

function apexError(status: number, message: string): HttpResponse {
  return { status, body: { message, exceptionType: 'System.AuraHandledException', isUserDefinedException: false, stackTrace: '' } };
}

/** GET /lightning/api/events: server-sent events; `revision` when the org was deployed to. */
function events(context: RequestContext): HttpResponse {
  const { org } = context;
  const stream = new PassThrough();
  let told = org.revision;
  let quietMs = 0;
  stream.write(`retry: 1000\nevent: revision\ndata: ${told}\n\n`);
  const timer = setInterval(() => {
    // The browser went away: the response no longer takes anything from the stream.
    if (stream.readableFlowing === false) {
      clearInterval(timer);
      stream.destroy();
      return;
    }
    quietMs += EVENTS_POLL_MS;
    if (org.revision !== told) {
      told = org.revision;
      quietMs = 0;
      stream.write(`event: revision\ndata: ${told}\n\n`);
    } else if (quietMs >= EVENTS_KEEP_ALIVE_MS) {
      quietMs = 0;
      stream.write(': still here\n\n');
    }
  }, EVENTS_POLL_MS);
  timer.unref();
  return { status: 200, type: 'text/event-stream', body: stream, headers: { 'cache-control': 'no-store' } };
}

export const routes: Route[] = [
  {
    method: 'GET',
    pattern: '/lightning/assets/:file',
    handler: async ({ params }) => asset((await lightningBuild.platform()).files, params.file)
  },
  {
    method: 'GET',
    pattern: '/lightning/components/:file',
    handler: async ({ org, params }) => asset((await lightningBuild.components(org)).files, params.file)
  },
  { method: 'GET', pattern: '/lightning/slds/*', public: true, handler: designSystem },
  { method: 'GET', pattern: '/lightning/api/page', handler: page },
  { method: 'GET', pattern: '/lightning/api/home', handler: home },
  { method: 'GET', pattern: '/lightning/api/globalActions', handler: globalActions },
  { method: 'GET', pattern: '/lightning/api/path/:object', handler: path },
  { method: 'GET', pattern: '/lightning/api/components', handler: components },
  { method: 'POST', pattern: '/lightning/api/apex', handler: apex },
  { method: 'GET', pattern: '/lightning/api/events', handler: events },
  // Anything else below api/ is a mistake of the caller, not a page.
  { method: 'GET', pattern: '/lightning/api/*', handler: () => Promise.reject(notFound()) },
  { method: 'GET', pattern: '/lightning/*', handler: shell }
];
