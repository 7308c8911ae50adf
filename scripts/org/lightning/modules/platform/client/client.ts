/** Calls of Lightning Data Service to the org: JSON over the browser's session, failures as `FetchResponse`. */

export const UI_API = '/services/data/v66.0/ui-api';

/** What a failed wire or promise of Lightning Data Service carries. Source: LWC guide, "FetchResponse". */
export interface FetchResponse {
  body: unknown;
  ok: false;
  status: number;
  statusText: string;
  errorType: 'fetchResponse';
  headers: Record<string, string>;
}

export interface CallOptions {
  method?: string;
  body?: unknown;
  headers?: Record<string, string>;
}

function failure(status: number, statusText: string, body: unknown): FetchResponse {
  return { body, ok: false, status, statusText, errorType: 'fetchResponse', headers: {} };
}

const OFFLINE = 'サーバーに接続できません。組織が起動していることを確認し、もう一度お試しください。入力した内容は画面に残っています。';
const SIGNED_OUT =
  'セッションの有効期限が切れました。別のタブでログインし直してから、もう一度お試しください。入力した内容は画面に残っています。';

/**
 * @returns the parsed JSON body, undefined when there is none
 * @throws FetchResponse
 */
export async function call<T>(url: string, options: CallOptions = {}): Promise<T> {
  const { method = 'GET', body, headers = {} } = options;
  let response: Response;
  try {
    response = await fetch(url, {
      method,
      credentials: 'same-origin',
      headers: { accept: 'application/json', ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) })
    });
  } catch {
    throw failure(0, 'Network Error', { message: OFFLINE, statusCode: 0, errorCode: 'NETWORK_ERROR' });
  }
  const text = await response.text();
  let parsed: unknown;
  try {
    parsed = text === '' ? undefined : JSON.parse(text);
  } catch {
    throw failure(response.status, response.statusText, {
      message: `${url}: the answer is not JSON`,
      statusCode: response.status,
      errorCode: 'UNKNOWN'
    });
  }
  if (response.status === 401)
    throw failure(401, response.statusText, { message: SIGNED_OUT, statusCode: 401, errorCode: 'INVALID_SESSION_ID' });
  if (!response.ok) throw failure(response.status, response.statusText, parsed);
  return parsed as T;
}
