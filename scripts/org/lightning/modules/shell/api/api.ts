/** Calls of the shell to the org: Salesforce's REST paths with the browser's session, failures in one shape. */
import { hasUnsaved } from 'platform/unsaved';
import { failure, failureOfResponse } from 'shell/failures';

export const DATA_PATH = '/services/data/v66.0';

/** Sends the browser to the login page, which brings it back here afterwards. */
export function signInAgain(): void {
  window.location.assign(`/login?startURL=${encodeURIComponent(window.location.pathname + window.location.search)}`);
}

/**
 * @param path absolute path, or one that starts after `/services/data/vXX.X`
 * @returns the parsed JSON body
 * @throws Failure (shell/failures)
 */
export async function request<T>(path: string, options: { method?: string; body?: unknown; signal?: AbortSignal } = {}): Promise<T> {
  const url = path.startsWith('/services/') || path.startsWith('/lightning/') ? path : DATA_PATH + path;
  let response: Response;
  try {
    response = await fetch(url, {
      method: options.method ?? 'GET',
      headers: { accept: 'application/json', ...(options.body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
      ...(options.signal ? { signal: options.signal } : {}),
      credentials: 'same-origin'
    });
  } catch (error) {
    throw failure('offline', (error as Error).message);
  }
  const text = await response.text();
  let body: unknown = text;
  try {
    body = text === '' ? undefined : JSON.parse(text);
  } catch {
    if (response.ok) throw failure('error', `${url}: the answer is no JSON`);
  }
  if (!response.ok) {
    const failed = failureOfResponse(response.status, body);
    // Typed text stays on screen: whoever typed it is told by the save, and signs in in another tab.
    if (failed.kind === 'signedOut' && !hasUnsaved()) signInAgain();
    throw failed;
  }
  return body as T;
}

/** Runs a SOQL query and returns its first batch. @throws Failure */
export async function query<T>(soql: string): Promise<T[]> {
  return (await request<{ records: T[] }>(`/query?q=${encodeURIComponent(soql)}`)).records;
}

/** A text literal of SOQL. */
export function soqlText(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}
