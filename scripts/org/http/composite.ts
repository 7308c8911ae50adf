/**
 * Several calls in one: composite (each may use the answers of those before it) and composite/batch.
 * Trees and collections live in their own files.
 * Source: REST API Developer Guide, "Composite", "Batch".
 */
import { inSavepoint } from '../records/sql.ts';
import { collectionRoutes } from './compositeCollections.ts';
import { createTree } from './compositeTree.ts';
import { routes as queryRoutes } from './query.ts';
import { isJson, type Json } from './restRecords.ts';
import {
  ApiError,
  errorResponse,
  jsonBody,
  matchRoute,
  notFound,
  notSupported,
  type HttpResponse,
  type RequestContext,
  type Route
} from './router.ts';
import { routes as sobjectRoutes } from './sobjects.ts';
import { versionOf } from './versions.ts';

const MAX_REQUESTS = 25;

const TREE: Route = { method: 'POST', pattern: '/services/data/:version/composite/tree/:object', handler: createTree };

/** What may stand inside a composite or batch call. */
const INNER: Route[] = [...sobjectRoutes, ...queryRoutes, ...collectionRoutes, TREE];

interface InnerRequest {
  method: string;
  url: string;
  body?: unknown;
}

/** Runs a call that came inside another one; errors become answers. */
function runInner(context: RequestContext, request: InnerRequest): HttpResponse {
  try {
    const url = new URL(request.url.startsWith('/') ? request.url : `/services/data/${request.url}`, context.baseUrl);
    if (url.origin !== context.baseUrl) throw notFound();
    const matched = matchRoute(INNER, request.method.toUpperCase(), url.pathname);
    if (!matched) throw new ApiError(404, 'NOT_SUPPORTED', `not supported: ${request.method} ${url.pathname} inside a composite call`);
    const body = Buffer.from(request.body === undefined ? '' : JSON.stringify(request.body));
    const answer = matched.route.handler({ ...context, method: request.method.toUpperCase(), url, params: matched.params, body });
    // A promise would let other calls in between the steps of one transaction.
    if (answer instanceof Promise) throw notSupported(`${url.pathname} inside a composite call`);
    return answer;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return errorResponse(error);
  }
}

interface SubRequest extends InnerRequest {
  referenceId: string;
}

interface SubResponse {
  body: unknown;
  httpHeaders: Record<string, string>;
  httpStatusCode: number;
  referenceId: string;
}

function readSubRequests(body: Json): SubRequest[] {
  const list = body.compositeRequest;
  if (!Array.isArray(list) || list.length === 0 || list.length > MAX_REQUESTS)
    throw new ApiError(400, 'INVALID_INPUT', `compositeRequest takes 1 to ${MAX_REQUESTS} subrequests.`);
  const seen = new Set<string>();
  return list.map((item: unknown) => {
    if (
      !isJson(item) ||
      typeof item.method !== 'string' ||
      typeof item.url !== 'string' ||
      typeof item.referenceId !== 'string' ||
      item.referenceId === ''
    ) {
      throw new ApiError(400, 'INVALID_INPUT', 'Every subrequest needs method, url and referenceId.');
    }
    if (!/^\w+$/.test(item.referenceId))
      throw new ApiError(400, 'INVALID_INPUT', `The referenceId ${item.referenceId} may hold letters, digits and underscores only.`);
    if (seen.has(item.referenceId)) throw new ApiError(400, 'INVALID_INPUT', `Duplicate referenceId: ${item.referenceId}`);
    seen.add(item.referenceId);
    return { method: item.method, url: item.url, body: item.body, referenceId: item.referenceId };
  });
}

/** Thrown to roll back; carries what is answered then. */
class Halted extends Error {
  readonly responses: SubResponse[];
  constructor(responses: SubResponse[]) {
    super('A subrequest failed.');
    this.responses = responses;
  }
}

function composite(context: RequestContext): HttpResponse {
  versionOf(context);
  const body = jsonBody(context);
  const requests = readSubRequests(body);
  if (body.allOrNone !== true) return { status: 200, body: { compositeResponse: runAll(context, requests, false) } };
  try {
    return { status: 200, body: { compositeResponse: inSavepoint(context.org.db, () => runAll(context, requests, true)) } };
  } catch (error) {
    if (error instanceof Halted) return { status: 200, body: { compositeResponse: error.responses } };
    throw error;
  }
}

const isFailure = (response: SubResponse): boolean => response.httpStatusCode >= 400;

