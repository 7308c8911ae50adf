/**
 * The HTTP server: 127.0.0.1 only. Checks Host and Origin, finds the session, matches the route,
 * turns errors into Salesforce's error bodies. What the routes do lives in the other files of this folder.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Org } from '../org.ts';
import { ApiError, errorResponse, matchRoute, unanswered, type HttpResponse, type RequestContext, type Route } from './router.ts';
import { authenticate } from './session.ts';

/** The CLI sends a zip of at most 39 MB as base64 inside one XML text. */
const MAX_BODY_BYTES = 60 * 1024 * 1024;

/** A running server. */
export interface OrgServer {
  url: string;
  port: number;
  close(): Promise<void>;
}

/**
 * Starts the server of an org.
 * @param port 0 takes any free port
 * @throws an Error with `code: 'EADDRINUSE'` when the port is taken
 */
export async function startServer(org: Org, options: { port: number; routes: Route[] }): Promise<OrgServer> {
  const server = createServer((request, response) => {
    answer(org, server, options.routes, request, response).catch((error: unknown) => {
      console.error(error);
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  // Event streams stay open: without this, close() would wait for browsers.
  server.keepAliveTimeout = 5_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', () => resolve());
  });
  const port = portOf(server);
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      })
  };
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return address.port;
}

async function answer(org: Org, server: Server, routes: Route[], request: IncomingMessage, response: ServerResponse): Promise<void> {
  const port = portOf(server);
  const host = request.headers.host ?? '';
  // A page of the internet can make a browser call a local port under another name (DNS rebinding).
  if (host !== `127.0.0.1:${port}` && host !== `localhost:${port}`) {
    send(
      response,
      errorResponse(new ApiError(403, 'INVALID_HOST', `Host ${host || '(none)'} is refused: this org answers as 127.0.0.1:${port} only.`)),
      request.method
    );
    return;
  }
  const baseUrl = `http://${host}`;
  const url = new URL((request.url ?? '/').replace(/^\/{2,}/, '/'), baseUrl);
  const result = await route(org, routes, request, url, baseUrl);
  send(response, result, request.method);
}

async function route(org: Org, routes: Route[], request: IncomingMessage, url: URL, baseUrl: string): Promise<HttpResponse> {
  try {
    const method = request.method === 'HEAD' ? 'GET' : (request.method ?? 'GET');
    const matched = matchRoute(routes, method, url.pathname);
    const headers = plainHeaders(request);
    const session = authenticate(headers, baseUrl);
    if (!session && !matched?.route.public) return unauthenticated(url);
    checkOrigin(method, headers, baseUrl, session?.byCookie ?? true);
    if (!matched) throw unanswered(routes, method, url.pathname);
    const body = await readBody(request);
    return await matched.route.handler({ org, method, url, headers, params: matched.params, body, userId: session?.userId ?? '', baseUrl });
  } catch (error) {
    if (error instanceof ApiError) return errorResponse(error);
    console.error(error);
    return errorResponse(new ApiError(500, 'UNKNOWN_EXCEPTION', error instanceof Error ? error.message : String(error)));
  }
}

/** Pages lead to the login page, API calls get Salesforce's 401. */
function unauthenticated(url: URL): HttpResponse {
  const isApi = url.pathname.startsWith('/services/') || url.pathname.startsWith('/lightning/api/');
  if (isApi) return errorResponse(new ApiError(401, 'INVALID_SESSION_ID', 'Session expired or invalid'));
  return { status: 302, headers: { location: `/login?startURL=${encodeURIComponent(url.pathname + url.search)}` } };
}

/** Calls that change something and ride on a cookie must come from our own pages. */
function checkOrigin(method: string, headers: RequestContext['headers'], baseUrl: string, byCookie: boolean): void {
  if (method === 'GET' || method === 'HEAD') return;
  const { origin } = headers;
  if (origin !== undefined && origin !== baseUrl) throw new ApiError(403, 'INVALID_ORIGIN', `Origin ${origin} is refused.`);
  if (byCookie && origin === undefined && headers['sec-fetch-site'] !== undefined && headers['sec-fetch-site'] !== 'same-origin') {
    throw new ApiError(403, 'INVALID_ORIGIN', 'A call from another site is refused.');
  }
}

function plainHeaders(request: IncomingMessage): RequestContext['headers'] {
  return Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value])
  );
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    if (size > MAX_BODY_BYTES)
      throw new ApiError(413, 'REQUEST_LIMIT_EXCEEDED', `A request may carry at most ${MAX_BODY_BYTES / 1024 / 1024} MB.`);
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}

function send(response: ServerResponse, result: HttpResponse, method: string | undefined): void {
  const { body } = result;
  const raw = typeof body === 'string' || Buffer.isBuffer(body);
  const isStream = body !== null && typeof body === 'object' && 'pipe' in body;
  const headers: Record<string, string | string[]> = {
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    ...result.headers
  };
  if (body !== undefined) headers['content-type'] = result.type ?? (raw ? 'text/plain; charset=utf-8' : 'application/json;charset=UTF-8');
  response.writeHead(result.status, headers);
  if (isStream) (body as NodeJS.ReadableStream).pipe(response);
  else if (body === undefined || method === 'HEAD') response.end();
  else response.end(raw ? (body as string | Buffer) : JSON.stringify(body));
}
