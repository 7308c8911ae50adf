/** Requests, responses and routes: what every family of HTTP APIs shares. No rules of Salesforce's data live here. */
import type { Org } from '../org.ts';

export interface RequestContext {
  org: Org;
  method: string;
  /** Query parameters and path; leading double slashes (the CLI sends them) are already collapsed. */
  url: URL;
  headers: Record<string, string | undefined>;
  /** Path parameters of the route's pattern, decoded. */
  params: Record<string, string>;
  body: Buffer;
  /** Id of the signed-in user; '' on public routes without a session. */
  userId: string;
  /** `http://127.0.0.1:PORT` as the client sees it. */
  baseUrl: string;
}

export interface HttpResponse {
  status: number;
  /** Objects and arrays are sent as JSON, strings and buffers as they are, undefined as no body. */
  body?: unknown;
  type?: string;
  headers?: Record<string, string | string[]>;
}

export interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD';
  /** `/services/data/:version/sobjects/:object`; `*` as the last segment takes the rest (params.rest). */
  pattern: string;
  /** True for pages and calls that need no session (login, static files). */
  public?: boolean;
  handler: (context: RequestContext) => HttpResponse | Promise<HttpResponse>;
}

/** An error that the REST APIs answer as `[{ errorCode, message, fields? }]`. */
export class ApiError extends Error {
  readonly status: number;
  readonly errorCode: string;
  readonly fields: string[];
  constructor(status: number, errorCode: string, message: string, fields: string[] = []) {
    super(message);
    this.status = status;
    this.errorCode = errorCode;
    this.fields = fields;
  }
}

/** The one way to refuse what the embedded org cannot do: by name, as a 4xx. */
export function notSupported(what: string): ApiError {
  return new ApiError(400, 'NOT_SUPPORTED', `not supported: ${what}`);
}

/** 404 with the exact words that the Salesforce CLI looks for. */
export function notFound(): ApiError {
  return new ApiError(404, 'NOT_FOUND', 'The requested resource does not exist');
}

/**
 * Why no route answers: the path takes other methods (405 as Salesforce words it), is an API this org lacks (refused by
 * name), or no page at all.
 */
export function unanswered(routes: Route[], method: string, pathname: string): ApiError {
  const allowed = [...new Set(routes.map((route) => route.method))].filter(
    (candidate) => candidate !== method && matchRoute(routes, candidate, pathname)
  );
  if (allowed.length)
    return new ApiError(405, 'METHOD_NOT_ALLOWED', `HTTP Method '${method}' not allowed. Allowed are ${allowed.join(',')}`);
  return pathname.startsWith('/services/') ? new ApiError(404, 'NOT_SUPPORTED', `not supported: ${method} ${pathname}`) : notFound();
}

/** Parses the body as a JSON object; refuses anything else with JSON_PARSER_ERROR. */
export function jsonBody(context: RequestContext): Record<string, unknown> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(context.body.toString('utf8'));
  } catch (error) {
    throw new ApiError(400, 'JSON_PARSER_ERROR', (error as Error).message);
  }
  if (parsed === null || typeof parsed !== 'object' || Array.isArray(parsed))
    throw new ApiError(400, 'JSON_PARSER_ERROR', 'A JSON object is expected as the body.');
  return parsed as Record<string, unknown>;
}

/** An error as the REST APIs answer it. */
export function errorResponse(error: ApiError): HttpResponse {
  const fields = error.fields.length ? { fields: error.fields } : {};
  return { status: error.status, body: [{ message: error.message, errorCode: error.errorCode, ...fields }] };
}

/**
 * Finds the first route for a method and path.
 * @returns the route and its decoded path parameters, or undefined
 * @throws ApiError 400 for a path that is not valid percent-encoding
 */
export function matchRoute(
  routes: Route[],
  method: string,
  pathname: string
): { route: Route; params: Record<string, string> } | undefined {
  const parts = pathname
    .replace(/(?<=.)\/$/, '')
    .split('/')
    .slice(1);
  for (const route of routes) {
    if (route.method !== method) continue;
    const params = matchSegments(route.pattern.split('/').slice(1), parts);
    if (params) return { route, params };
  }
  return undefined;
}

function matchSegments(segments: string[], parts: string[]): Record<string, string> | undefined {
  const params: Record<string, string> = {};
  for (const [index, segment] of segments.entries()) {
    if (segment === '*') {
      params.rest = parts.slice(index).map(decodePart).join('/');
      return params;
    }
    const part = parts[index];
    if (part === undefined) return undefined;
    if (segment.startsWith(':')) params[segment.slice(1)] = decodePart(part);
    else if (segment !== part) return undefined;
  }
  return parts.length === segments.length ? params : undefined;
}

function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new ApiError(400, 'MALFORMED_URL', `The address part ${part} is not valid percent-encoding.`);
  }
}