function runAll(context: RequestContext, requests: SubRequest[], allOrNone: boolean): SubResponse[] {
  const responses: SubResponse[] = [];
  const answers = new Map<string, SubResponse>();
  for (const request of requests) {
    const response = runSubRequest(context, request, answers);
    responses.push(response);
    answers.set(request.referenceId, response);
    if (allOrNone && isFailure(response)) throw new Halted(requests.map((item) => (item === request ? response : rolledBack(item))));
  }
  return responses;
}

function rolledBack(request: SubRequest): SubResponse {
  return failure(request, 'PROCESSING_HALTED', 'The transaction was rolled back since another operation in the same transaction failed.');
}

function failure(request: SubRequest, errorCode: string, message: string): SubResponse {
  return { body: [{ errorCode, message }], httpHeaders: {}, httpStatusCode: 400, referenceId: request.referenceId };
}

function runSubRequest(context: RequestContext, request: SubRequest, answers: Map<string, SubResponse>): SubResponse {
  let filled: InnerRequest;
  try {
    filled = { method: request.method, url: fillText(request.url, answers), body: fill(request.body, answers) };
  } catch (error) {
    if (error instanceof ApiError) return failure(request, error.errorCode, error.message);
    throw error;
  }
  const answer = runInner(context, filled);
  const headers = Object.entries(answer.headers ?? {}).flatMap(([name, value]) =>
    name === 'location' ? [['Location', String(value)]] : []
  );
  return {
    body: answer.body ?? null,
    httpHeaders: Object.fromEntries(headers),
    httpStatusCode: answer.status,
    referenceId: request.referenceId
  };
}

/** Puts answers in for `@{reference.path}` anywhere in a body. */
function fill(value: unknown, answers: Map<string, SubResponse>): unknown {
  if (typeof value === 'string') return fillText(value, answers);
  if (Array.isArray(value)) return value.map((item) => fill(item, answers));
  return isJson(value) ? Object.fromEntries(Object.entries(value).map(([name, item]) => [name, fill(item, answers)])) : value;
}

function fillText(text: string, answers: Map<string, SubResponse>): string {
  return text.replace(/@\{(\w+)((?:\.\w+|\[\d+\])*)\}/g, (_whole, reference: string, path: string) => {
    const response = answers.get(reference);
    if (!response)
      throw new ApiError(
        400,
        'PROCESSING_HALTED',
        `Invalid reference specified. No value for ${reference}${path} found in ${reference}. Provided referenceId is not known.`
      );
    if (isFailure(response))
      throw new ApiError(400, 'PROCESSING_HALTED', 'The transaction was halted because a subrequest it depends on failed.');
    const value = (path.match(/\w+/g) ?? []).reduce<unknown>(
      (current, key) =>
        current !== null && typeof current === 'object' && Object.hasOwn(current, key) ? (current as Json)[key] : undefined,
      response.body
    );
    if (value === undefined || value === null || typeof value === 'object') {
      throw new ApiError(400, 'PROCESSING_HALTED', `Invalid reference specified. No value for ${reference}${path} found in ${reference}.`);
    }
    return String(value);
  });
}

function batch(context: RequestContext): HttpResponse {
  versionOf(context);
  const body = jsonBody(context);
  const list = body.batchRequests;
  if (!Array.isArray(list) || list.length === 0 || list.length > MAX_REQUESTS)
    throw new ApiError(400, 'INVALID_INPUT', `batchRequests takes 1 to ${MAX_REQUESTS} subrequests.`);
  const results: { statusCode: number; result: unknown }[] = [];
  let halted = false;
  for (const item of list as unknown[]) {
    if (!isJson(item) || typeof item.method !== 'string' || typeof item.url !== 'string')
      throw new ApiError(400, 'INVALID_INPUT', 'Every subrequest needs method and url.');
    if (halted) {
      results.push({ statusCode: 412, result: [{ errorCode: 'BATCH_PROCESSING_HALTED', message: 'Batch processing halted per request' }] });
      continue;
    }
    const answer = runInner(context, { method: item.method, url: item.url, body: item.richInput });
    results.push({ statusCode: answer.status, result: answer.body ?? null });
    halted = body.haltOnError === true && answer.status >= 400;
  }
  return { status: 200, body: { hasErrors: results.some((result) => result.statusCode >= 400), results } };
}

export const routes: Route[] = [
  TREE,
  ...collectionRoutes,
  { method: 'POST', pattern: '/services/data/:version/composite', handler: composite },
  { method: 'POST', pattern: '/services/data/:version/composite/batch', handler: batch },
  {
    method: 'POST',
    pattern: '/services/data/:version/composite/graph',
    handler: () => {
      throw notSupported('composite/graph');
    }
  }
];
